"""Measures that a document tells more than once: over a page, in a second table, in the table of their progress."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ita_portal.text.spelling import compared
from measures.rules.measure_reading import MeasureDoubts, ReadMeasure

# How alike two titles are that name the same measure in two tables; 0 to 1.
ALIKE = 0.8
MAX_COMPARED = 200
FIRST, SECOND = "first", "second"


def measures_once(found: Sequence[ReadMeasure], doubts: MeasureDoubts) -> list[ReadMeasure]:
    """Return each measure once: one that is printed again over a page, or in a second table, adds what it has more."""
    measures: list[ReadMeasure] = []
    for each in found:
        at = _same(measures, each)
        if at is None:
            measures.append(each)
        else:
            measures[at] = _merged(measures[at], each, doubts)
    return measures


def _same(measures: Sequence[ReadMeasure], each: ReadMeasure) -> int | None:
    wanted = compared(each.title)
    for at, other in enumerate(measures):
        has_same_number = each.number is None or other.number is None or each.number == other.number
        if compared(other.title) == wanted and has_same_number and other.issue == each.issue:
            return at
    if each.progress.is_empty or len(measures) > MAX_COMPARED:
        return None
    # The table of progress names measures in other words than the plan: "(๒) ควรลดขั้นตอน", "ลดขั้นตอน".
    open_ones = [at for at, other in enumerate(measures) if other.progress.is_empty]
    alike = [(_likeness(measures[at], each), at) for at in open_ones]
    best, at = max(alike, default=(0.0, 0))
    return at if best >= ALIKE else None


def _likeness(one: ReadMeasure, other: ReadMeasure) -> float:
    return SequenceMatcher(None, compared(one.title)[:200], compared(other.title)[:200], autojunk=False).ratio()


def _merged(one: ReadMeasure, other: ReadMeasure, doubts: MeasureDoubts) -> ReadMeasure:
    """Return a measure with what its second telling adds; where the two differ, a person may choose the second."""
    told = {}
    for name in ("steps", "owners", "follow_up", "timeframe"):
        mine, theirs = getattr(one, name), getattr(other, name)
        told[name] = mine or theirs if name != "timeframe" else mine
        if mine and theirs and compared(str(mine)) != compared(str(theirs)):
            readings = ("\n".join(each) if isinstance(each, tuple) else each for each in (mine, theirs))
            offered = dict(zip((FIRST, SECOND), readings, strict=True))
            if doubts.choose(other.where, one.title, offered, about=name) == SECOND:
                told[name] = theirs
    progress = other.progress if one.progress.is_empty else one.progress
    return replace(one, **told, progress=progress)
