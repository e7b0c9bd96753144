"""Tables without lines: texts that stand below each other in columns, drawn row by row and cell by cell.

There is one reading of such a table where its texts keep to their columns and its rows, in the order in which they are
drawn, follow each other down the page. Anything else is left to be read as text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ita_portal.documents.line_ends import begins_paragraph, joint
from ita_portal.documents.pdf_lines import SAME_LINE, TextLine, is_broken_for_width, letter_lines, text_lines
from ita_portal.documents.pdf_marks import Letter
from ita_portal.documents.source import Rows
from ita_portal.documents.spelling import lines_joined

COLUMN_GAP = 0.8  # of the size of the letters: how far apart texts of two columns stand on one line
LINE_GAP = 3.5  # of the size: how far apart two lines of one table stand at most
FEWEST_COLUMNS, MOST_COLUMNS = 2, 20
FEWEST_BESIDE = 5  # rows and columns together
FEWEST_LINES = 4  # of columns of text


@dataclass(frozen=True)
class _Piece:
    """What stands on one line without a wide gap; `order` tells when it was drawn."""

    letters: tuple[Letter, ...]
    order: int

    @property
    def left(self) -> float:
        return self.letters[0].x

    @property
    def right(self) -> float:
        return max(max(each.right, each.x) for each in self.letters)

    @property
    def y(self) -> float:
        return self.letters[0].y

    @property
    def size(self) -> float:
        return max(each.size for each in self.letters)


@dataclass(frozen=True)
class OpenTable:
    """A table without lines, with where it begins; or columns of text that are read one after the other."""

    top: float
    letters: tuple[Letter, ...]
    rows: Rows = ()
    columns: tuple[tuple[Letter, ...], ...] = ()
    edges: tuple[tuple[float, float], ...] = ()  # of its columns


@dataclass
class _Region:
    """Lines below each other whose pieces keep to columns, told by their left and right edges."""

    lines: list[list[_Piece]] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)
    goes_on: bool = False  # whether it goes on with a table of the page before

    def takes(self, line: Sequence[_Piece]) -> bool:
        """Take a line that keeps to the columns; say whether it does."""
        if self.lines and self.lines[-1][0].y - line[0].y > LINE_GAP * line[0].size:
            return False
        columns = list(self.columns)
        for piece in line:
            columns = _with_piece(columns, piece)
        places = {_place(columns, piece) for piece in line}
        if len(columns) < len(self.columns) or len(columns) > MOST_COLUMNS or len(places) < len(line):
            return False
        self.lines.append(list(line))
        self.columns = columns
        return True

    @property
    def pieces(self) -> list[_Piece]:
        return sorted((piece for line in self.lines for piece in line), key=lambda piece: piece.order)

    def column(self, piece: _Piece) -> int:
        return _place(self.columns, piece)


def open_tables(letters: Sequence[Letter], before: Sequence[tuple[float, float]] = ()) -> list[OpenTable]:
    """Return the tables without lines among letters that stand in no other, from the top down.

    `before` are the columns of one that ends the page before: it may go on at the top of this one.
    """
    order = {id(letter): at for at, letter in enumerate(letters)}
    lines = [list(_pieces(line, order)) for line in letter_lines(letters)]
    regions: list[_Region] = []
    is_open = False
    for line in lines:
        is_open = is_open and regions[-1].takes(line)
        if not is_open and not regions and before and _goes_on(line, before):
            regions.append(_Region(columns=list(before), goes_on=True))
            is_open = regions[-1].takes(line)
        elif not is_open and len(line) > 1:
            regions.append(_Region())
            is_open = regions[-1].takes(line)
    return [table for region in regions if region.lines and (table := _table(region))]


def _goes_on(line: Sequence[_Piece], columns: Sequence[tuple[float, float]]) -> bool:
    """Return whether a line keeps to the columns of a table, and is no text that begins at its left edge."""
    places = [[at for at, edges in enumerate(columns) if _is_over(edges, piece)] for piece in line]
    return all(len(each) == 1 for each in places) and any(each != [0] for each in places)


def _is_over(edges: tuple[float, float], piece: _Piece) -> bool:
    return edges[0] < piece.right and piece.left < edges[1]


def _pieces(line: Sequence[Letter], order: Mapping[int, int]) -> Iterator[_Piece]:
    visible = [letter for letter in line if not letter.text.isspace()]
    begin = 0
    for at, (one, other) in enumerate(pairwise(visible), 1):
        if other.x - max(one.right, one.x) > COLUMN_GAP * other.size:
            yield _piece(line, visible[begin], visible[at - 1], order)
            begin = at
    yield _piece(line, visible[begin], visible[-1], order)


def _piece(line: Sequence[Letter], first: Letter, last: Letter, order: Mapping[int, int]) -> _Piece:
    """Return the letters of a line from one to another, blanks among them."""
    places = [id(letter) for letter in line]
    letters = tuple(line[places.index(id(first)) : places.index(id(last)) + 1])
    return _Piece(letters, min(order[id(letter)] for letter in letters if not letter.text.isspace()))


def _place(columns: Sequence[tuple[float, float]], piece: _Piece) -> int:
    return next(at for at, (left, right) in enumerate(columns) if left <= piece.left and piece.right <= right)


def _with_piece(columns: Sequence[tuple[float, float]], piece: _Piece) -> list[tuple[float, float]]:
    """Return columns with a piece in one of them, or in one of its own; over several it makes them one."""
    near = [each for each in columns if _is_over(each, piece)]
    left = min([piece.left, *(each[0] for each in near)])
    right = max([piece.right, *(each[1] for each in near)])
    return sorted([*(each for each in columns if each not in near), (left, right)])


def _table(region: _Region) -> OpenTable | None:
    """Return the table, or the columns of text, that a region is; None where it has no one reading."""
    rows = _rows(region)
    if len(rows) > 1 and list(rows[-1]) == [0]:  # what stands below a table begins where its first column does
        rows.pop()
    letters = tuple(letter for row in rows for pieces in row.values() for piece in pieces for letter in piece.letters)
    top = region.lines[0][0].y
    if len(rows) == 1 and len(region.lines) >= FEWEST_LINES and not region.goes_on:
        columns = (rows[0].get(at, []) for at in range(len(region.columns)))
        parted = tuple(tuple(letter for piece in pieces for letter in piece.letters) for pieces in columns)
        return OpenTable(top, letters, columns=parted)
    is_table = region.goes_on or _is_table(rows, len(region.columns))
    if not is_table or not _follow_each_other(rows):
        return None
    told = tuple(tuple(_text(row.get(at, []), edges) for at, edges in enumerate(region.columns)) for row in rows)
    return OpenTable(top, letters, told, edges=tuple(region.columns))


def _is_table(rows: Sequence[Mapping[int, Sequence[_Piece]]], columns: int) -> bool:
    """Return whether enough stands beside each other: two rows of three columns, or three of two."""
    beside = sum(len(row) >= FEWEST_COLUMNS for row in rows)
    return columns >= FEWEST_COLUMNS and beside + columns >= FEWEST_BESIDE and beside > 1


def _rows(region: _Region) -> list[dict[int, list[_Piece]]]:
    """Return the rows by their columns, as their texts are drawn one after the other."""
    rows: list[dict[int, list[_Piece]]] = []
    pieces = region.pieces
    last = -1
    for at, piece in enumerate(pieces):
        column = region.column(piece)
        if not rows or column < last or (column == last and _begins_row(region, pieces, at)):
            rows.append({})
        rows[-1].setdefault(column, []).append(piece)
        last = column
    return rows


def _begins_row(region: _Region, pieces: Sequence[_Piece], at: int) -> bool:
    """Return whether a text below one of its column begins a row: what is drawn next to it stands on its line."""
    piece = pieces[at]
    beside = next((each for each in pieces[at + 1 :] if region.column(each) != region.column(piece)), None)
    is_beside = beside is not None and region.column(beside) > region.column(piece)
    return is_beside and beside is not None and abs(beside.y - piece.y) < SAME_LINE * piece.size


def _follow_each_other(rows: Sequence[Mapping[int, Sequence[_Piece]]]) -> bool:
    heights = [[piece.y for pieces in row.values() for piece in pieces] for row in rows]
    return all(min(one) > max(other) for one, other in pairwise(heights))


def _text(pieces: Sequence[_Piece], edges: tuple[float, float]) -> str:
    lines = text_lines([letter for piece in pieces for letter in piece.letters])
    parts: list[str] = []
    before: TextLine | None = None
    for line in lines:
        if before and is_broken_for_width(before, line, *edges) and not begins_paragraph(line.text):
            parts[-1] = f"{parts[-1]}{joint(parts[-1], line.text)}{line.text}"
        else:
            parts.append(line.text)
        before = line
    return lines_joined("\n".join(parts))
