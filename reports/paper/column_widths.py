"""How wide the columns of a table are: the same for the web page, PDF and Word.

A column is at least as wide as the longest word in it that may not be broken. What is left of the line goes where it
makes the table shortest, a step at a time: long texts get room, short ones none that they do not need.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

STEP = 0.25  # cm that are given to a column at a time
READABLE, WIDEST_WISH = 2.4, 5.0  # cm
FOR_COMFORT = 0.5  # of the room that is left, at most; the rest goes to the longest texts
SAMPLE = 60  # rows of a long table by which its widths are judged
# Lines end before the edge of their cell, since words are kept whole: so much longer they are than their text.
RAGGED = 1.12
# The cells of a row count together, the tallest most: of two equally tall ones each is worth widening.
_NORM = 6.0


@dataclass(frozen=True)
class CellText:
    """How much a cell holds: the length of its text in cm, set in one line, and in how many lines it is written."""

    length: float
    lines: int

    def height(self, width: float) -> float:
        """Return about how many lines the cell takes in a column whose text is that wide, in cm."""
        return 0.0 if not self.lines else (self.lines - 1) * 0.5 + max(1.0, self.length * RAGGED / width)


@dataclass(frozen=True)
class ColumnText:
    """What stands in a column: its longest unbreakable word in cm, and its cells from the heading down."""

    longest_word: float
    cells: tuple[CellText, ...]
    most_lines: int = 0  # in which its longest cell should stand, if there is room; 0 for any number

    @cached_property
    def comfortable(self) -> float:
        """The width in which a column reads well: short texts on one line, and few lines where these matter."""
        longest = max((cell.length for cell in self.cells), default=0.0)
        few = min(longest * RAGGED / self.most_lines, WIDEST_WISH) if self.most_lines else 0.0
        return max(self.longest_word, min(longest, READABLE), few)

    @cached_property
    def sample(self) -> tuple[CellText, ...]:
        return self.cells[:: 1 + len(self.cells) // SAMPLE]


def column_widths(columns: Sequence[ColumnText], line: float, around: float) -> tuple[float, ...] | None:
    """Return the widths of columns that fill a line, in cm; none where their longest words do not fit it.

    `around` is what borders and distances take of each column.
    """
    left = line - sum(column.longest_word + around for column in columns)
    if left < 0:
        return None
    inner = _comfortable(columns, left)
    left = line - sum(width + around for width in inner)
    heights = [_heights(column, width) for column, width in zip(columns, inner, strict=True)]
    while left > STEP / 100:
        step = min(STEP, left)
        taller = [_heights(column, width + step) for column, width in zip(columns, inner, strict=True)]
        chosen = min(range(len(columns)), key=lambda index: _table_height(_with(heights, index, taller[index])))
        inner[chosen] += step
        heights[chosen] = taller[chosen]
        left -= step
    return tuple(width + around for width in inner)


def _comfortable(columns: Sequence[ColumnText], left: float) -> list[float]:
    """Return widths from those of the longest words towards the comfortable ones, as far as there is room to spare."""
    wished = sum(column.comfortable - column.longest_word for column in columns)
    share = min(1.0, FOR_COMFORT * left / wished) if wished else 0.0
    return [column.longest_word + share * (column.comfortable - column.longest_word) for column in columns]


def squeezed_widths(columns: Sequence[ColumnText], line: float, around: float) -> tuple[float, ...]:
    """Return widths that fill a line though the longest words do not fit: each gives way in proportion."""
    asked = [column.longest_word + around for column in columns]
    return tuple(width * line / sum(asked) for width in asked)


def lines_of(columns: Sequence[ColumnText], widths: Sequence[float], around: float) -> float:
    """Return about how many lines a table takes in columns of these widths."""
    heights = [
        [cell.height(width - around) for cell in column.cells] for column, width in zip(columns, widths, strict=True)
    ]
    return float(sum(max(row) for row in zip(*heights, strict=True)))


def _heights(column: ColumnText, width: float) -> list[float]:
    return [cell.height(width) ** _NORM for cell in column.sample]


def _with(heights: Sequence[list[float]], index: int, other: list[float]) -> list[list[float]]:
    return [other if each == index else column for each, column in enumerate(heights)]


def _table_height(heights: Sequence[list[float]]) -> float:
    return sum(float(sum(row) ** (1 / _NORM)) for row in zip(*heights, strict=True))
