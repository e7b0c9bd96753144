"""A file of scores, whatever its layout: the portal's own table by its headings, others by the reader of tables.

In the portal's own table every row with an unknown code or a wrong figure is a problem of the file. Of other tables
only what was understood is offered, with all that was not beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assessments.rules.score_tables import NotTaken, ScoreReading, SourceTable, read_score_tables, table_of_text
from assessments.rules.score_tables.source import MAX_ROWS
from assessments.rules.score_tables.values import CellValue, cell_value
from assessments.rules.structure import Structure
from assessments.spreadsheets.exchange import CODE, FIGURE
from assessments.spreadsheets.table import (
    HEADING_WITHIN,
    LAYOUT,
    foreign_heading,
    foreign_names,
    is_own_table,
    own_rows,
    tells_of_other_year,
)
from ita_portal.spreadsheets.grid import GridCell, NamedGrid
from ita_portal.spreadsheets.owner import FileOwner
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.table import SheetRow

NO_ROWS = "ไม่มีแถวคะแนนในไฟล์"
NOTHING_KNOWN = f"ไม่พบหัวคอลัมน์ {CODE} และ {FIGURE} และไม่พบรหัสหรือชื่อตัวชี้วัดที่มีคะแนนอยู่ด้วย"
TOO_MANY_ROWS = f"ตารางที่ไม่ใช่แบบกรอกของระบบต้องไม่เกิน {MAX_ROWS:,} แถว กรุณาคัดลอกเฉพาะตารางคะแนน"
OTHER_TABLE = f"แผ่นงานนี้ไม่มีหัวคอลัมน์ {CODE} และ {FIGURE} จึงไม่ได้อ่าน"
OTHER_YEAR = "ชื่อแผ่นงานหรือข้อความเหนือตารางระบุปีอื่น จึงไม่ได้อ่าน"
NO_VALUE = CellValue()
NOTHING_READ = ScoreReading()


@dataclass(frozen=True)
class ScoreFile:
    """What a file holds: rows of code and figure, what the reader asks and leaves, and the tables that it read."""

    rows: tuple[SheetRow, ...]
    reading: ScoreReading = NOTHING_READ
    tables: tuple[SourceTable, ...] = ()  # none of the portal's own layout, about which nothing is asked


def read_score_file(name: str, content: bytes, owner: FileOwner, structure: Structure) -> ScoreFile:
    """Return what a file says of the figures of a year, or raise FileRefused with all that speaks against it."""
    sheets = LAYOUT.sheets(name, content)
    own = [sheet for sheet in sheets if is_own_table(sheet.rows) and not tells_of_other_year(sheet, owner)]
    if own:
        rows = [_without_unit(row) for sheet in own for row in own_rows(sheet.rows, owner)]
        if not rows:
            raise FileRefused(Problem(NO_ROWS))
        others = (sheet for sheet in sheets if sheet not in own)
        return ScoreFile(tuple(rows), ScoreReading(not_taken=tuple(_left_sheet(each, owner) for each in others)))
    if foreign := [each for sheet in sheets for each in foreign_heading(sheet.rows[:HEADING_WITHIN], owner)]:
        raise FileRefused(*foreign)
    file = read_source_tables(list(_tables(sheets)), structure, {})
    unread = (_left_sheet(each, owner) for each in sheets if each.unread)
    return replace(file, reading=replace(file.reading, not_taken=(*file.reading.not_taken, *unread)))


def read_pasted(text: str, owner: FileOwner, structure: Structure, focus: str) -> ScoreFile:
    """Return what a pasted table says, or raise FileRefused where nothing in it is known or it is another agency's."""
    if text.rstrip().count("\n") >= MAX_ROWS:
        raise FileRefused(Problem(TOO_MANY_ROWS))
    table = table_of_text(text)
    if foreign := [*foreign_names([" ".join(row) for row in table.rows[:HEADING_WITHIN]], owner)]:
        raise FileRefused(*foreign)
    return read_source_tables([table], structure, {}, focus)


def read_source_tables(
    tables: Sequence[SourceTable], structure: Structure, answers: Mapping[str, str], focus: str = ""
) -> ScoreFile:
    """Return what tables say; raise FileRefused where nothing in them is known."""
    reading = read_score_tables(structure, tables, focus=focus, answers=answers)
    if not reading.cells and not reading.choices:
        raise FileRefused(*_reasons(reading))
    rows = (SheetRow(cell.row, {CODE: GridCell(cell.code), FIGURE: GridCell(cell.text)}) for cell in reading.cells)
    return ScoreFile(tuple(rows), reading, tuple(tables))


def _tables(sheets: Sequence[NamedGrid]) -> Iterator[SourceTable]:
    for sheet in sheets:
        if sheet.unread:
            continue
        if len(sheet.rows) > MAX_ROWS:
            raise FileRefused(Problem(TOO_MANY_ROWS))
        rows = tuple(tuple(" ".join(cell.text.split()) for cell in row) for row in sheet.rows)
        yield SourceTable(rows, f"แผ่นงาน “{sheet.name}”" if len(sheets) > 1 else "", sheet.name)


def _without_unit(row: SheetRow) -> SheetRow:
    """Return a row of the portal's own table whose figure has lost its unit, or is empty where it says so in words."""
    cell = row.cells.get(FIGURE)
    value = cell_value(cell.text) if cell and not cell.trouble else NO_VALUE
    if not value.is_blank and len(value.figures) != 1:
        return row
    return SheetRow(row.number, {**row.cells, FIGURE: GridCell("".join(value.figures))})


def _left_sheet(sheet: NamedGrid, owner: FileOwner) -> NotTaken:
    has_figure = bool(sheet.unread) or any(cell_value(cell.text).is_figure for row in sheet.rows for cell in row)
    of_other_year = is_own_table(sheet.rows) and tells_of_other_year(sheet, owner)
    reason = sheet.unread or (OTHER_YEAR if of_other_year else OTHER_TABLE)
    return NotTaken(sheet.name, reason, f"แผ่นงาน “{sheet.name}”", has_figure=has_figure)


def _reasons(reading: ScoreReading) -> Iterator[Problem]:
    known = [each for each in reading.not_taken if each.code]
    yield from (Problem(each.reason, each.row, each.code) for each in known)
    if not known:
        yield Problem(NOTHING_KNOWN)


NO_FILE = ScoreFile(())
