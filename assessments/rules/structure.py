"""The structure of one year's assessment as plain values: instruments, indicators, questions, issues.

Built once from the database by `Framework.structure()`; the rule modules know only these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assessments.rules.codes import INSTRUMENT_CODES, TOTAL


@dataclass(frozen=True)
class QuestionSpec:
    code: str
    text: str
    wording: str  # official, likely, theme or unknown: how sure the text is
    indicator: int
    instrument: str
    sub_indicator: str = ""  # 9.1 … 10.2, open-data items only
    issue: int | None = None  # 1 … 7, from FY2567
    sub_texts: tuple[str, ...] = ()  # the aspects that one question asks about, to FY2565
    topics: tuple[str, ...] = ()  # what an open-data item is about, the same words in every year

    @property
    def part_codes(self) -> tuple[str, ...]:
        """The codes of the question in the two parts of the external survey; none for other instruments."""
        return (f"{self.code}/1", f"{self.code}/2") if self.instrument == "EIT" else ()

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
    sub_indicators: tuple["SubIndicatorSpec", ...] = ()

    @property
    def code(self) -> str:
        return str(self.number)


@dataclass(frozen=True)
class InstrumentSpec:
    code: str  # IIT, EIT, OIT
    name: str
    weight: Decimal  # per cent of the total
    indicators: tuple[IndicatorSpec, ...]

    @property
    def questions(self) -> Iterator[QuestionSpec]:
        return (question for indicator in self.indicators for question in indicator.questions)


@dataclass(frozen=True)
class IssueSpec:
    number: int
    name: str


@dataclass(frozen=True)
class Structure:
    fiscal_year: int
    rating: str  # "letters" (to FY2565) or "pass" (from FY2566)
    oit_rule: str  # "sub_indicators" (to FY2566) or "items" (from FY2567)
    oit_rule_confirmed: bool
    instruments: tuple[InstrumentSpec, ...]
    issues: tuple[IssueSpec, ...]
    survey_list: int = 0  # years with the same one ask the same IIT and EIT questions under the same codes

    @property
    def indicators(self) -> tuple[IndicatorSpec, ...]:
        return tuple(indicator for instrument in self.instruments for indicator in instrument.indicators)

    @property
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
        return frozenset(own | parts | {*INSTRUMENT_CODES, TOTAL})
