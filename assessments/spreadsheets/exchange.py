"""What a spreadsheet of scores holds: every cell of the sheet of an agency's year, with the words beside it.

The workbook and the CSV file print the same object, and `table.py` reads both back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assessments.rules.codes import LEVEL, RANK, WORD_CODES
from assessments.rules.figures import printed
from assessments.rules.ranks import AREAS
from assessments.rules.sheet import IndicatorBlock, InstrumentBlock, PublishedRow, Row, Sheet
from assessments.rules.structure import QuestionSpec

CODE, INSTRUMENT, INDICATOR, QUESTION, FIGURE, NOTE = "รหัส", "เครื่องมือ", "ตัวชี้วัด", "ข้อคำถาม", "คะแนน", "หมายเหตุ"
BLANKS_KEEP = "ช่องว่างไม่เปลี่ยนคะแนนเดิม"
PUBLISHED = "คะแนนที่ประกาศ"
UNKNOWN_WORDING, UNCONFIRMED_WORDING, WEAK = "ระบบยังไม่มีข้อความของข้อนี้", "ข้อความยังไม่ได้ตรวจกับคู่มือของปีนี้", "ต่ำกว่าค่าเป้าหมาย"


@dataclass(frozen=True)
class Line:
    """One code with its words and with the text that is stored for it, "" where there is none."""

    code: str
    name: str
    text: str
    instrument: str = ""
    indicator: str = ""
    note: str = ""

    @property
    def is_figure(self) -> bool:
        return self.code not in WORD_CODES

    @property
    def texts(self) -> dict[str, str]:
        """What the cells of the line say, by column."""
        return {
            CODE: self.code,
            INSTRUMENT: self.instrument,
            INDICATOR: self.indicator,
            QUESTION: self.name,
            FIGURE: self.text,
            NOTE: self.note,
        }


@dataclass(frozen=True)
class LineGroup:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Exchange:
    agency_name: str
    agency_code: str
    fiscal_year: int
    level_choices: tuple[str, ...]
    groups: tuple[LineGroup, ...]

    @property
    def title(self) -> str:
        return f"คะแนนการประเมิน ITA ปีงบประมาณ พ.ศ. {self.fiscal_year}"

    @property
    def lines(self) -> Iterator[Line]:
        return (line for group in self.groups for line in group.lines)


def build_exchange(sheet: Sheet, *, agency_name: str, agency_code: str, with_parts: bool = False) -> Exchange:
    """Lay the sheet out for a file; the two parts of EIT questions have rows when they hold figures, or when asked."""
    with_parts = with_parts or sheet.has_parts
    questions = [
        _question_group(instrument, block, with_parts=with_parts)
        for instrument in sheet.instruments
        for block in instrument.indicators
    ]
    return Exchange(
        agency_name=agency_name,
        agency_code=agency_code,
        fiscal_year=sheet.structure.fiscal_year,
        level_choices=sheet.level_choices,
        groups=(*questions, LineGroup(PUBLISHED, tuple(_published_lines(sheet)))),
    )


def names_by_code(sheet: Sheet) -> dict[str, str]:
    """Return what each code of the year is called, those of the parts included."""
    exchange = build_exchange(sheet, agency_name="", agency_code="", with_parts=True)
    return {line.code: line.name for line in exchange.lines}


def _question_group(instrument: InstrumentBlock, block: IndicatorBlock, *, with_parts: bool) -> LineGroup:
    code, indicator = instrument.instrument.code, block.indicator
    name = f"ตัวชี้วัดที่ {indicator.number} {indicator.name}"
    lines = (line for row in block.rows for line in _question_lines(row, with_parts=with_parts))
    return LineGroup(f"{code} {name}", tuple(replace(line, instrument=code, indicator=name) for line in lines))


def _question_lines(row: Row, *, with_parts: bool) -> Iterator[Line]:
    yield Line(row.code, question_name(row.question), _text(row.entered), note=_note(row))
    for number, part in enumerate(row.parts if with_parts else (), 1):
        yield Line(part.code, f"ข้อ {row.code} ส่วนที่ {number}", _text(part.value))


def question_name(question: QuestionSpec) -> str:
    return "\n".join([question.text or f"({UNKNOWN_WORDING})", *(f"• {text}" for text in question.sub_texts)])


def _note(row: Row) -> str:
    notes = []
    if row.question.text and not row.question.is_confirmed:
        notes.append(UNCONFIRMED_WORDING)
    if row.is_weak:
        notes.append(WEAK)
    if row.entered is None and row.value is not None:
        notes.append(f"เฉลี่ยจากสองส่วน {printed(row.value)}")
    return ", ".join(notes)


def _published_lines(sheet: Sheet) -> Iterator[Line]:
    for block in sheet.indicators:
        yield _published_line(block.summary, f"ตัวชี้วัดที่ {block.indicator.number} {block.indicator.name}")
    for instrument in sheet.instruments:
        for part in instrument.parts:
            yield _published_line(part, part.name)
        yield _published_line(instrument.summary, f"คะแนน {instrument.instrument.code}")
    yield _published_line(sheet.total, sheet.total.name)
    yield Line(LEVEL, f"ระดับผลการประเมิน ({' / '.join(sheet.level_choices)})", sheet.published_level)
    yield Line(RANK, "ลำดับที่ประกาศ (ถ้ามี)", sheet.ranks.words)
    for rank, value in sheet.ranks.by_code.items():
        yield Line(rank, f"ลำดับใน{AREAS[rank]} (หากมี เช่น 3 จาก 12)", str(value or ""))


def _published_line(row: PublishedRow, name: str) -> Line:
    return Line(row.code, name, _text(row.published), note="ต่างจากที่คำนวณได้" if row.differs else "")


def _text(value: Decimal | None) -> str:
    return "" if value is None else printed(value)
