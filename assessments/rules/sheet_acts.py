"""Which of a person's acts on a score sheet can be taken back or done again, cell by cell, and in which words.

A cell goes back only where it still holds what the act put there; what somebody changed since stays, and an act of
which nothing is left is passed over.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from agencies.rules.acts import Act, stacks_of

EMPTY = "ว่าง"


@dataclass(frozen=True)
class FigureChange:
    """One change of one cell, as the history has it: texts before and after, "" for an empty cell."""

    act: Act
    code: str
    label: str  # คะแนนข้อ i1
    old: str
    new: str
    reason: str = ""


Words = Callable[[Sequence[FigureChange]], str]  # say what a button gives


@dataclass(frozen=True)
class SheetAct:
    """An act with what it made of each cell in the end: an act in several batches may change a cell twice."""

    act: Act
    cells: tuple[FigureChange, ...]

    def still_there(self, stored: Mapping[str, str]) -> tuple[FigureChange, ...]:
        """Return the changes that can be taken back: of cells that hold what the act put there, and not before it."""
        return tuple(cell for cell in self.cells if stored.get(cell.code, "") == cell.new != cell.old)


@dataclass(frozen=True)
class Offer:
    """An act that a button takes back, and what the button says of it."""

    act: UUID
    words: str


@dataclass(frozen=True)
class Offers:
    undo: Offer | None = None
    redo: Offer | None = None


def sheet_acts(changes: Iterable[FigureChange]) -> list[SheetAct]:
    """Gather changes, given oldest first, into acts in the order in which each began."""
    by_act: dict[UUID, list[FigureChange]] = {}
    for change in changes:
        by_act.setdefault(change.act.key, []).append(change)
    return [SheetAct(cells[0].act, tuple(_whole_changes(cells))) for cells in by_act.values()]


def _whole_changes(changes: Sequence[FigureChange]) -> Iterable[FigureChange]:
    """Join the changes of each cell into one, from the first text to the last."""
    for _, own in groupby(sorted(changes, key=attrgetter("code")), attrgetter("code")):
        of_cell = list(own)
        yield replace(of_cell[-1], old=of_cell[0].old)


def offers_of(
    acts: Sequence[SheetAct], stored: Mapping[str, str], *, undo: Words | None = None, redo: Words | None = None
) -> Offers:
    """Return what undo and redo would take back next of a person's acts, given oldest first, where texts are stored.

    `undo` and `redo` say it where the cells are none of the score sheet.
    """
    stacks = stacks_of(each.act for each in acts)
    by_key = {each.act.key: each for each in acts}
    return Offers(
        _newest([by_key[key] for key in stacks.undo], stored, undo or undo_words),
        _newest([by_key[key] for key in stacks.redo], stored, redo or redo_words),
    )


def _newest(acts: Sequence[SheetAct], stored: Mapping[str, str], words_of: Words) -> Offer | None:
    for each in reversed(acts):
        if cells := each.still_there(stored):
            return Offer(each.act.key, words_of(cells))
    return None


def undo_words(cells: Sequence[FigureChange]) -> str:
    """Say what taking changes back gives: the text of one cell, the number of many with the reason of the act.

    >>> change = FigureChange(Act(), "i1", "คะแนนข้อ i1", "80.00", "85.00", "นำเข้าจากไฟล์ คะแนน.xlsx")
    >>> undo_words([change]), undo_words([change] * 52)
    ('คะแนนข้อ i1 กลับเป็น 80.00', 'คืนค่าเดิม 52 ช่อง (นำเข้าจากไฟล์ คะแนน.xlsx)')
    """
    first = cells[0]
    if len(cells) == 1:
        return f"{first.label} กลับเป็น {first.old or EMPTY}"
    reason = f" ({first.reason})" if first.reason and first.act.undoes is None else ""
    return f"คืนค่าเดิม {len(cells)} ช่อง{reason}"


def redo_words(cells: Sequence[FigureChange]) -> str:
    """Say what doing changes again gives; the changes are those of the act that took them back."""
    if len(cells) == 1:
        return f"{cells[0].label} เป็น {cells[0].old or EMPTY} อีกครั้ง"
    return f"ใส่ค่าอีกครั้ง {len(cells)} ช่อง"
