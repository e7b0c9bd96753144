"""How a row of a table parts: into a row for each step, so that a page may end between two of them.

The longest cell leads, so that no hole is left in it. Its first part is as tall as the tallest first line beside it;
each later one holds the next line of the cell that has most left, and of the others what fits beside it.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

Line = TypeVar("Line")
HALF_A_LINE = 0.5


def row_parts(
    cells: Sequence[Sequence[Line]], heights: Sequence[Sequence[float]]
) -> tuple[tuple[Sequence[Line], ...], ...]:
    """Return the parts of a row, each with the lines of every cell; `heights` are those of the lines of each cell."""
    left = [[*accumulate(reversed(each), initial=0.0)][::-1] for each in heights]
    taken = [0] * len(cells)
    parts: list[tuple[Sequence[Line], ...]] = []
    while not parts or any(number < len(cell) for number, cell in zip(taken, cells, strict=True)):
        leading = max(range(len(cells)), key=lambda index: left[index][taken[index]])
        first = taken[leading]
        least = max((each[0] for each in heights if each), default=0.0) if not any(taken) else 0.0
        end = _end_of_leading(left[leading], first, least)
        room = max(least, left[leading][first] - left[leading][end])
        ends = [_end(each, start, room) for each, start in zip(left, taken, strict=True)]
        ends[leading] = end
        parts.append(tuple(cell[start:stop] for cell, start, stop in zip(cells, taken, ends, strict=True)))
        taken = ends
    return tuple(parts)


def _end_of_leading(left: Sequence[float], start: int, least: float) -> int:
    """Return where the lines of the leading cell end that are together as tall as asked, one at least."""
    end = min(start + 1, len(left) - 1)
    while end < len(left) - 1 and left[start] - left[end] < least - HALF_A_LINE:
        end += 1
    return end


def _end(left: Sequence[float], start: int, room: float) -> int:
    """Return where the lines end that fit from `start`, give or take half a line."""
    end = start
    while end < len(left) - 1 and left[start] - left[end + 1] <= room + HALF_A_LINE:
        end += 1
    return end
