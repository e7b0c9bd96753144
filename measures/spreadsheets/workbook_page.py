"""A table as a workbook of one sheet: a block that says what it is, a frozen heading, then the rows.

Texts can never become formulas; numbers and days stay numbers and days, the days shown in the Buddhist era.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ita_portal.spreadsheets.workbook import (
    ABOUT,
    NUMBER,
    TEXT,
    TITLE,
    append_heading,
    append_row,
    bytes_of,
    merge,
    new_workbook,
    set_up_print,
    set_widths,
    style_cells,
    without_illegal,
)
from ita_portal.text.formulas import without_formula

# Western digits (01), the Buddhist calendar (07), Thai (041E): what Excel itself writes for such dates.
THAI_DAY = "[$-107041E]d mmm yyyy"
MAX_CELL = 32_767  # characters that a cell can hold

Value = str | int | date | None


@dataclass(frozen=True)
class Column:
    name: str
    width: int


def table_xlsx(
    *,
    title: str,
    sheet_name: str,
    about: Iterable[tuple[str, Value]],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
) -> bytes:
    """Return a workbook; `about` are the lines of the block above the table, each a label with or without a value."""
    book, page = new_workbook(title=title, sheet_name=sheet_name)
    for label, value in ((title, None), *about):
        _write_about(page, label, value, len(columns))
    heading_row = append_heading(page, [column.name for column in columns])
    _set_formats(page[heading_row])
    for row in rows:
        _write_row(page, row)
    _set_up(page, columns, heading_row)
    return bytes_of(book)


def _write_about(page: Any, label: str, value: Value, width: int) -> None:
    cells = append_row(page, _printable((label, None, value)))
    style_cells(cells, TITLE if page.max_row == 1 else ABOUT)
    _set_formats(cells)
    number = page.max_row
    merge(page, number, 1, width if value is None else 2)
    if value is not None:
        merge(page, number, 3, width)


def _write_row(page: Any, row: Sequence[Value]) -> None:
    cells = append_row(page, _printable(row))
    for cell in cells:
        style_cells([cell], NUMBER if isinstance(cell.value, int) else TEXT)
    _set_formats(cells)


def _set_formats(cells: Iterable[Any]) -> None:
    for cell in cells:
        if isinstance(cell.value, str):
            cell.number_format = "@"
        elif isinstance(cell.value, date):
            cell.number_format = THAI_DAY


def _printable(values: Iterable[Value]) -> list[Value]:
    return [printable(value) if isinstance(value, str) else value for value in values]


def printable(text: str) -> str:
    """Return a text as a cell holds it: without a live formula, and no longer than one can be."""
    return without_formula(without_illegal(text))[:MAX_CELL]


def _set_up(page: Any, columns: Sequence[Column], heading_row: int) -> None:
    from openpyxl.utils import get_column_letter

    set_widths(page, [column.width for column in columns])
    set_up_print(page, heading_row)
    page.freeze_panes = f"A{heading_row + 1}"
    page.auto_filter.ref = f"A{heading_row}:{get_column_letter(len(columns))}{page.max_row}"
