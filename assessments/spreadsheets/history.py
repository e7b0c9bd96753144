"""The history as a file: the entries that were asked for, one in a row. Both kinds are written row by row.

CSV leaves while it is read. A workbook keeps its rows in a temporary file until it is packed.
"""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.utils import timezone

from agencies.history import kind_name
from agencies.models import Change
from ita_portal.spreadsheets.formulas import without_formula
from ita_portal.thai import short_date

COLUMNS = {
    "วันเวลา": 22, "ผู้ดำเนินการ": 26, "ประเภท": 20, "เรื่อง": 40, "เดิม": 50, "ใหม่": 50, "เหตุผล": 30,
    "ปีงบประมาณ": 12, "รหัสเรื่อง": 26, "เวลา (ISO 8601)": 28,
}  # fmt: skip
MAX_CELL = 32_767  # characters that a cell of a workbook can hold
CUT = " … (ตัดให้พอดีช่อง ข้อความเต็มอยู่ในไฟล์ CSV)"
ROWS_AT_ONCE = 2_000


def history_csv(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the lines of the file, the first with the byte order mark by which Excel knows Thai text in UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for change in changes:
        yield writer.writerow(without_formula(text) for text in _cells(change))


def history_xlsx(changes: Iterable[Change], *, title: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "ระบบ ITA"
    page = book.create_sheet("ประวัติ")
    page.freeze_panes = "A2"
    for at, width in enumerate(COLUMNS.values(), 1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.append([_cell(page, name, is_bold=True) for name in COLUMNS])
    for change in changes:
        page.append([_cell(page, text) for text in _cells(change)])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(page: Any, text: str, *, is_bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    safe = without_formula(ILLEGAL_CHARACTERS_RE.sub("", text))
    cell = WriteOnlyCell(page, safe if len(safe) <= MAX_CELL else safe[: MAX_CELL - len(CUT)] + CUT)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font("TH Sarabun New", 15, bold=is_bold)
    return cell


def _cells(change: Change) -> list[str]:
    local = timezone.localtime(change.at)
    return [
        f"{short_date(local.date())} {local:%H:%M:%S}",
        change.actor_name,
        kind_name(change.subject),
        change.label,
        change.old,
        change.new,
        change.reason,
        str(change.fiscal_year or ""),
        change.subject,
        local.isoformat(),
    ]


class _Echo:
    """What csv writes to: hands each line back."""

    def write(self, line: str) -> str:
        return line
