"""The announcement (ประกาศ) of a plan's measures, in the form of the rules on correspondence: no cover, but the ครุฑ."""

from agencies.offices import head_of
from reports.content.annex import MEASURES as PLACE
from reports.content.annex import PLACE_OF_MEASURES, annex_section, is_annexed, leads_to_annex
from reports.content.cover import garuda_uri
from reports.content.material import Material
from reports.content.measure_table import measure_table, table_or_words
from reports.content.signing import signature_or_opinion, with_own
from reports.options.choices import Choices, Signatory
from reports.options.kind_options import VariantChoice
from reports.paper.blocks import AnnouncementDate, AnnouncementHead, Block, Document, Paragraph, Section

FORM, ANNOUNCEMENT, WITH_COVER = "form", "announcement", "cover"
VARIANTS = {
    FORM: VariantChoice(
        "แบบของเอกสาร",
        {
            ANNOUNCEMENT: "ประกาศ มีครุฑ ชื่อเรื่อง วันที่ประกาศ และผู้ลงนาม",
            WITH_COVER: "ตารางมาตรการพร้อมปก ไม่มีผู้ลงนาม",
        },
        "ข้อความเรื่อง วันที่ประกาศ และผู้ลงนามพิมพ์เฉพาะแบบประกาศ ชื่อบนปกและคำนำพิมพ์เฉพาะแบบมีปก",
    ),
    PLACE: PLACE_OF_MEASURES,
}
CLOSING = "จึงประกาศให้ทราบโดยทั่วกัน"
ANNEX = "ตามบัญชีแนบท้ายประกาศนี้"


def own_signatories(material: Material) -> tuple[Signatory, ...]:
    """Return who announces: the head of the agency."""
    return (Signatory(position=head_of(material.agency)),)


def is_announcement(choices: Choices) -> bool:
    """Return whether the measures are announced, rather than printed behind a cover."""
    return choices.variant(FORM, ANNOUNCEMENT) == ANNOUNCEMENT


def announcement(material: Material, choices: Choices, subject: str, intro: str) -> Document:
    """Return the announcement; `intro` leads to the measures, which follow it or stand in an annex."""
    agency = material.agency
    table = measure_table(material.measures, choices, f"ตารางมาตรการ ปีงบประมาณ พ.ศ. {material.plan_year}")
    annexed = is_annexed(table, choices, agency.name)
    head = AnnouncementHead(agency.full_name, subject, garuda_uri(agency))
    signatories = with_own(choices.signatories, own_signatories(material))
    body: tuple[Block, ...] = (
        head,
        Paragraph(leads_to_annex(intro, ANNEX) if annexed else intro),
        *(() if annexed else (table_or_words(table),)),
        Paragraph(choices.text("closing", CLOSING), style="apart"),
        AnnouncementDate(choices.text("date", "")),
        *map(signature_or_opinion, signatories),
    )
    heading = f"บัญชีแนบท้ายประกาศ{agency.full_name}\n{head.lines[1]}"
    return Document(
        title=f"ประกาศ{agency.full_name} เรื่อง {' '.join(subject.split())}",
        agency=agency.name,
        digits=choices.digits,
        margins=choices.margins,
        sections=(Section(body), *([annex_section(heading, table)] if annexed else [])),
    )
