"""The executives' opinions on a document: putting it before them, giving an opinion, taking it back."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Right
from agencies.conversation import conversation_on
from agencies.kept import kept
from agencies.models import Holding, Position
from agencies.once import once, once_slowly
from assessments.years import AgencyYear, year_of
from ita_portal.download import as_private_download
from ita_portal.uploads import takes_files
from reports.content.kinds import DocumentKind, DocumentMissing
from reports.issue.approval import (
    NobodyToAsk,
    NothingToDecide,
    NotSpeaking,
    can_be_taken_back,
    current_submission,
    document_submit,
    opinion_give,
    opinion_record,
    opinion_take_back,
    submission_withdraw,
)
from reports.issue.cycle_drafts import kept_draft
from reports.issue.opinion_chain import ChainStep, chain_steps, holding_in_turn
from reports.issue.opinion_form import OpinionForm, PaperOpinionForm
from reports.issue.rules.speaking import why_not_speaking
from reports.models import Opinion, OpinionScan, Submission
from reports.topics import document_topic
from reports.views.documents import kind_of, say_missing

TOO_LATE = "มีผู้อื่นดำเนินการกับเรื่องนี้ไปก่อน กรุณาตรวจดูอีกครั้ง"
TOO_LATE_TO_UNDO = "ถอนความเห็นไม่ได้แล้ว เพราะลำดับถัดไปให้ความเห็นแล้ว หรือมีการเสนอหรือออกเอกสารหลังจากนั้น"


@dataclass(frozen=True)
class Turn:
    """Whose turn it is in what was put before the executives, and how the person who looks takes part."""

    year: AgencyYear
    submission: Submission | None
    today: date

    @property
    def steps(self) -> list[ChainStep]:
        return chain_steps(self.submission, self._positions, self.today) if self.submission else []

    @cached_property
    def holdings(self) -> list[Holding]:
        """By what the person may speak today: asked each time, as all that a person may do."""
        return self.year.access.holdings_on(self.today)

    @property
    def holding(self) -> Holding | None:
        """By what the person may give the opinion that is waited for; None for everybody else."""
        if self.submission is None or not self.submission.is_waiting:
            return None
        return holding_in_turn(self.submission, self.holdings, self._positions) if self.holdings else None

    @property
    def _positions(self) -> list[Position]:
        positions = self.year.agency.positions.with_holdings()
        return kept(self.year.access, ("positions",), lambda: list(positions))

    @property
    def fields(self) -> dict[str, Any]:
        """What a form of the opinion that is waited for begins with."""
        if self.submission is None:
            return {"position": 0, "is_last": False}
        number = len(self.submission.given)
        is_last = number + 1 >= len(self.submission.chain)
        return {"position": number, "is_last": is_last, "read": self.submission.mark}


@require_http_methods(["GET", "HEAD", "POST"])
@once
def opinions(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Whose opinions are asked for and what they are; who speaks for the position whose turn it is gives theirs."""
    year = year_of(request, agency, fiscal_year)
    today = timezone.localdate()
    if request.method == "POST" and not year.access.holdings_on(today):
        raise PermissionDenied
    document_kind = _with_chain(kind)
    turn = Turn(year, _submission_of(year, document_kind), today)
    if request.method == "POST":
        return _give(request, turn, document_kind)
    return _page(request, turn, document_kind)


@takes_files(settings.UPLOAD_MAX_POST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@once_slowly
def opinion_on_paper(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Record the opinion whose turn it is as somebody wrote it on the document itself."""
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    document_kind = _with_chain(kind)
    turn = Turn(year, _submission_of(year, document_kind), timezone.localdate())
    if turn.submission is None or not turn.submission.is_waiting:
        messages.error(request, TOO_LATE)
        return _back(year, document_kind)
    form = _paper_form(turn, request)
    if request.method != "POST" or not form.is_valid():
        return _paper_page(request, turn, document_kind, form, 422 if form.errors else 200)
    try:
        if not form.is_of_what_was_read:
            raise NothingToDecide
        opinion = opinion_record(submission=turn.submission, given=form.given, actor=year.access.user)
    except NothingToDecide:
        messages.error(request, TOO_LATE)
        form.go_on_from_here()
        return _paper_page(request, turn, document_kind, form, 409)
    messages.success(request, f"บันทึก “{opinion.heading}” จากเอกสารแล้ว")
    return _back(year, document_kind)


@require_POST
def opinion_undo(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Take back the opinion that was given last: one's own, or one that was recorded from paper."""
    year = year_of(request, agency, fiscal_year)
    submission = current_submission(year.agency, _kind_slug(kind), year.fiscal_year)
    newest = submission.given[-1] if submission and submission.given else None
    if not _may_take_back(year, newest):
        raise PermissionDenied
    document_kind = _with_chain(kind)
    try:
        assert newest is not None
        if request.POST.get("opinion", newest.mark) != newest.mark:  # another one than the page had shown
            raise NothingToDecide
        opinion_take_back(opinion=newest, actor=year.access.user)
    except NothingToDecide:
        messages.error(request, TOO_LATE_TO_UNDO)
    else:
        messages.success(request, f"ถอน “{newest.heading}” แล้ว ความเห็นเดิมเก็บไว้ในประวัติ")
    return _back(year, document_kind)


@require_safe
def opinion_scan(request: HttpRequest, agency: str, fiscal_year: int, kind: str, key: UUID) -> FileResponse:
    """Hand out the scan of an opinion on paper to whoever may read the agency's documents."""
    year = year_of(request, agency, fiscal_year)
    of_document = {"agency": year.agency, "fiscal_year": year.fiscal_year, "kind": kind}
    wanted = {f"opinion__submission__{name}": value for name, value in of_document.items()}
    scan = get_object_or_404(OpinionScan.objects.filter(**wanted), key=key)
    return as_private_download(scan.file, name=scan.name, content_type=scan.content_type)


@require_POST
@once
def submit(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    document_kind = _with_chain(kind)
    try:
        document_submit(kind=document_kind, agency=year.agency, fiscal_year=year.fiscal_year, actor=year.access.user)
    except DocumentMissing as missing:
        return say_missing(request, year, document_kind, missing)
    except NobodyToAsk as nobody:
        messages.error(request, str(nobody))
    else:
        messages.success(request, "เสนอผู้บริหารแล้ว")
    return _back(year, document_kind)


@require_POST
def take_back(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    document_kind = _with_chain(kind)
    submission = current_submission(year.agency, document_kind.slug, year.fiscal_year)
    try:
        if submission is None or request.POST.get("read", submission.mark) != submission.mark:
            raise NothingToDecide
        submission_withdraw(submission=submission, actor=year.access.user)
    except NothingToDecide:
        messages.error(request, TOO_LATE)
    else:
        messages.success(request, "ถอนเรื่องแล้ว")
    return _back(year, document_kind)


def _give(request: HttpRequest, turn: Turn, kind: DocumentKind) -> HttpResponse:
    form = OpinionForm(request.POST, **turn.fields)
    if not form.is_valid():
        return _page(request, turn, kind, form, 422)
    try:
        if turn.submission is None or not form.is_of_what_was_read:
            raise NothingToDecide
        opinion = opinion_give(submission=turn.submission, given=form.given, actor=turn.year.access.user)
    except NotSpeaking as other_position:
        raise PermissionDenied from other_position
    except NothingToDecide:
        messages.error(request, TOO_LATE)
        form.go_on_from_here()
        return _page(request, turn, kind, form, 409)
    messages.success(request, f"บันทึก “{opinion.heading}” แล้ว")
    return _back(turn.year, kind)


def _page(
    request: HttpRequest, turn: Turn, kind: DocumentKind, form: OpinionForm | None = None, status: int = 200
) -> HttpResponse:
    year = turn.year
    try:
        draft = kept_draft(year.access, kind, year.fiscal_year)
    except DocumentMissing as missing:
        return say_missing(request, year, kind, missing)
    submission, steps, holding = turn.submission, turn.steps, turn.holding
    if form is None and holding:
        form = OpinionForm(**turn.fields)
    context = {
        "year": year,
        "kind": kind,
        "conversation": conversation_on(year.access, document_topic(year, kind)),
        "submission": submission,
        "steps": steps,
        "has_changed": submission is not None and not draft.is_of(submission),
        "form": form,
        "holding": holding,
        "today": turn.today,
        "why_not": _why_not(turn, steps) if form is None else "",
        "to_take_back": _to_take_back(year, submission),
    }
    return render(request, "reports/opinions.html", context, status=status)


def _why_not(turn: Turn, steps: list[ChainStep]) -> str:
    """Return why an executive cannot speak now, and who can change that; empty for those who are not asked."""
    access = turn.year.access
    waited_for = next((each for each in steps if each.is_next), None)
    if waited_for is None or not (access.is_executive or turn.holdings):
        return ""
    coordinators = access.agency.memberships.coordinators().active().select_related("user")
    own = [each.position.title for each in turn.holdings]
    speakers = [each.name for each in waited_for.speakers]
    return why_not_speaking(waited_for.heading, speakers, own, [str(each.user) for each in coordinators])


def _may_take_back(year: AgencyYear, opinion: Opinion | None) -> bool:
    """Whether an opinion is the person's own, or one from paper that a coordinator looks after."""
    if opinion is None:
        return False
    return year.access.can_issue if opinion.is_on_paper else opinion.actor == year.access.user


def _to_take_back(year: AgencyYear, submission: Submission | None) -> Opinion | None:
    newest = submission.given[-1] if submission and submission.given else None
    if submission is None or newest is None or not _may_take_back(year, newest):
        return None
    can_be = kept(
        year.access,
        ("can-be-taken-back", newest.pk),
        lambda: can_be_taken_back(submission, submission.given, newest),
    )
    return newest if can_be else None


def _paper_form(turn: Turn, request: HttpRequest) -> PaperOpinionForm:
    assert turn.submission is not None
    speakers = [holding for step in turn.steps if step.is_next for holding in step.speakers]
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    days = {"submitted": turn.submission.submitted_on, "today": turn.today}
    return PaperOpinionForm(data, files, speaker=next(iter(speakers), None), **days, **turn.fields)


def _paper_page(
    request: HttpRequest, turn: Turn, kind: DocumentKind, form: PaperOpinionForm, status: int
) -> HttpResponse:
    context = {"year": turn.year, "kind": kind, "submission": turn.submission, "form": form}
    return render(request, "reports/opinion_on_paper.html", context, status=status)


def _submission_of(year: AgencyYear, kind: DocumentKind) -> Submission | None:
    """Return what was put before the executives last, kept until something changes; a post is given that of now."""
    what = ("submission", kind.slug, year.fiscal_year)
    return kept(year.access, what, lambda: current_submission(year.agency, kind.slug, year.fiscal_year))


def _kind_slug(slug: str) -> str:
    return kind_of(slug).slug


def _with_chain(slug: str) -> DocumentKind:
    kind = kind_of(slug)
    if not kind.asks_executives:
        raise Http404
    return kind


def _back(year: AgencyYear, kind: DocumentKind) -> HttpResponse:
    return redirect("document-opinions", year.agency.slug, year.fiscal_year, kind.slug)
