"""What the figures of an assessment give: indicators, instruments, total and level.

Every figure is a Decimal from 0 to 100, computed unrounded. A mean is known only when each of its parts
is known: an unknown figure is never guessed.

- question = the figure entered, or the mean of its figures in the two parts of its survey
- indicator = mean of its questions; one with sub-indicators = the mean of their means, where the year has that rule
  (to FY2566)
- instrument = mean of its indicators, the published indicator before the computed one; a survey in two parts without
  indicators = mean of its two published parts
- total = the instruments weighted, the computed instrument before the published one, so that a wrongly
  published instrument shows as a difference instead of hiding in the total
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.codes import TOTAL
from assessments.rules.rating import Range, known_range, level_for, part_ranges
from assessments.rules.structure import IndicatorSpec, InstrumentSpec, QuestionSpec, Structure

Figures = Mapping[str, Decimal]


@dataclass(frozen=True)
class Computed:
    """The portal's own figures, unrounded; None where the entered figures do not give one."""

    indicators: Mapping[int, Decimal | None]
    instruments: Mapping[str, Decimal | None]
    total: Decimal | None
    level: str | None


def compute(structure: Structure, figures: Figures) -> Computed:
    """Return all computed figures of an assessment from its entered ones, keyed by code."""
    indicators = {indicator.number: indicator_mean(structure, indicator, figures) for indicator in structure.indicators}
    instruments = {
        instrument.code: instrument_mean(instrument, indicators, figures) for instrument in structure.instruments
    }
    total = weighted_total(structure, instruments, figures)
    return Computed(indicators, instruments, total, level_of(structure, instruments, total, figures))


def mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the mean, or None when there is nothing to average or a value is unknown."""
    total, count = Decimal(0), 0
    for value in values:
        if value is None:
            return None
        total, count = total + value, count + 1
    return total / count if count else None


def question_figure(question: QuestionSpec, figures: Figures) -> Decimal | None:
    """Return the figure of a question: as entered, or the mean of its figures in the two parts of its survey."""
    whole = figures.get(question.code)
    if whole is not None:
        return whole
    return mean(figures.get(code) for code in question.part_codes)


def indicator_mean(structure: Structure, indicator: IndicatorSpec, figures: Figures) -> Decimal | None:
    """Return the mean of an indicator's questions, by the year's rule for the open-data instrument."""
    if structure.oit_rule != "sub_indicators" or not any(q.sub_indicator for q in indicator.questions):
        return mean(question_figure(question, figures) for question in indicator.questions)
    groups: dict[str, list[Decimal | None]] = defaultdict(list)
    for question in indicator.questions:
        groups[question.sub_indicator].append(question_figure(question, figures))
    return mean(mean(values) for values in groups.values())


def instrument_mean(
    instrument: InstrumentSpec, computed_indicators: Mapping[int, Decimal | None], figures: Figures
) -> Decimal | None:
    """Return the mean of an instrument's indicators; without them, of the two parts of a survey that has such."""
    value = mean(
        figures.get(indicator.code, computed_indicators[indicator.number]) for indicator in instrument.indicators
    )
    return mean(map(figures.get, instrument.part_codes)) if value is None else value


def part_mean(instrument: InstrumentSpec, part: int, figures: Figures) -> Decimal | None:
    """Return a survey in one of its two parts (1 or 2), from the figures of its questions in that part."""
    return mean(
        mean(figures.get(question.part_codes[part - 1]) for question in indicator.questions)
        for indicator in instrument.indicators
    )


def weighted_total(
    structure: Structure, computed_instruments: Mapping[str, Decimal | None], figures: Figures
) -> Decimal | None:
    """Return the instruments weighted by the year's framework, or None when one is unknown."""
    total = Decimal(0)
    for instrument in structure.instruments:
        value = computed_instruments[instrument.code]
        if value is None:
            value = figures.get(instrument.code)
        if value is None:
            return None
        total += value * instrument.weight / 100
    return total


def level_of(
    structure: Structure, instruments: Mapping[str, Decimal | None], total: Decimal | None, figures: Figures
) -> str | None:
    """Return the level by the year's scale; the published total where none can be computed."""
    total = figures.get(TOTAL) if total is None else total
    if total is None:
        return None
    known = {code: figures.get(code) if value is None else value for code, value in instruments.items()}
    ranges = (each for instrument in structure.instruments for each in _ranges(instrument, known, figures))
    return level_for(structure.levels, total, ranges)


def _ranges(instrument: InstrumentSpec, known: Mapping[str, Decimal | None], figures: Figures) -> tuple[Range, ...]:
    """Return what an instrument can be; one that is asked in two parts is rated in each of them."""
    if not instrument.parts:
        return (known_range(known[instrument.code]),)
    part_1, part_2 = (
        figures.get(code, part_mean(instrument, part, figures)) for part, code in enumerate(instrument.part_codes, 1)
    )
    return part_ranges(part_1, part_2, known[instrument.code])
