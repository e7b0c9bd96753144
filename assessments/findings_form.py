"""All findings of a unit and the limitations of a year as one form, so that saving one text never drops another."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from assessments.models import Assessment, Finding
from assessments.rules.analysis import PARTS, SCOPE_NAMES, Subject, Texts, grouped
from assessments.rules.citations import citation, items_of, strange_codes
from assessments.rules.structure import QuestionSpec, Structure
from assessments.services import FindingDraft
from ita_portal.text.lists import lines_of
from ita_portal.text.spelling import one_spelling

MAX_TEXT = 20_000
MAX_LIMITATION = 2_000
# Without JavaScript an item is cited by choosing it; saving puts the citation at the end of this text.
CITING_PART = "improvement"
# The buttons of the form besides "save": what is left for the next, and a sentence to begin the limitations with.
NEXT, BEGIN = "next", "begin"
_POSTED_SUBJECT = re.compile(r"(?:question|item)-([a-z][0-9]{1,2}(?:/[12])?)-seen")


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
    is_draft: bool = False  # what is stored was drafted by the portal, and nobody has looked it over
    confirms: bool = False
    conflict: bool = False

    @property
    def is_touched(self) -> bool:
        return digest(self.texts) != self.seen

    @property
    def texts(self) -> Texts:
        weakness, improvement, maintenance = (text.text for text in self.fields)
        return Texts(weakness, improvement, maintenance, self.version)

    @property
    def cite_name(self) -> str:
        return f"{self.subject.key}-cite"

    @property
    def confirm_name(self) -> str:
        return f"{self.subject.key}-confirm"

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
class FindingGroup:
    """The findings under one heading; nameless where there is one group."""

    name: str
    rows: list[SubjectFields]


@dataclass(frozen=True)
class CitableItem:
    """An open-data item of the year in the list of what can be cited."""

    code: str
    name: str
    citation: str


@dataclass
class FindingsForm:
    """Reads what was posted over what is stored; nothing that was typed is lost by a refusal or a conflict."""

    scope: str  # of the unit: issue, indicator or question
    structure: Structure
    subjects: tuple[Subject, ...]
    stored_limitations: list[str]
    posted: Mapping[str, str] | None = None
    starts: tuple[str, ...] = ()  # sentences with which the limitations can be begun
    rows: list[SubjectFields] = field(init=False)
    limitations_field: LimitationsField = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [self._row(subject) for subject in self.subjects]
        stored = "\n".join(self.stored_limitations)
        seen = self._posted("limitations-seen", stored)
        text = _typed(self._posted("limitations", stored), seen)
        if self.begins:
            text = "\n".join([*lines_of(text), self._posted(BEGIN, "")])
        self.limitations_field = LimitationsField(text, seen, _too_long(text) or _line_too_long(text))

    @property
    def unit(self) -> str:
        """What the findings go by: issues, indicators or questions."""
        return SCOPE_NAMES[self.scope]

    @property
    def begins(self) -> bool:
        """Whether the person took a sentence to begin the limitations with: it is put into the text, not stored."""
        return self._posted(BEGIN, "") in self.starts

    @property
    def offered(self) -> list[str]:
        """The sentences to begin with, while no limitation is stored; without those that stand in the text."""
        return [] if self.stored_limitations else [text for text in self.starts if text not in self.limitations]

    @property
    def next_after(self) -> str:
        """The address of what the person is done with and leaves for the next; empty where they stay."""
        return self._posted(NEXT, "")

    @property
    def has_conflicts(self) -> bool:
        return self.limitations_field.other is not None or any(row.conflict for row in self.rows)

    def row_of(self, address: str) -> SubjectFields | None:
        return next((row for row in self.rows if row.subject.address == address), None)

    @property
    def groups(self) -> Iterator[FindingGroup]:
        rows = {row.subject.key: row for row in self.rows}
        for group in grouped(self.structure, self.subjects):
            yield FindingGroup(group.name, [rows[subject.key] for subject in group.subjects])

    @property
    def has_unwritten(self) -> bool:
        return any(row.subject.texts.is_empty for row in self.rows)

    @cached_property
    def citable(self) -> list[CitableItem]:
        unknown = "(ระบบยังไม่มีข้อความของข้อนี้)"
        return [CitableItem(code, item.text or unknown, citation([code])) for code, item in self._items.items()]

    @property
    def errors(self) -> list[str]:
        errors = [text.error for row in self.rows for text in row.fields] + [self.limitations_field.error]
        return [error for error in errors if error]

    @property
    def drafts(self) -> list[FindingDraft]:
        """The findings that the person changed; one that only somebody else changed is not theirs to save."""
        return [
            FindingDraft(row.subject.scope, row.subject.code, row.subject.history_name, row.texts, row.confirms)
            for row in self.rows
            if row.is_touched or row.confirms
        ]

    @property
    def limitations(self) -> list[str]:
        is_untouched = self.limitations_field.text == self.limitations_field.seen
        return self.seen_limitations if is_untouched else lines_of(self.limitations_field.text)

    @property
    def seen_limitations(self) -> list[str]:
        """What was stored, whatever would be taken for a list mark today."""
        return [line for line in self.limitations_field.seen.split("\n") if line.strip()]

    def show_conflicts(
        self, conflicts: Mapping[tuple[str, str], Finding], limitations: list[str] | None, assessment: Assessment
    ) -> None:
        """Show both texts where somebody else saved first; saving again then takes what stands in the form."""
        stored = assessment.texts_by_subject()
        for row in self.rows:
            key = (row.subject.scope, row.subject.code)
            current = stored.get(key, Texts())
            row.conflict = key in conflicts
            row.version, row.seen, row.is_draft = current.version, digest(current), current.is_draft
            for text, part in zip(row.fields, PARTS, strict=True):
                theirs = getattr(current, part)
                if not row.conflict:
                    text.text = theirs
                elif theirs != text.text:
                    text.other = theirs
        if limitations is not None:
            self.limitations_field.other = self.limitations_field.seen = "\n".join(limitations)

    def _row(self, subject: Subject) -> SubjectFields:
        version = self._posted(f"{subject.key}-version", str(subject.texts.version))
        seen = self._posted(f"{subject.key}-seen", digest(subject.texts))
        typed = {part: self._posted(f"{subject.key}-{part}", getattr(subject.texts, part)).strip() for part in PARTS}
        weakness, improvement, maintenance = typed.values()
        is_touched = digest(Texts(weakness, improvement, maintenance)) != seen
        if is_touched:
            typed = {part: _typed(text, getattr(subject.texts, part)) for part, text in typed.items()}
        return SubjectFields(
            subject,
            [self._field(subject, part, text, is_touched) for part, text in typed.items()],
            int(version) if re.fullmatch(r"[0-9]{1,9}", version) else 0,
            seen,
            is_draft=subject.texts.is_draft,
            confirms=self.next_after == subject.address or bool(self._posted(f"{subject.key}-confirm", "")),
        )

    def _field(self, subject: Subject, part: str, text: str, is_touched: bool) -> TextField:
        chosen = self._posted(f"{subject.key}-cite", "") if part == CITING_PART else ""
        if chosen in self._items:
            text = f"{text} {citation([chosen])}".lstrip()
        # What was stored before and is not touched stops nobody.
        is_new = is_touched and text != getattr(subject.texts, part).strip()
        strange = strange_codes(text, self._items) if is_new else []
        if chosen and chosen not in self._items:
            strange.append(chosen)
        error = _too_long(text) or (self._miscited(strange) if strange else "")
        return TextField(f"{subject.key}-{part}", PARTS[part], text, error)

    def _miscited(self, codes: list[str]) -> str:
        """Say why codes cannot be cited: they are of another year, or no items at all."""
        last = self.citable[-1].code if self.citable else ""
        return (
            f"อ้างอิง {', '.join(codes)} ไม่ได้ เพราะไม่ใช่ข้อ OIT ของปีงบประมาณ พ.ศ. {self.structure.fiscal_year} "
            f"(ปีนี้มี o1 ถึง {last})"
        )

    @cached_property
    def _items(self) -> dict[str, QuestionSpec]:
        return items_of(self.structure)

    def _posted(self, name: str, stored: str) -> str:
        text = stored if self.posted is None else self.posted.get(name, stored)
        # Browsers send line breaks as CR LF; documents and comparisons know only LF.
        return text.replace("\r\n", "\n")


def _typed(text: str, stored: str) -> str:
    """Return a text in one spelling; what was stored before and nobody touched stays as it is."""
    return text if text.strip() == stored.strip() else one_spelling(text)


def posted_codes(posted: Mapping[str, str]) -> list[str]:
    """Return the questions and items that a page showed when it was posted, whatever is shown by now."""
    return [match[1] for name in posted if (match := _POSTED_SUBJECT.fullmatch(name))]


def digest(texts: Texts) -> str:
    """Return a short fingerprint of the three texts, by which the page knows whether the person changed them."""
    return sha256("\0".join(getattr(texts, part).strip() for part in PARTS).encode()).hexdigest()[:16]


def _line_too_long(text: str) -> str:
    long = [str(number) for number, line in enumerate(lines_of(text), 1) if len(line) > MAX_LIMITATION]
    return f"กรุณากรอกข้อละไม่เกิน {MAX_LIMITATION:,} ตัวอักษร (ข้อที่ {', '.join(long)} ยาวกว่านั้น)" if long else ""


def _too_long(text: str) -> str:
    return f"กรุณากรอกไม่เกิน {MAX_TEXT:,} ตัวอักษร (กรอกไว้ {len(text):,} ตัวอักษร)" if len(text) > MAX_TEXT else ""
