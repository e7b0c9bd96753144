"""What contradicts itself in the figures of an assessment, found before anything is printed.

Each check has an id that never changes, a severity (error, warning, note), a reason in Thai and the code of the
figure where it can be mended. Figures that were printed with two decimals may differ by 0.01 from a
recomputation and still agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.codes import LEVEL, TOTAL
from assessments.rules.figures import PRINT_TOLERANCE, printed, rounded
from assessments.rules.sheet import InstrumentBlock, PublishedRow, Sheet
from assessments.rules.structure import PART_NUMBERS

# What stands at the cell itself, where the reason in full would not fit.
_AS_ANNOUNCED, _MEAN_OF_PARTS = "ต่างจากที่ประกาศ", "ไม่เท่ากับค่าเฉลี่ยของสองส่วน"
CELL_MARKS = {
    "indicator-differs": _AS_ANNOUNCED,
    "instrument-differs": _AS_ANNOUNCED,
    "total-differs": _AS_ANNOUNCED,
    "level-differs": _AS_ANNOUNCED,
    "eit-parts-differ": _MEAN_OF_PARTS,
    "question-parts-differ": _MEAN_OF_PARTS,
    "total-differs-from-instruments": "ไม่ตรงกับคะแนนเครื่องมือที่ประกาศ",
}
ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True)
class Check:
    id: str
    severity: str
    message: str
    subject: str


def check_sheet(sheet: Sheet) -> tuple[Check, ...]:
    """Return everything in the figures that does not agree, from the questions up to the level."""
    found: list[Check] = []
    found += _missing_questions(sheet)
    found += _entered_twice(sheet)
    for block in sheet.indicators:
        found += _differing("indicator-differs", f"ตัวชี้วัดที่ {block.indicator.number}", block.summary)
    for instrument in sheet.instruments:
        found += _differing("instrument-differs", instrument.instrument.code, instrument.summary)
        found += _parts_against_whole(instrument)
    found += _differing("total-differs", "คะแนนรวม", sheet.total)
    found += _total_against_published_instruments(sheet)
    found += _level(sheet)
    return tuple(found)


def cell_marks(sheet: Sheet) -> dict[str, str]:
    """Return for each cell that contradicts another what the sheet says beside it, by code."""
    marks: dict[str, str] = {}
    for check in check_sheet(sheet):
        if check.id in CELL_MARKS:
            marks.setdefault(check.subject, CELL_MARKS[check.id])
    return marks


def check_result(sheet: Sheet) -> Iterator[Check]:
    """Return what is unknown of the result itself, which every document states: the total and the level."""
    if sheet.is_empty:
        return
    if sheet.total.effective is None:
        yield Check("total-unknown", WARNING, "ยังไม่มีคะแนนรวม ทั้งที่ประกาศและที่คำนวณได้", TOTAL)
    elif not sheet.level:
        yield Check("level-unknown", WARNING, "ยังไม่มีระดับผลการประเมิน และคะแนนที่มียังไม่เพียงพอให้ระบบกำหนดระดับ", LEVEL)


def _missing_questions(sheet: Sheet) -> Iterator[Check]:
    """Some questions but not all. An agency without any typed only what was published, which is allowed."""
    missing = [row.code for row in sheet.rows if row.value is None]
    if missing and sheet.entered:
        yield Check("questions-missing", WARNING, f"ยังไม่มีคะแนนของข้อ {' '.join(missing)}", missing[0])


def _entered_twice(sheet: Sheet) -> Iterator[Check]:
    """A question with a figure of its own and figures of its two parts, which must be its mean."""
    for row in sheet.rows:
        values = [part.value for part in row.parts if part.value is not None]
        if row.entered is None or len(values) != len(PART_NUMBERS):
            continue
        mean = sum(values, Decimal(0)) / len(PART_NUMBERS)
        if not _agree(row.entered, mean):
            message = f"ข้อ {row.code}: กรอกคะแนนของข้อ {printed(row.entered)} แต่ค่าเฉลี่ยของสองส่วนได้ {printed(mean)}"
            yield Check("question-parts-differ", WARNING, message, row.code)


def _differing(check_id: str, name: str, row: PublishedRow) -> Iterator[Check]:
    if row.differs and row.published is not None and row.computed is not None:
        message = f"{name}: ประกาศ {printed(row.published)} แต่คำนวณจากคะแนนที่กรอกได้ {printed(row.computed)}"
        yield Check(check_id, WARNING, message, row.code)


def _parts_against_whole(block: InstrumentBlock) -> Iterator[Check]:
    """A survey that is asked in two parts is their mean."""
    parts = [part.effective for part in block.parts if part.effective is not None]
    whole = block.summary.effective
    if len(parts) != len(PART_NUMBERS) or whole is None:
        return
    mean = (parts[0] + parts[1]) / 2
    if not _agree(mean, whole):
        message = f"{block.instrument.code} {printed(whole)} ไม่เท่ากับค่าเฉลี่ยของส่วนที่ 1 และส่วนที่ 2 ซึ่งได้ {printed(mean)}"
        yield Check("eit-parts-differ", WARNING, message, block.instrument.code)


def _total_against_published_instruments(sheet: Sheet) -> Iterator[Check]:
    """The published total against the published instruments, whatever the figures below them say."""
    published = sheet.total.published
    if published is None or any(block.summary.published is None for block in sheet.instruments):
        return
    weighted = sum(
        ((block.summary.published or Decimal(0)) * block.instrument.weight / 100 for block in sheet.instruments),
        Decimal(0),
    )
    if not _agree(weighted, published):
        message = f"คะแนนรวมที่ประกาศ {printed(published)} แต่คะแนนเครื่องมือที่ประกาศถ่วงน้ำหนักได้ {printed(weighted)}"
        yield Check("total-differs-from-instruments", WARNING, message, TOTAL)


def _level(sheet: Sheet) -> Iterator[Check]:
    if sheet.level_differs:
        message = f"ระดับที่ประกาศ “{sheet.published_level}” แต่ตามเกณฑ์ของปีนี้ได้ “{sheet.computed_level}”"
        yield Check("level-differs", WARNING, message, LEVEL)


def _agree(one: Decimal, other: Decimal) -> bool:
    return abs(rounded(one) - rounded(other)) <= PRINT_TOLERANCE
