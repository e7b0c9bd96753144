"""The executives' opinions: a document is put before them, and each gives an opinion in turn.

An opinion belongs to a position and to the person who speaks for it on the day: who holds it, or who acts for it. What
was written on paper is recorded with its own day and its scan. Opinions belong to what was read: they are printed on
the document only while it still says the same, whatever number and date it is given.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from agencies.access import holdings_of
from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, Holding, User
from agencies.rules.events import EventKind
from agencies.rules.holdings import Capacity, signature_lines, title_of_heading
from ita_portal.text.thai import long_date
from measures.rules.evidence import CheckedFile
from reports.content.draft import draft_of
from reports.content.kinds import DocumentKind
from reports.content.opinions import fingerprint_to_sign, opinion_headings
from reports.issue.announcing import tell_of_opinion, tell_of_submission
from reports.issue.opinion_chain import position_at, position_keys
from reports.models import IssuedDocument, Opinion, OpinionScan, Submission
from reports.paper.opinion_words import OpinionChoice

State = Submission.State


@dataclass(frozen=True)
class GivenOpinion:
    """An opinion as it was given, by one of the chain at `position` (0 is the first)."""

    position: int
    choice: OpinionChoice
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperOpinion(GivenOpinion):
    """An opinion as it stands on paper: who signed it as what, on which day, and the scan."""

    on: date
    signed_name: str
    scan: CheckedFile
    capacity: Capacity = Capacity.HOLDER
    own_title: str = ""


class NothingToDecide(Exception):
    """No opinion is waited for, or another one than this: somebody else was faster. Nothing was written."""


class NobodyToAsk(Exception):
    """The document has no chain of opinions; the message says so in Thai."""


class NotSpeaking(Exception):
    """The person does not speak for the position whose turn it is; nothing was written."""


class DayOutOfPlace(Exception):
    """An opinion on paper is older than the submission, or of a day to come; nothing was written."""


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
        raise NobodyToAsk("เอกสารนี้ยังไม่มีลำดับผู้ให้ความเห็น กรุณากำหนดในหน้าตำแหน่งและผู้ให้ความเห็น")
    submission = Submission.objects.create(
        agency=agency,
        kind=kind.slug,
        fiscal_year=fiscal_year,
        chain=chain,
        position_keys=position_keys(chain, list(agency.positions.all())),
        content_sha256=fingerprint_to_sign(document),
        submitted_by=actor,
        submitted_by_name=str(actor),
    )
    old = current.get_state_display() if current else ""
    _record(submission, actor, label="เสนอผู้บริหาร", old=old, new=f"{State.WAITING.label}: {' → '.join(chain)}")
    tell_of_submission(submission, EventKind.DOCUMENT_SUBMITTED, actor, chain[0])
    return submission


@transaction.atomic
def opinion_give(*, submission: Submission, given: GivenOpinion, actor: User) -> Opinion:
    """Record the opinion of the position whose turn it is, as its holder or who acts for it gives it today.

    Raises NothingToDecide, and NotSpeaking where the person speaks for no such position.
    """
    current = _locked_turn(submission, given)
    today = timezone.localdate()
    holding = _speaking(current, given.position, actor, today)
    opinion = _create(current, given, actor, given_on=today, signed_name=holding.name, signed_lines=holding.lines)
    _record_opinion(current, opinion, actor, where="ในระบบ")
    return opinion


@transaction.atomic
def opinion_record(*, submission: Submission, given: PaperOpinion, actor: User) -> Opinion:
    """Record an opinion that was written on paper, with its scan. Raises NothingToDecide, DayOutOfPlace."""
    current = _locked_turn(submission, given)
    if not current.submitted_on <= given.on <= timezone.localdate():
        raise DayOutOfPlace
    position = position_at(current, given.position, list(current.agency.positions.all()))
    title = position.title if position else title_of_heading(current.chain[given.position])
    lines = signature_lines(title, given.capacity, given.own_title)
    opinion = _create(
        current, given, actor, given_on=given.on, is_on_paper=True, signed_name=given.signed_name, signed_lines=lines
    )
    _keep_scan(opinion, given.scan)
    _record_opinion(current, opinion, actor, where="บันทึกจากเอกสาร")
    return opinion


@transaction.atomic
def opinion_take_back(*, opinion: Opinion, actor: User) -> Submission:
    """Take an opinion back that nobody has gone on from; it stays on record, and its turn comes again.

    Raises NothingToDecide where somebody has spoken after it, or the document has been put before them again or issued.
    """
    current = _locked(opinion.submission)
    standing = list(current.opinions.filter(taken_back_at=None))
    if not can_be_taken_back(current, standing, opinion):
        raise NothingToDecide
    old_state = current.get_state_display()
    taken = standing[-1]
    taken.taken_back_at, taken.taken_back_by_name = timezone.now(), str(actor)
    taken.save(update_fields=["taken_back_at", "taken_back_by_name"])
    current.state = State.WAITING
    current.save(update_fields=["state"])
    new = f"{State.WAITING.label} ({old_state})" if old_state != State.WAITING.label else State.WAITING.label
    _record(current, actor, label=f"ถอนความเห็น: {taken.heading}", old=taken.words, new=new)
    tell_of_opinion(current, taken, actor)
    return current


def can_be_taken_back(submission: Submission, standing: list[Opinion], opinion: Opinion) -> bool:
    """Return whether an opinion is the last word on a matter that nothing has been done about since."""
    if not standing or standing[-1].pk != opinion.pk or submission.state == State.WITHDRAWN:
        return False
    newest = Submission.objects.of(submission.agency, submission.kind, submission.fiscal_year).first()
    issued = IssuedDocument.objects.versions_of(submission.agency, submission.kind, submission.fiscal_year)
    return newest == submission and not issued.filter(issued_at__gte=opinion.at).exists()


@transaction.atomic
def submission_withdraw(*, submission: Submission, actor: User) -> None:
    """Take a document back from the executives; opinions that were given stay on record. Raises NothingToDecide."""
    current = _locked(submission)
    if not current.is_waiting:
        raise NothingToDecide
    current.state = State.WITHDRAWN
    current.save(update_fields=["state"])
    _record(current, actor, label="ถอนเรื่องที่เสนอผู้บริหาร", old=State.WAITING.label, new=State.WITHDRAWN.label)
    tell_of_submission(current, EventKind.DOCUMENT_WITHDRAWN, actor)


def _locked(submission: Submission) -> Submission:
    """Return the submission, locked after its agency: in the order of a new submission, so that nobody waits in a ring.

    What is written about the agency's rows needs the agency's row as well.
    """
    Agency.objects.select_for_update().get(pk=submission.agency_id)
    return Submission.objects.select_for_update().get(pk=submission.pk)


def _locked_turn(submission: Submission, given: GivenOpinion) -> Submission:
    """Return the submission, locked, whose turn is that of the opinion."""
    current = _locked(submission)
    if not current.is_waiting or given.position != len(current.given):
        raise NothingToDecide
    return current


def _speaking(submission: Submission, number: int, actor: User, today: date) -> Holding:
    position = position_at(submission, number, list(submission.agency.positions.all()))
    speaking = (each for each in holdings_of(actor, submission.agency, today) if each.position == position)
    if holding := next(speaking, None):
        return holding
    raise NotSpeaking


def _create(submission: Submission, given: GivenOpinion, actor: User, **more: Any) -> Opinion:
    opinion = Opinion.objects.create(
        submission=submission,
        position=given.position,
        heading=submission.chain[given.position],
        approves=given.choice != OpinionChoice.RETURNED,
        choice=given.choice.value,
        text=given.text,
        actor=actor,
        actor_name=str(actor),
        **more,
    )
    _close_when_decided(submission, opinion)
    return opinion


def _keep_scan(opinion: Opinion, checked: CheckedFile) -> None:
    """Store a file before its row, and take it away again where the row fails."""
    sha256 = hashlib.sha256(checked.content).hexdigest()
    scan = OpinionScan(opinion=opinion, name=checked.name, size=len(checked.content), sha256=sha256)
    scan.content_type = checked.content_type
    scan.file.save(checked.name, ContentFile(checked.content), save=False)
    try:
        scan.save()
    except BaseException:
        default_storage.delete(str(scan.file))
        raise


def _close_when_decided(submission: Submission, newest: Opinion) -> None:
    """Close the matter with the last approval, or with the first return."""
    if not newest.approves:
        submission.state = State.RETURNED
    elif newest.position + 1 == len(submission.chain):
        submission.state = State.APPROVED
    submission.save(update_fields=["state"])


def _record_opinion(submission: Submission, opinion: Opinion, actor: User, *, where: str) -> None:
    signed = f"โดย {opinion.signed_name} {opinion.signed_as}".strip()
    label = f"{opinion.heading} ({where} {long_date(opinion.given_on)} {signed})"
    _record(submission, actor, label=label, old=State.WAITING.label, new=opinion.words)
    tell_of_opinion(submission, opinion, actor)


def _record(submission: Submission, actor: User, *, label: str, old: str, new: str) -> None:
    about = ChangeSubject(submission.agency, submission.fiscal_year, f"document:{submission.kind}", label)
    change_record(about, actor, old=old, new=new)
