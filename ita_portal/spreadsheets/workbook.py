"""What the portal's workbooks have in common: their font and colours, their heading, how they are printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from ita_portal.text.spelling import without_unwritable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT, SIZE = "TH Sarabun New", 15
INK, BORDER = "1B2530", "C3CAD2"
MAX_CELL = 32_767  # characters that a cell can hold


@dataclass(frozen=True)
class CellLook:
    """How cells look, as a style of the workbook: described once, and named by each cell that has it."""

    name: str
    is_bold: bool = False
    fill: str = ""
    ink: str = INK
    has_border: bool = True
    wraps: bool = True
    horizontal: str = "left"
    is_locked: bool = True


TITLE = CellLook("ITA ชื่อเรื่อง", is_bold=True, has_border=False, wraps=False)
ABOUT = CellLook("ITA คำอธิบาย", has_border=False, wraps=False)
HEADING = CellLook("ITA หัวตาราง", is_bold=True, fill="1C4A7D", ink="FFFFFF")
TEXT = CellLook("ITA ข้อความ")
NUMBER = CellLook("ITA ตัวเลข", horizontal="right")


def new_workbook(*, title: str, sheet_name: str, is_written_once: bool = False) -> tuple[Any, Any]:
    """Return a workbook and its only sheet; the rows of one written once go straight to a temporary file."""
    from openpyxl import Workbook

    book = Workbook(write_only=is_written_once)
    page = book.active or book.create_sheet()
    page.title = sheet_name
    book.properties.title, book.properties.creator = without_unwritable(title), "ระบบบริหารงาน ITA ของหน่วยงาน"
    return book, page


def bytes_of(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def append_row(page: Any, values: Iterable[Any]) -> list[Any]:
    """Write a row below the last one and return its cells."""
    from openpyxl.cell import Cell

    cells = [Cell(page, value=without_unwritable(value) if isinstance(value, str) else value) for value in values]
    page.append(cells)
    return cells


def append_about(page: Any, label: str, value: Any, width: int, look: CellLook) -> list[Any]:
    """Write a line of the block above a table of so many columns: a label, and its value from the third column on."""
    cells = append_row(page, (label, None, value))
    style_cells(cells, look)
    merge(page, page.max_row, 1, width if value is None else 2)
    if value is not None:
        merge(page, page.max_row, 3, width)
    return cells


def append_heading(page: Any, names: Iterable[str]) -> int:
    """Write the heading of a table and return its row."""
    style_cells(append_row(page, names), HEADING)
    return int(page.max_row)


def style_cells(cells: Iterable[Any], look: CellLook) -> None:
    """Give cells a look. It sets all that a style knows, so that a number format comes after it."""
    for cell in cells:
        book = cell.parent.parent
        if look.name not in book.named_styles:
            book.add_named_style(_named_style(look))
        cell.style = look.name


def _named_style(look: CellLook) -> Any:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    side = Side("thin", BORDER) if look.has_border else Side()
    return NamedStyle(
        look.name,
        font=Font(FONT, SIZE, bold=look.is_bold, color=look.ink),
        fill=PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill(),
        border=Border(side, side, side, side),
        alignment=Alignment(horizontal=look.horizontal, vertical="top", wrap_text=look.wraps),
        protection=Protection(locked=look.is_locked),
    )


def set_widths(page: Any, widths: Iterable[int]) -> None:
    from openpyxl.utils import get_column_letter

    for at, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(at)].width = width


def set_up_print(page: Any, heading_row: int) -> None:
    """Print on A4 across, as wide as the paper, with the heading and the number on every page."""
    page.print_title_rows = f"{heading_row}:{heading_row}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.oddFooter.center.text = "หน้า &P จาก &N"


def merge(page: Any, row: int, first: int, last: int) -> None:
    """Make one cell of a row's columns from `first` to `last`."""
    page.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
