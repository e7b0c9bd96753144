"""The executives' opinions: a document is put before them, and each gives an opinion in turn.

Opinions belong to what was read: they are printed on the document only while it still says the same, whatever number
and date it is given.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from agencies.rules.events import EventKind
from ita_portal.text.thai import long_date
from reports.content.draft import draft_of
from reports.content.kinds import DocumentKind
from reports.content.opinions import opinion_headings, unsigned
from reports.issue.announcing import tell_of_opinion, tell_of_submission
from reports.models import Opinion, Submission
from reports.paper.fingerprint import fingerprint

State = Submission.State


@dataclass(frozen=True)
class GivenOpinion:
    """An opinion as it was given, by one of the chain at `position` (0 is the first)."""

    position: int
    approves: bool
    text: str
    on: date
    is_on_paper: bool  # written on the document itself, and recorded from there


class NothingToDecide(Exception):
    """No opinion is waited for, or another one than this: somebody else was faster. Nothing was written."""


class NobodyToAsk(Exception):
    """The document has no chain of opinions; the message says so in Thai."""


def current_submission(agency: Agency, kind: str, fiscal_year: int) -> Submission | None:
    """Return what was put before the executives last."""
    return Submission.objects.of(agency, kind, fiscal_year).first()


@transaction.atomic
def document_submit(*, kind: DocumentKind, agency: Agency, fiscal_year: int, actor: User) -> Submission:
    """Put a document before the executives; one that waits already is returned as it is.

    Raises DocumentMissing, and NobodyToAsk where no opinions are foreseen.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    current = current_submission(agency, kind.slug, fiscal_year)
    if current and current.is_waiting:
        return current
    document = draft_of(kind, agency, fiscal_year).without_opinions
    chain = opinion_headings(document)
    if not chain:
        raise NobodyToAsk("เอกสารนี้ยังไม่มีลำดับผู้ให้ความเห็น กรุณากำหนดในหน้าตั้งค่ารูปแบบเอกสาร")
    submission = Submission.objects.create(
        agency=agency,
        kind=kind.slug,
        fiscal_year=fiscal_year,
        chain=chain,
        content_sha256=fingerprint(unsigned(document)),
        submitted_by=actor,
        submitted_by_name=str(actor),
    )
    old = current.get_state_display() if current else ""
    _record(submission, actor, label="เสนอผู้บริหาร", old=old, new=f"{State.WAITING.label}: {' → '.join(chain)}")
    tell_of_submission(submission, EventKind.DOCUMENT_SUBMITTED, actor, chain[0])
    return submission


@transaction.atomic
def opinion_give(*, submission: Submission, given: GivenOpinion, actor: User) -> Opinion:
    """Record the opinion of the one whose turn it is, or raise NothingToDecide."""
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if not current.is_waiting or given.position != current.opinions.count():
        raise NothingToDecide
    opinion = Opinion.objects.create(
        submission=current,
        position=given.position,
        heading=current.chain[given.position],
        approves=given.approves,
        text=given.text,
        given_on=given.on,
        is_on_paper=given.is_on_paper,
        actor=actor,
        actor_name=str(actor),
    )
    _close_when_decided(current, opinion)
    where = "บันทึกจากเอกสาร" if given.is_on_paper else "ในระบบ"
    label = f"{opinion.heading} ({where} {long_date(given.on)})"
    _record(current, actor, label=label, old=State.WAITING.label, new=opinion.words)
    tell_of_opinion(current, opinion, actor)
    return opinion


@transaction.atomic
def submission_withdraw(*, submission: Submission, actor: User) -> None:
    """Take a document back from the executives; opinions that were given stay on record. Raises NothingToDecide."""
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if not current.is_waiting:
        raise NothingToDecide
    current.state = State.WITHDRAWN
    current.save(update_fields=["state"])
    _record(current, actor, label="ถอนเรื่องที่เสนอผู้บริหาร", old=State.WAITING.label, new=State.WITHDRAWN.label)
    tell_of_submission(current, EventKind.DOCUMENT_WITHDRAWN, actor)


def _close_when_decided(submission: Submission, newest: Opinion) -> None:
    """Close the matter with the last approval, or with the first return."""
    if not newest.approves:
        submission.state = State.RETURNED
    elif newest.position + 1 == len(submission.chain):
        submission.state = State.APPROVED
    submission.save(update_fields=["state"])


def _record(submission: Submission, actor: User, *, label: str, old: str, new: str) -> None:
    about = ChangeSubject(submission.agency, submission.fiscal_year, f"document:{submission.kind}", label)
    change_record(about, actor, old=old, new=new)
