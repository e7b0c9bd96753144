"""The internal letter (บันทึกข้อความ) that reports a plan's progress to the head of the agency.

Form: the secretariat's rules on correspondence (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526): head, three
paragraphs, signature; then the chain of opinions up to the head's order.
"""

from collections.abc import Callable

from agencies.offices import division_of, head_of, standard_positions
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet
from reports.content.analysis import ENGLISH_NAME, FULL_NAME
from reports.content.annex import MEASURES as PLACE
from reports.content.annex import PLACE_OF_MEASURES, annex_section, is_annexed, leads_to_annex
from reports.content.cover import garuda_uri
from reports.content.material import Material
from reports.content.measure_table import measure_table, status_table, table_or_words
from reports.content.signing import signature_or_opinion, with_own
from reports.options.choices import Choices, Signatory
from reports.options.kind_options import TextChoice, VariantChoice
from reports.paper.blocks import Block, Document, MemoHead, Paragraph, Section, Table

SUBJECT = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"

TEXTS = {
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
}
ONCE, AGAIN = "once", "again"
VARIANTS = {
    PLACE: PLACE_OF_MEASURES,
    "status_steps": VariantChoice(
        "ขั้นตอนในตารางสถานะ",
        {ONCE: "ไม่พิมพ์ซ้ำ เมื่อตารางมาตรการพิมพ์ขั้นตอนแล้ว", AGAIN: "พิมพ์ในตารางสถานะด้วย"},
    ),
}
ANNEX_HEADING = "เอกสารแนบ"
LINES_TO_WRITE_ON = 2  # under the heading of an opinion


def own_texts(material: Material) -> dict[str, str]:
    """Return the portal's own wording of every text of the memo that an agency may word itself."""
    agency, name = material.agency, material.agency.full_name
    phone = f" โทร. {agency.phone}" if agency.phone else ""
    year, place = material.plan_year, f" {agency.place}" if agency.place else ""
    sheet = (material.reached or material.results)[-1].sheet
    reported = f" {material.round.name}" if material.round else ""
    return {
        "office": f"{division_of(agency)} {name}{phone}",
        "number": "",
        "date": "",
        "subject": f"{SUBJECT}{reported}",
        "addressee": head_of(agency),
        "recap": (
            f"ตามที่{division_of(agency)}ได้รายงานการวิเคราะห์ผล{FULL_NAME} ประจำปีงบประมาณ พ.ศ. {material.assessed_year} "
            f"และได้กำหนด{MEASURES} ปีงบประมาณ พ.ศ. {year} ไว้แล้ว นั้น มาตรการดังกล่าวมีรายละเอียด ดังนี้"
        ),
        "measures_heading": f"{MEASURES} ปีงบประมาณ พ.ศ. {year}",
        "result": (
            f"ผล{FULL_NAME} {ENGLISH_NAME} ประจำปีงบประมาณ พ.ศ. {sheet.structure.fiscal_year} "
            f"ของ{name}{place} {_figure_and_level(sheet)} "
            f"และเพื่อให้เป็นไปตามมาตรการที่ได้กำหนดไว้ จึงขอรายงานผลการดำเนินการ{material.until} ดังต่อไปนี้"
        ),
        "status_heading": f"ผลการดำเนินการตาม{MEASURES} ของ{name}{place}",
        "closing": "จึงเรียนมาเพื่อโปรดทราบและพิจารณา",
    }


def own_signatories(material: Material) -> tuple[Signatory, ...]:
    """Return the one who reports, and the chain of opinions up to the head's order: the agency's positions."""
    chain = material.positions or standard_positions(material.agency)
    return (Signatory(position="ผู้รายงาน"), *(Signatory(each.heading, position=each.title) for each in chain))


def printed_signatories(material: Material, chosen: tuple[Signatory, ...]) -> tuple[Signatory, ...]:
    """Return who signs and whose opinions are asked for: as the agency chose for the year, each part by itself."""
    return with_own(chosen, own_signatories(material))


def build_memo(material: Material, choices: Choices) -> Document:
    """Return the memo: recap and measures, result and status, closing, signature and opinions."""
    own = own_texts(material)

    def text(key: str) -> str:
        return choices.text(key, own[key])

    measures = measure_table(material.measures, choices, text("measures_heading"))
    annexed = is_annexed(measures, choices, material.agency.name)
    signatories = printed_signatories(material, choices.signatories)
    letter: tuple[Block, ...] = (
        _head(material, text),
        Paragraph(leads_to_annex(text("recap")) if annexed else text("recap")),
        *(() if annexed else (table_or_words(measures),)),
        Paragraph(text("result"), style="apart"),
        *([_status(material, choices, text("status_heading"))] if measures.rows else []),
        Paragraph(text("closing"), style="apart"),
        *(signature_or_opinion(each, LINES_TO_WRITE_ON) for each in signatories),
    )
    return Document(
        title=f"บันทึกข้อความ {text('subject')} {material.agency.full_name}",
        agency=material.agency.name,
        digits=choices.digits,
        margins=choices.margins,
        sections=(Section(letter), *([annex_section(ANNEX_HEADING, measures)] if annexed else [])),
        has_continuation=True,
    )


def _status(material: Material, choices: Choices, caption: str) -> Table:
    are_told = "steps" in choices.columns and choices.variant("status_steps", ONCE) == ONCE
    in_round = material.round is not None
    return status_table(material.measures, caption, choices, in_round=in_round, with_steps=not are_told)


def _head(material: Material, text: Callable[[str], str]) -> MemoHead:
    return MemoHead(
        office=text("office"),
        number=text("number"),
        date=text("date"),
        subject=text("subject"),
        addressee=text("addressee"),
        emblem=garuda_uri(material.agency),
    )


def _figure_and_level(sheet: Sheet) -> str:
    total = sheet.total.effective
    score = f"มีค่าคะแนนเท่ากับ {printed(total)} คะแนน" if total is not None else "ยังไม่มีคะแนนรวม"
    return f"{score} อยู่ในระดับ {sheet.level}" if sheet.level else score
