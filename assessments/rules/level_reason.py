"""Why a result has its level and not the next better one, in a sentence.

The scale is the year's (see `rating`): a level asks for a total and, from FY2566, for every instrument; a survey that
is asked in two parts counts with each of its parts. Figures are 0 to 100, judged and printed with two decimals.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from assessments.rules.figures import printed
from assessments.rules.sheet import InstrumentBlock, PublishedRow, Sheet
from assessments.rules.structure import LevelSpec
from assessments.rules.target import is_below_target


def level_reason(sheet: Sheet) -> str:
    """Return what keeps the result from the next better level, or what it reached where there is none.

    Empty where no level is known, and where the announced one is not what the figures give: then nobody can say why.
    """
    levels = sheet.structure.levels
    reached = next((level for level in levels if level.name == sheet.level), None)
    if reached is None or sheet.level_differs or sheet.total.effective is None:
        return ""
    better = levels[levels.index(reached) - 1] if reached != levels[0] else None
    if better is None:
        return _top(reached)
    return _sentence(_shortfalls(sheet, better))


def _top(level: LevelSpec) -> str:
    what = "คะแนนรวมและทุกเครื่องมือ" if level.instruments_from is not None else "คะแนนรวม"
    return f"{what}ได้ตั้งแต่ {_plain(level.total_from)} ขึ้นไป"


def _shortfalls(sheet: Sheet, level: LevelSpec) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield name, figure and floor of what is less than a level asks for, the total before the instruments."""
    asked = [(sheet.total, level.total_from)]
    if level.instruments_from is not None:
        asked += [(row, level.instruments_from) for row in _rated(sheet.instruments)]
    for row, floor in asked:
        if is_below_target(row.effective, floor):
            assert row.effective is not None
            yield row.name, row.effective, floor


def _sentence(shortfalls: Iterator[tuple[str, Decimal, Decimal]]) -> str:
    """Return the shortfalls in words, those of one floor together: EIT ส่วนที่ 1 ได้ 83.10 ต่ำกว่า 85."""
    sentences = []
    for floor, group in groupby(shortfalls, key=lambda each: each[2]):
        *first, last = [f"{name} ได้ {printed(figure)}" for name, figure, _ in group]
        sentences.append(f"{' '.join(first)} และ {last}".removeprefix(" และ ") + f" ต่ำกว่า {_plain(floor)}")
    return " และ ".join(sentences)


def _rated(instruments: tuple[InstrumentBlock, ...]) -> Iterator[PublishedRow]:
    """Yield every figure that a level asks of: a survey with two known parts by these, others as a whole."""
    for block in instruments:
        known = [part for part in block.parts if part.effective is not None]
        yield from known or [block.summary]


def _plain(floor: Decimal) -> str:
    """Return a floor without decimals that say nothing: 85, 84.50."""
    return str(int(floor)) if floor == int(floor) else printed(floor)
