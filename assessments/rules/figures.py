"""Figures: reading what people type, and rounding for print.

A figure is a Decimal from 0 to 100 (per cent). It is computed unrounded and rounded half up to two
decimals only where it is shown; no other module rounds.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits

LOWEST, HIGHEST = Decimal(0), Decimal(100)
UNKNOWN = "–"
# Two figures that were each rounded to two decimals on the way may differ by this much and still agree.
PRINT_TOLERANCE = Decimal("0.01")

_CENT = Decimal("0.01")
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")


class FigureRefused(ValueError):
    """What was typed is no figure; the message says why, in Thai."""


def rounded(value: Decimal) -> Decimal:
    """Round half up to two decimals."""
    return value.quantize(_CENT, ROUND_HALF_UP)


def printed(value: Decimal) -> str:
    """Return a figure as it is printed: two decimals, half up, Arabic digits."""
    return str(rounded(value))


def parse_figure(typed: str) -> Decimal | None:
    """Read a figure typed with Thai or Arabic digits and a decimal point; an empty text is None.

    Raises FigureRefused with the reason for a comma, a letter or sign, more than two decimals, or a
    value outside 0 to 100.
    """
    text = one_spelling(arabic_digits(typed)).strip()
    if not text:
        return None
    if "," in text:
        raise FigureRefused("ใช้เครื่องหมายจุลภาค (,) ไม่ได้ กรุณาใช้จุดทศนิยม เช่น 90.50")
    if not _NUMBER.fullmatch(text) or not text.isascii():
        raise FigureRefused("กรุณากรอกเป็นตัวเลข 0 ถึง 100 เช่น 90.50")
    value = Decimal(text)
    if not LOWEST <= value <= HIGHEST:
        raise FigureRefused("คะแนนต้องอยู่ระหว่าง 0 ถึง 100")
    if value != rounded(value):
        raise FigureRefused("กรอกทศนิยมได้ไม่เกินสองตำแหน่ง")
    return rounded(value)
