"""Talking about a measure, a report or a document: what was said, and saying more."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from agencies.conversation import Conversation, conversation_on
from agencies.once import once
from agencies.services import ConversationTopic, message_send
from assessments.years import AgencyYear, year_of
from measures.models import Measure, ReportingRound
from measures.topics import measure_topic, report_topic
from reports.content.kinds import KINDS
from reports.topics import document_topic


@require_http_methods(["GET", "HEAD", "POST"])
@once
def conversation(request: HttpRequest, agency: str, fiscal_year: int, subject: str) -> HttpResponse:
    """Show the conversation on a thing by itself, and take what somebody says, from whatever page."""
    year = year_of(request, agency, fiscal_year)
    if request.method == "POST" and not year.access.can_discuss:
        raise PermissionDenied
    topic = _topic_of(year, subject)
    found = conversation_on(year.access, topic, request.POST if request.method == "POST" else None)
    if request.method == "POST" and found.form and found.form.is_valid():
        _send(year, found)
        messages.success(request, "ส่งข้อความแล้ว")
        return redirect(f"{topic.path}#conversation")
    is_refused = found.form is not None and found.form.is_bound
    kind = KINDS.get(subject.partition(":")[2])
    request.is_at_plan = kind is None or not kind.analyses_result  # type: ignore[attr-defined]  # for the bar
    context = {"year": year, "conversation": found, "room": "documents" if kind else "plan"}
    return render(request, "workspace/conversation.html", context, status=422 if is_refused else 200)


def _send(year: AgencyYear, found: Conversation) -> None:
    assert found.form is not None
    chosen = found.form.cleaned_data["mentioned"]
    people = [each.user for each in chosen]
    message_send(topic=found.topic, text=found.form.cleaned_data["text"], mentioned=people, actor=year.access.user)


def _topic_of(year: AgencyYear, subject: str) -> ConversationTopic:
    """Return the thing that a subject names in the year, or raise 404."""
    thing, _, rest = subject.partition(":")
    if thing == "document" and rest in KINDS:
        return document_topic(year, KINDS[rest])
    keys = _keys_of(rest)
    if thing == "measure" and len(keys) == 1:
        return measure_topic(year, _measure_of(year, keys[0]))
    if thing == "report" and len(keys) == 2:
        rounds = ReportingRound.objects.of_agency(year.agency).filter(plan__fiscal_year=year.fiscal_year)
        return report_topic(year, _measure_of(year, keys[1]), get_object_or_404(rounds, key=keys[0]))
    raise Http404


def _measure_of(year: AgencyYear, key: UUID) -> Measure:
    return get_object_or_404(Measure.objects.for_agency(year.agency), plan__fiscal_year=year.fiscal_year, key=key)


def _keys_of(text: str) -> list[UUID]:
    try:
        return [UUID(part) for part in text.split(":")]
    except ValueError:
        return []
