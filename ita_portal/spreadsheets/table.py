"""A table in a file: where it begins, what stands above it, and its rows by column."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from ita_portal.spreadsheets.grid import (
    MAX_CELL_TEXT,
    MAX_ROWS,
    Grid,
    GridCell,
    GridRow,
    NamedGrid,
    read_sheets,
)
from ita_portal.spreadsheets.problem import FileRefused, Problem

_EMPTY = GridCell("")


@dataclass(frozen=True, slots=True)
class SheetRow:
    number: int  # as the spreadsheet counts
    cells: Mapping[str, GridCell]  # by column; a column that the file does not have is not there

    def text(self, column: str) -> str:
        return self.cells.get(column, _EMPTY).text

    @property
    def troubles(self) -> dict[str, str]:
        """Why cells cannot be used, by column."""
        return {name: cell.trouble for name, cell in self.cells.items() if cell.trouble}


@dataclass(frozen=True)
class SheetTable:
    above: tuple[GridRow, ...]
    heading: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    @property
    def heading_row(self) -> int:
        return len(self.above) + 1


@dataclass(frozen=True)
class TableLayout:
    """How a kind of table is found among the rows of a file, and which of its columns are read."""

    columns: tuple[str, ...]
    is_heading: Callable[[Set[str]], bool]  # asked with the texts of a row
    within: int  # the heading stands in one of so many first rows
    no_heading: str  # what is said where none does
    max_rows: int = MAX_ROWS
    longest_cell: int = MAX_CELL_TEXT  # of the columns that are read
    renamed: Mapping[str, str] = field(
        default_factory=dict
    )  # former headings, as files that were made before have them
    # What a row that may be the heading names its columns, where that takes more than the words of each.
    names_of: Callable[[tuple[str, ...]], tuple[str, ...]] = lambda texts: texts

    def first_sheet(self, name: str, content: bytes) -> tuple[Grid, tuple[str, ...]]:
        """Return the rows of the first sheet with such a table, and of all others the names; or raise FileRefused."""
        sheets = self.sheets(name, content)
        chosen = next((sheet for sheet in sheets if self.is_in(sheet.rows)), None)
        others = tuple(f"แผ่นงาน “{sheet.name}”" for sheet in sheets if sheet is not chosen)
        return (chosen.rows if chosen else []), others

    def sheets(self, name: str, content: bytes) -> list[NamedGrid]:
        """Return all sheets of a file that hold anything, or raise FileRefused."""
        return read_sheets(name, content, self.is_in, self.within, self.max_rows)

    def is_in(self, grid: Grid) -> bool:
        """Return whether a grid holds such a table."""
        return self._heading_at(grid) is not None

    def table(self, grid: Grid) -> SheetTable:
        """Return the table of a grid with those rows that say something, or raise FileRefused."""
        at = self._heading_at(grid)
        if at is None:
            raise FileRefused(Problem(self.no_heading))
        heading = self._names(grid[at])
        places = {name: heading.index(name) for name in self.columns if name in heading}
        rows = (self._row(number, row, places) for number, row in enumerate(grid[at + 1 :], at + 2))
        return SheetTable(tuple(grid[:at]), heading, tuple(filter(_says_something, rows)))

    def _heading_at(self, grid: Grid) -> int | None:
        rows = enumerate(grid[: self.within])
        return next((at for at, row in rows if self.is_heading(set(self._names(row)))), None)

    def _row(self, number: int, row: GridRow, places: Mapping[str, int]) -> SheetRow:
        cells = {name: row[at] if at < len(row) else _EMPTY for name, at in places.items()}
        return SheetRow(number, {name: cell.within(self.longest_cell) for name, cell in cells.items()})

    def _names(self, row: GridRow) -> tuple[str, ...]:
        return self.names_of(tuple(self.renamed.get(name, name) for name in map(_name, row)))


def _name(cell: GridCell) -> str:
    return " ".join(cell.text.split())


def _says_something(row: SheetRow) -> bool:
    return any(cell.text for cell in row.cells.values())
