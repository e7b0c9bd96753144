"""The list of tracked measures as a workbook: the rows that are shown, in the order in which they are."""

from collections.abc import Iterable, Sequence
from datetime import date

from ita_portal.spreadsheets.columns import SheetColumn
from ita_portal.spreadsheets.table_workbook import table_xlsx
from measures.rules.filters import Word
from measures.rules.tracking import Tracked

COLUMNS: tuple[SheetColumn[Tracked], ...] = (
    SheetColumn("ลำดับ", 8, lambda measure: measure.number),
    SheetColumn("ประเด็น", 28, lambda measure: measure.issue.name if measure.issue else None),
    SheetColumn("ตัวชี้วัด", 28, lambda measure: measure.indicator.name if measure.indicator else None),
    SheetColumn("มาตรการ", 50, lambda measure: measure.title),
    SheetColumn("ผู้รับผิดชอบ", 24, lambda measure: "\n".join(measure.owners)),
    SheetColumn("ระยะเวลา", 18, lambda measure: measure.timeframe),
    SheetColumn("เริ่ม", 14, lambda measure: measure.start),
    SheetColumn("สิ้นสุด", 14, lambda measure: measure.end),
    SheetColumn("สถานะ", 20, lambda measure: measure.status_name),
    SheetColumn("ร้อยละ", 9, lambda measure: measure.completion),
    SheetColumn("รายงานล่าสุด", 14, lambda measure: measure.reported_on),
    SheetColumn("ที่ยังไม่นับ", 30, lambda measure: "\n".join(each.words for each in measure.beside)),
    SheetColumn("กำหนด", 18, lambda measure: measure.due_name),
    SheetColumn("ขั้นตอนถัดไป", 40, lambda measure: measure.next_step_words),
    SheetColumn("กำหนดของขั้นตอน", 14, lambda measure: measure.next_step.due if measure.next_step else None),
)


def shown_xlsx(
    measures: Sequence[Tracked], *, agency_name: str, fiscal_year: int, today: date, words: Iterable[Word]
) -> bytes:
    """Return the workbook; it names the day and the filters, so that nobody takes a part for the whole."""
    filters = ", ".join(f"{word.label}: {word.text}" for word in words)
    return table_xlsx(
        title=f"ติดตามมาตรการ ปีงบประมาณ พ.ศ. {fiscal_year}",
        sheet_name=f"ติดตาม {fiscal_year}",
        about=(
            ("หน่วยงาน", agency_name),
            ("ข้อมูล ณ วันที่", today),
            ("แสดงเฉพาะ", filters or f"ทั้งหมด {len(measures)} มาตรการ"),
        ),
        columns=COLUMNS,
        rows=measures,
    )
