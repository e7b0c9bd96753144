"""What the acts on documents tell people; called by the services, within their transactions."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from agencies.events import EventContent, event_record
from agencies.models import User
from agencies.rules.events import Concerned, EventKind
from reports.content.kinds import KINDS
from reports.issue.opinion_chain import position_at
from reports.models import IssuedDocument, Opinion, Submission

AFTER_OPINION = {
    Submission.State.WAITING: EventKind.OPINION_GIVEN,
    Submission.State.APPROVED: EventKind.DOCUMENT_APPROVED,
    Submission.State.RETURNED: EventKind.DOCUMENT_RETURNED,
}


def tell_of_submission(submission: Submission, kind: EventKind, actor: User | None, text: str = "") -> None:
    """Tell that a document was put before the executives, or taken back."""
    _tell_of_matter(submission, kind, actor, occasion=str(submission.pk), text=text)


def tell_of_opinion(submission: Submission, opinion: Opinion, actor: User | None) -> None:
    """Tell of an opinion: whose turn it is next, what became of the document with it, or that it was taken back."""
    kind = AFTER_OPINION[Submission.State(submission.state)]
    if opinion.taken_back_at:
        kind = EventKind.OPINION_TAKEN_BACK
    text = f"{opinion.heading}: {opinion.words}"
    _tell_of_matter(submission, kind, actor, occasion=f"{submission.pk}:{opinion.pk}", text=text)


def tell_of_issued(issued: IssuedDocument, kind: EventKind, actor: User | None, occasion: str = "") -> None:
    """Tell that a document was issued, opened to the public or closed to it again."""
    content = EventContent(
        subject=_subject(issued.kind, issued.fiscal_year),
        occasion=f"{issued.key}:{occasion}",
        thing=KINDS[issued.kind].name,
        within=f"ปีงบประมาณ พ.ศ. {issued.fiscal_year}",
        text=issued.words,
        path=reverse("issued", args=(issued.agency.slug, issued.fiscal_year, issued.key)),
    )
    event_record(kind, issued.agency, content, actor)


def _tell_of_matter(submission: Submission, kind: EventKind, actor: User | None, *, occasion: str, text: str) -> None:
    place = (submission.agency.slug, submission.fiscal_year, submission.kind)
    content = EventContent(
        subject=_subject(submission.kind, submission.fiscal_year),
        occasion=occasion,
        thing=KINDS[submission.kind].name,
        within=f"ปีงบประมาณ พ.ศ. {submission.fiscal_year}",
        text=text,
        path=reverse("document-opinions", args=place),
        concerned=Concerned(users=_next_speakers(submission)),
        waits_for=_position_asked(submission),
    )
    event_record(kind, submission.agency, content, actor)


def _position_asked(submission: Submission) -> UUID | None:
    """Return the key of the position whose opinion is waited for; None where none is."""
    if not submission.is_waiting:
        return None
    given = Opinion.objects.filter(submission=submission, taken_back_at=None).count()
    position = position_at(submission, given, list(submission.agency.positions.all()))
    return position.key if position else None


def _next_speakers(submission: Submission) -> frozenset[int]:
    """Return who may give the opinion that is waited for; where nobody is named, the coordinators, who record it."""
    if not submission.is_waiting:
        return frozenset()
    positions = list(submission.agency.positions.with_holdings())
    given = Opinion.objects.filter(submission=submission, taken_back_at=None).count()
    position = position_at(submission, given, positions)
    speakers = position.speakers_on(timezone.localdate()) if position else []
    named = frozenset(each.member.user_id for each in speakers)
    coordinators = submission.agency.memberships.coordinators().active()
    return named or frozenset(coordinators.values_list("user_id", flat=True))


def _subject(kind: str, fiscal_year: int) -> str:
    return f"document:{kind}:{fiscal_year}"
