"""Issuing: a document is checked, numbered and stored with its files for ever, then published or withdrawn."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from agencies.rules.events import EventKind
from assessments.rules.checks import ERROR, WARNING, Check
from ita_portal.text.thai import long_date
from reports.checks.document import ISSUE_NUMBER, PlacedCheck, checks_of_document, in_order, placed
from reports.checks.evidence_files import check_evidence_files, check_printed_words
from reports.checks.required_item import AskingRounds, RequiredItem, check_unseen
from reports.content.draft import Draft, draft_of
from reports.content.kinds import KINDS, DocumentKind
from reports.issue.announcing import tell_of_issued
from reports.issue.numbering import check_number, number_forget
from reports.models import IssuedDocument
from reports.output.formats import FORMATS
from reports.paper.blocks import AnnouncementDate, Block, Document, MemoHead
from reports.paper.fingerprint import content_of, fingerprint, fingerprint_of
from reports.paper.mark import Mark
from reports.paper.typesetting import text_on_paper

KEY_LENGTH = 16
ISSUED_BEFORE = "issued-before"
PUBLICATION = {True: "เผยแพร่แล้ว", False: "ไม่ได้เผยแพร่"}


@dataclass(frozen=True)
class IssueOrder:
    """What a person orders: a document of a year under a number and a date, and the warnings that they confirmed."""

    kind: DocumentKind
    agency: Agency
    fiscal_year: int
    number: str
    on: date
    confirmed: Collection[str] = ()  # the `confirmation_key` of each warning


@dataclass(frozen=True)
class IssueCandidate:
    """A document as it would be issued under a number and a date, and everything that speaks against it."""

    draft: Draft
    required_item: RequiredItem
    checks: tuple[PlacedCheck, ...]

    @property
    def errors(self) -> list[PlacedCheck]:
        return [each for each in self.checks if each.check.severity == ERROR]

    @property
    def to_confirm(self) -> list[PlacedCheck]:
        """What a person must have looked at: each warning, and what the portal cannot tell by itself."""
        return [each for each in self.checks if each.check.severity == WARNING]

    @property
    def notes(self) -> list[PlacedCheck]:
        return [each for each in self.checks if each.check.severity not in (ERROR, WARNING)]


class IssueRefused(Exception):
    """Something stands against the issue, and nothing was written; the candidate tells what it was."""

    def __init__(self, candidate: IssueCandidate, checks: list[PlacedCheck]) -> None:
        super().__init__([each.check.id for each in checks])
        self.candidate = candidate
        self.checks = checks


class DocumentRefused(IssueRefused):
    """Errors block the issue."""


class ConfirmationMissing(IssueRefused):
    """Somebody has to look at these warnings first and confirm them."""


@dataclass(frozen=True)
class Attempt:
    """What an issue would store, not saved yet."""

    document: Document
    issued: IssuedDocument
    newest: IssuedDocument | None

    @property
    def repeats(self) -> IssuedDocument | None:
        """The newest version where the same person issued the same content under the same number and date."""
        same = ("content_sha256", "number", "date", "issued_by_id")
        is_same = all(getattr(self.newest, name, None) == getattr(self.issued, name) for name in same)
        return self.newest if is_same else None

    def prints_like(self, other: "Attempt") -> bool:
        return self.issued.sha256 == other.issued.sha256


def confirmation_key(check: Check) -> str:
    """Return the key under which a confirmation of this check is stored.

    It is made of id, subject and message, so that nobody confirms words that they have not read.
    """
    return sha256(f"{check.id}\0{check.subject}\0{check.message}".encode()).hexdigest()[:KEY_LENGTH]


def candidate_of(
    draft: Draft, number: str, on: date, *, rounds: AskingRounds | None = None, in_files: Iterable[Check] | None = None
) -> IssueCandidate:
    """Return what would be issued of a draft under a number and a date.

    `rounds` and what was found in the files of evidence are given where they were looked up before.
    """
    draft = draft.numbered(number, on)
    item = (rounds or AskingRounds()).item_of(draft)
    in_files = check_evidence_files(draft) if in_files is None else in_files
    unseen = placed(draft, check_unseen(draft, item))
    used = placed(draft, [*check_number(draft, number), *check_issued_before(draft)])
    of_texts = checks_of_document(draft, item, on)
    inside = [*check_printed_words(draft, (each.check for each in of_texts)), *in_files]
    return IssueCandidate(draft, item, tuple(in_order([*of_texts, *placed(draft, inside), *unseen, *used])))


def check_issued_before(draft: Draft) -> Iterator[Check]:
    """Yield that the newest version says the same already: another one is for a wrong number or date."""
    versions = IssuedDocument.objects.versions_of(draft.agency, draft.kind.slug, draft.fiscal_year)
    newest = versions.defer("content").first()
    if newest and is_current(newest, draft.document):
        message = f"เนื้อหายังเหมือนเอกสารที่ออกแล้ว {newest.words} กรุณายืนยันว่าต้องการออกฉบับใหม่"
        yield Check(ISSUED_BEFORE, WARNING, message, draft.place(ISSUE_NUMBER))


def document_issue(*, order: IssueOrder, actor: User, base_url: str) -> IssuedDocument:
    """Freeze a document with its files as the next version.

    Raises DocumentMissing, DocumentRefused or ConfirmationMissing and writes nothing. The newest version is returned
    instead of a new one when the same person issues the same once more, as a second click does.
    """
    # Files take seconds to print. They are printed before anybody has to wait for the lock, and once more only where
    # somebody changed the content or issued a version meanwhile.
    early = _attempt(order, actor, asks_again=True)
    files = {} if early.repeats else _files(early, base_url)
    with transaction.atomic():
        # Held to the end, so that two people who issue at once get two versions.
        Agency.objects.select_for_update().get(pk=order.agency.pk)
        final = _attempt(order, actor, asks_again=False)  # two who issue at once have both been asked
        if final.repeats:
            return final.repeats
        _store(final, files if final.prints_like(early) else _files(final, base_url), actor)
    return final.issued


@transaction.atomic
def document_publish(*, issued: IssuedDocument, actor: User) -> IssuedDocument:
    """Open an issued document's files to the public; one that is open stays as it is."""
    return _set_published(issued, actor, published_at=timezone.now(), withdrawn_at=None, withdrawal_reason="")


@transaction.atomic
def document_withdraw(*, issued: IssuedDocument, reason: str, actor: User) -> IssuedDocument:
    """Close an issued document's files to the public again; that it was issued can still be verified.

    Its public address goes on to answer, with the reason: assessors come back to the address that they were given.
    """
    return _set_published(issued, actor, published_at=None, withdrawn_at=timezone.now(), withdrawal_reason=reason)


def is_current(issued: IssuedDocument, document: Document) -> bool:
    """Return whether a document still says what was issued; number and date of a memo belong to the issue."""
    return fingerprint(_numbered_as(issued, document)) == issued.content_sha256


def code_of(issued: IssuedDocument) -> str:
    """Return the code that stands for exactly this version: its content and everything that was stated at its issue."""
    return fingerprint_of(
        {
            "agency": issued.agency.slug,
            "content": issued.content_sha256,
            "date": issued.date.isoformat(),
            "fiscal_year": issued.fiscal_year,
            "kind": issued.kind,
            "number": issued.number,
            "version": issued.version,
        }
    )


def verification_address(base_url: str) -> str:
    """Return where paper can be verified; the code stands beside it, and both must fit one line at the foot."""
    return f"{base_url.rstrip('/')}{reverse('verify-form')}"


def _attempt(order: IssueOrder, actor: User, *, asks_again: bool) -> Attempt:
    """Return what the order would store now, as the version after the newest one; raise what stands against it."""
    draft = draft_of(order.kind, order.agency, order.fiscal_year)
    candidate = candidate_of(draft, order.number, order.on)
    versions = IssuedDocument.objects.versions_of(order.agency, order.kind.slug, order.fiscal_year)
    newest = versions.defer("content").first()
    issued = _issued(order, candidate, newest.version + 1 if newest else 1, actor)
    attempt = Attempt(candidate.draft.document, issued, newest)
    if not attempt.repeats:
        _refuse(candidate, order.confirmed, asks_again=asks_again)
    return attempt


def _refuse(candidate: IssueCandidate, confirmed: Collection[str], *, asks_again: bool) -> None:
    """Raise what stands against an issue."""
    if candidate.errors:
        raise DocumentRefused(candidate, candidate.errors)
    asked = [each for each in candidate.to_confirm if asks_again or each.check.id != ISSUED_BEFORE]
    unconfirmed = [each for each in asked if confirmation_key(each.check) not in confirmed]
    if unconfirmed:
        raise ConfirmationMissing(candidate, unconfirmed)


def _issued(order: IssueOrder, candidate: IssueCandidate, version: int, actor: User) -> IssuedDocument:
    document = candidate.draft.document
    content = content_of(document)
    issued = IssuedDocument(
        agency=order.agency,
        kind=order.kind.slug,
        fiscal_year=order.fiscal_year,
        version=version,
        title=document.title[: IssuedDocument._meta.get_field("title").max_length],
        number=order.number,
        date=order.on,
        content=content,
        content_sha256=fingerprint_of(content),
        confirmed=[_confirmed(each.check) for each in candidate.to_confirm],
        issued_by=actor,
        issued_by_name=str(actor),
    )
    issued.sha256 = code_of(issued)
    return issued


def _confirmed(check: Check) -> dict[str, Any]:
    return {"id": check.id, "subject": check.subject, "message": check.message}


def _files(attempt: Attempt, base_url: str) -> dict[str, bytes]:
    """Return the document in every format, marked as issued."""
    issued, document = attempt.issued, attempt.document
    mark = Mark(
        sha256=issued.sha256,
        address=verification_address(base_url),
        issued=text_on_paper(issued.words, document.digits),
        issued_on=issued.date,
    )
    return {file_format: printed(document, mark) for file_format, printed in FORMATS.items()}


def _store(attempt: Attempt, files: Mapping[str, bytes], actor: User) -> None:
    """Save a version with its files, and record it in the history."""
    issued, newest = attempt.issued, attempt.newest
    issued.save()
    number_forget(issued)
    for file_format, content in files.items():
        digest = sha256(content).hexdigest()
        issued.files.create(format=file_format, content=content, size=len(content), sha256=digest)
    _record(issued, actor, "ออกเอกสาร", old=newest.words if newest else "", new=_history_text(issued))
    tell_of_issued(issued, EventKind.DOCUMENT_ISSUED, actor)


def _history_text(issued: IssuedDocument) -> str:
    """Return an issue as the history shows it."""
    confirmed = [f"ยืนยันแล้ว: {each['message']}" for each in issued.confirmed]
    return "\n".join([issued.words, f"รหัสตรวจสอบ {issued.sha256}", *confirmed])


def _record(issued: IssuedDocument, actor: User, act: str, *, old: str, new: str) -> None:
    label = f"{act}: {KINDS[issued.kind].name}"
    about = ChangeSubject(issued.agency, issued.fiscal_year, f"document:{issued.kind}", label)
    change_record(about, actor, old=old, new=new)


def _set_published(issued: IssuedDocument, actor: User, **state: Any) -> IssuedDocument:
    stored = IssuedDocument.objects.select_for_update().select_related("agency").get(pk=issued.pk)
    is_public = state["published_at"] is not None
    if bool(stored.published_at) == is_public:
        return stored
    for name, value in state.items():
        setattr(stored, name, value)
    stored.save(update_fields=[*state])
    old, new = (f"{stored.words} {PUBLICATION[state]}" for state in (not is_public, is_public))
    why = f"\nเหตุผล: {stored.withdrawal_reason}" if stored.withdrawal_reason else ""
    _record(stored, actor, "เผยแพร่เอกสาร" if is_public else "ถอนการเผยแพร่เอกสาร", old=old, new=f"{new}{why}")
    kind = EventKind.DOCUMENT_PUBLISHED if is_public else EventKind.DOCUMENT_UNPUBLISHED
    tell_of_issued(stored, kind, actor, occasion=timezone.now().isoformat())
    return stored


def _numbered_as(issued: IssuedDocument, document: Document) -> Document:
    number, day = (text_on_paper(text, document.digits) for text in (issued.number, long_date(issued.date)))

    def numbered(block: Block) -> Block:
        if isinstance(block, AnnouncementDate):
            return replace(block, date=day)
        return replace(block, number=number, date=day) if isinstance(block, MemoHead) else block

    return document.with_blocks(numbered)
