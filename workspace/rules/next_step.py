"""The next thing to do in a year, in the order of the work: scores, analysis, measures, documents."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """How far a year has come."""

    questions: int
    entered: int
    has_result: bool  # a total is known, published or computed
    subjects: int
    unit: str  # what the subjects are: issues or indicators
    written: int  # findings with any text
    weak_without_finding: int  # subjects with a weak figure and no text
    measures: int


@dataclass(frozen=True)
class NextStep:
    title: str
    reason: str
    page: str  # URL name of the page to do it on


def next_step(standing: Standing) -> NextStep:
    """Return what the person who owns the year should do now."""
    if not standing.has_result and not standing.entered:
        return NextStep("บันทึกคะแนนของปี", "ยังไม่มีคะแนนของปีนี้", "sheet")
    if not standing.has_result:
        left = standing.questions - standing.entered
        return NextStep("บันทึกคะแนนให้ครบ", f"เหลืออีก {left} ข้อจาก {standing.questions} ข้อ จึงจะคำนวณคะแนนรวมได้", "sheet")
    if standing.weak_without_finding:
        return NextStep(
            f"เขียนข้อค้นพบของ{standing.unit}ที่ต่ำกว่าค่าเป้าหมาย",
            f"มี {standing.weak_without_finding} {standing.unit}ที่มีคะแนนต่ำกว่าค่าเป้าหมายแต่ยังไม่มีข้อค้นพบ",
            "findings",
        )
    if standing.written < standing.subjects:
        left = standing.subjects - standing.written
        return NextStep(
            f"เขียนข้อค้นพบให้ครบทุก{standing.unit}",
            f"เหลืออีก {left} จาก {standing.subjects} {standing.unit}",
            "findings",
        )
    if not standing.measures:
        return NextStep("กำหนดมาตรการ", "ยังไม่ได้กำหนดมาตรการจากผลการประเมินปีนี้", "plan")
    return NextStep("ตรวจและดาวน์โหลดเอกสาร", "กรอกข้อมูลของปีครบแล้ว", "documents")
