"""What a spreadsheet of a plan holds: one row for each measure, its columns in words.

The workbook prints these texts, and a cell that comes back with the same text changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from ita_portal.spreadsheets.columns import SheetColumn
from ita_portal.spreadsheets.owner import AGENCY, AGENCY_CODE, FISCAL_YEAR
from ita_portal.spreadsheets.table_workbook import table_xlsx
from ita_portal.text.spelling import one_spelling, without_unwritable
from ita_portal.text.thai import SHORT_MONTHS, buddhist_year
from measures.models import MeasurePlan
from measures.services import MeasureContent, content_of

NUMBER, KEY, ISSUE, INDICATOR, TITLE, STEPS = "ลำดับ", "รหัส", "ประเด็น", "ตัวชี้วัด", "มาตรการ", "ขั้นตอน"
OWNERS, START, END, WORDING, FOLLOW_UP = "ผู้รับผิดชอบ", "เริ่ม", "สิ้นสุด", "ระยะเวลาที่พิมพ์ในเอกสาร", "การติดตามผล"
GUIDE = (
    f"แก้ไขในแถวเดิมโดยไม่เปลี่ยน{KEY} เพิ่มมาตรการใหม่ในแถวท้ายโดยเว้น{KEY}ว่าง "
    f"{STEPS}และ{OWNERS}พิมพ์บรรทัดละหนึ่งรายการ (Alt+Enter) "
    "ผู้รับผิดชอบและกำหนดของขั้นตอนพิมพ์ไว้ในวงเล็บท้ายขั้นตอน เช่น (กองคลัง ภายใน 31 ม.ค. 2570)"
)


@dataclass(frozen=True)
class ContentColumn:
    """A column that says something of a measure: one field of its content, and what a cell says of it."""

    name: str
    width: int
    field: str
    text: Callable[[Any], str]
    told_by: str = ""  # what of the content the cell tells, where that is not the field itself


def _printed(value: object | None) -> str:
    return str(value or "")


def month_text(day: date | None) -> str:
    """Return a month as the cells have it, for example ต.ค. 2567."""
    return f"{SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}" if day else ""


CONTENT_COLUMNS = (
    ContentColumn(ISSUE, 26, "issue", _printed),
    ContentColumn(INDICATOR, 26, "indicator", _printed),
    ContentColumn(TITLE, 46, "title", _printed),
    ContentColumn(STEPS, 60, "steps", "\n".join),
    ContentColumn(OWNERS, 22, "owners", "\n".join, told_by="owner_lines"),  # the lead first
    ContentColumn(START, 13, "start", month_text),
    ContentColumn(END, 13, "end", month_text),
    ContentColumn(WORDING, 22, "timeframe_wording", _printed),
    ContentColumn(FOLLOW_UP, 40, "follow_up", _printed),
)
CONTENT = tuple(column.name for column in CONTENT_COLUMNS)
FIELDS = {column.name: column.field for column in CONTENT_COLUMNS}
# The number is only for the eye; by its key a measure is known again.
WIDTHS = {NUMBER: 8, KEY: 12, **{column.name: column.width for column in CONTENT_COLUMNS}}


def texts_of(content: MeasureContent) -> dict[str, str]:
    """Return what the cells of a measure say, by column."""
    return {column.name: column.text(getattr(content, column.told_by or column.field)) for column in CONTENT_COLUMNS}


def normal(text: str) -> str:
    """Return a text as it comes back from a spreadsheet, to compare what a cell says with what was printed."""
    text = one_spelling(without_unwritable(text)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def plan_xlsx(plan: MeasurePlan) -> bytes:
    """Return a plan as a workbook that imports with nothing to change."""
    return table_xlsx(
        title=f"มาตรการ ปีงบประมาณ พ.ศ. {plan.fiscal_year}",
        sheet_name=f"มาตรการ {plan.fiscal_year}",
        about=(
            (AGENCY, plan.agency.full_name),
            (AGENCY_CODE, plan.agency.slug),
            (FISCAL_YEAR, plan.fiscal_year),
            (GUIDE, None),
        ),
        columns=[SheetColumn(name, width, itemgetter(name)) for name, width in WIDTHS.items()],
        rows=[
            {NUMBER: number, KEY: str(measure.key), **texts_of(content_of(measure))}
            for number, measure in enumerate(plan.in_order(plan.measures.with_details()), 1)
        ],
    )
