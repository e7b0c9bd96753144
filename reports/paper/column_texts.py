"""What stands in the columns of a table, as the rule for their widths asks: lengths of lines, and the longest word."""

from collections.abc import Iterable, Sequence

from ita_portal.text.spelling import without_unwritable
from reports.paper.blocks import NUMBER, Column, Table
from reports.paper.column_widths import CellText, ColumnText
from reports.paper.ruler import line_length, lines_in, lines_within, longest_piece, shortened

CM_PER_POINT = 2.54 / 72
SMALL = "measures"  # tables of sentences are printed smaller
SIZE, SMALL_SIZE = 16, 14  # points
LINE_HEIGHT, SMALL_LINE_HEIGHT = 1.4, 1.3  # of the size
FULL = 0.98  # of a line that is broken by its printer; fonts of one kind differ in their widths
LONGEST_WORD = 5.0  # cm; what is longer is an address of a page, and may be broken
# The tables whose rows part, and the column that is repeated where a row goes on: what is told about.
TITLE_COLUMNS = {SMALL: "measure", "findings": "indicator"}
LINES_OF_A_TITLE = 5  # at most, where there is room: it is repeated on the next page


def column_texts(table: Table, names: tuple[str, ...], longest_compound: float) -> tuple[ColumnText, ...]:
    """Return what stands in each column: the heading, and every cell of a row that has all cells.

    Of a compound that is longer, in cm, only its parts have to fit their column.
    """
    rows = [row for row in table.body_rows if row.cells]
    bodies = [{cell.column.key: (cell.lines, row.is_strong) for cell in row.cells} for row in rows]
    return tuple(
        ColumnText(
            _longest_word(table, column, cells, names, longest_compound),
            (
                CellText(line_lengths((column.heading,), table)),
                *(CellText(line_lengths(lines, table)) for lines, _ in cells),
            ),
            LINES_OF_A_TITLE if column.key == TITLE_COLUMNS.get(table.name) else 0,
        )
        for column in table.columns
        for cells in ([body.get(column.key, ((), False)) for body in bodies],)
    )


def line_lengths(lines: Iterable[str], table: Table) -> tuple[float, ...]:
    """Return how long each line of a table is in cm, were it not broken."""
    return tuple(line_length(line) * _size(table) for line in lines)


def lines_taken(lines: Iterable[str], table: Table, width: float, names: tuple[str, ...]) -> int:
    """Return in how many lines texts of a table are broken in a column whose text is that wide, in cm."""
    return sum(lines_in(line, width / _size(table), names=names) for line in lines)


def shortened_title(title: str, ending: str, table: Table, width: float, lines: int, names: tuple[str, ...]) -> str:
    """Return a title with an ending, cut after a word where it would take more lines."""
    return shortened(title, ending, width / _size(table), lines, names)


def heading_lines(heading: str, table: Table, width: float, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the heading of a column in the lines in which it stands in a text that is `width` cm wide."""
    return lines_within(without_unwritable(heading), FULL * width / _size(table), names, is_bold=True)


def _longest_word(
    table: Table,
    column: Column,
    cells: Sequence[tuple[tuple[str, ...], bool]],
    names: tuple[str, ...],
    longest_compound: float,
) -> float:
    size = _size(table)
    most = longest_compound / size
    words = [longest_piece(column.heading, is_bold=True, names=names, most=most)]
    words += (
        line_length(line, is_bold=is_bold)
        if column.kind == NUMBER
        else longest_piece(line, is_bold=is_bold, names=names, most=most)
        for lines, is_bold in cells
        for line in lines
    )
    return min(max(words) * size, LONGEST_WORD)


def line_height(table: Table) -> float:
    """Return how high a line of a table is in cm."""
    return _size(table) * (SMALL_LINE_HEIGHT if table.name == SMALL else LINE_HEIGHT)


def _size(table: Table) -> float:
    """Return the size of the letters of a table in cm."""
    return (SMALL_SIZE if table.name == SMALL else SIZE) * CM_PER_POINT
