"""The history as a file: the entries that were asked for, one in a row. Both kinds are written row by row.

CSV leaves while it is read. A workbook keeps its rows in a temporary file until it is packed.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from agencies.history import kind_name
from agencies.models import Change
from ita_portal.spreadsheets.workbook import HEADING, TEXT, Look, bytes_of, set_widths, style_cells, without_illegal
from ita_portal.text.formulas import without_formula
from ita_portal.text.thai import short_date

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

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "ระบบ ITA"
    page = book.create_sheet("ประวัติ")
    page.freeze_panes = "A2"
    set_widths(page, COLUMNS.values())
    page.append([_cell(page, name, HEADING) for name in COLUMNS])
    for change in changes:
        page.append([_cell(page, text, TEXT) for text in _cells(change)])
    return bytes_of(book)


def _cell(page: Any, text: str, look: Look) -> Any:
    from openpyxl.cell import WriteOnlyCell

    safe = without_formula(without_illegal(text))
    cell = WriteOnlyCell(page, safe if len(safe) <= MAX_CELL else safe[: MAX_CELL - len(CUT)] + CUT)
    style_cells([cell], look)
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
