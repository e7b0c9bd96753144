"""What is printed of a plan alone: the announcement of its measures, and the report on their progress."""

from reports.content.analysis import DEPARTMENT, FULL_NAME, PREFACE_HEADING
from reports.content.announcement import announcement, is_announcement
from reports.content.cover import cover_section, preface_section
from reports.content.material import Material
from reports.content.measure_table import NO_MEASURES, measure_table
from reports.content.signing import LEADS_TO_SIGNING, signing_blocks
from reports.options.choices import Choices
from reports.options.kind_options import TextChoice
from reports.paper.blocks import Document, Heading, Paragraph, Section, Table

MEASURES_TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
# What the open-data item of this report is called since FY2567; assessors look for this name.
PROGRESS_TITLE = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"

MEASURES_TEXTS = {
    "subject": TextChoice("เรื่อง", 2),
    "date": TextChoice("วันที่ประกาศ", 1),
    "cover": TextChoice("ชื่อเอกสารบนปก", 2),
    "department": DEPARTMENT,
    "preface_heading": TextChoice("หัวข้อคำนำ (เช่น บทนำ)", 1, carries=True),
    "preface": TextChoice("คำนำ", 8, carries=True),
    "preface_signature": TextChoice("ผู้ลงนามท้ายคำนำ", 1, carries=True),
    "measures_intro": TextChoice("ย่อหน้านำตารางมาตรการ", 3),
    "closing": TextChoice("ข้อความท้ายประกาศ", 2),
}
PROGRESS_TEXTS = {
    "cover": TextChoice("ชื่อเอกสารบนปก", 2),
    "department": DEPARTMENT,
    "preface_heading": TextChoice("หัวข้อคำนำ (เช่น บทนำ)", 1, carries=True),
    "preface": TextChoice("คำนำ", 8, carries=True),
    "preface_signature": TextChoice("ผู้ลงนามท้ายคำนำ", 1, carries=True),
    "measures_intro": TextChoice("ย่อหน้านำตาราง", 4),
    "closing": TextChoice("ข้อความท้ายรายงาน", 2),
}


def own_measures_texts(material: Material) -> dict[str, str]:
    """Return the portal's own wording of the announcement."""
    return {
        "subject": _measures_title(material),
        "cover": "มาตรการส่งเสริมคุณธรรม\nและความโปร่งใสภายในหน่วยงาน",
        "preface_heading": PREFACE_HEADING,
        "preface_signature": material.agency.full_name,
        "measures_intro": f"{_analysed_and_planned(material)} ดังนี้",
    }


def own_progress_texts(material: Material) -> dict[str, str]:
    """Return the portal's own wording of the progress report."""
    return {
        "cover": "รายงานผลการดำเนินการเพื่อส่งเสริม\nคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "preface_heading": PREFACE_HEADING,
        "preface_signature": material.agency.full_name,
        "measures_intro": (
            f"ตามที่{_analysed_and_planned(material)} นั้น "
            f"ได้ดำเนินการขับเคลื่อนมาตรการดังกล่าว โดยมีผลการดำเนินการ{material.until} ดังนี้"
        ),
    }


def _analysed_and_planned(material: Material) -> str:
    return (
        f"{material.agency.full_name} ได้วิเคราะห์ผล{FULL_NAME} ประจำปีงบประมาณ พ.ศ. {material.assessed_year} "
        f"และกำหนด{MEASURES_TITLE} ในปีงบประมาณ พ.ศ. {material.plan_year}"
    )


def build_announcement(material: Material, choices: Choices) -> Document:
    """Return the announcement of a plan's measures."""
    own, title = own_measures_texts(material), _measures_title(material)
    if is_announcement(choices):
        texts = (choices.text(key, own[key]) for key in ("subject", "measures_intro"))
        return announcement(material, choices, *texts)
    table = measure_table(material.measures, choices, title)
    return _document(material, choices, own, title, table)


def _measures_title(material: Material) -> str:
    return f"{MEASURES_TITLE} ปีงบประมาณ พ.ศ. {material.plan_year}"


def build_progress(material: Material, choices: Choices) -> Document:
    """Return the report on what was done of a plan, with the figures that its indicators reached."""
    name = f" {material.round.name}" if material.round else ""
    title = f"{PROGRESS_TITLE}{name} ปีงบประมาณ พ.ศ. {material.plan_year}"
    caption = f"ผลการดำเนินการตามมาตรการ{name} ปีงบประมาณ พ.ศ. {material.plan_year}"
    in_round = material.round is not None
    table = measure_table(material.measures, choices, caption, material.outcome, in_round=in_round)
    return _document(material, choices, own_progress_texts(material), title, table)


def _document(material: Material, choices: Choices, own: dict[str, str], title: str, table: Table) -> Document:
    preface = preface_section(
        choices.text("preface", ""), *(choices.text(key, own[key]) for key in ("preface_signature", "preface_heading"))
    )
    cover = cover_section(
        material.agency,
        title=choices.text("cover", own["cover"]),
        fiscal_year=material.plan_year,
        reported=material.round.name if material.round else "",
        department=choices.text("department", ""),
    )
    intro = choices.text("measures_intro", own["measures_intro"])
    return Document(
        title=f"{title} {material.agency.full_name}",
        agency=material.agency.name,
        digits=choices.digits,
        margins=choices.margins,
        sections=(cover, *([preface] if preface else []), _body(material, choices, title, intro, table)),
    )


def _body(material: Material, choices: Choices, title: str, intro: str, table: Table) -> Section:
    signing = signing_blocks(material, choices)
    closing = choices.text("closing", LEADS_TO_SIGNING if signing else "")
    return Section(
        (
            Heading(title),
            *((Paragraph(intro), table) if table.rows else (Paragraph(NO_MEASURES),)),
            *([Paragraph(closing)] if closing else []),
            *signing,
        ),
        is_wide=bool(table.rows),
    )
