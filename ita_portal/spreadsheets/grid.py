"""The cells of an uploaded file as texts, for files that are small, whole, and what their name says.

Nobody's file is trusted: sizes are looked up before anything is unpacked, and no more rows are read than a table of
the portal can have.
"""

import csv
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO, StringIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.text.formulas import with_formula_mark
from ita_portal.text.spelling import one_spelling

# Formats of numbers that show so many decimals and nothing else: 0.00, #,##0.00, with a blank for the sign.
_DECIMALS = re.compile(r"(?:#,##)?0\.(0{1,4})(?:_[ )-])?")
MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_ROWS, MAX_COLUMNS = 5_000, 50
MAX_FILES, MAX_SHEETS = 500, 10
# A workbook unpacked, and the elements in it, each of which costs time to read: in its sheets, and in what is read as
# a whole whatever the sheets hold, such as styles. Ours has 5,000 elements; the largest that is any use, 200,000.
MAX_UNPACKED = 20 * MEGABYTE
MAX_SHEET_ELEMENTS, MAX_OTHER_ELEMENTS = 500_000, 100_000
# What a cell may hold, which is what one of Excel can, and what all cells that are read may hold together: each cell of
# a workbook of 10 kB may name the same long text.
MAX_CELL_TEXT = 32_767
MAX_TEXT = 10_000_000
SHOWN_OF_LONG = 40
SAMPLE = 2_000  # bytes by which the encoding of a text is known
HEAD_OF_SHEET = 20  # rows by which the way to part a CSV file into columns is chosen
# What a longer table may hold more of each, for those few files that list the agencies of a whole country.
ELEMENTS_OF_ROW = 100
# Other kinds of files people choose by mistake or rename, by their first bytes.
MISTAKEN = {
    b"%PDF": "ไฟล์นี้เป็น PDF ใช้ได้เฉพาะไฟล์ .xlsx และ .csv",
    b"\xd0\xcf\x11\xe0": "ไฟล์นี้เป็น Excel รุ่นเก่า (.xls) หรือใส่รหัสผ่านไว้ กรุณาบันทึกเป็น .xlsx ที่ไม่มีรหัสผ่าน",
}
OTHER_KIND = "ใช้ได้เฉพาะไฟล์ .xlsx และ .csv"
NO_XLSX = "ไฟล์นี้ไม่ใช่ XLSX ที่อ่านได้"
NO_CSV = "ไฟล์นี้ไม่ใช่ CSV ที่อ่านได้"
TOO_LARGE = f"ไฟล์ใหญ่เกิน {MAX_BYTES // MEGABYTE} MB"
TOO_LARGE_UNPACKED = "ข้อมูลในไฟล์ขยายแล้วใหญ่เกินไป อาจมีแถวว่างที่จัดรูปแบบไว้จำนวนมาก กรุณาคัดลอกเฉพาะตารางไปไว้ในไฟล์ใหม่"
TOO_MANY_ROWS = "ไฟล์มีเกิน {:,} แถว นับรวมแถวว่างที่จัดรูปแบบไว้ กรุณาคัดลอกเฉพาะตารางไปไว้ในไฟล์ใหม่"
TOO_MUCH_TEXT = "ข้อความในไฟล์รวมกันยาวเกินไป กรุณาแบ่งเป็นหลายไฟล์"
TOO_LONG = "ข้อความในช่องยาวเกิน {:,} ตัวอักษร กรุณาตรวจว่าไม่ได้วางข้อความอื่นหรือช่องว่างจำนวนมากไว้ในช่องนี้"
HIDDEN = "เป็นแผ่นงานที่ซ่อนไว้ จึงไม่ได้อ่าน"
BEYOND = f"อ่านเฉพาะ {MAX_SHEETS} แผ่นงานแรก แผ่นงานนี้จึงไม่ได้อ่าน"
FORMULA = "เป็นสูตร กรุณาคัดลอกแล้ววางเป็นค่า"
PERCENT = "จัดรูปแบบเป็นร้อยละ (%) กรุณาเปลี่ยนเป็นตัวเลข เช่น 90.50"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the person sees it, and why it cannot be used where it cannot."""

    text: str
    trouble: str = ""

    def within(self, longest: int) -> "GridCell":
        """Return the cell, or how it begins and that it is too long."""
        if len(self.text) <= longest:
            return self
        return GridCell(f"{self.text[:SHOWN_OF_LONG]}…", TOO_LONG.format(longest))


GridRow = tuple[GridCell, ...]
Grid = list[GridRow]


@dataclass(frozen=True)
class NamedGrid:
    """A sheet of a workbook by its name; the only one of a CSV file has none.

    One that is not read has no rows, and the reason in `unread`.
    """

    name: str
    rows: Grid
    unread: str = ""


def read_sheets(
    name: str,
    content: bytes,
    is_wanted: Callable[[Grid], bool] | None = None,
    head: int = HEAD_OF_SHEET,
    max_rows: int = MAX_ROWS,
) -> list[NamedGrid]:
    """Return all sheets of a file that hold anything, and by name those that are not read.

    `is_wanted` is asked with the first `head` rows of each way to part a CSV file into columns; where it wants none,
    the one with most cells is taken.
    """
    _refuse_mistaken(content)
    if name.lower().endswith(".xlsx"):
        sheets = _xlsx_sheets(content, max_rows)
    elif name.lower().endswith(".csv"):
        readings = _csv_readings(content)
        wanted = [read for read in readings if is_wanted and is_wanted(read(head))]
        widest = max(wanted or readings, key=lambda read: sum(map(len, read(head))))
        sheets = [NamedGrid("", widest(max_rows + 1))]
    else:
        raise FileRefused(Problem(OTHER_KIND))
    if any(len(sheet.rows) > max_rows for sheet in sheets):
        raise FileRefused(Problem(TOO_MANY_ROWS.format(max_rows)))
    filled = [sheet for sheet in sheets if any(cell.text for row in sheet.rows for cell in row)]
    unread = [sheet for sheet in sheets if sheet.unread]
    if unread and not filled:
        raise FileRefused(*(Problem(f"แผ่นงาน “{sheet.name}” {sheet.unread}") for sheet in unread))
    return [sheet for sheet in sheets if sheet in filled or sheet.unread]


def _refuse_mistaken(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise FileRefused(Problem(TOO_LARGE))
    for start, reason in MISTAKEN.items():
        if content.startswith(start):
            raise FileRefused(Problem(reason))


def _csv_readings(content: bytes) -> list[Callable[[int], Grid]]:
    """Return the ways to read a CSV file, each of which takes the count of rows."""
    text = _decoded(content)
    if "\0" in text:
        raise FileRefused(Problem(NO_CSV))

    def parted_by(delimiter: str) -> Callable[[int], Grid]:
        return lambda count: list(islice(_csv_rows(text, delimiter), count))

    return [parted_by(delimiter) for delimiter in (",", ";", "\t", "|")]


def _csv_rows(text: str, delimiter: str) -> Iterator[GridRow]:
    try:
        for cells in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            yield tuple(_text_cell(text) for text in cells[:MAX_COLUMNS])
    except csv.Error as error:
        raise FileRefused(Problem(NO_CSV)) from error


def _decoded(content: bytes) -> str:
    # Excel writes a byte order mark with "CSV UTF-8" and "Unicode text"; plain CSV it saves in the Windows code page.
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp874"]
    if (
        b"\0" in content[:SAMPLE] and encodings[0] != "utf-16"
    ):  # without the mark digits and signs say which half is theirs
        encodings.insert(0, "utf-16-le" if content[1:SAMPLE:2].count(0) > content[:SAMPLE:2].count(0) else "utf-16-be")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(Problem("อ่านตัวอักษรในไฟล์ไม่ได้ กรุณาบันทึกเป็น CSV UTF-8"))


def _xlsx_sheets(content: bytes, max_rows: int) -> list[NamedGrid]:
    with _worksheets(content, max_rows) as sheets:
        read = [_sheet(sheet, content, max_rows) for sheet in sheets[:MAX_SHEETS]]
        return [*read, *(NamedGrid(sheet.title, [], BEYOND) for sheet in sheets[MAX_SHEETS:])]


def _sheet(sheet: Any, content: bytes, max_rows: int) -> NamedGrid:
    """Return a sheet; a hidden one, which its person has forgotten or never seen, is named and not read."""
    if not _is_hidden(sheet):
        return NamedGrid(sheet.title, _rows_of(sheet, content)(max_rows + 1))
    has_text = any(cell.text for row in _rows_of(sheet, content)(HEAD_OF_SHEET) for cell in row)
    return NamedGrid(sheet.title, [], HIDDEN if has_text else "")


def _is_hidden(sheet: Any) -> bool:
    return bool(sheet.sheet_state != "visible")


@contextmanager
def _worksheets(content: bytes, max_rows: int) -> Iterator[list[Any]]:
    """Open a workbook that is safe to read, and say of what fails within that it cannot be read."""
    from openpyxl import load_workbook

    _refuse_archive(content, max(0, max_rows - MAX_ROWS) * ELEMENTS_OF_ROW)
    try:
        yield load_workbook(BytesIO(content), read_only=True).worksheets
    except FileRefused:
        raise
    except Exception as error:  # what a broken or a hostile part of a workbook raises is documented nowhere
        raise FileRefused(Problem(NO_XLSX)) from error


def _rows_of(sheet: Any, content: bytes) -> Callable[[int], Grid]:
    def read(count: int) -> Grid:
        grid = _cells_of(sheet, count)
        has_formula = any(cell.trouble == FORMULA for row in grid for cell in row)
        return _with_values(grid, content, sheet.title) if has_formula else grid

    return read


def _cells_of(sheet: Any, count: int) -> Grid:
    rows = _within_text(sheet.iter_rows(max_row=count, max_col=MAX_COLUMNS))
    return [tuple(map(_sheet_cell, row)) for row in rows]


def _with_values(grid: Grid, content: bytes, title: str) -> Grid:
    """Return a grid whose formulas read as the values that the person sees, where their program has stored them."""
    from openpyxl import load_workbook

    shown = _cells_of(load_workbook(BytesIO(content), read_only=True, data_only=True)[title], len(grid))
    return [
        tuple(
            value if cell.trouble == FORMULA and value.text else cell for cell, value in zip(row, values, strict=True)
        )
        for row, values in zip(grid, shown, strict=True)
    ]


def _refuse_archive(content: bytes, more_elements: int) -> None:
    """Refuse what is no workbook, or one that would take long to read, before it is read."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            files = archive.infolist()
            if not _is_workbook(files):
                raise FileRefused(Problem(NO_XLSX))
            # The directory says how large each file is, and no file of the archive can give more than that.
            if sum(file.file_size for file in files) > MAX_UNPACKED or _has_too_many(archive, files, more_elements):
                raise FileRefused(Problem(TOO_LARGE_UNPACKED))
    # zipfile raises NotImplementedError for a compression method, or a version of the format, that it does not know.
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused(Problem(NO_XLSX)) from error


def _is_workbook(files: list[ZipInfo]) -> bool:
    names = {file.filename for file in files}
    is_encrypted = any(file.flag_bits & 1 for file in files)
    return "xl/workbook.xml" in names and len(names) == len(files) <= MAX_FILES and not is_encrypted


def _has_too_many(archive: ZipFile, files: list[ZipInfo], more: int) -> bool:
    in_sheets = in_others = 0
    for file in files:
        if file.filename.startswith("xl/worksheets/"):
            in_sheets += archive.read(file).count(b"<")
        elif not file.filename.startswith("xl/media/"):
            in_others += archive.read(file).count(b"<")
    return in_sheets > MAX_SHEET_ELEMENTS + more or in_others > MAX_OTHER_ELEMENTS + more


def _within_text(rows: Iterable[Any]) -> Iterator[Any]:
    """Yield rows until they hold more text than may be read; texts that cells share count once for each."""
    length = 0
    for row in rows:
        length += sum(len(cell.value) for cell in row if isinstance(cell.value, str))
        if length > MAX_TEXT:
            raise FileRefused(Problem(TOO_MUCH_TEXT))
        yield row


def _sheet_cell(cell: Any) -> GridCell:
    value = cell.value
    if value is None:
        return GridCell("")
    if cell.data_type == "f":
        return GridCell("=", FORMULA)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in cell.number_format:
            return GridCell(f"{value * 100:.12g}%", PERCENT)  # as the person sees it
        return GridCell(_as_shown(value, cell.number_format))
    return _text_cell(str(value))


def _as_shown(value: float, number_format: str) -> str:
    """Return a number as the person sees it: with its format's decimals, else without the noise of the binary form."""
    plain = f"{value:.12g}"
    if not (match := _DECIMALS.fullmatch(number_format)) or "e" in plain:
        return plain
    shown = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-len(match[1])), ROUND_HALF_UP)
    return plain if Decimal(plain) == shown else str(shown)


def _text_cell(text: str) -> GridCell:
    text = one_spelling(text).strip()
    cell = GridCell(text, FORMULA) if text.startswith("=") else GridCell(with_formula_mark(text))
    return cell.within(MAX_CELL_TEXT)
