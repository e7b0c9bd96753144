"""Tables and paragraphs of a page that does not say what they are, by where its lines and letters stand.

Ruled lines that touch make a table; a letter belongs to the cell in which it begins. What stands in no table is parted
into lines, and these into paragraphs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ita_portal.documents.line_ends import begins_paragraph, joint
from ita_portal.documents.pdf_glyphs import Segment
from ita_portal.documents.pdf_lines import TextLine, is_broken_for_width, joined, text_lines
from ita_portal.documents.pdf_marks import Letter
from ita_portal.documents.source import Rows
from ita_portal.documents.spelling import lines_joined

# Points within which two lines touch, or are one.
TOUCH = 3.0
SHORTEST = 6.0
MAX_CELLS = 20_000
# Of the width of the text: how far the last line of a paragraph reaches that may go on over the end of a page.
SHORT_LINE = 0.88
# How far apart the lines of a paragraph stand at most: of the size of their letters, and of those above them.
SPACED_OUT, WIDER_GAP = 1.75, 1.25
WIDEST_PADDING = 8.0  # points between the edge of a cell and its text


@dataclass(frozen=True)
class RuledTable:
    """The edges of columns and rows, the latter from the top down, and which edges between neighbours are drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    segments: tuple[Segment, ...]

    @property
    def top(self) -> float:
        return self.ys[0]

    def place(self, letter: Letter) -> tuple[int, int] | None:
        """Return row and column in which a letter begins."""
        middle = letter.y + letter.size * 0.25
        row = next((at for at in range(len(self.ys) - 1) if self.ys[at] >= middle > self.ys[at + 1]), None)
        column = self.column(letter.x, middle)
        return None if row is None or column is None else (row, column)

    def column(self, x: float, y: float) -> int | None:
        """Return the column in which a place lies, or None where it lies outside the table."""
        if not self.ys[0] >= y > self.ys[-1]:
            return None
        return next((at for at in range(len(self.xs) - 1) if self.xs[at] - 1 <= x < self.xs[at + 1] - 1), None)

    def rows(self, letters: Sequence[Letter]) -> Rows:
        """Return the texts of the cells; what no edge parts is one cell, told in each of its places."""
        owners = self._owners()
        texts: dict[tuple[int, int], list[Letter]] = defaultdict(list)
        for letter in letters:
            if place := self.place(letter):
                texts[owners[place]].append(letter)
        told = {owner: self._text(owner, found) for owner, found in texts.items()}
        return tuple(
            tuple(told.get(owners[row, column], "") for column in range(len(self.xs) - 1))
            for row in range(len(self.ys) - 1)
        )

    def _text(self, owner: tuple[int, int], letters: Sequence[Letter]) -> str:
        """Return the text of a cell; a line that more would fit on, or before a list mark, ends a paragraph."""
        lines = text_lines(letters)
        left, right = self.xs[owner[1]], self.xs[self._last_column(owner) + 1]
        padding = min(max(min((line.x for line in lines), default=left) - left, 0), WIDEST_PADDING)
        parts: list[str] = []
        for before, line in zip([None, *lines], lines, strict=False):
            is_broken = before and is_broken_for_width(before, line, left + padding, right - padding)
            if parts and is_broken and not begins_paragraph(line.text):
                parts[-1] = f"{parts[-1]}{joint(parts[-1], line.text)}{line.text}"
            else:
                parts.append(line.text)
        return lines_joined("\n".join(parts))

    def _last_column(self, owner: tuple[int, int]) -> int:
        """Return the last column over which a cell lies."""
        row, column = owner
        while column + 2 < len(self.xs) and not self._is_parted_beside(row, column + 1):
            column += 1
        return column

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return for each place the first place of the cell that it belongs to."""
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                owner = (row, column)
                if column and not self._is_parted_beside(row, column):
                    owner = owners[row, column - 1]
                elif row and not self._is_parted_above(row, column):
                    owner = owners[row - 1, column]
                owners[row, column] = owner
        return owners

    def _is_parted_beside(self, row: int, column: int) -> bool:
        x, y = self.xs[column], (self.ys[row] + self.ys[row + 1]) / 2
        return any(abs(each.x0 - x) < TOUCH and each.y0 <= y <= each.y1 for each in self.segments if not each.is_level)

    def _is_parted_above(self, row: int, column: int) -> bool:
        y, x = self.ys[row], (self.xs[column] + self.xs[column + 1]) / 2
        return any(abs(each.y0 - y) < TOUCH and each.x0 <= x <= each.x1 for each in self.segments if each.is_level)


def ruled_tables(segments: Iterable[Segment]) -> list[RuledTable]:
    """Return the tables that the lines of a page draw, from the top down."""
    long = [each for each in segments if max(each.x1 - each.x0, each.y1 - each.y0) >= SHORTEST]
    tables = []
    for group in _touching(long):
        xs = _edges(each.x0 for each in group if not each.is_level)
        ys = _edges(_heights(group))[::-1]
        has_cells = len(xs) > 1 and len(ys) > 1 and len(xs) + len(ys) > 4
        if has_cells and len(xs) * len(ys) <= MAX_CELLS:
            tables.append(RuledTable(tuple(xs), tuple(ys), tuple(group)))
    return sorted(tables, key=lambda table: -table.top)


def _heights(group: Sequence[Segment]) -> Iterator[float]:
    """Yield where rows may end: at level lines, and where upright ones end, as those of a row that a page parts."""
    for each in group:
        yield from (each.y0,) if each.is_level else (each.y0, each.y1)


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > TOUCH:
            edges.append(value)
    return edges


def _touching(segments: list[Segment]) -> list[list[Segment]]:
    """Return the segments in groups that touch, by sweeping over the page from its foot."""
    groups: list[list[Segment]] = []
    for each in sorted(segments, key=lambda segment: segment.y0):
        near = [group for group in groups if any(_touch(each, other) for other in group)]
        groups = [group for group in groups if not any(group is found for found in near)]
        groups.append([each, *(other for group in near for other in group)])
        if len(groups) > 200:
            return []
    return groups


def _touch(one: Segment, other: Segment) -> bool:
    return (
        one.x0 - TOUCH <= other.x1
        and other.x0 - TOUCH <= one.x1
        and one.y0 - TOUCH <= other.y1
        and other.y0 - TOUCH <= one.y1
    )


def paragraphs_of(lines: Sequence[TextLine]) -> list[tuple[float, str, bool]]:
    """Return paragraphs from the top down, with the height at which each begins, and whether its last line is full."""
    right = max((line.right for line in lines), default=0.0)
    left = min((line.x for line in lines), default=0.0)
    found: list[list[TextLine]] = []
    for line in lines:
        if found and _goes_on(found[-1], line, left, right):
            found[-1].append(line)
        else:
            found.append([line])
    full = left + SHORT_LINE * (right - left)
    return [(group[0].y, joined([line.text for line in group]), group[-1].right >= full) for group in found]


def _goes_on(group: Sequence[TextLine], line: TextLine, left: float, right: float) -> bool:
    last = group[-1]
    gap, usual = last.y - line.y, group[-2].y - last.y if len(group) > 1 else 0.0
    is_near = gap <= SPACED_OUT * 1.2 * max(last.size, line.size) and (not usual or gap <= usual * WIDER_GAP)
    is_indented = line.x - left > 2 * line.size or begins_paragraph(line.text)
    is_same = is_near and not is_indented and abs(last.size - line.size) < 1
    is_full = last.right >= left + SHORT_LINE * (right - left)
    return is_same and (is_full or is_broken_for_width(last, line, left, right))
