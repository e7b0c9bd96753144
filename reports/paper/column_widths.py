"""How wide the columns of a table are: the same for the web page, PDF and Word.

A column is at least as wide as the longest word in it that may not be broken. What is left of the line goes where it
makes the table shortest, a step at a time: long texts get room, short ones none that they do not need. At the end room
goes from one column to another where that spares whole lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil

STEP = 0.25  # cm that are given to a column at a time
READABLE, WIDEST_WISH = 2.4, 5.0  # cm
FOR_COMFORT = 0.5  # of the room that is left, at most; the rest goes to the longest texts
SAMPLE = 60  # rows of a long table by which its widths are judged
# Lines end before the edge of their cell, since words are kept whole: by half a word, in a narrow cell by less.
RAGGED, RAGGED_SHARE = 0.6, 0.2
# The cells of a row count together, the tallest most: of two equally tall ones each is worth widening.
_NORM = 6.0
MOVES = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)  # cm that go to a column from all others at a time
WORTH_MOVING = 0.98  # of the lines of a table, at most
LEAST_COMFORT = 0.75  # of a comfortable width, which no column goes below for another one


@dataclass(frozen=True)
class CellText:
    """What a cell holds: the length of each of its lines in cm, were it not broken."""

    lengths: tuple[float, ...]

    @property
    def length(self) -> float:
        return sum(self.lengths)

    def height(self, width: float) -> float:
        """Return about how many lines the cell takes in a column whose text is that wide, in cm, without steps."""
        lines = len(self.lengths)
        return 0.0 if not lines else (lines - 1) * 0.5 + max(1.0, self.length / _usable(width))

    def lines(self, width: float) -> int:
        """Return how many lines the cell is likely to take."""
        return sum(1 if length <= width else ceil(length / _usable(width)) for length in self.lengths)


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
        few = min(longest / self.most_lines + RAGGED, WIDEST_WISH) if self.most_lines else 0.0
        return max(self.longest_word, min(longest, READABLE), few)

    @cached_property
    def least(self) -> float:
        """The width that it keeps though another column could use it."""
        return max(self.longest_word, LEAST_COMFORT * self.comfortable)

    @cached_property
    def sample(self) -> tuple[CellText, ...]:
        return self.cells[:: 1 + len(self.cells) // SAMPLE]

    def heights(self, width: float) -> list[float]:
        return [cell.height(width) ** _NORM for cell in self.sample]

    def lines(self, width: float) -> list[int]:
        return [cell.lines(width) for cell in self.sample]


@lru_cache(maxsize=64)  # the same table is measured for each width of paper, then printed to three kinds of files
def column_widths(columns: tuple[ColumnText, ...], line: float, around: float) -> tuple[float, ...] | None:
    """Return the widths of columns that fill a line, in cm; none where their longest words do not fit it.

    `around` is what borders and distances take of each column.
    """
    left = line - sum(column.longest_word + around for column in columns)
    if left < 0:
        return None
    inner = _comfortable(columns, left)
    left = line - sum(width + around for width in inner)
    return tuple(width + around for width in _moved(columns, _filled(columns, inner, left)))


def _filled(columns: Sequence[ColumnText], widths: list[float], left: float) -> list[float]:
    """Return the widths with all room that is left, each step of it where it makes the table shortest."""
    heights = [column.heights(width) for column, width in zip(columns, widths, strict=True)]
    lower: dict[int, list[float]] = {}  # heights of a column that is a step wider
    while left > STEP / 100:
        if left < STEP:
            lower.clear()
        step = min(STEP, left)
        for index in set(range(len(columns))) - lower.keys():
            lower[index] = columns[index].heights(widths[index] + step)
        chosen = min(range(len(columns)), key=lambda index: _table_height(_with(heights, index, lower[index])))
        widths[chosen] += step
        heights[chosen] = lower.pop(chosen)
        left -= step
    return widths


def _comfortable(columns: Sequence[ColumnText], left: float) -> list[float]:
    """Return widths from those of the longest words towards the comfortable ones, as far as there is room to spare."""
    wished = sum(column.comfortable - column.longest_word for column in columns)
    share = min(1.0, FOR_COMFORT * left / wished) if wished else 0.0
    return [column.longest_word + share * (column.comfortable - column.longest_word) for column in columns]


def _moved(columns: Sequence[ColumnText], widths: Sequence[float]) -> Sequence[float]:
    """Return the widths after each move of room to a column from the others that spares lines of the table."""
    best = _lines(columns, widths)
    for _ in columns:
        moves = [(_lines(columns, after), after) for after in _moves(columns, widths)]
        fewest, after = min(moves, key=lambda move: move[0], default=(best, widths))
        if fewest > best * WORTH_MOVING:
            break
        best, widths = fewest, after
    return widths


def _moves(columns: Sequence[ColumnText], widths: Sequence[float]) -> Iterator[Sequence[float]]:
    """Yield the widths after each possible move; every other column gives in proportion to what it can spare."""
    for taker in range(len(columns)):
        spare = [
            0.0 if index == taker else max(0.0, width - column.least)
            for index, (column, width) in enumerate(zip(columns, widths, strict=True))
        ]
        for room in (room for room in MOVES if room <= sum(spare)):
            after = [width - room * each / sum(spare) for width, each in zip(widths, spare, strict=True)]
            yield [width + room if index == taker else width for index, width in enumerate(after)]


def squeezed_widths(columns: Sequence[ColumnText], line: float, around: float) -> tuple[float, ...]:
    """Return widths that fill a line though the longest words do not fit: each gives way in proportion."""
    asked = [column.longest_word + around for column in columns]
    return tuple(width * line / sum(asked) for width in asked)


def lines_of(columns: Sequence[ColumnText], widths: Sequence[float], around: float) -> float:
    """Return about how many lines a table takes in columns of these widths."""
    heights = [[cell.lines(width - around) for cell in each.cells] for each, width in zip(columns, widths, strict=True)]
    return float(sum(max(row) for row in zip(*heights, strict=True)))


def _usable(width: float) -> float:
    return width - min(RAGGED, RAGGED_SHARE * width)


def _with(heights: Sequence[list[float]], index: int, other: list[float]) -> list[list[float]]:
    return [other if each == index else column for each, column in enumerate(heights)]


def _table_height(heights: Sequence[list[float]]) -> float:
    return sum(float(sum(row) ** (1 / _NORM)) for row in zip(*heights, strict=True))


def _lines(columns: Sequence[ColumnText], widths: Sequence[float]) -> int:
    rows = zip(*(column.lines(width) for column, width in zip(columns, widths, strict=True)), strict=True)
    return sum(map(max, rows))
