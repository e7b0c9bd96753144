"""The table of measures in a file: where it begins, whose and which year's it says it is, and its rows."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from ita_portal.spreadsheets.grid import Grid, GridCell, GridRow, read_grid
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.text.thai import arabic_digits
from measures.spreadsheets.exchange import AGENCY_CODE, CONTENT, FISCAL_YEAR, KEY, TITLE

HEADING_WITHIN = 15
MAX_MEASURES = 500
COLUMNS = (KEY, *CONTENT)
ONLY_XLSX = "ใช้ได้เฉพาะไฟล์ .xlsx"
MACROS = "ไฟล์นี้มีแมโคร กรุณาบันทึกเป็นสมุดงาน Excel (.xlsx) ที่ไม่มีแมโคร"
NO_HEADING = f"ไม่พบหัวคอลัมน์ “{TITLE}” และหัวคอลัมน์อื่นของแผนในแถวที่ 1 ถึง {HEADING_WITHIN}"
TOO_MANY = f"ไฟล์มีมาตรการเกิน {MAX_MEASURES} รายการ กรุณาแบ่งเป็นหลายไฟล์"
NO_ROWS = "ไม่มีแถวมาตรการในไฟล์"
_EMPTY = GridCell("")
# A heading that is nothing but one of these words could be of any table.
ENOUGH_COLUMNS = 2


@dataclass(frozen=True)
class TableRow:
    number: int  # as the spreadsheet counts
    cells: Mapping[str, GridCell]  # by column; a column that the file does not have is not there


def read_table(name: str, content: bytes, *, agency_code: str, fiscal_year: int) -> list[TableRow]:
    """Return the rows of a file that say something of a measure, or raise FileRefused."""
    if not name.lower().endswith((".xlsx", ".xlsm")):
        raise FileRefused(Problem(ONLY_XLSX))
    grid = read_grid(name[: -len("xlsx")] + "xlsx", content, lambda head: _heading_at(head) is not None, HEADING_WITHIN)
    _refuse_macros(name, content)
    at = _heading_at(grid)
    if at is None:
        raise FileRefused(Problem(NO_HEADING))
    if problems := [*_foreign(grid[:at], agency_code, fiscal_year), *_twice(grid[at], at + 1)]:
        raise FileRefused(*problems)
    return _checked(list(_rows(grid, at)))


def _refuse_macros(name: str, content: bytes) -> None:
    """Refuse a workbook with macros, whatever it is called; the reader has found it sound before."""
    with ZipFile(BytesIO(content)) as archive:
        has_macros = any(part.lower().endswith("vbaproject.bin") for part in archive.namelist())
    if has_macros or name.lower().endswith(".xlsm"):
        raise FileRefused(Problem(MACROS))


def _heading_at(grid: Grid) -> int | None:
    for at, row in enumerate(grid[:HEADING_WITHIN]):
        names = {_name(cell) for cell in row}
        if TITLE in names and len(names & set(COLUMNS)) >= ENOUGH_COLUMNS:
            return at
    return None


def _name(cell: GridCell) -> str:
    return " ".join(cell.text.split())


def _rows(grid: Grid, at: int) -> Iterator[TableRow]:
    columns = {_name(cell): number for number, cell in enumerate(grid[at]) if _name(cell) in COLUMNS}
    for number, row in enumerate(grid[at + 1 :], at + 2):
        cells = {name: row[place] if place < len(row) else _EMPTY for name, place in columns.items()}
        if any(cell.text for cell in cells.values()):
            yield TableRow(number, cells)


def _checked(rows: list[TableRow]) -> list[TableRow]:
    if not rows or len(rows) > MAX_MEASURES:
        raise FileRefused(Problem(TOO_MANY if rows else NO_ROWS))
    return rows


def _foreign(rows: list[GridRow], agency_code: str, fiscal_year: int) -> Iterator[Problem]:
    """Compare what the block above the table says of agency and year; a file without it is taken at its rows."""
    for number, row in enumerate(rows, 1):
        label, *values = [cell.text for cell in row if cell.text] or [""]
        value = arabic_digits(values[0]) if values else ""
        if label == AGENCY_CODE and value and value != agency_code:
            yield Problem(f"ไฟล์นี้เป็นของหน่วยงานอื่น ({value[:100]})", number)
        if label == FISCAL_YEAR and value and value != str(fiscal_year):
            yield Problem(f"ไฟล์นี้เป็นของปีงบประมาณ {value[:20]} แต่หน้านี้เป็นปีงบประมาณ {fiscal_year}", number)


def _twice(heading: GridRow, number: int) -> Iterator[Problem]:
    names = Counter(_name(cell) for cell in heading)
    for name in COLUMNS:
        if names[name] > 1:
            yield Problem("หัวคอลัมน์นี้มีมากกว่าหนึ่งคอลัมน์", number, name)
