"""What a spreadsheet of a plan holds: one row for each measure, its columns in words.

The workbook prints these texts, and a cell that comes back with the same text changes nothing.
"""

from datetime import date

from ita_portal.spreadsheets.workbook import without_illegal
from ita_portal.text.thai import SHORT_MONTHS, buddhist_year
from measures.models import MeasurePlan
from measures.services import MeasureContent, content_of
from measures.spreadsheets.workbook_page import Column, Value, table_xlsx

NUMBER, KEY, ISSUE, INDICATOR, TITLE, STEPS = "ลำดับ", "รหัส", "ประเด็น", "ตัวชี้วัด", "มาตรการ", "ขั้นตอน"
OWNERS, START, END, WORDING, FOLLOW_UP = "ผู้รับผิดชอบ", "เริ่ม", "สิ้นสุด", "ถ้อยคำระยะเวลา", "การติดตามผล"
WIDTHS = {
    NUMBER: 8,
    KEY: 12,
    ISSUE: 26,
    INDICATOR: 26,
    TITLE: 46,
    STEPS: 60,
    OWNERS: 22,
    START: 13,
    END: 13,
    WORDING: 22,
    FOLLOW_UP: 40,
}
# What a file says of a measure; the number is only for the eye.
CONTENT = (ISSUE, INDICATOR, TITLE, STEPS, OWNERS, START, END, WORDING, FOLLOW_UP)
# The labels of the block above the table, from which a file is known to be this agency's and this year's.
AGENCY, AGENCY_CODE, FISCAL_YEAR = "หน่วยงาน", "รหัสหน่วยงาน", "ปีงบประมาณ"
GUIDE = (
    f"แก้ไขในแถวเดิมโดยไม่เปลี่ยน{KEY} เพิ่มมาตรการใหม่ในแถวท้ายโดยเว้น{KEY}ว่าง {STEPS}และ{OWNERS}พิมพ์บรรทัดละหนึ่งรายการ (Alt+Enter)"
)

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff"))


def texts_of(content: MeasureContent) -> dict[str, str]:
    """Return what the cells of a measure say, by column."""
    return {
        ISSUE: str(content.issue or ""),
        INDICATOR: str(content.indicator or ""),
        TITLE: content.title,
        STEPS: "\n".join(content.steps),
        OWNERS: "\n".join(owner.name for owner in content.owners),
        START: month_text(content.start),
        END: month_text(content.end),
        WORDING: content.timeframe_wording,
        FOLLOW_UP: content.follow_up,
    }


def normal(text: str) -> str:
    """Return a text as it comes back from a spreadsheet, to compare what a cell says with what was printed."""
    text = without_illegal(text).translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def month_text(day: date | None) -> str:
    """Return a month as the cells have it, for example ต.ค. 2567."""
    return f"{SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}" if day else ""


def plan_xlsx(plan: MeasurePlan) -> bytes:
    """Return a plan as a workbook that imports with nothing to change."""
    contents = [(str(measure.key), content_of(measure)) for measure in plan.measures.with_details()]
    rows = [_row(number, key, content) for number, (key, content) in enumerate(contents, 1)]
    return table_xlsx(
        title=f"มาตรการ ปีงบประมาณ พ.ศ. {plan.fiscal_year}",
        sheet_name=f"มาตรการ {plan.fiscal_year}",
        about=(
            (AGENCY, plan.agency.full_name),
            (AGENCY_CODE, plan.agency.slug),
            (FISCAL_YEAR, plan.fiscal_year),
            (GUIDE, None),
        ),
        columns=[Column(name, width) for name, width in WIDTHS.items()],
        rows=rows,
    )


def _row(number: int, key: str, content: MeasureContent) -> tuple[Value, ...]:
    texts = texts_of(content)
    return (number, key, *(texts[name] or None for name in CONTENT))
