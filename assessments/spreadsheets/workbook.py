"""The scores as a workbook: a heading that says whose and which year's they are, then one row for each code.

Only the cells of scores can be edited; the protection has no password and guards against slips, not people.
"""

from typing import Any

from assessments.rules.codes import LEVEL, WORD_CODES
from assessments.spreadsheets.exchange import (
    BLANKS_KEEP,
    CODE,
    FIGURE,
    INDICATOR,
    INSTRUMENT,
    NOTE,
    QUESTION,
    Exchange,
    Line,
    LineGroup,
)
from ita_portal.spreadsheets.owner import AGENCY, AGENCY_CODE, FISCAL_YEAR
from ita_portal.spreadsheets.workbook import (
    ABOUT,
    TEXT,
    TITLE,
    CellLook,
    append_about,
    append_heading,
    append_row,
    bytes_of,
    merge,
    new_workbook,
    set_up_print,
    set_widths,
    style_cells,
)
from ita_portal.text.formulas import without_formula
from ita_portal.text.spelling import without_unwritable

COLUMNS = {CODE: 9, INSTRUMENT: 11, INDICATOR: 30, QUESTION: 62, FIGURE: 13, NOTE: 24}
FIGURE_AT = list(COLUMNS).index(FIGURE) + 1
GUIDE = f"กรอกเฉพาะช่องสีเหลืองในคอลัมน์{FIGURE} ค่า 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง {BLANKS_KEEP}"
GROUP = CellLook("ITA หัวข้อกลุ่ม", is_bold=True, fill="E9F0F8")
FIGURE_INPUT = CellLook("ITA ช่องกรอกคะแนน", fill="FFF9DB", horizontal="right", is_locked=False)
WORD_INPUT = CellLook("ITA ช่องกรอกคำ", fill="FFF9DB", is_locked=False)


def exchange_xlsx(exchange: Exchange) -> bytes:
    book, page = new_workbook(title=exchange.title, sheet_name=f"คะแนน {exchange.fiscal_year}")
    _write_about(page, exchange)
    heading_row = append_heading(page, COLUMNS)
    for group in exchange.groups:
        _write_group(page, group)
    _add_validation(page, exchange, heading_row + 1)
    _set_up_page(page, heading_row)
    return bytes_of(book)


def _write_about(page: Any, exchange: Exchange) -> None:
    rows = (
        (exchange.title, None, TITLE),
        (AGENCY, without_formula(exchange.agency_name), TITLE),
        (AGENCY_CODE, exchange.agency_code, TITLE),
        (FISCAL_YEAR, exchange.fiscal_year, TITLE),
        (GUIDE, None, ABOUT),
    )
    for label, value, look in rows:
        append_about(page, label, value, len(COLUMNS), look)


def _write_group(page: Any, group: LineGroup) -> None:
    # The first cell stays empty: a row without a code is no row of scores.
    style_cells(append_row(page, (None, group.heading, *[None] * (len(COLUMNS) - 2))), GROUP)
    merge(page, page.max_row, 2, len(COLUMNS))
    for line in group.lines:
        _write_line(page, line)


def _write_line(page: Any, line: Line) -> None:
    cells = append_row(page, [_value(line, name) for name in COLUMNS])
    style_cells(cells, TEXT)
    cell = cells[FIGURE_AT - 1]
    style_cells([cell], FIGURE_INPUT if line.is_figure else WORD_INPUT)
    cell.number_format = "0.00" if line.is_figure else "@"


def _value(line: Line, column: str) -> str | int | float | None:
    """Return what a cell holds; a number stored as text would carry a warning in the spreadsheet."""
    text = line.texts[column]
    if column == CODE and text.isdecimal():
        return int(text)
    if column == FIGURE:
        return float(text) if text and line.is_figure else without_formula(text) or None
    return without_formula(text)


def _add_validation(page: Any, exchange: Exchange, first_row: int) -> None:
    """Let the spreadsheet refuse at once what the portal would refuse later."""
    from openpyxl.worksheet.datavalidation import DataValidation

    figures = DataValidation("decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
    figures.errorTitle, figures.error = FIGURE, "กรุณากรอกเป็นตัวเลข 0 ถึง 100 เช่น 90.50"
    names = without_unwritable(",".join(exchange.level_choices))
    levels = DataValidation("list", formula1=f'"{names}"', allow_blank=True)
    levels.errorTitle, levels.error = "ระดับ", "กรุณาเลือกระดับจากรายการ"
    for (code,) in page.iter_rows(min_row=first_row, max_col=1):
        cell = page.cell(code.row, FIGURE_AT)
        if code.value == LEVEL:
            levels.add(cell)
        elif code.value not in (None, *WORD_CODES):
            figures.add(cell)
    for validation in (figures, levels):
        validation.showErrorMessage = True
        page.add_data_validation(validation)


def _set_up_page(page: Any, heading_row: int) -> None:
    set_widths(page, COLUMNS.values())
    set_up_print(page, heading_row)
    page.freeze_panes = f"B{heading_row + 1}"
    page.protection.sheet = True
    # False allows it: columns and rows may be made wider, and the table filtered.
    page.protection.formatColumns = page.protection.formatRows = page.protection.autoFilter = False
