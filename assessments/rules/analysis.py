"""The analysis of a year as plain values: what it goes by, and what each issue, indicator or question scored and means.

A year is analysed by its issues where it has such, by its indicators, or by question and open-data item. The texts of
all three can stand side by side; the agency chooses which of them its documents print.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from assessments.rules.sheet import InstrumentBlock, PublishedRow, Row, Sheet, part_name
from assessments.rules.structure import PART_NUMBERS, Structure
from assessments.rules.target import lacks_full_mark

ISSUE, INDICATOR, QUESTION, ITEM = "issue", "indicator", "question", "item"
SCOPE_NAMES = {ISSUE: "ประเด็น", INDICATOR: "ตัวชี้วัด", QUESTION: "ข้อ", ITEM: "ข้อ"}
# What a year can be analysed by. Open-data items come with the questions.
UNITS = {ISSUE: "รายประเด็น", INDICATOR: "รายตัวชี้วัด", QUESTION: "รายข้อ"}
UNIT_OF_SCOPE = {ISSUE: ISSUE, INDICATOR: INDICATOR, QUESTION: QUESTION, ITEM: QUESTION}
# The three parts of a finding and what they are called, in the order in which they are written and printed.
PARTS = {"weakness": "ข้อบกพร่อง/ข้อปรับปรุง", "improvement": "การพัฒนา", "maintenance": "การรักษาระดับ"}


@dataclass(frozen=True)
class Texts:
    """The three parts of a finding, and the version that they are of (0 = not written yet).

    A draft was written by the portal from the figures, and nobody has looked it over yet.
    """

    weakness: str = ""
    improvement: str = ""
    maintenance: str = ""
    version: int = 0
    is_draft: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.weakness or self.improvement or self.maintenance)

    @property
    def needs_work(self) -> bool:
        """Whether a person still has to write this finding, or to look over what the portal drafted."""
        return self.is_empty or self.is_draft


@dataclass(frozen=True)
class Subject:
    """What a finding is about: an issue, an indicator, a question or an open-data item, with its figures.

    A question of a survey in two parts can be looked at in one `part`; its row then holds the figure of that part.
    """

    scope: str
    code: str
    name: str  # of a question its wording, empty where that is not known
    rows: tuple[Row, ...]
    texts: Texts
    figure: Decimal | None = None  # of an indicator, a question or an item; an issue has none of its own
    is_figure_weak: bool = False
    instrument: str = ""  # its code; empty for an issue, which goes across them
    part: int | None = None  # 1 or 2, of a question in one part of its survey
    answered_by: str = ""  # who answers in that part
    indicator: PublishedRow | None = None  # the indicator that a question belongs to

    @property
    def unit(self) -> str:
        return SCOPE_NAMES[self.scope]

    @property
    def is_single(self) -> bool:
        """Whether the finding is about one question or item, and not about several."""
        return self.scope in (QUESTION, ITEM)

    @property
    def is_weak(self) -> bool:
        return self.is_figure_weak or bool(self.weak_count)

    @property
    def weak_words(self) -> str:
        """What stands beside the name of a weak subject; empty where nothing is weak."""
        if self.scope == ITEM and self.is_weak:
            return "ยังไม่ได้คะแนนเต็ม"
        if self.weak_count and not self.is_single:
            return f"ต่ำกว่าค่าเป้าหมาย {self.weak_count} ข้อ"
        return "ต่ำกว่าค่าเป้าหมาย" if self.is_weak else ""

    @property
    def has_figures(self) -> bool:
        """Whether the figure of any question is known."""
        return any(row.value is not None for row in self.rows)

    @property
    def key(self) -> str:
        return f"{self.scope}-{self.code}"

    @property
    def address(self) -> str:
        """What asks the page for this subject: issue:3, question:e4/1."""
        return f"{self.scope}:{self.code}"

    @property
    def label(self) -> str:
        """The subject without its name: ประเด็นที่ 3, ข้อ i7, ข้อ e4 ส่วนที่ 1."""
        if not self.is_single:
            return f"{self.unit}ที่ {self.code}"
        return f"ข้อ {self.rows[0].code}" + (f" ส่วนที่ {self.part}" if self.part else "")

    @property
    def heading(self) -> str:
        return f"{self.label} {self.name}".rstrip()

    @property
    def history_name(self) -> str:
        """What the history calls it; wordings of questions are long, and their code says as much."""
        return self.label if self.is_single else self.heading

    @property
    def weakest_first(self) -> list[Row]:
        """The rows in the order in which they need attention; unknown figures last."""
        return sorted(self.rows, key=lambda row: (row.value is None, row.value or Decimal(0)))

    @property
    def weak_rows(self) -> list[Row]:
        return [row for row in self.weakest_first if row.is_weak]

    @property
    def other_rows(self) -> list[Row]:
        """The rows that need no attention: on or above the target, or without a figure."""
        return [row for row in self.weakest_first if not row.is_weak]

    @property
    def lowest(self) -> Row | None:
        """The row with the lowest figure; None where no figure is known."""
        return next((row for row in self.weakest_first if row.value is not None), None)

    @property
    def weight(self) -> Decimal | None:
        """The figure by which the subject stands among others: its own, else the lowest of its rows."""
        if self.figure is not None:
            return self.figure
        return self.lowest.value if self.lowest else None

    @property
    def weak_count(self) -> int:
        return sum(row.is_weak for row in self.rows)


AllTexts = Mapping[tuple[str, str], Texts]


@dataclass(frozen=True)
class SubjectGroup:
    """Subjects under one heading: an instrument or a part of a survey; nameless where there is one group."""

    instrument: str
    part: int | None
    name: str
    subjects: tuple[Subject, ...]


def units_of(*, has_issues: bool) -> tuple[str, ...]:
    """Return what a year can be analysed by; the first is what it goes by unless the agency chooses another."""
    return (ISSUE, INDICATOR, QUESTION) if has_issues else (INDICATOR, QUESTION)


def unit_of(chosen: str, *, has_issues: bool) -> str:
    """Return what a year goes by: as chosen where that is possible, else its issues, else its indicators."""
    units = units_of(has_issues=has_issues)
    return chosen if chosen in units else units[0]


def subjects_of(sheet: Sheet, texts: AllTexts, by: str = "", also: Collection[str] = ()) -> tuple[Subject, ...]:
    """Return what an analysis by a unit speaks of, with figures and texts; without a unit what the year goes by.

    By question: every one that has a text or a weak figure (an item: anything below 100), and those of `also`;
    in the order of the instruments, of a survey in two parts the first before the second.
    """
    unit = unit_of(by, has_issues=bool(sheet.structure.issues))
    if unit == ISSUE:
        return _issues(sheet, texts)
    if unit == INDICATOR:
        return _indicators(sheet, texts)
    return tuple(
        subject
        for subject in question_subjects(sheet, texts, also)
        if subject.is_weak or not subject.texts.is_empty or subject.code in also
    )


def question_subjects(sheet: Sheet, texts: AllTexts, also: Collection[str] = ()) -> tuple[Subject, ...]:
    """Return every question and item on which a finding can be written, in order; in any case those of `also`.

    Questions of a survey in two parts come once for each of them where the parts are known or written about;
    as a whole then only where there is a text on it, or a weak figure that no part shows.
    """
    by_parts = _is_by_parts(sheet, texts, also)
    found: list[Subject] = []
    for instrument in sheet.instruments:
        wholes = list(_wholes(instrument, texts))
        if not instrument.parts or not by_parts:
            found += wholes
            continue
        parts = [list(_parts(instrument, part, texts)) for part in PART_NUMBERS]
        weak = {subject.rows[0].code for subjects in parts for subject in subjects if subject.is_weak}
        weak_alone = {each.code for each in wholes if each.is_weak} - weak
        found += [each for each in wholes if not each.texts.is_empty or each.code in {*weak_alone, *also}]
        found += [subject for subjects in parts for subject in subjects]
    return tuple(found)


def weakest_of(subjects: Collection[Subject]) -> Subject | None:
    """Return the weak subject with the lowest figure, of equals the first; None where nothing is weak."""
    weak = [(subject.weight, subject) for subject in subjects if subject.is_weak]
    known = [(weight, subject) for weight, subject in weak if weight is not None]
    return min(known, key=lambda pair: pair[0])[1] if known else None


def grouped(structure: Structure, subjects: Collection[Subject]) -> tuple[SubjectGroup, ...]:
    """Return the subjects under their instruments and survey parts; issues and indicators in one nameless group."""
    names = {instrument.code: f"{instrument.code} {instrument.name}" for instrument in structure.instruments}
    names[""] = ""
    return tuple(
        SubjectGroup(code, part, f"{part_name(code, part)} {answered_by}" if part else names[code], tuple(members))
        for (code, part, answered_by), members in groupby(subjects, _group_of)
    )


def _group_of(subject: Subject) -> tuple[str, int | None, str]:
    return (subject.instrument if subject.is_single else "", subject.part, subject.answered_by)


def _issues(sheet: Sheet, texts: AllTexts) -> tuple[Subject, ...]:
    rows = {row.code: row for row in sheet.rows}
    return tuple(
        Subject(
            ISSUE,
            str(issue.number),
            issue.name,
            tuple(rows[question.code] for question in sheet.structure.questions_of_issue(issue.number)),
            texts.get((ISSUE, str(issue.number)), Texts()),
        )
        for issue in sheet.structure.issues
    )


def _indicators(sheet: Sheet, texts: AllTexts) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            INDICATOR,
            block.indicator.code,
            block.indicator.name,
            block.rows,
            texts.get((INDICATOR, block.indicator.code), Texts()),
            block.summary.effective,
            is_figure_weak=block.summary.is_weak,
            instrument=instrument.instrument.code,
        )
        for instrument in sheet.instruments
        for block in instrument.indicators
    )


def _is_by_parts(sheet: Sheet, texts: AllTexts, also: Collection[str]) -> bool:
    published = any(part.effective is not None for block in sheet.instruments for part in block.parts)
    written = any(scope == QUESTION and "/" in code and not text.is_empty for (scope, code), text in texts.items())
    asked = any("/" in code and code in sheet.structure.codes() for code in also)
    return sheet.has_parts or published or written or asked


def _wholes(instrument: InstrumentBlock, texts: AllTexts) -> Iterator[Subject]:
    scope = ITEM if instrument.instrument.is_open_data else QUESTION
    for block in instrument.indicators:
        for row in block.rows:
            # An open-data item is passed or failed: whatever lacks to 100 was found missing, target or not.
            failed = scope == ITEM and lacks_full_mark(row.value)
            yield _single(scope, row.code, row, texts, block.summary, is_weak=failed or row.is_weak)


def _parts(instrument: InstrumentBlock, part: int, texts: AllTexts) -> Iterator[Subject]:
    for block in instrument.indicators:
        for row in block.rows:
            of_part = row.parts[part - 1]
            own = replace(row, entered=of_part.value, value=of_part.value, is_weak=of_part.is_weak)
            single = _single(QUESTION, of_part.code, own, texts, block.summary, is_weak=own.is_weak)
            yield replace(single, part=part, answered_by=instrument.instrument.parts[part - 1])


def _single(scope: str, code: str, row: Row, texts: AllTexts, indicator: PublishedRow, *, is_weak: bool) -> Subject:
    return Subject(
        scope,
        code,
        row.question.text,
        (row,),
        texts.get((scope, code), Texts()),
        row.value,
        is_figure_weak=is_weak,
        instrument=row.question.instrument,
        indicator=indicator,
    )
