"""The level that a result earns, by the scale of its year.

A scale is data of the framework: levels from the highest to the lowest, each with the least that the total must have,
and some with the least that every instrument must have as well. To FY2565 seven letters go by the total alone; from
FY2566 five words ask for the total and for IIT, EIT part 1, EIT part 2 and OIT (the assessors' announcement of the
criteria, as quoted in the municipalities' own reports). Figures are judged rounded half up to two decimals.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assessments.rules.figures import HIGHEST, LOWEST, rounded
from assessments.rules.structure import LevelSpec

Range = tuple[Decimal, Decimal]
ANY: Range = (LOWEST, HIGHEST)


def level_for(levels: Sequence[LevelSpec], total: Decimal, ranges: Iterable[Range] = ()) -> str | None:
    """Return the level for a total of 0 to 100 and for what each instrument can be, or None where that leaves it open.

    `ranges` are the lowest and the highest value of every rated instrument; a scale that goes by the total needs none.

    >>> scale = (LevelSpec("A", Decimal(85), Decimal(85)), LevelSpec("B", Decimal(85)), LevelSpec("C", Decimal(0)))
    >>> level_for(scale, Decimal("85"), [(Decimal(80), Decimal(90))]), level_for(scale, Decimal("84.994"))
    (None, 'C')
    """
    ranges = tuple(ranges) or (ANY,)
    at_worst = _first_met(levels, total, min(low for low, _ in ranges))
    at_best = _first_met(levels, total, min(high for _, high in ranges))
    return at_worst if at_worst == at_best else None


def possible_levels(levels: Sequence[LevelSpec], total: Decimal, ranges: Iterable[Range] = ()) -> tuple[str, ...]:
    """Return every level that a total may have with what each instrument can be, the highest first; see `level_for`."""
    ranges = tuple(ranges) or (ANY,)
    names = [level.name for level in levels]
    best = names.index(_first_met(levels, total, min(high for _, high in ranges)))
    worst = names.index(_first_met(levels, total, min(low for low, _ in ranges)))
    return tuple(names[best : worst + 1])


def known_range(value: Decimal | None) -> Range:
    """Return the lowest and highest value that a figure can have: a known one is its own range."""
    return ANY if value is None else (value, value)


def part_ranges(part_1: Decimal | None, part_2: Decimal | None, mean: Decimal | None) -> tuple[Range, Range]:
    """Return what each of two parts of a survey can be, whose mean is the survey.

    One part and the mean give the other part; of two unknown parts, the weaker lies between 2 × mean - 100 and the
    mean, the stronger between the mean and 2 × mean.
    """
    if part_1 is None and part_2 is None and mean is not None:
        # Nobody knows which part is the weaker, and the rule asks only for the weakest instrument.
        return _clamped(2 * mean - HIGHEST, mean), _clamped(mean, 2 * mean)
    return _part_range(part_1, part_2, mean), _part_range(part_2, part_1, mean)


def _first_met(levels: Sequence[LevelSpec], total: Decimal, weakest: Decimal) -> str:
    return next(
        level.name
        for level in levels
        if rounded(total) >= level.total_from
        and (level.instruments_from is None or rounded(weakest) >= level.instruments_from)
    )


def _part_range(part: Decimal | None, other: Decimal | None, mean: Decimal | None) -> Range:
    if part is not None or other is None or mean is None:
        return known_range(part)
    return _clamped(2 * mean - other, 2 * mean - other)


def _clamped(low: Decimal, high: Decimal) -> Range:
    return (min(max(low, LOWEST), HIGHEST), min(max(high, LOWEST), HIGHEST))
