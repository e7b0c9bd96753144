"""Documents that are hard to lay out: long names, owners, steps, findings and positions, odd letters, many rows."""

from dataclasses import replace

from reports.paper.blocks import (
    AnnouncementHead,
    Block,
    Column,
    Cover,
    Document,
    Heading,
    MemoHead,
    OpinionBlock,
    Paragraph,
    Section,
    Signature,
    Table,
    TableRow,
)
from tests.documents.printed_pages import MARGINS

STEP = "จัดทำประกาศหลักเกณฑ์การประเมินผลการปฏิบัติงานของบุคลากรและเผยแพร่ให้ทราบโดยทั่วกันทางเว็บไซต์ของหน่วยงาน"
CELLS = {
    "issue": ("ประเด็นการวิเคราะห์", "ประเด็นที่ 1 กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ"),
    "indicator": ("ตัวชี้วัด", "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่"),
    "measure": ("มาตรการ โครงการ หรือกิจกรรม", "มาตรการส่งเสริมความโปร่งใสในการใช้ทรัพย์สินของราชการและการให้บริการประชาชน"),
    "steps": ("ขั้นตอนหรือวิธีการปฏิบัติ", STEP),
    "owners": ("ผู้รับผิดชอบ", "สำนักปลัด"),
    "timeframe": ("ระยะเวลา", "ต.ค.67 - ก.ย.68"),
    "follow_up": ("การติดตามผล", "รายงานผลต่อผู้บริหารทุกไตรมาส"),
    "outcome": ("ผลลัพธ์หรือผลสัมฤทธิ์", "บุคลากรทราบหลักเกณฑ์และปฏิบัติตามอย่างเคร่งครัด"),
    "result": ("ผลการดำเนินการ", "การปฏิบัติงานเป็นไปตามขั้นตอนและมีประสิทธิภาพ"),
}
USUAL = ("measure", "steps", "owners", "timeframe", "follow_up")
SIXTY_LETTERS = "ศูนย์พัฒนาการจัดสวัสดิการสังคมผู้สูงอายุบ้านบางแคเฉลิมพระเกีย"
LONG_POSITION = (
    "ผู้อำนวยการสำนักส่งเสริมการปกครองท้องถิ่นและพัฒนาระบบบริหารราชการส่วนภูมิภาค ปฏิบัติหน้าที่หัวหน้าสำนักปลัด",
    "รักษาราชการแทนปลัดองค์การบริหารส่วนตำบลนาหอม",
    "ปฏิบัติราชการแทนนายกองค์การบริหารส่วนตำบลนาหอม",
)
SIGNED = Signature("นายสมชาย ใจดีมากที่สุดในโลกนามสกุลยาวมากจริง ๆ ณ อยุธยา", LONG_POSITION)


def steps(count: int, text: str = STEP) -> tuple[str, ...]:
    return tuple(f"{number}. {text}" for number in range(1, count + 1))


def measures(*rows: dict[str, tuple[str, ...]], agency: str = "นาหนึ่ง", digits: str = "arabic") -> Document:
    """Return a document with a table of measures; each row tells what differs from the usual cells."""
    columns = tuple(Column(key, CELLS[key][0], 0) for key in USUAL)
    cells = [{key: (words,) for key, (_, words) in CELLS.items()} | row for row in rows]
    table = Table(
        "ตารางมาตรการ", columns, tuple(TableRow(tuple(row[key] for key in USUAL)) for row in cells), "measures"
    )
    blocks = (Heading("หัวข้อ"), Paragraph(f"ตามที่{agency}ได้กำหนดมาตรการ"), table)
    return Document("ชื่อเอกสาร", agency, digits, MARGINS, (Section(blocks, is_wide=True),))


def numbered_rows(count: int, digits: str) -> Document:
    rows = ({"measure": (f"{n}. มาตรการที่ ({n})",), "steps": (f"({n}) ดำเนินการ",)} for n in range(1, count + 1))
    return measures(*rows, digits=digits)


OWNERS = tuple(f"กองที่ {number} สำนักปลัด" for number in range(1, 41))
ADDRESS = (
    "https://www.nanueng-municipality.go.th/th/information/ita-2568/documents/o27?download=true&version=1234567890"
)
HARD_TABLES = {
    "name-of-sixty-letters": measures({"steps": steps(3, f"ของ{SIXTY_LETTERS}")}, {}, agency=SIXTY_LETTERS),
    "owner-without-a-blank": measures({"owners": ("งานบริหารงานทั่วไปงานการเจ้าหน้าที่งานวิเคราะห์นโยบายและแผน" * 4,)}, {}),
    "owner-of-latin-letters": measures({"owners": ("x" * 200,)}, {}),
    "step-of-2000-letters": measures({"steps": (STEP * 20,)}, {}),
    "forty-owners": measures({"owners": OWNERS}, {"steps": steps(4)}),
    "brackets-and-quotes": measures({"measure": ("1. “No Gift Policy” (งดรับ) [ฉบับที่ 2] 'ก' <b>&amp;</b> (((ก)))",)}, {}),
    "thai-digits": measures({"steps": ("๑. เบิกจ่าย ๑,๒๓๔.๕๐ บาท ภายใน ๓๐ กันยายน ๒๕๖๘", "๒. รอบ ๖ เดือน")}, digits="thai"),
    "english": measures({"steps": ("Anti-Corruption-and-Integrity-Management-System-Framework",) * 2}, {}),
    "addresses": measures({"steps": (ADDRESS, "saraban.integrity@nanueng-municipality.go.th")}, {}),
    "one-row": measures({}),
    "odd-letters": measures(
        {"steps": ("😀👍🏽 ✓ ⚖ \u200fก\u202eข\u202c", "ค\u200bง \ufeffจ \u00adฉ e\u0301 中文 עברית")}, {}
    ),
    "hundred-and-twenty": numbered_rows(120, "arabic"),
    "hundred-and-twenty-thai": numbered_rows(120, "thai"),
}


def hard_documents(documents: dict[str, Document]) -> dict[str, Document]:
    """Return hard documents, some of them made of those of the demonstration agencies."""
    memo, announcement = documents["nahom-memo"], documents["khanom-measures-announcement"]
    return HARD_TABLES | {
        "memo-of-long-words": memo.with_blocks(_with_long_words),
        "announcement-of-long-words": announcement.with_blocks(_with_long_words),
        "finding-of-five-pages": documents["nahom-analysis"].with_blocks(_with_long_finding),
        "cover-of-long-names": documents["khanom-progress"].with_blocks(_with_long_names),
        "twelve-issues": twelve_issues(),
    }


HARD_NAMES = [
    *HARD_TABLES,
    "memo-of-long-words",
    "announcement-of-long-words",
    "finding-of-five-pages",
    "cover-of-long-names",
    "twelve-issues",
]


def twelve_issues() -> Document:
    columns = (Column("question", "ข้อคำถาม", 0), Column("figure", "คะแนน", 2.2))
    rows = (TableRow((("ข้อ i1 การปฏิบัติงานหรือให้บริการเป็นไปตามขั้นตอน",), ("85.00",))),)
    blocks: list[Block] = []
    for number in range(1, 13):
        blocks += [
            Heading(f"ประเด็นที่ {number} กระบวนการปฏิบัติงาน : 85.00 คะแนน", 3),
            Table(f"ตารางที่ {number} คะแนนรายข้อคำถาม ประเด็นที่ {number}", columns, rows, "questions"),
            Heading("การวิเคราะห์ข้อบกพร่อง", 4),
            Paragraph("รักษามาตรฐานการปฏิบัติงานให้ต่อเนื่อง", "การรักษาระดับ :"),
        ]
    return Document("ชื่อเอกสาร", "นาหนึ่ง", "arabic", MARGINS, (Section(tuple(blocks)),))


def _with_long_words(block: Block) -> Block:
    match block:
        case Signature():
            return SIGNED
        case OpinionBlock():
            return replace(block, signature=SIGNED)
        case AnnouncementHead():
            return replace(block, subject="มาตรการ" * 30)
        case MemoHead():
            office = "งานกฎหมายและคดี สำนักปลัดองค์การบริหารส่วนตำบลนาหอม อำเภอนิคมคำสร้อย จังหวัดมุกดาหาร โทร. ๐ ๔๒๖๒ ๐๗๔๔"
            number, date = "มห ๗๕๔๐๑/ว ๑๒๓๔๕๖๗๘๙๐ ด่วนที่สุด ลับ", "๓๐ กันยายน ๒๕๖๘ (วันอังคาร)"
            return replace(block, office=office, number=number, date=date, subject="รายงาน" * 40)
    return block


def _with_long_finding(block: Block) -> Block:
    if not isinstance(block, Table) or block.name != "findings":
        return block
    title, first, *rest = block.rows
    long = replace(first, cells=(*first.cells[:2], (STEP * 60,)))
    return replace(block, rows=(title, long, *rest))


def _with_long_names(block: Block) -> Block:
    if not isinstance(block, Cover):
        return block
    return replace(block, agency=f"องค์การบริหารส่วนตำบล{SIXTY_LETTERS}", place="อำเภอพระนครศรีอยุธยา จังหวัดพระนครศรีอยุธยา")
