"""Documents of uncommon matter: a long name, five opinions, obstacles, addresses, a wide annex with contents."""

from dataclasses import replace

from reports.paper.blocks import (
    Block,
    Column,
    Contents,
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
from reports.paper.typesetting import THAI
from tests.documents.hard_documents import CELLS, STEP, USUAL, steps
from tests.documents.printed_pages import MARGINS

LONG_AGENCY = "องค์การบริหารส่วนตำบลพระนครศรีอยุธยาบ้านป่าหวายทุ่งสง่าเฉลิมพระเกียรติหกสิบพรรษามหาวชิราลงกรณบดินทรเทพยวรางกูรเหนือ"
MIXED = (
    "ประกาศ No Gift Policy ของ Integrity and Transparency Assessment (ITA) ทาง "
    "https://www.nanueng-municipality.go.th/ita/2568/o27 "
    "และ saraban_nanueng@municipality.go.th ภายในวันที่ 30 กันยายน พ.ศ. 2568 จำนวน 1,234,567.89 บาท (ร้อยละ 12.50) "
)
OBSTACLE = "บุคลากรมีภาระงานมากและโอนย้ายบ่อยครั้ง ทำให้การดำเนินการตามมาตรการไม่ต่อเนื่อง " * 52
HEADINGS = {key: heading for key, (heading, _) in CELLS.items()} | {
    "status": "สถานะการดำเนินการ",
    "ticked_steps": "ขั้นตอนที่ดำเนินการแล้ว",
    "obstacles": "ปัญหา อุปสรรค",
    "evidence": "หลักฐาน",
}
USUAL_CELLS = {key: (text,) for key, (_, text) in CELLS.items()} | {
    "status": ("ดำเนินการแล้วเสร็จ (ร้อยละ 100)",),
    "ticked_steps": (f"(/) {STEP}", f"(\u00a0) {STEP}"),
    "obstacles": ("ไม่มี",),
    "evidence": ("1. https://www.nanueng-municipality.go.th/ita/2568/o27", "2. ภาพถ่ายกิจกรรม.pdf"),
}
OF_A_REPORT = ("measure", "status", "ticked_steps", "result", "obstacles", "evidence")


def table(*rows: dict[str, tuple[str, ...]], keys: tuple[str, ...] = USUAL) -> Table:
    cells = [USUAL_CELLS | row for row in rows]
    columns = tuple(Column(key, HEADINGS[key], 0) for key in keys)
    body = tuple(TableRow(tuple(row[key] for key in keys)) for row in cells)
    return Table("ตารางที่ 1 มาตรการ", columns, body, "measures")


def document(*blocks: Block, agency: str = "เทศบาลตำบลนาหนึ่ง", digits: str = "arabic", is_wide: bool = True) -> Document:
    return Document("ชื่อเอกสาร", agency, digits, MARGINS, (Section(blocks, is_wide=is_wide),))


UNCOMMON_TABLES = {
    "obstacle-of-two-measures": document(
        table({}, {"obstacles": (OBSTACLE,), "result": (STEP * 12,)}, keys=OF_A_REPORT)
    ),
    "thai-english-addresses": document(
        Heading("หัวข้อ"), Paragraph(MIXED * 4), table({"steps": (MIXED, MIXED)}, {"follow_up": (MIXED,)}), is_wide=False
    ),
    "twelve-evidences": document(
        table(
            {
                "evidence": tuple(
                    f"{n}. https://www.nanueng-municipality.go.th/upload/2568/ita-o27-file_{n}.pdf"
                    for n in range(1, 13)
                )
            },
            keys=OF_A_REPORT,
        )
    ),
    "wide-annex-with-contents": Document(
        "ชื่อเอกสาร",
        "เทศบาลตำบลนาหนึ่ง",
        THAI,
        MARGINS,
        (
            Section(
                (
                    Cover(
                        ("รายงานผล",),
                        "ประจำปีงบประมาณ พ.ศ. 2568",
                        LONG_AGENCY,
                        "อำเภอพระนครศรีอยุธยา จังหวัดพระนครศรีอยุธยา",
                        "",
                    ),
                )
            ),
            Section((Contents("สารบัญ", "หน้า"),), starts_page=True),
            Section((Heading("1. ความเป็นมา"), *(Paragraph(MIXED * 3) for _ in range(6)))),
            Section((Heading("2. มาตรการ"), table(*({"steps": steps(n)} for n in (4, 12, 7)))), is_wide=True),
            Section((Heading("3. สรุป"), Paragraph(MIXED))),
        ),
    ),
}
UNCOMMON_LETTERS = ("memo-of-a-long-agency", "memo-of-five-opinions")
UNCOMMON_NAMES = [*UNCOMMON_TABLES, *UNCOMMON_LETTERS]


def uncommon_documents(documents: dict[str, Document]) -> dict[str, Document]:
    """Return uncommon documents, some of them made of those of the demonstration agencies."""
    memo = documents["nahom-memo"]
    return UNCOMMON_TABLES | {
        "memo-of-a-long-agency": _of_a_long_agency(memo),
        "memo-of-five-opinions": _with_five_opinions(memo),
    }


def _of_a_long_agency(letter: Document) -> Document:
    return replace(letter.with_blocks(_renamed), agency=LONG_AGENCY)


def _renamed(block: Block) -> Block:
    match block:
        case MemoHead():
            return replace(block, office=f"สำนักปลัด {LONG_AGENCY}", addressee=f"นายก{LONG_AGENCY}")
        case Paragraph():
            return replace(block, text=f"{LONG_AGENCY} {block.text}")
        case Signature():
            return replace(block, position=(f"นายก{LONG_AGENCY}",))
        case OpinionBlock():
            signature = replace(block.signature, position=(f"ปลัด{LONG_AGENCY}",))
            return replace(block, heading=f"ความเห็นของปลัด{LONG_AGENCY}", signature=signature)
    return block


def _with_five_opinions(letter: Document) -> Document:
    """Return a letter with five opinions, the second and the fourth of them long."""
    first = next(block for block in letter.blocks if isinstance(block, OpinionBlock))
    opinions = [
        replace(first, heading=f"ความเห็นลำดับที่ {number}", text=STEP * 9 if number in (2, 4) else "")
        for number in range(1, 6)
    ]
    sections = [replace(section, blocks=_with_opinions(section.blocks, opinions)) for section in letter.sections]
    return replace(letter, sections=tuple(sections))


def _with_opinions(blocks: tuple[Block, ...], opinions: list[OpinionBlock]) -> tuple[Block, ...]:
    if not any(isinstance(block, OpinionBlock) for block in blocks):
        return blocks
    return (*(block for block in blocks if not isinstance(block, OpinionBlock)), *opinions)
