"""Where the measures of a letter or an announcement stand: within it, or in an annex when they are long."""

from reports.options.choices import Choices
from reports.options.kind_options import VariantChoice
from reports.paper.blocks import Document, Heading, Section, Table
from reports.paper.layout import is_long

BY_LENGTH, WITHIN, ANNEX = "by-length", "within", "annex"
PLACE_OF_MEASURES = VariantChoice(
    "ตารางมาตรการ",
    {
        BY_LENGTH: "แนบท้ายเมื่อตารางยาว (เกินครึ่งหน้า หรือต้องใช้กระดาษแนวนอน)",
        WITHIN: "อยู่ในเนื้อความเสมอ",
        ANNEX: "แนบท้ายเสมอ",
    },
    "เมื่อแนบท้าย เนื้อความจะลงท้ายว่า “รายละเอียดตามเอกสารแนบ” แทนคำว่า “ดังนี้”",
)
MEASURES = "measures"  # the key of the choice
LEADING_ON = ("ดังต่อไปนี้", "ดังนี้")
DETAILS = "รายละเอียด"
UPRIGHT_COLUMNS = 4  # at most, beside each other on an upright page of an annex


def is_annexed(table: Table, choices: Choices, agency: str) -> bool:
    """Return whether the measures stand in an annex, as the agency chose or as their length asks for."""
    place = choices.variant(MEASURES, PLACE_OF_MEASURES.usual)
    letter = Document("", agency, choices.digits, choices.margins, ())
    return place == ANNEX or (place != WITHIN and bool(table.rows) and is_long(table, letter))


def leads_to_annex(text: str, annex: str = "ตามเอกสารแนบ") -> str:
    """Return a paragraph that leads to the measures as one that leads to their annex; one that names it stays."""
    if "แนบ" in text:
        return text
    led = text.rstrip()
    led = led.removesuffix(next((end for end in LEADING_ON if led.endswith(end)), "")).rstrip()
    return f"{led}{annex}" if led.endswith(DETAILS) else f"{led} {DETAILS}{annex}"


def annex_section(heading: str, table: Table) -> Section:
    """Return the annex on pages of its own."""
    return Section((Heading(heading), table), is_wide=len(table.columns) > UPRIGHT_COLUMNS, starts_page=True)
