"""A table as a workbook of one sheet: a block that says what it is, a frozen heading, then the rows.

Texts can never become formulas; numbers and days stay numbers and days, the days shown in the Buddhist era.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from assessments.spreadsheets.exchange import without_formula

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT, SIZE = "TH Sarabun New", 15
INK, HEADING, BORDER = "1B2530", "1C4A7D", "C3CAD2"
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
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet_name
    book.properties.title, book.properties.creator = title, "ระบบ ITA"
    for label, value in ((title, None), *about):
        _write_about(page, label, value, len(columns))
    _style(_append(page, [column.name for column in columns]), is_bold=True, fill=HEADING, ink="FFFFFF")
    heading_row = page.max_row
    for row in rows:
        _style(_append(page, row))
    _set_up(page, columns, heading_row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_about(page: Any, label: str, value: Value, width: int) -> None:
    _style(_append(page, [label, None, value]), is_bold=page.max_row == 1, has_border=False, wraps=False)
    number = page.max_row
    if value is None:
        page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
        return
    page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=2)
    page.merge_cells(start_row=number, start_column=3, end_row=number, end_column=width)


def _append(page: Any, values: Sequence[Value]) -> list[Any]:
    page.append([printable(value) if isinstance(value, str) else value for value in values])
    return list(page[page.max_row])


def printable(text: str) -> str:
    """Return a text as a cell holds it: without a live formula, and no longer than one can be."""
    return without_formula(without_illegal(text))[:MAX_CELL]


def without_illegal(text: str) -> str:
    """Return a text without the control characters that no workbook can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _style(
    cells: Iterable[Any],
    *,
    is_bold: bool = False,
    fill: str = "",
    ink: str = INK,
    has_border: bool = True,
    wraps: bool = True,
) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side("thin", BORDER)
    for cell in cells:
        cell.font = Font(FONT, SIZE, bold=is_bold, color=ink)
        is_number = isinstance(cell.value, int) and has_border
        cell.alignment = Alignment(horizontal="right" if is_number else "left", vertical="top", wrap_text=wraps)
        if isinstance(cell.value, str):
            cell.number_format = "@"
        elif isinstance(cell.value, date):
            cell.number_format = THAI_DAY
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        if has_border:
            cell.border = Border(side, side, side, side)


def _set_up(page: Any, columns: Sequence[Column], heading_row: int) -> None:
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(at)].width = column.width
    page.freeze_panes = f"A{heading_row + 1}"
    page.auto_filter.ref = f"A{heading_row}:{get_column_letter(len(columns))}{page.max_row}"
    page.print_title_rows = f"{heading_row}:{heading_row}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.oddFooter.center.text = "หน้า &P จาก &N"
