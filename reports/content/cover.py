"""The cover of a document, and the agency's emblem as it goes on paper."""

from base64 import b64encode

from django.db.models.fields.files import FieldFile

from agencies.models import Agency, garuda_of
from reports.paper.blocks import Block, Cover, Heading, Paragraph, Section


def cover_section(agency: Agency, *, title: str, fiscal_year: int) -> Section:
    """Return the first page; the title breaks where its lines do."""
    cover = Cover(
        title_lines=tuple(title.splitlines()),
        year_line="" if str(fiscal_year) in title else f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}",
        agency=agency.full_name,
        place=agency.place,
        emblem=picture_uri(agency.emblem),
    )
    return Section((cover,))


def preface_section(preface: str, signature: str) -> Section | None:
    """Return the preface on a page of its own; none where the agency wrote none."""
    if not preface.strip():
        return None
    paragraphs: list[Block] = [Paragraph(text.strip()) for text in preface.split("\n\n") if text.strip()]
    return Section((Heading("คำนำ"), *paragraphs, Paragraph(signature, style="right")), starts_page=True)


def garuda_uri(agency: Agency) -> str:
    """Return the ครุฑ of a letter, or the agency's emblem where neither agency nor installation has one."""
    return picture_uri(garuda_of(agency) or agency.emblem)


def picture_uri(picture: FieldFile) -> str:
    """Return a picture as a data URI, so that a document needs no other file; empty without one."""
    if not picture:
        return ""
    image_type = "png" if str(picture.name).lower().endswith("png") else "jpeg"
    with picture.open() as image:
        return f"data:image/{image_type};base64,{b64encode(image.read()).decode('ascii')}"
