"""The structure of one year's assessment as plain values: instruments, indicators, questions, issues, levels.

Built once from the database by `Framework.structure()`; the rule modules know only these. What differs between years
stands here as data: nothing in the rules asks which year it is, or what an instrument is called.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assessments.rules.codes import TOTAL, normalised_code

PART_NUMBERS = (1, 2)  # of a survey that is asked in two parts


@dataclass(frozen=True)
class QuestionSpec:
    code: str
    text: str
    wording: str  # official, likely, theme or unknown: how sure the text is
    indicator: int
    instrument: str
    sub_indicator: str = ""  # 9.1 … 10.2, open-data items only
    issue: int | None = None  # 1 … 7, in years that are divided into issues
    sub_texts: tuple[str, ...] = ()  # the aspects that one question asks about
    topics: tuple[str, ...] = ()  # what an open-data item is about, the same words in every year
    is_item: bool = False  # of an open-data instrument: passed or failed, where a survey is answered
    has_parts: bool = False  # of a survey that is asked in two parts

    @property
    def part_codes(self) -> tuple[str, ...]:
        """The codes of the question in the two parts of its survey; none where it is asked as a whole."""
        return tuple(f"{self.code}/{part}" for part in PART_NUMBERS) if self.has_parts else ()

    @property
    def is_confirmed(self) -> bool:
        return self.wording == "official"


@dataclass(frozen=True)
class SubIndicatorSpec:
    code: str  # 9.1 … 10.2
    name: str


@dataclass(frozen=True)
class IndicatorSpec:
    number: int
    name: str
    questions: tuple[QuestionSpec, ...]
    sub_indicators: tuple[SubIndicatorSpec, ...] = ()
    aliases: tuple[str, ...] = ()  # what other documents call it

    @property
    def code(self) -> str:
        return str(self.number)


@dataclass(frozen=True)
class InstrumentSpec:
    code: str  # IIT, EIT, OIT
    name: str
    weight: Decimal  # per cent of the total
    indicators: tuple[IndicatorSpec, ...]
    letter: str = ""  # with which the codes of its questions begin: i, e, o
    parts: tuple[str, ...] = ()  # who answers in each part of a survey that is asked in two; empty for all others
    is_open_data: bool = False  # a check of published items, each passed or failed, instead of a survey

    @property
    def questions(self) -> Iterator[QuestionSpec]:
        return (question for indicator in self.indicators for question in indicator.questions)

    @property
    def full_name(self) -> str:
        """The name with the code after it, as headings and tables print it."""
        return f"{self.name} ({self.code})"

    @property
    def part_codes(self) -> tuple[str, ...]:
        """The codes under which the parts of a survey are announced: EIT1, EIT2."""
        return tuple(f"{self.code}{part}" for part in PART_NUMBERS) if self.parts else ()


@dataclass(frozen=True)
class IssueSpec:
    number: int
    name: str


@dataclass(frozen=True)
class LevelSpec:
    """A level of the year's scale, and the least that a result must have for it: 0 to 100, two decimals."""

    name: str
    total_from: Decimal
    instruments_from: Decimal | None = None  # of every instrument; None where the level asks only for the total


@dataclass(frozen=True)
class Structure:
    fiscal_year: int
    levels: tuple[LevelSpec, ...]  # the highest first; the last one takes every result
    oit_rule: str  # "sub_indicators": mean of the means of its sub-indicators; "items": mean of its items
    is_reckoning_confirmed: bool  # that rule, and the sub-indicators where it goes by them
    instruments: tuple[InstrumentSpec, ...]
    issues: tuple[IssueSpec, ...]
    survey_list: int = 0  # years with the same one ask the same survey questions under the same codes
    measure_columns: str = "by-issue"  # the columns in which municipalities printed their measures in the year

    @cached_property
    def letters(self) -> str:
        """The letters with which the codes of the year's questions begin."""
        return "".join(instrument.letter for instrument in self.instruments)

    def code_of(self, typed: str) -> str | None:
        """Return the one spelling of a code as somebody typed it, or None where it is of no kind that the year has."""
        return normalised_code(typed, self.letters, self._announced)

    @cached_property
    def _announced(self) -> frozenset[str]:
        return frozenset(code for each in self.instruments for code in (each.code, *each.part_codes))

    @cached_property
    def level_names(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels)

    @cached_property
    def indicators(self) -> tuple[IndicatorSpec, ...]:
        return tuple(indicator for instrument in self.instruments for indicator in instrument.indicators)

    @cached_property
    def questions(self) -> tuple[QuestionSpec, ...]:
        return tuple(question for instrument in self.instruments for question in instrument.questions)

    def questions_of_issue(self, number: int) -> tuple[QuestionSpec, ...]:
        return tuple(question for question in self.questions if question.issue == number)

    def codes(self) -> frozenset[str]:
        """Return every code that a figure of this year may carry."""
        return self._codes

    @cached_property
    def _codes(self) -> frozenset[str]:
        own = {question.code for question in self.questions} | {indicator.code for indicator in self.indicators}
        parts = {code for question in self.questions for code in question.part_codes}
        return frozenset(own | parts | self._announced | {TOTAL})
