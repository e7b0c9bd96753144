"""The score sheet of a year as plain values: every figure that can be entered, beside what the figures give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from assessments.rules.codes import LEVEL, TOTAL
from assessments.rules.figures import PRINT_TOLERANCE, UNKNOWN, printed, rounded
from assessments.rules.ranks import NO_RANKS, Ranks
from assessments.rules.scoring import Computed, Figures, compute, mean, part_mean, question_figure
from assessments.rules.structure import IndicatorSpec, InstrumentSpec, QuestionSpec, Structure, SubIndicatorSpec
from assessments.rules.target import is_below_target

# How much of a result was entered.
QUESTIONS, INDICATORS, TOTAL_ALONE = "questions", "indicators", "total"


@dataclass(frozen=True)
class SurveyPart:
    """The figure of a question in one part of a survey that is asked in two: e1/1 public, e1/2 survey."""

    code: str
    value: Decimal | None
    is_weak: bool


@dataclass(frozen=True)
class Row:
    """A question, the figure entered for it as a whole, and the figure that it has, which two parts can give too."""

    question: QuestionSpec
    entered: Decimal | None
    value: Decimal | None
    is_weak: bool
    parts: tuple[SurveyPart, ...] = ()  # of a survey that is asked in two parts

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def mean_of_parts(self) -> Decimal | None:
        """The mean of the two parts, whether or not the question was entered as a whole too."""
        return mean(part.value for part in self.parts)


@dataclass(frozen=True)
class RowGroup:
    """The questions of an indicator that belong to one sub-indicator, or to none."""

    sub_indicator: SubIndicatorSpec | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PublishedRow:
    """A figure that the assessors announce, beside the portal's own."""

    code: str
    name: str
    published: Decimal | None
    computed: Decimal | None
    is_weak: bool  # of the effective one

    @property
    def effective(self) -> Decimal | None:
        return self.computed if self.published is None else self.published

    @property
    def differs(self) -> bool:
        if self.published is None or self.computed is None:
            return False
        return abs(self.published - rounded(self.computed)) > PRINT_TOLERANCE


@dataclass(frozen=True)
class IndicatorBlock:
    indicator: IndicatorSpec
    rows: tuple[Row, ...]
    summary: PublishedRow

    @property
    def entered(self) -> int:
        return sum(row.value is not None for row in self.rows)

    @property
    def groups(self) -> Iterator[RowGroup]:
        """The rows in their order, under a heading for each sub-indicator."""
        named = {each.code: each for each in self.indicator.sub_indicators}
        for code, rows in groupby(self.rows, lambda row: row.question.sub_indicator):
            yield RowGroup(named.get(code), tuple(rows))


@dataclass(frozen=True)
class InstrumentBlock:
    instrument: InstrumentSpec
    indicators: tuple[IndicatorBlock, ...]
    summary: PublishedRow
    parts: tuple[PublishedRow, ...]


@dataclass(frozen=True)
class Sheet:
    structure: Structure
    instruments: tuple[InstrumentBlock, ...]
    total: PublishedRow
    published_level: str
    computed_level: str | None
    ranks: Ranks
    target: Decimal

    @property
    def rows(self) -> Iterator[Row]:
        return (row for block in self.indicators for row in block.rows)

    @property
    def indicators(self) -> Iterator[IndicatorBlock]:
        return (block for instrument in self.instruments for block in instrument.indicators)

    @property
    def summaries(self) -> Iterator[PublishedRow]:
        """Every figure that can be published, from the indicators to the total."""
        for instrument in self.instruments:
            yield from (block.summary for block in instrument.indicators)
            yield from instrument.parts
            yield instrument.summary
        yield self.total

    @property
    def level(self) -> str:
        """The level as announced, else as the figures give it, else empty."""
        return self.published_level or self.computed_level or ""

    @property
    def level_differs(self) -> bool:
        return bool(self.published_level and self.computed_level and self.published_level != self.computed_level)

    @property
    def level_choices(self) -> tuple[str, ...]:
        """The levels of the year, and the announced one where the year's scale was reworded since."""
        names = self.structure.level_names
        return names if self.published_level in ("", *names) else (*names, self.published_level)

    @property
    def entered(self) -> int:
        return sum(row.value is not None for row in self.rows)

    @property
    def empty(self) -> int:
        return sum(row.value is None for row in self.rows)

    @property
    def weak(self) -> int:
        return sum(row.is_weak for row in self.rows)

    @property
    def has_parts(self) -> bool:
        """Whether a survey was entered in its two parts."""
        return any(part.value is not None for row in self.rows for part in row.parts)

    @property
    def entered_as(self) -> str:
        """Tell as what the result was entered: questions, or only what was announced; questions while it is empty."""
        if self.entered == 0 and any(block.summary.published is not None for block in self.indicators):
            return INDICATORS
        return TOTAL_ALONE if self.entered == 0 and self.total.published is not None else QUESTIONS

    @property
    def is_empty(self) -> bool:
        return self.entered == 0 and not self.published_level and all(s.published is None for s in self.summaries)

    def running(self) -> dict[str, dict[str, str]]:
        """Return what the page shows beside the cells, by code: computed figures, means of parts, weak figures."""
        figures = {s.code: UNKNOWN if s.computed is None else printed(s.computed) for s in self.summaries}
        return {
            "figures": figures | {LEVEL: self.computed_level or UNKNOWN, "entered": str(self.entered)},
            "means": {row.code: printed(row.mean_of_parts) for row in self.rows if row.mean_of_parts is not None},
            "weak": {row.code: "ต่ำกว่าค่าเป้าหมาย" for row in self.rows if row.is_weak},
        }


def build_sheet(
    structure: Structure, figures: Figures, *, target: Decimal, published_level: str = "", ranks: Ranks = NO_RANKS
) -> Sheet:
    """Lay the entered figures of an assessment out by instrument and indicator, with all that they give."""
    computed = compute(structure, figures)
    return Sheet(
        structure=structure,
        instruments=tuple(
            _instrument_block(instrument, figures, computed, target) for instrument in structure.instruments
        ),
        total=_published_row(TOTAL, "คะแนนรวม", figures, computed.total, target),
        published_level=published_level,
        computed_level=computed.level,
        ranks=ranks,
        target=target,
    )


def _instrument_block(
    instrument: InstrumentSpec, figures: Figures, computed: Computed, target: Decimal
) -> InstrumentBlock:
    return InstrumentBlock(
        instrument,
        tuple(_indicator_block(indicator, figures, computed.indicators, target) for indicator in instrument.indicators),
        _published_row(instrument.code, instrument.code, figures, computed.instruments[instrument.code], target),
        tuple(
            _published_row(
                code, part_name(instrument.code, part), figures, part_mean(instrument, part, figures), target
            )
            for part, code in enumerate(instrument.part_codes, 1)
        ),
    )


def _indicator_block(
    indicator: IndicatorSpec, figures: Figures, computed: Mapping[int, Decimal | None], target: Decimal
) -> IndicatorBlock:
    rows = tuple(_row(question, figures, target) for question in indicator.questions)
    summary = _published_row(indicator.code, indicator.name, figures, computed[indicator.number], target)
    return IndicatorBlock(indicator, rows, summary)


def part_name(instrument: str, part: int) -> str:
    """Return what a part of a survey is called: EIT ส่วนที่ 1."""
    return f"{instrument} ส่วนที่ {part}"


def _published_row(code: str, name: str, figures: Figures, computed: Decimal | None, target: Decimal) -> PublishedRow:
    published = figures.get(code)
    effective = computed if published is None else published
    return PublishedRow(code, name, published, computed, is_below_target(effective, target))


def _row(question: QuestionSpec, figures: Figures, target: Decimal) -> Row:
    value = question_figure(question, figures)
    parts = ((code, figures.get(code)) for code in question.part_codes)
    return Row(
        question,
        figures.get(question.code),
        value,
        is_weak=is_below_target(value, target),
        parts=tuple(SurveyPart(code, of_part, is_below_target(of_part, target)) for code, of_part in parts),
    )
