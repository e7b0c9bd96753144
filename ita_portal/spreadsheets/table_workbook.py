"""A table as a workbook of one sheet: a block that says what it is, a frozen heading, then the rows.

Texts can never become formulas; numbers and days stay numbers and days, the days shown in the Buddhist era.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ita_portal.spreadsheets.columns import CellValue, Row, SheetColumn, names_of, widths_of
from ita_portal.spreadsheets.workbook import (
    ABOUT,
    MAX_CELL,
    NUMBER,
    TEXT,
    TITLE,
    append_about,
    append_heading,
    append_row,
    bytes_of,
    new_workbook,
    set_up_print,
    set_widths,
    style_cells,
)
from ita_portal.text.formulas import without_formula
from ita_portal.text.spelling import without_unwritable

# Western digits (01), the Buddhist calendar (07), Thai (041E): what Excel itself writes for such dates.
THAI_DAY = "[$-107041E]d mmm yyyy"


def table_xlsx(
    *,
    title: str,
    sheet_name: str,
    about: Iterable[tuple[str, CellValue]],
    columns: Sequence[SheetColumn[Row]],
    rows: Iterable[Row],
) -> bytes:
    """Return a workbook; `about` are the lines of the block above the table, each a label with or without a value."""
    book, page = new_workbook(title=title, sheet_name=sheet_name)
    _set_formats(append_about(page, title, None, len(columns), TITLE))
    for label, value in about:
        _set_formats(append_about(page, label, _printable(value), len(columns), ABOUT))
    heading_row = append_heading(page, names_of(columns))
    _set_formats(page[heading_row])
    for row in rows:
        _write_row(page, [_printable(column.value(row)) for column in columns])
    _set_up(page, columns, heading_row)
    return bytes_of(book)


def _write_row(page: Any, values: Sequence[CellValue]) -> None:
    cells = append_row(page, values)
    for cell in cells:
        style_cells([cell], NUMBER if isinstance(cell.value, int) else TEXT)
    _set_formats(cells)


def _set_formats(cells: Iterable[Any]) -> None:
    for cell in cells:
        if isinstance(cell.value, str):
            cell.number_format = "@"
        elif isinstance(cell.value, date):
            cell.number_format = THAI_DAY


def _printable(value: CellValue) -> CellValue:
    """Return a value as a cell holds it: no live formula, no longer than a cell can be, and nothing for no text."""
    return without_formula(without_unwritable(value))[:MAX_CELL] or None if isinstance(value, str) else value


def _set_up(page: Any, columns: Sequence[SheetColumn[Row]], heading_row: int) -> None:
    from openpyxl.utils import get_column_letter

    set_widths(page, widths_of(columns))
    set_up_print(page, heading_row)
    page.freeze_panes = f"A{heading_row + 1}"
    page.auto_filter.ref = f"A{heading_row}:{get_column_letter(len(columns))}{page.max_row}"
