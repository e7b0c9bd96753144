"""The level that a result earns, by the two scales of the national assessment.

To FY2565 one of seven letters, from the total rounded to two decimals. From FY2566 one of five words,
from the total and from every instrument: IIT, EIT part 1, EIT part 2 and OIT (the assessors' announcement
of the criteria, as quoted in the municipalities' own reports).
"""

from collections.abc import Iterable
from decimal import Decimal

from assessments.rules.figures import HIGHEST, LOWEST, rounded

LETTERS = "letters"
PASS = "pass"  # noqa: S105  a rating, no password

LETTER_FLOORS = (("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 55), ("E", 50), ("F", 0))

EXCELLENT = "ผ่านดีเยี่ยม"
GOOD = "ผ่านดี"
PASSED = "ผ่าน"
IMPROVE = "ต้องปรับปรุง"
IMPROVE_URGENTLY = "ต้องปรับปรุงโดยด่วน"
PASS_LEVELS = (EXCELLENT, GOOD, PASSED, IMPROVE, IMPROVE_URGENTLY)
EXCELLENT_FLOOR, PASS_FLOOR, IMPROVE_FLOOR = Decimal(95), Decimal(85), Decimal(70)

LEVELS = {LETTERS: tuple(letter for letter, _ in LETTER_FLOORS), PASS: PASS_LEVELS}

Range = tuple[Decimal, Decimal]


def letter_level(total: Decimal) -> str:
    """Return the letter for a total of 0 to 100; bands are half open on the value rounded to two decimals."""
    value = rounded(total)
    return next(letter for letter, floor in LETTER_FLOORS if value >= floor)


def instrument_ranges(
    iit: Decimal | None,
    eit: Decimal | None,
    eit_part_1: Decimal | None,
    eit_part_2: Decimal | None,
    oit: Decimal | None,
) -> tuple[Range, ...]:
    """Return for each of the four rated instruments the lowest and highest value that it can have.

    A known figure is its own range. The two parts of the EIT have the EIT as their mean: one part and the EIT
    give the other part; of two unknown parts, the weaker lies between 2 × EIT - 100 and the EIT, the stronger
    between the EIT and 2 × EIT.
    """
    return (_range(iit), *_part_ranges(eit_part_1, eit_part_2, eit), _range(oit))


def pass_level(total: Decimal, ranges: Iterable[Range]) -> str | None:
    """Return the word for a total of 0 to 100 and the ranges of the instruments, or None where they leave it open.

    >>> pass_level(Decimal("95.30"), instrument_ranges(Decimal("85.38"), Decimal("99.78"), None, None, Decimal(99)))
    'ผ่านดี'
    """
    value = rounded(total)
    if value < IMPROVE_FLOOR:
        return IMPROVE_URGENTLY
    if value < PASS_FLOOR:
        return IMPROVE
    ranges = tuple(ranges)
    weakest = _passing_word(value, min(low for low, _ in ranges))
    strongest = _passing_word(value, min(high for _, high in ranges))
    return weakest if weakest == strongest else None


def _passing_word(total: Decimal, lowest_instrument: Decimal) -> str:
    if rounded(lowest_instrument) < PASS_FLOOR:
        return PASSED
    if total >= EXCELLENT_FLOOR and rounded(lowest_instrument) >= EXCELLENT_FLOOR:
        return EXCELLENT
    return GOOD


def _range(value: Decimal | None) -> Range:
    return (LOWEST, HIGHEST) if value is None else (value, value)


def _part_ranges(part_1: Decimal | None, part_2: Decimal | None, mean: Decimal | None) -> tuple[Range, Range]:
    if part_1 is None and part_2 is None and mean is not None:
        # Nobody knows which part is the weaker, and the rule asks only for the weakest instrument.
        return _clamped(2 * mean - HIGHEST, mean), _clamped(mean, 2 * mean)
    return _part_range(part_1, part_2, mean), _part_range(part_2, part_1, mean)


def _part_range(part: Decimal | None, other: Decimal | None, mean: Decimal | None) -> Range:
    if part is not None or other is None or mean is None:
        return _range(part)
    return _clamped(2 * mean - other, 2 * mean - other)


def _clamped(low: Decimal, high: Decimal) -> Range:
    return (min(max(low, LOWEST), HIGHEST), min(max(high, LOWEST), HIGHEST))
