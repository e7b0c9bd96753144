"""The history as a file: the entries that were asked for, one in a row. Both kinds are written row by row.

CSV leaves while it is read. A workbook keeps its rows in a temporary file until it is packed.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from agencies.history import kind_name
from agencies.models import Change
from ita_portal.spreadsheets.columns import SheetColumn, names_of, widths_of
from ita_portal.spreadsheets.workbook import (
    HEADING,
    MAX_CELL,
    TEXT,
    CellLook,
    bytes_of,
    new_workbook,
    set_widths,
    style_cells,
)
from ita_portal.text.formulas import without_formula
from ita_portal.text.spelling import without_unwritable
from ita_portal.text.thai import short_date

CUT = " … (ตัดให้พอดีช่อง ข้อความเต็มอยู่ในไฟล์ CSV)"
ROWS_AT_ONCE = 2_000


def _moment(change: Change) -> str:
    local = timezone.localtime(change.at)
    return f"{short_date(local.date())} {local:%H:%M:%S}"


COLUMNS: tuple[SheetColumn[Change], ...] = (
    SheetColumn("วันเวลา", 22, _moment),
    SheetColumn("ผู้ดำเนินการ", 26, lambda change: change.actor_name),
    SheetColumn("บัญชีผู้ใช้", 20, lambda change: change.actor_account),
    SheetColumn("ประเภท", 20, lambda change: kind_name(change.subject)),
    SheetColumn("เรื่อง", 40, lambda change: change.label),
    SheetColumn("เดิม", 50, lambda change: change.old),
    SheetColumn("ใหม่", 50, lambda change: change.new),
    SheetColumn("เหตุผล", 30, lambda change: change.reason),
    SheetColumn("ปีงบประมาณ", 12, lambda change: str(change.fiscal_year or "")),
    SheetColumn("รหัสเรื่อง", 26, lambda change: change.subject),
    SheetColumn("เวลา (ISO 8601)", 28, lambda change: timezone.localtime(change.at).isoformat()),
)


def history_csv(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the lines of the file, the first with the byte order mark by which Excel knows Thai text in UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(names_of(COLUMNS))
    for change in changes:
        yield writer.writerow(without_formula(without_unwritable(text)) for text in _cells(change))


def history_xlsx(changes: Iterable[Change], *, title: str) -> bytes:
    book, page = new_workbook(title=title, sheet_name="ประวัติ", is_written_once=True)
    page.freeze_panes = "A2"
    set_widths(page, widths_of(COLUMNS))
    page.append([_cell(page, name, HEADING) for name in names_of(COLUMNS)])
    for change in changes:
        page.append([_cell(page, text, TEXT) for text in _cells(change)])
    return bytes_of(book)


def _cell(page: Any, text: str, look: CellLook) -> Any:
    from openpyxl.cell import WriteOnlyCell

    safe = without_formula(without_unwritable(text))
    cell = WriteOnlyCell(page, safe if len(safe) <= MAX_CELL else safe[: MAX_CELL - len(CUT)] + CUT)
    style_cells([cell], look)
    return cell


def _cells(change: Change) -> list[str]:
    return [str(column.value(change)) for column in COLUMNS]


class _Echo:
    """What csv writes to: hands each line back."""

    def write(self, line: str) -> str:
        return line
