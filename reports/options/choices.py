"""How an agency wants its documents: parts, columns and their order, digits, margins, its own texts, who signs.

What nobody has chosen follows the framework's year: the forms that municipalities used in it. The layout goes on to
the next year; texts that speak of a year, and the round that is reported, stay with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reports.paper.blocks import CENTRE, Column, Margins
from reports.paper.typesetting import ARABIC, THAI

ANALYSIS, MEASURES, PROGRESS, MEMO = "analysis", "measures", "progress", "memo"
# What prints how far the measures have come: in a plan with rounds, what was accepted in one of them.
REPORTING = (PROGRESS, MEMO)
FIRST_YEAR_OF_ISSUES, LAST_YEAR_OF_INDICATORS = 2567, 2566
DIGITS = {THAI: "เลขไทย", ARABIC: "เลขอารบิก"}

# The parts of an analysis in the order in which they are printed unless chosen otherwise.
PARTS = {
    "preface": "คำนำ",
    "charts": "ผลการประเมินในภาพรวมและแผนภูมิ",
    "indicators": "ตารางคะแนนรายตัวชี้วัด",
    "comparison": "ตารางเปรียบเทียบกับปีก่อน",
    "ranking": "ตารางเรียงลำดับคะแนนจากมากไปหาน้อย",
    "findings": "การวิเคราะห์ข้อค้นพบ",
    "limitations": "ข้อจำกัดและปัญหาอุปสรรค",
    "measures": "ตารางมาตรการ",
}
CHARTS = {
    "overall": "ภาพรวมของปี",
    "years": "ภาพรวมย้อนหลัง",
    "instruments": "รายเครื่องมือของปี",
    "instruments-years": "รายเครื่องมือย้อนหลัง",
    "indicators": "รายตัวชี้วัดของปี",
    "ranking": "รายตัวชี้วัดเรียงจากมากไปหาน้อย",
    "indicators-years": "รายตัวชี้วัดย้อนหลัง",
}
PARTS_OF_ISSUES = ("charts", "indicators", "findings", "limitations", "measures")
PARTS_OF_INDICATORS = ("charts", "comparison", "ranking", "findings", "limitations", "measures")
DEFAULT_CHARTS = ("overall", "years", "instruments", "instruments-years", "ranking", "indicators-years")
COLUMNS = {
    column.key: column
    for column in (
        Column("issue", "ประเด็นการวิเคราะห์", 3.7),
        Column("indicator", "ตัวชี้วัด", 3.2),
        Column("measure", "มาตรการ โครงการ หรือกิจกรรม", 4.6),
        Column("owners", "ผู้รับผิดชอบ", 2.7),
        Column("steps", "ขั้นตอนหรือวิธีการปฏิบัติ", 0),
        Column("timeframe", "ระยะเวลา", 2.2),
        Column("follow_up", "การติดตามผล", 3.4),
        Column("outcome", "ผลลัพธ์หรือผลสัมฤทธิ์", 4.6),
        Column("result", "ผลการดำเนินการ", 4.4),
    )
}
STATUS_COLUMNS = (
    Column("measure", "มาตรการ", 3.8),
    Column("steps", "ขั้นตอนหรือวิธีการ", 0),
    Column("not_started", "ยังไม่ดำเนินการ", 2.4, CENTRE, "สถานะการดำเนินการ"),
    Column("in_progress", "อยู่ระหว่างดำเนินการ", 2.4, CENTRE, "สถานะการดำเนินการ"),
    Column("done", "ดำเนินการแล้วเสร็จ", 2.6, CENTRE, "สถานะการดำเนินการ"),
)
# The sets of columns that municipalities print, by the name under which they can be chosen at once.
COLUMN_SETS = {
    "by-issue": ("issue", "measure", "owners", "steps", "timeframe"),
    "with-follow-up": ("measure", "steps", "owners", "timeframe", "follow_up"),
    "owners-last": ("measure", "steps", "timeframe", "follow_up", "owners"),
    "follow-up-only": ("measure", "steps", "owners", "follow_up"),
    "progress": ("measure", "steps", "owners", "timeframe", "outcome", "result"),
}
KIND_COLUMNS = {
    ANALYSIS: ("issue", "indicator", "measure", "owners", "steps", "timeframe", "follow_up"),
    MEASURES: ("issue", "indicator", "measure", "owners", "steps", "timeframe", "follow_up"),
    PROGRESS: ("issue", "indicator", "measure", "steps", "owners", "timeframe", "follow_up", "outcome", "result"),
    MEMO: ("issue", "indicator", "measure", "steps", "owners", "timeframe", "follow_up"),
}


@dataclass(frozen=True)
class TextChoice:
    """A text of a document that an agency may word itself; left empty, the portal words it."""

    name: str
    rows: int = 2
    carries: bool = False  # goes on to the next year, since it names no year


TEXTS: dict[str, dict[str, TextChoice]] = {
    ANALYSIS: {
        "cover": TextChoice("ชื่อเอกสารบนปก", 3),
        "preface": TextChoice("คำนำ", 8, carries=True),
        "preface_signature": TextChoice("ผู้ลงนามท้ายคำนำ", 1, carries=True),
        "result": TextChoice("ย่อหน้าสรุปผลการประเมิน", 4),
        "indicators_heading": TextChoice("หัวข้อตารางคะแนนรายตัวชี้วัด", 1),
        "findings_heading": TextChoice("หัวข้อการวิเคราะห์", 2),
        "findings_intro": TextChoice("ย่อหน้านำการวิเคราะห์", 4),
        "iit_intro": TextChoice("ย่อหน้านำข้อเสนอแนะ IIT", 3),
        "eit_intro": TextChoice("ย่อหน้านำข้อเสนอแนะ EIT", 3),
        "oit_intro": TextChoice("ย่อหน้านำข้อเสนอแนะ OIT", 3),
        "findings_note": TextChoice("หมายเหตุท้ายการวิเคราะห์", 2),
        "limitations_heading": TextChoice("หัวข้อข้อจำกัด", 2),
        "measures_heading": TextChoice("หัวข้อมาตรการ", 2),
        "measures_intro": TextChoice("ย่อหน้านำตารางมาตรการ", 3),
    },
    MEASURES: {
        "cover": TextChoice("ชื่อเอกสารบนปก", 2),
        "preface": TextChoice("คำนำ", 8, carries=True),
        "preface_signature": TextChoice("ผู้ลงนามท้ายคำนำ", 1, carries=True),
        "measures_intro": TextChoice("ย่อหน้านำตารางมาตรการ", 3),
        "closing": TextChoice("ข้อความท้ายประกาศ", 2),
    },
    PROGRESS: {
        "cover": TextChoice("ชื่อเอกสารบนปก", 2),
        "preface": TextChoice("คำนำ", 8, carries=True),
        "preface_signature": TextChoice("ผู้ลงนามท้ายคำนำ", 1, carries=True),
        "measures_intro": TextChoice("ย่อหน้านำตาราง", 4),
        "closing": TextChoice("ข้อความท้ายรายงาน", 2),
    },
    MEMO: {
        "office": TextChoice("ส่วนราชการ", 1, carries=True),
        "number": TextChoice("ที่", 1),
        "date": TextChoice("วันที่", 1),
        "subject": TextChoice("เรื่อง", 2),
        "addressee": TextChoice("เรียน", 1, carries=True),
        "recap": TextChoice("ย่อหน้าที่ 1 ความเป็นมา", 4),
        "measures_heading": TextChoice("หัวข้อตารางมาตรการ", 1),
        "result": TextChoice("ย่อหน้าที่ 2 ผลการประเมิน", 5),
        "status_heading": TextChoice("หัวข้อตารางสถานะ", 2),
        "closing": TextChoice("ย่อหน้าที่ 3 คำลงท้าย", 1),
    },
}


@dataclass(frozen=True)
class Signatory:
    """Who signs, or gives an opinion under a heading."""

    heading: str = ""  # of an opinion; empty for the one who signs
    name: str = ""  # left out, a dotted line is printed to write on
    position: str = ""  # line by line: the second one says for whom, as acting

    @property
    def position_lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.position.splitlines() if line.strip())

    @property
    def is_empty(self) -> bool:
        return not (self.heading or self.name or self.position)


@dataclass(frozen=True)
class Choices:
    """All that an agency chooses about one kind of document."""

    margins: Margins
    columns: tuple[str, ...]
    digits: str = THAI
    parts: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    signatories: tuple[Signatory, ...] = ()
    round_key: str = ""  # of the reporting round that is printed; empty: the newest one with accepted reports
    round_name: str = ""  # as it was called when it was chosen, should it vanish

    def text(self, key: str, own: str) -> str:
        """Return the agency's wording of a text, or the portal's own."""
        return self.texts.get(key) or own

    def with_texts_for(self, kind: str, *, same_year: bool) -> "Choices":
        """Return the choices as they go on: in another year without what speaks of their year."""
        if same_year:
            return self
        kept = {key: text for key, text in self.texts.items() if key in TEXTS[kind] and TEXTS[kind][key].carries}
        return replace(self, texts=kept, round_key="", round_name="")


def default_choices(kind: str, framework_year: int, margins: Margins) -> Choices:
    """Return the form that municipalities used in a framework's year."""
    is_by_issue = framework_year >= FIRST_YEAR_OF_ISSUES
    if kind == PROGRESS:
        columns = COLUMN_SETS["progress"]
    elif kind == MEMO:
        columns = COLUMN_SETS["follow-up-only"]
    elif is_by_issue:
        columns = COLUMN_SETS["by-issue"]
    else:
        columns = COLUMN_SETS["owners-last" if framework_year == LAST_YEAR_OF_INDICATORS else "with-follow-up"]
    shown = PARTS_OF_ISSUES if is_by_issue else PARTS_OF_INDICATORS
    return Choices(margins, columns, parts=shown if kind == ANALYSIS else (), charts=DEFAULT_CHARTS)
