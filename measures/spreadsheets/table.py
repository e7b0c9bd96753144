"""The table of measures in a file: how it is known, whose and which year's it says it is, and its rows."""

import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZipFile

from ita_portal.spreadsheets.grid import SHOWN_OF_LONG, Grid, GridCell, GridRow, NamedGrid
from ita_portal.spreadsheets.owner import AGENCY_CODE, FISCAL_YEAR, FileOwner
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.table import SheetRow, SheetTable, TableLayout
from ita_portal.text.thai import arabic_digits, month_start
from measures.rules.month_ranges import Month, read_month_range
from measures.rules.table_headings import MeasureField, field_of, heading_in_words, read_headings
from measures.spreadsheets.exchange import (
    CONTENT,
    CONTENT_COLUMNS,
    END,
    KEY,
    NUMBER,
    START,
    TITLE,
    WORDING,
    month_text,
    normal,
)

HEADING_WITHIN = 15
MAX_MEASURES = 500
COLUMNS = (KEY, *CONTENT)
# First and last month in one cell, as the documents print them; read into the columns of its parts.
TIMEFRAME = "ระยะเวลา"
COLUMN_OF = {
    MeasureField.NUMBER: NUMBER,
    MeasureField.KEY: KEY,
    MeasureField.TIMEFRAME: TIMEFRAME,
    **{MeasureField(column.field): column.name for column in CONTENT_COLUMNS},
}
ONLY_XLSX = "ใช้ได้เฉพาะไฟล์ .xlsx"
MACROS = "ไฟล์นี้มีแมโคร กรุณาบันทึกเป็นสมุดงาน Excel (.xlsx) ที่ไม่มีแมโคร"
NO_HEADING = f"ไม่พบหัวคอลัมน์ “{TITLE}” และหัวคอลัมน์อื่นของแผนในแถวที่ 1 ถึง {HEADING_WITHIN}"
TOO_MANY = f"ไฟล์มีเกิน {MAX_MEASURES} มาตรการ กรุณาแบ่งเป็นหลายไฟล์"
NO_ROWS = "ไม่มีแถวมาตรการในไฟล์"
NO_SHEET = NamedGrid("", [])
# A heading that is nothing but one of these words could be of any table.
ENOUGH_COLUMNS = 2
# ประเด็นที่ 1 การปฏิบัติหน้าที่, ตัวชี้วัดที่ 3, IIT; รวม 8 มาตรการ
_OF_OTHERS = re.compile(
    r"(?:ประเด็น|ตัวชี้วัด|ด้าน)(?:ที่)? ?[0-9]{1,2}(?![0-9])|(?:IIT|EIT|OIT)(?![A-Za-z])"
    r"|รวม(?:ทั้งหมด|ทั้งสิ้น)?(?:จำนวน)? ?(?:[0-9]+ ?(?:มาตรการ|โครงการ|กิจกรรม))?$"
)


@dataclass(frozen=True)
class MeasureTable:
    """The rows of a file that say something of a measure; of what was not read the headings, and names of sheets."""

    rows: tuple[SheetRow, ...]
    not_read: tuple[str, ...]


def _is_heading(names: Set[str]) -> bool:
    return TITLE in names and len(names & {*COLUMNS, TIMEFRAME}) >= ENOUGH_COLUMNS


def _names(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the headings with those that mean a column of ours named as we do."""
    found = read_headings(texts)
    doubled = {at: field for at, text in enumerate(texts) if (field := field_of(text)) in found.twice}
    fields = {**found.fields, **doubled}
    return tuple(COLUMN_OF.get(fields[at], text) if at in fields else text for at, text in enumerate(texts))


LAYOUT = TableLayout(
    columns=(*COLUMNS, TIMEFRAME),
    is_heading=_is_heading,
    within=HEADING_WITHIN,
    no_heading=NO_HEADING,
    names_of=_names,
)


def read_measures(name: str, content: bytes, owner: FileOwner) -> MeasureTable:
    """Return the measures of a file, or raise FileRefused."""
    if not name.lower().endswith((".xlsx", ".xlsm")):
        raise FileRefused(Problem(ONLY_XLSX))
    sheets = LAYOUT.sheets(name[: -len("xlsx")] + "xlsx", content)
    _refuse_macros(name, content)
    sheet = next((each for each in sheets if LAYOUT.is_in(each.rows)), NO_SHEET)
    table = LAYOUT.table(sheet.rows)
    if problems := [*_foreign(table.above, owner), *_twice(table)]:
        raise FileRefused(*problems)
    if not table.rows or len(table.rows) > MAX_MEASURES:
        raise FileRefused(Problem(TOO_MANY if table.rows else NO_ROWS))
    rows = [_with_months(_normal(row), owner.fiscal_year) for row in table.rows if not _heads_others(row)]
    if not rows:
        raise FileRefused(Problem(NO_ROWS))
    heads = (f"แถว {row.number} “{_shown(row)}”" for row in table.rows if _heads_others(row))
    others = (f"แผ่นงาน “{each.name}”" for each in sheets if each is not sheet)
    return MeasureTable(tuple(rows), (*_not_read(table, sheet.rows), *heads, *others))


def _heads_others(row: SheetRow) -> bool:
    """Return whether a row says nothing but what the rows below it are about, or how many they are."""
    filled = [name for name, cell in row.cells.items() if cell.text]
    return filled == [TITLE] and bool(_OF_OTHERS.match(arabic_digits(row.text(TITLE))))


def _shown(row: SheetRow) -> str:
    return GridCell(row.text(TITLE)).within(SHOWN_OF_LONG).text


def _refuse_macros(name: str, content: bytes) -> None:
    """Refuse a workbook with macros, whatever it is called; the reader has found it sound before."""
    with ZipFile(BytesIO(content)) as archive:
        has_macros = any(part.lower().endswith("vbaproject.bin") for part in archive.namelist())
    if has_macros or name.lower().endswith(".xlsm"):
        raise FileRefused(Problem(MACROS))


def _foreign(above: tuple[GridRow, ...], owner: FileOwner) -> Iterator[Problem]:
    """Compare what the block above the table says of agency and year; a file without it is taken at its rows."""
    yield from _foreign_names(above, owner)
    for number, row in enumerate(above, 1):
        label, *values = [cell.text for cell in row if cell.text] or [""]
        value = arabic_digits(values[0]) if values else ""
        if label == AGENCY_CODE and value and value != owner.agency_code:
            yield owner.other_agency(value, number)
        if label == FISCAL_YEAR and value and value != str(owner.fiscal_year):
            yield owner.other_year(value, number)


def _foreign_names(above: tuple[GridRow, ...], owner: FileOwner) -> Iterator[Problem]:
    """Compare the names of agencies that stand above the table, unless one is this agency's, or its code is there."""
    lines = {number: " ".join(cell.text for cell in row if cell.text) for number, row in enumerate(above, 1)}
    named = {number: owner.is_named(line) for number, line in lines.items()}
    if True in named.values() or any(line.startswith(AGENCY_CODE) for line in lines.values()):
        return
    yield from (owner.other_agency(lines[number], number) for number, is_own in named.items() if is_own is False)


def _twice(table: SheetTable) -> Iterator[Problem]:
    names = Counter(table.heading)
    for name in LAYOUT.columns:
        if names[name] > 1:
            yield Problem("หัวคอลัมน์นี้มีมากกว่าหนึ่งคอลัมน์", table.heading_row, name)


def _normal(row: SheetRow) -> SheetRow:
    return replace(row, cells={name: replace(cell, text=normal(cell.text)) for name, cell in row.cells.items()})


def _with_months(row: SheetRow, fiscal_year: int) -> SheetRow:
    """Return a row whose timeframe stands in the columns of its parts: months, or else the words as they are."""
    words = row.text(TIMEFRAME)
    if not words or any(map(row.text, (START, END, WORDING))):
        return row
    if trouble := row.troubles.get(TIMEFRAME):
        return replace(row, cells={**row.cells, WORDING: GridCell(words, trouble)})
    found = read_month_range(words, fiscal_year)
    parts = {START: _month(found.start), END: _month(found.end)} if found.start else {}
    if found.doubt or found.says_more:
        parts[WORDING] = words
    return replace(row, cells={**row.cells, **{name: GridCell(text) for name, text in parts.items()}})


def _month(month: Month | None) -> str:
    return month_text(month_start(*month)) if month else ""


def _not_read(table: SheetTable, grid: Grid) -> Iterator[str]:
    """Yield the headings of columns that nothing is read from, and the letters of columns with text but no heading."""
    rows = [grid[row.number - 1] for row in table.rows]
    widest = max(map(len, (table.heading, *rows)))
    for at in range(widest):
        heading = table.heading[at] if at < len(table.heading) else ""
        if heading and heading not in (*LAYOUT.columns, NUMBER):
            yield heading_in_words(heading)
        elif not heading and any(at < len(row) and row[at].text for row in rows):
            yield f"คอลัมน์ {_letter(at)} ซึ่งไม่มีหัวคอลัมน์"


def _letter(column: int) -> str:
    """Return the letters by which spreadsheets name a column: A is 0, AA is 26."""
    before, last = divmod(column, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
