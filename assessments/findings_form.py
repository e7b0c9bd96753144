"""All findings of a year and its limitations as one form, so that saving one text never drops another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessments.analysis import PARTS, Subject, Texts
from assessments.models import Assessment, Finding
from assessments.services import FindingDraft
from ita_portal.lists import lines_of

MAX_TEXT = 20_000


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
    conflict: bool = False

    @property
    def texts(self) -> Texts:
        weakness, improvement, maintenance = (text.text for text in self.fields)
        return Texts(weakness, improvement, maintenance, self.version)

    @property
    def version_name(self) -> str:
        return f"{self.subject.key}-version"


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
        self.limitations_field = LimitationsField(text, self._posted("limitations-seen", stored), _too_long(text))

    @property
    def errors(self) -> list[str]:
        errors = [text.error for row in self.rows for text in row.fields] + [self.limitations_field.error]
        return [error for error in errors if error]

    @property
    def drafts(self) -> list[FindingDraft]:
        """The findings as they stand in the form."""
        return [FindingDraft(row.subject.scope, row.subject.code, row.subject.heading, row.texts) for row in self.rows]

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
        texts = assessment.texts_by_subject()
        for row in self.rows:
            key = (row.subject.scope, row.subject.code)
            row.version = texts.get(key, Texts()).version
            if key in conflicts:
                row.conflict = True
                for text, part in zip(row.fields, PARTS, strict=True):
                    current = getattr(conflicts[key], part)
                    text.other = current if current != text.text else None
        if limitations is not None:
            self.limitations_field.other = self.limitations_field.seen = "\n".join(limitations)

    def _row(self, subject: Subject) -> SubjectFields:
        fields = []
        for part, label in PARTS.items():
            name = f"{subject.key}-{part}"
            text = self._posted(name, getattr(subject.texts, part)).strip()
            fields.append(TextField(name, label, text, _too_long(text)))
        version = self._posted(f"{subject.key}-version", str(subject.texts.version))
        return SubjectFields(subject, fields, int(version) if version.isdecimal() else 0)

    def _posted(self, name: str, stored: str) -> str:
        text = stored if self.posted is None else self.posted.get(name, stored)
        # Browsers send line breaks as CR LF; documents and comparisons know only LF.
        return text.replace("\r\n", "\n")


def _too_long(text: str) -> str:
    return f"ข้อความยาวเกิน {MAX_TEXT:,} ตัวอักษร ({len(text):,})" if len(text) > MAX_TEXT else ""
