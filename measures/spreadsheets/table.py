"""The table of measures in a file: how it is known, whose and which year's it says it is, and its rows."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from ita_portal.spreadsheets.grid import GridRow
from ita_portal.spreadsheets.owner import AGENCY_CODE, FISCAL_YEAR, FileOwner
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.table import SheetRow, SheetTable, TableLayout
from ita_portal.text.thai import arabic_digits
from measures.spreadsheets.exchange import CONTENT, KEY, TITLE, WORDING, normal

HEADING_WITHIN = 15
MAX_MEASURES = 500
COLUMNS = (KEY, *CONTENT)
ONLY_XLSX = "ใช้ได้เฉพาะไฟล์ .xlsx"
MACROS = "ไฟล์นี้มีแมโคร กรุณาบันทึกเป็นสมุดงาน Excel (.xlsx) ที่ไม่มีแมโคร"
NO_HEADING = f"ไม่พบหัวคอลัมน์ “{TITLE}” และหัวคอลัมน์อื่นของแผนในแถวที่ 1 ถึง {HEADING_WITHIN}"
TOO_MANY = f"ไฟล์มีเกิน {MAX_MEASURES} มาตรการ กรุณาแบ่งเป็นหลายไฟล์"
NO_ROWS = "ไม่มีแถวมาตรการในไฟล์"
# A heading that is nothing but one of these words could be of any table.
ENOUGH_COLUMNS = 2


def _is_heading(names: Set[str]) -> bool:
    return TITLE in names and len(names & set(COLUMNS)) >= ENOUGH_COLUMNS


LAYOUT = TableLayout(
    columns=COLUMNS,
    is_heading=_is_heading,
    within=HEADING_WITHIN,
    no_heading=NO_HEADING,
    renamed={"ถ้อยคำระยะเวลา": WORDING},
)


def read_measures(name: str, content: bytes, owner: FileOwner) -> list[SheetRow]:
    """Return the rows of a file that say something of a measure, or raise FileRefused."""
    if not name.lower().endswith((".xlsx", ".xlsm")):
        raise FileRefused(Problem(ONLY_XLSX))
    grid = LAYOUT.grid(name[: -len("xlsx")] + "xlsx", content)
    _refuse_macros(name, content)
    table = LAYOUT.table(grid)
    if problems := [*_foreign(table.above, owner), *_twice(table)]:
        raise FileRefused(*problems)
    if not table.rows or len(table.rows) > MAX_MEASURES:
        raise FileRefused(Problem(TOO_MANY if table.rows else NO_ROWS))
    return [_normal(row) for row in table.rows]


def _refuse_macros(name: str, content: bytes) -> None:
    """Refuse a workbook with macros, whatever it is called; the reader has found it sound before."""
    with ZipFile(BytesIO(content)) as archive:
        has_macros = any(part.lower().endswith("vbaproject.bin") for part in archive.namelist())
    if has_macros or name.lower().endswith(".xlsm"):
        raise FileRefused(Problem(MACROS))


def _foreign(above: tuple[GridRow, ...], owner: FileOwner) -> Iterator[Problem]:
    """Compare what the block above the table says of agency and year; a file without it is taken at its rows."""
    for number, row in enumerate(above, 1):
        label, *values = [cell.text for cell in row if cell.text] or [""]
        value = arabic_digits(values[0]) if values else ""
        if label == AGENCY_CODE and value and value != owner.agency_code:
            yield owner.other_agency(value, number)
        if label == FISCAL_YEAR and value and value != str(owner.fiscal_year):
            yield owner.other_year(value, number)


def _twice(table: SheetTable) -> Iterator[Problem]:
    names = Counter(table.heading)
    for name in COLUMNS:
        if names[name] > 1:
            yield Problem("หัวคอลัมน์นี้มีมากกว่าหนึ่งคอลัมน์", table.heading_row, name)


def _normal(row: SheetRow) -> SheetRow:
    return replace(row, cells={name: replace(cell, text=normal(cell.text)) for name, cell in row.cells.items()})
