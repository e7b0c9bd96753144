"""How a row of a table parts: into rows of a step or a few, so that a page may end between them.

The longest cell leads, so that no hole is left in it. Its first part is as tall as the tallest first line beside it. A
part ends where the lines beside it end too, or nearly; otherwise it goes on to the next line of the leading cell, since
a hole would be left in the cell whose next line begins further up. Where a part becomes too tall for that, the least
hole is taken. Single lines stay together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeVar

Line = TypeVar("Line")
HALF_A_LINE = 0.5
LEAST = 3.0  # lines of a part, if it can be: a single line is not worth a title of its own on the next page
BEYOND = 1.4  # a part may be that much taller than it should, rather than put off what stands beside it again and again
HOLE = 1.0  # lines that may stay empty in a cell that goes on, all parts so far together


@dataclass(frozen=True)
class _Cut:
    """An end of a part: how tall the row is until there, and how many lines of each cell it holds until there."""

    bottom: float
    taken: tuple[int, ...]
    holes: tuple[float, ...]  # in each cell that goes on

    def worse_than(self, before: Sequence[float]) -> float:
        """Return how many lines too many stay empty, beside those of the parts before."""
        return max((hole - max(HOLE, old) for hole, old in zip(self.holes, before, strict=True)), default=0.0)


def row_parts(
    cells: Sequence[Sequence[Line]], heights: Sequence[Sequence[float]], most: float
) -> tuple[tuple[Sequence[Line], ...], ...]:
    """Return the parts of a row, each with the lines of every cell; `heights` are those of the lines of each cell.

    A part is not much taller than `most` lines for the sake of a hole.
    """
    whole = tuple(map(len, heights))
    cuts = [_Cut(0.0, (0,) * len(cells), (0.0,) * len(cells))]
    while cuts[-1].taken != whole:
        cuts.append(_chosen(list(_cuts(heights, cuts[-1])), cuts[-1], most))
    if len(cuts) > 2 and cuts[-1].bottom - cuts[-2].bottom < LEAST and cuts[-1].bottom - cuts[-3].bottom <= most:
        del cuts[-2]
    places = [cut.taken for cut in cuts]
    return tuple(
        tuple(cell[start:end] for cell, start, end in zip(cells, *part, strict=True)) for part in pairwise(places)
    ) or (tuple(cell[:0] for cell in cells),)


def _chosen(cuts: Sequence[_Cut], done: _Cut, most: float) -> _Cut:
    """Return the first cut that leaves no hole, else of those that are near enough the one with the least."""
    tall_enough = [cut for cut in cuts if cut.bottom - done.bottom >= LEAST - HALF_A_LINE]
    without = next((cut for cut in tall_enough if cut.worse_than(done.holes) <= 0), cuts[-1])
    if without.bottom - done.bottom <= most * BEYOND:
        return without
    near = [cut for cut in cuts if cut.bottom - done.bottom <= most] or cuts[:1]
    return min(near, key=lambda cut: cut.worse_than(done.holes))


def _cuts(heights: Sequence[Sequence[float]], done: _Cut) -> Iterator[_Cut]:
    """Yield the cuts after each line of the leading cell, the one that has most left."""
    left = [sum(each[taken:]) for each, taken in zip(heights, done.taken, strict=True)]
    leading = max(range(len(heights)), key=lambda index: left[index])
    first = done.taken[leading]
    least = 0.0 if any(done.taken) else max((each[0] for each in heights if each), default=0.0)
    bottoms = [*accumulate(heights[leading][first:])] or [0.0]
    for number, room in enumerate(bottoms, 1):
        if room < least - HALF_A_LINE and number < len(bottoms):
            continue
        room = max(room, least)
        taken = [_end(each, start, room) for each, start in zip(heights, done.taken, strict=True)]
        taken[leading] = min(first + number, len(heights[leading]))
        yield _cut_at(heights, taken, done, room)


def _cut_at(heights: Sequence[Sequence[float]], taken: Sequence[int], done: _Cut, room: float) -> _Cut:
    bottom = done.bottom + room
    holes = tuple(
        max(0.0, bottom - sum(each[:end])) if end < len(each) else 0.0 for each, end in zip(heights, taken, strict=True)
    )
    return _Cut(bottom, tuple(taken), holes)


def _end(heights: Sequence[float], start: int, room: float) -> int:
    """Return where the lines end that fit from `start`, give or take half a line."""
    end, taken = start, 0.0
    while end < len(heights) and taken + heights[end] <= room + HALF_A_LINE:
        taken += heights[end]
        end += 1
    return end
