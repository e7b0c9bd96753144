"""The scores as a workbook: a heading that says whose and which year's they are, then one row for each code.

Only the cells of scores can be edited; the protection has no password and guards against slips, not people.
"""

from io import BytesIO
from typing import Any

from assessments.codes import LEVEL, RANK
from assessments.spreadsheets.exchange import (
    AGENCY,
    AGENCY_CODE,
    BLANKS_KEEP,
    CODE,
    FIGURE,
    FISCAL_YEAR,
    INDICATOR,
    INSTRUMENT,
    NOTE,
    QUESTION,
    Exchange,
    Group,
    Line,
    without_formula,
)

COLUMNS = {CODE: 9, INSTRUMENT: 11, INDICATOR: 30, QUESTION: 62, FIGURE: 13, NOTE: 24}
FIGURE_AT = list(COLUMNS).index(FIGURE) + 1
GUIDE = f"กรอกเฉพาะช่องสีเหลืองในคอลัมน์{FIGURE} ค่า 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง {BLANKS_KEEP}"
FONT, SIZE = "TH Sarabun New", 15
INK, HEADING, GROUP, INPUT, BORDER = "1B2530", "1C4A7D", "E9F0F8", "FFF9DB", "C3CAD2"


def exchange_xlsx(exchange: Exchange) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = f"คะแนน {exchange.fiscal_year}"
    book.properties.title, book.properties.creator = exchange.title, "ระบบ ITA"
    _write_heading(page, exchange)
    heading_row = page.max_row
    for group in exchange.groups:
        _write_group(page, group)
    _add_validation(page, exchange, heading_row + 1)
    _set_up_page(page, heading_row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_heading(page: Any, exchange: Exchange) -> None:
    rows: list[tuple[str, str | int]] = [
        (exchange.title, ""),
        (AGENCY, without_formula(exchange.agency_name)),
        (AGENCY_CODE, exchange.agency_code),
        (FISCAL_YEAR, exchange.fiscal_year),
        (GUIDE, ""),
    ]
    for number, (label, value) in enumerate(rows, 1):
        cells = (label, None, value or None)
        _style_row(_append(page, cells), is_bold=number != len(rows), has_border=False, wraps=False)
        page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=2 if value else len(COLUMNS))
        if value:
            page.merge_cells(start_row=number, start_column=3, end_row=number, end_column=len(COLUMNS))
    _style_row(_append(page, tuple(COLUMNS)), is_bold=True, fill=HEADING, ink="FFFFFF")


def _write_group(page: Any, group: Group) -> None:
    # The first cell stays empty: a row without a code is no row of scores.
    _style_row(_append(page, (None, group.heading, *[None] * (len(COLUMNS) - 2))), is_bold=True, fill=GROUP)
    page.merge_cells(start_row=page.max_row, start_column=2, end_row=page.max_row, end_column=len(COLUMNS))
    for line in group.lines:
        _write_line(page, line)


def _write_line(page: Any, line: Line) -> None:
    from openpyxl.styles import Alignment, PatternFill, Protection

    value = (float(line.text) if line.is_figure else without_formula(line.text)) if line.text else None
    words = (without_formula(text) for text in (line.instrument, line.indicator, line.name))
    # A number stored as text would carry a warning in the spreadsheet.
    code = int(line.code) if line.code.isdecimal() else line.code
    _style_row(_append(page, (code, *words, value, without_formula(line.note))))
    cell = page.cell(page.max_row, FIGURE_AT)
    cell.number_format = "0.00" if line.is_figure else "@"
    cell.alignment = Alignment(horizontal="right" if line.is_figure else "left", vertical="top", wrap_text=True)
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor=INPUT)


def _append(page: Any, values: tuple[Any, ...]) -> list[Any]:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    page.append([ILLEGAL_CHARACTERS_RE.sub("", v) if isinstance(v, str) else v for v in values])
    return list(page[page.max_row])


def _style_row(
    cells: list[Any],
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
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=wraps)
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        if has_border:
            cell.border = Border(side, side, side, side)


def _add_validation(page: Any, exchange: Exchange, first_row: int) -> None:
    """Let the spreadsheet refuse at once what the portal would refuse later."""
    from openpyxl.worksheet.datavalidation import DataValidation

    figures = DataValidation("decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
    figures.errorTitle, figures.error = FIGURE, "กรุณากรอกเป็นตัวเลข 0 ถึง 100 เช่น 90.50"
    levels = DataValidation("list", formula1=f'"{",".join(exchange.level_choices)}"', allow_blank=True)
    levels.errorTitle, levels.error = "ระดับ", "กรุณาเลือกระดับจากรายการ"
    for (code,) in page.iter_rows(min_row=first_row, max_col=1):
        cell = page.cell(code.row, FIGURE_AT)
        if code.value == LEVEL:
            levels.add(cell)
        elif code.value not in (None, RANK):
            figures.add(cell)
    for validation in (figures, levels):
        validation.showErrorMessage = True
        page.add_data_validation(validation)


def _set_up_page(page: Any, heading_row: int) -> None:
    from openpyxl.utils import get_column_letter

    for at, width in enumerate(COLUMNS.values(), 1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = f"B{heading_row + 1}"
    page.print_title_rows = f"{heading_row}:{heading_row}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.oddFooter.center.text = "หน้า &P จาก &N"
    page.protection.sheet = True
    # False allows it: columns and rows may be made wider, and the table filtered.
    page.protection.formatColumns = page.protection.formatRows = page.protection.autoFilter = False
