"""Scores as files: reading CSV and XLSX with the columns รหัส and คะแนน, and writing them as JSON, CSV and XLSX.

Reading reports every problem at once, each with its row; a file with any problem gives no entries.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile

from assessments.checks import check_sheet
from assessments.codes import LEVEL, normalised_code
from assessments.entry import RANK, Entry, EntryRefused, read_entry
from assessments.figures import printed
from assessments.sheet import Sheet
from assessments.structure import Structure

CODE_COLUMN, FIGURE_COLUMN = "รหัส", "คะแนน"
MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000


class ScoreFileRefused(Exception):
    """A file cannot be taken; `problems` lists every reason, with its row where it has one, in Thai."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class FileRow:
    number: int  # as a spreadsheet counts, the heading is row 1
    code: str
    figure: str


def read_score_file(structure: Structure, name: str, content: bytes) -> list[Entry]:
    """Return the entries of a CSV or XLSX file for the structure of a year, or raise ScoreFileRefused."""
    if len(content) > MAX_BYTES:
        raise ScoreFileRefused([f"ไฟล์ใหญ่เกิน {MAX_BYTES // 1024 // 1024} MB"])
    if name.lower().endswith(".xlsx"):
        table = _xlsx_table(content)
    elif name.lower().endswith(".csv"):
        table = _csv_table(content)
    else:
        raise ScoreFileRefused(["ใช้ได้เฉพาะไฟล์ .xlsx และ .csv"])
    return _entries(structure, list(_rows(table)))


def _entries(structure: Structure, rows: list[FileRow]) -> list[Entry]:
    entries: dict[str, Entry] = {}
    problems = []
    for row in rows:
        code = normalised_code(row.code)
        if code is None:
            problems.append(f"แถว {row.number}: ไม่รู้จักรหัส “{row.code}”")
            continue
        if code in entries:
            problems.append(f"แถว {row.number}: รหัส {code} ซ้ำกับแถวก่อนหน้า")
            continue
        try:
            entries[code] = read_entry(structure, code, row.figure)
        except EntryRefused as refused:
            problems.append(f"แถว {row.number} ({code}): {refused}")
    if problems:
        raise ScoreFileRefused(problems)
    return list(entries.values())


def _rows(table: Iterator[Sequence[str]]) -> Iterator[FileRow]:
    heading = [cell.strip() for cell in next(table, [])]
    missing = [column for column in (CODE_COLUMN, FIGURE_COLUMN) if column not in heading]
    if missing:
        raise ScoreFileRefused([f"แถวแรกต้องมีหัวคอลัมน์ {CODE_COLUMN} และ {FIGURE_COLUMN} (ไม่พบ {' และ '.join(missing)})"])
    code_at, figure_at = heading.index(CODE_COLUMN), heading.index(FIGURE_COLUMN)
    for number, cells in enumerate(table, 2):
        if number > MAX_ROWS:
            raise ScoreFileRefused([f"ไฟล์มีเกิน {MAX_ROWS} แถว"])
        padded = [*cells, *[""] * len(heading)]
        if code := padded[code_at].strip():
            yield FileRow(number, code, padded[figure_at])


def _csv_table(content: bytes) -> Iterator[Sequence[str]]:
    try:
        # Excel in Thailand saves plain CSV in the Windows code page; with "UTF-8" it writes a byte order mark.
        text = content.decode("utf-8-sig" if _is_utf8(content) else "cp874")
    except UnicodeDecodeError as error:
        raise ScoreFileRefused(["อ่านตัวอักษรในไฟล์ไม่ได้ กรุณาบันทึกเป็น CSV UTF-8"]) from error
    try:
        yield from csv.reader(StringIO(text, newline=""))
    except csv.Error as error:
        raise ScoreFileRefused(["ไฟล์นี้ไม่ใช่ CSV ที่อ่านได้"]) from error


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _xlsx_table(content: bytes) -> Iterator[Sequence[str]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
    except (BadZipFile, KeyError, OSError, ValueError, IndexError) as error:
        raise ScoreFileRefused(["ไฟล์นี้ไม่ใช่ XLSX ที่อ่านได้"]) from error
    for row in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=50, values_only=True):
        yield [_cell_text(value) for value in row]


def _cell_text(value: Any) -> str:
    """Return a cell as the person sees it; a number without the noise of its binary form."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def sheet_as_json(sheet: Sheet, agency: str) -> str:
    """Return all figures, entered and computed, and the checks; figures as texts with two decimals, null if unknown."""
    return json.dumps(
        {
            "agency": agency,
            "fiscal_year": sheet.structure.fiscal_year,
            "questions": {row.code: _text(row.value) for row in sheet.rows},
            "published": {
                **{summary.code: _text(summary.published) for summary in sheet.summaries},
                LEVEL: sheet.published_level or None,
                RANK: sheet.rank or None,
            },
            "computed": {
                "indicators": {str(b.indicator.number): _text(b.summary.computed) for b in sheet.indicators},
                "instruments": {b.instrument.code: _text(b.summary.computed) for b in sheet.instruments},
                "total": _text(sheet.total.computed),
                "level": sheet.computed_level,
            },
            "checks": [asdict(check) for check in check_sheet(sheet)],
        },
        ensure_ascii=False,
        indent=2,
    )


def sheet_as_csv(sheet: Sheet) -> bytes:
    """Return every cell of the sheet as CSV that a spreadsheet opens in Thai and that imports unchanged."""
    stream = StringIO(newline="")
    csv.writer(stream).writerows([(CODE_COLUMN, FIGURE_COLUMN), *_cells(sheet)])
    return stream.getvalue().encode("utf-8-sig")


def sheet_as_xlsx(sheet: Sheet) -> bytes:
    """Return every cell of the sheet as a workbook that imports unchanged; figures are numbers."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = f"คะแนน {sheet.structure.fiscal_year}"
    page.append([CODE_COLUMN, FIGURE_COLUMN])
    for code, text in _cells(sheet):
        is_figure = text and code != LEVEL
        page.append([code, float(text) if is_figure else text])
        if is_figure:
            page.cell(page.max_row, 2).number_format = "0.00"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cells(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for row in sheet.rows:
        yield row.code, _text(row.entered) or ""
    for summary in sheet.summaries:
        yield summary.code, _text(summary.published) or ""
    yield LEVEL, sheet.published_level


def _text(value: Decimal | None) -> str | None:
    return None if value is None else printed(value)
