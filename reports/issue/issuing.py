"""Issuing: a document checked, numbered, frozen with its files, and published or withdrawn."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from assessments.rules.checks import ERROR, WARNING, Check
from ita_portal.text.thai import long_date
from reports.checks.document import PlacedCheck, address_of, checks_of_document, in_order
from reports.checks.required_item import RequiredItem, required_item_of
from reports.checks.rules.required_elements import UNSEEN
from reports.content.kinds import KINDS, DocumentKind, set_document
from reports.content.material import Material, in_round
from reports.models import IssuedDocument
from reports.options.choices import MEMO, Choices
from reports.output.formats import FORMATS
from reports.paper.blocks import Block, Document, MemoHead
from reports.paper.fingerprint import content_of, fingerprint, fingerprint_of
from reports.paper.mark import Mark
from reports.paper.typesetting import text_on_paper

KEY_LENGTH = 16
PUBLICATION = {True: "เผยแพร่แล้ว", False: "ไม่ได้เผยแพร่"}


class DocumentRefused(Exception):
    """Errors block the issue; nothing was written."""

    def __init__(self, findings: list[PlacedCheck]) -> None:
        super().__init__([finding.check.id for finding in findings])
        self.findings = findings


class ConfirmationMissing(Exception):
    """Somebody has to look at these first and confirm them; nothing was written."""

    def __init__(self, findings: list[PlacedCheck]) -> None:
        super().__init__([finding.check.id for finding in findings])
        self.findings = findings


@dataclass(frozen=True)
class IssueCandidate:
    """A document as it would be issued with a number and a date, and all that speaks against it."""

    kind: DocumentKind
    material: Material
    document: Document
    asked: RequiredItem
    findings: tuple[PlacedCheck, ...]

    @property
    def errors(self) -> list[PlacedCheck]:
        return [finding for finding in self.findings if finding.check.severity == ERROR]

    @property
    def to_confirm(self) -> list[PlacedCheck]:
        """What a person must have looked at: each warning, and what the portal cannot tell by itself."""
        return [finding for finding in self.findings if finding.check.severity == WARNING]

    @property
    def notes(self) -> list[PlacedCheck]:
        return [finding for finding in self.findings if finding.check.severity not in (ERROR, WARNING)]


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
    """Return by what a check is confirmed: id, subject and message, so that nobody confirms words unread."""
    return sha256(f"{check.id}\0{check.subject}\0{check.message}".encode()).hexdigest()[:KEY_LENGTH]


def candidate_of(*, kind: DocumentKind, agency: Agency, fiscal_year: int, number: str, on: date) -> IssueCandidate:
    """Return what would be issued; raises DocumentMissing while there is nothing to print."""
    material = kind.load(agency, fiscal_year)
    choices = _with_number(kind, kind.choices(material), number, on)
    material = in_round(material, choices.round_key)
    document = set_document(kind, material, choices)
    asked = required_item_of(kind, material, choices, document)
    unseen = [PlacedCheck(check, address_of(material, kind, check)) for check in _unseen(kind, asked)]
    findings = in_order([*checks_of_document(kind, material, choices, on), *unseen])
    return IssueCandidate(kind, material, document, asked, tuple(findings))


def document_issue(
    *,
    kind: DocumentKind,
    agency: Agency,
    fiscal_year: int,
    number: str,
    on: date,
    confirmed: Collection[str],
    actor: User,
    base_url: str,
) -> IssuedDocument:
    """Freeze a document with its files as the next version; `confirmed` holds the `confirmation_key` of each warning.

    Raises DocumentRefused or ConfirmationMissing and writes nothing. The newest version is returned instead of
    a new one when the same person issues the same once more, as a second click does.
    """

    def attempt() -> Attempt:
        candidate = candidate_of(kind=kind, agency=agency, fiscal_year=fiscal_year, number=number, on=on)
        _refuse(candidate, confirmed)
        return _attempt(candidate, number, on, actor)

    # Files take seconds to print. They are printed before anybody has to wait for the lock, and once more only where
    # somebody changed the content or issued a version meanwhile.
    early = attempt()
    files = {} if early.repeats else _files(early, base_url)
    with transaction.atomic():
        # Held to the end, so that two people who issue at once get two versions.
        Agency.objects.select_for_update().get(pk=agency.pk)
        final = attempt()
        if final.repeats:
            return final.repeats
        _store(final, files if final.prints_like(early) else _files(final, base_url), actor)
    return final.issued


@transaction.atomic
def document_publish(*, issued: IssuedDocument, actor: User) -> IssuedDocument:
    """Open an issued document's files to the public; one that is open stays as it is."""
    return _set_published(issued, actor, is_public=True)


@transaction.atomic
def document_withdraw(*, issued: IssuedDocument, actor: User) -> IssuedDocument:
    """Close an issued document's files to the public again; that it was issued can still be verified."""
    return _set_published(issued, actor, is_public=False)


def is_current(issued: IssuedDocument, document: Document) -> bool:
    """Return whether a document still says what was issued; number and date of a memo belong to the issue."""
    return fingerprint(_numbered_as(issued, document)) == issued.content_sha256


def code_of(issued: IssuedDocument) -> str:
    """Return the code that stands for exactly this version: its content and all that was said when it was issued."""
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


def _refuse(candidate: IssueCandidate, confirmed: Collection[str]) -> None:
    """Raise what stands against an issue."""
    if candidate.errors:
        raise DocumentRefused(candidate.errors)
    unconfirmed = [each for each in candidate.to_confirm if confirmation_key(each.check) not in confirmed]
    if unconfirmed:
        raise ConfirmationMissing(unconfirmed)


def _with_number(kind: DocumentKind, choices: Choices, number: str, on: date) -> Choices:
    """Return the choices with the number and the date of the issue; only a memo prints them."""
    if kind.slug != MEMO:
        return choices
    return replace(choices, texts={**choices.texts, "number": number, "date": long_date(on)})


def _unseen(kind: DocumentKind, asked: RequiredItem) -> list[Check]:
    return [
        Check(
            "required-element-unseen",
            WARNING,
            f"ข้อ {asked.code} ของปีงบประมาณ พ.ศ. {asked.fiscal_year} กำหนดให้มี “{element.words}” {element.reason}",
            f"document:{kind.slug}:required",
        )
        for element in asked.elements
        if element.state == UNSEEN
    ]


def _attempt(candidate: IssueCandidate, number: str, on: date, actor: User) -> Attempt:
    """Return a candidate as the version after the newest one."""
    agency, fiscal_year = candidate.material.agency, candidate.material.fiscal_year
    newest = IssuedDocument.objects.versions_of(agency, candidate.kind.slug, fiscal_year).defer("content").first()
    version = newest.version + 1 if newest else 1
    return Attempt(candidate.document, _issued(candidate, number, on, actor, version), newest)


def _issued(candidate: IssueCandidate, number: str, on: date, actor: User, version: int) -> IssuedDocument:
    content = content_of(candidate.document)
    issued = IssuedDocument(
        agency=candidate.material.agency,
        kind=candidate.kind.slug,
        fiscal_year=candidate.material.fiscal_year,
        version=version,
        title=candidate.document.title[: IssuedDocument._meta.get_field("title").max_length],
        number=number,
        date=on,
        content=content,
        content_sha256=fingerprint_of(content),
        confirmed=[_confirmed(finding.check) for finding in candidate.to_confirm],
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
    )
    return {file_format: printed(document, mark) for file_format, printed in FORMATS.items()}


def _store(attempt: Attempt, files: Mapping[str, bytes], actor: User) -> None:
    """Save a version with its files, and tell the history."""
    issued, newest = attempt.issued, attempt.newest
    issued.save()
    for file_format, content in files.items():
        digest = sha256(content).hexdigest()
        issued.files.create(format=file_format, content=content, size=len(content), sha256=digest)
    _record(issued, actor, "ออกเอกสาร", old=newest.words if newest else "", new=_said(issued))


def _said(issued: IssuedDocument) -> str:
    """Return an issue as the history shows it."""
    confirmed = [f"ยืนยันแล้ว: {each['message']}" for each in issued.confirmed]
    return "\n".join([issued.words, f"รหัสตรวจสอบ {issued.sha256}", *confirmed])


def _record(issued: IssuedDocument, actor: User, act: str, *, old: str, new: str) -> None:
    label = f"{act}: {KINDS[issued.kind].name}"
    about = ChangeSubject(issued.agency, issued.fiscal_year, f"document:{issued.kind}", label)
    change_record(about, actor, old=old, new=new)


def _set_published(issued: IssuedDocument, actor: User, *, is_public: bool) -> IssuedDocument:
    stored = IssuedDocument.objects.select_for_update().select_related("agency").get(pk=issued.pk)
    if bool(stored.published_at) == is_public:
        return stored
    stored.published_at = timezone.now() if is_public else None
    stored.save(update_fields=["published_at"])
    old, new = (f"{stored.words} {said}" for said in (PUBLICATION[not is_public], PUBLICATION[is_public]))
    _record(stored, actor, "เผยแพร่เอกสาร" if is_public else "ถอนการเผยแพร่เอกสาร", old=old, new=new)
    return stored


def _numbered_as(issued: IssuedDocument, document: Document) -> Document:
    number, day = (text_on_paper(text, document.digits) for text in (issued.number, long_date(issued.date)))

    def numbered(block: Block) -> Block:
        return replace(block, number=number, date=day) if isinstance(block, MemoHead) else block

    sections = tuple(
        replace(section, blocks=tuple(numbered(block) for block in section.blocks)) for section in document.sections
    )
    return replace(document, sections=sections)
