"""All findings of a year and its limitations as one form, so that saving one text never drops another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from assessments.analysis import PARTS, Subject, Texts
from assessments.models import Assessment, Finding
from assessments.services import FindingDraft
from ita_portal.lists import lines_of

MAX_TEXT = 20_000
MAX_LIMITATION = 2_000


@dataclass
class TextField:
    """One text of a finding: its input, and what is wrong with it."""

    name: str
    label: str
    text: str
    error: str = ""
    other: str | None = None  # what somebody else wrote meanwhile


@dataclass
class SubjectFields:
    subject: Subject
    fields: list[TextField]
    version: int
    seen: str  # digest of the texts that the page showed
    conflict: bool = False

    @property
    def is_touched(self) -> bool:
        return digest(self.texts) != self.seen

    @property
    def texts(self) -> Texts:
        weakness, improvement, maintenance = (text.text for text in self.fields)
        return Texts(weakness, improvement, maintenance, self.version)

    @property
    def version_name(self) -> str:
        return f"{self.subject.key}-version"

    @property
    def seen_name(self) -> str:
        return f"{self.subject.key}-seen"


@dataclass
class LimitationsField:
    text: str
    seen: str
    error: str = ""
    other: str | None = None


@dataclass
class FindingsForm:
    """Reads what was posted over what is stored; nothing that was typed is lost by a refusal or a conflict."""

    subjects: tuple[Subject, ...]
    stored_limitations: list[str]
    posted: Mapping[str, str] | None = None
    rows: list[SubjectFields] = field(init=False)
    limitations_field: LimitationsField = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [self._row(subject) for subject in self.subjects]
        stored = "\n".join(self.stored_limitations)
        text = self._posted("limitations", stored)
        seen = self._posted("limitations-seen", stored)
        self.limitations_field = LimitationsField(text, seen, _too_long(text) or _line_too_long(text))

    @property
    def unit(self) -> str:
        """What the findings go by: issues or indicators."""
        return self.subjects[0].unit

    @property
    def errors(self) -> list[str]:
        errors = [text.error for row in self.rows for text in row.fields] + [self.limitations_field.error]
        return [error for error in errors if error]

    @property
    def drafts(self) -> list[FindingDraft]:
        """The findings that the person changed; one that only somebody else changed is not theirs to save."""
        return [
            FindingDraft(row.subject.scope, row.subject.code, row.subject.heading, row.texts)
            for row in self.rows
            if row.is_touched
        ]

    @property
    def limitations(self) -> list[str]:
        return lines_of(self.limitations_field.text)

    @property
    def seen_limitations(self) -> list[str]:
        return lines_of(self.limitations_field.seen)

    def show_conflicts(
        self, conflicts: Mapping[tuple[str, str], Finding], limitations: list[str] | None, assessment: Assessment
    ) -> None:
        """Show both texts where somebody else saved first; saving again then takes what stands in the form."""
        stored = assessment.texts_by_subject()
        for row in self.rows:
            key = (row.subject.scope, row.subject.code)
            current = stored.get(key, Texts())
            row.conflict = key in conflicts
            row.version, row.seen = current.version, digest(current)
            for text, part in zip(row.fields, PARTS, strict=True):
                theirs = getattr(current, part)
                if not row.conflict:
                    text.text = theirs
                elif theirs != text.text:
                    text.other = theirs
        if limitations is not None:
            self.limitations_field.other = self.limitations_field.seen = "\n".join(limitations)

    def _row(self, subject: Subject) -> SubjectFields:
        fields = []
        for part, label in PARTS.items():
            name = f"{subject.key}-{part}"
            text = self._posted(name, getattr(subject.texts, part)).strip()
            fields.append(TextField(name, label, text, _too_long(text)))
        version = self._posted(f"{subject.key}-version", str(subject.texts.version))
        seen = self._posted(f"{subject.key}-seen", digest(subject.texts))
        return SubjectFields(subject, fields, int(version) if re.fullmatch(r"[0-9]{1,9}", version) else 0, seen)

    def _posted(self, name: str, stored: str) -> str:
        text = stored if self.posted is None else self.posted.get(name, stored)
        # Browsers send line breaks as CR LF; documents and comparisons know only LF. PostgreSQL stores no NUL.
        return text.replace("\r\n", "\n").replace("\0", "")


def digest(texts: Texts) -> str:
    """Return a short fingerprint of the three texts, by which the page knows whether the person changed them."""
    return sha256("\0".join(getattr(texts, part).strip() for part in PARTS).encode()).hexdigest()[:16]


def _line_too_long(text: str) -> str:
    long = [str(number) for number, line in enumerate(lines_of(text), 1) if len(line) > MAX_LIMITATION]
    return f"ข้อที่ {', '.join(long)} ยาวเกิน {MAX_LIMITATION:,} ตัวอักษร" if long else ""


def _too_long(text: str) -> str:
    return f"ข้อความยาวเกิน {MAX_TEXT:,} ตัวอักษร ({len(text):,})" if len(text) > MAX_TEXT else ""
