"""The list of tracked measures as a workbook: the rows that are shown, in the order in which they are."""

from collections.abc import Iterable, Sequence
from datetime import date

from measures.rules.filters import Word
from measures.rules.tracking import Tracked
from measures.spreadsheets.workbook_page import Column, Value, table_xlsx

COLUMNS = (
    Column("ลำดับ", 8),
    Column("ประเด็น", 28),
    Column("ตัวชี้วัด", 28),
    Column("มาตรการ", 50),
    Column("ผู้รับผิดชอบ", 24),
    Column("ระยะเวลา", 18),
    Column("เริ่ม", 14),
    Column("สิ้นสุด", 14),
    Column("สถานะ", 20),
    Column("ร้อยละ", 9),
    Column("รายงานล่าสุด", 14),
    Column("กำหนด", 18),
)


def shown_xlsx(
    measures: Sequence[Tracked], *, agency_name: str, fiscal_year: int, today: date, words: Iterable[Word]
) -> bytes:
    """Return the workbook; it names the day and the filters, so that nobody takes a part for the whole."""
    said = ", ".join(f"{word.label}: {word.text}" for word in words)
    return table_xlsx(
        title=f"ติดตามมาตรการ ปีงบประมาณ พ.ศ. {fiscal_year}",
        sheet_name=f"ติดตาม {fiscal_year}",
        about=(
            ("หน่วยงาน", agency_name),
            ("ข้อมูล ณ วันที่", today),
            ("แสดงเฉพาะ", said or f"ทั้งหมด {len(measures)} มาตรการ"),
        ),
        columns=COLUMNS,
        rows=[_row(measure) for measure in measures],
    )


def _row(measure: Tracked) -> tuple[Value, ...]:
    return (
        measure.number,
        measure.issue.name if measure.issue else None,
        measure.indicator.name if measure.indicator else None,
        measure.title,
        "\n".join(each.name for each in measure.departments) or None,
        measure.timeframe or None,
        measure.start,
        measure.end,
        measure.status_name,
        measure.completion,
        measure.reported_on,
        measure.due_name or None,
    )
