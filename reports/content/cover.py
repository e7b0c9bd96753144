"""The cover of a document, and the agency's emblem as it goes on paper."""

from base64 import b64encode

from django.db.models.fields.files import FieldFile

from agencies.models import Agency, garuda_of
from reports.paper.blocks import Block, Cover, Heading, Paragraph, Section


def cover_section(agency: Agency, *, title: str, fiscal_year: int, reported: str = "", department: str = "") -> Section:
    """Return the first page; the title breaks where its lines do.

    `reported` is the round that is told of, if any; a department may speak for the agency.
    """
    year = "" if str(fiscal_year) in title else f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}"
    cover = Cover(
        title_lines=tuple(title.splitlines()),
        year_line=" ".join(each for each in ("" if reported in title else reported, year) if each),
        agency=f"{department} {agency.full_name}".strip(),
        place=agency.place,
        emblem=picture_uri(agency.emblem),
    )
    return Section((cover,))


def preface_section(preface: str, signature: str, heading: str) -> Section | None:
    """Return the preface on a page of its own; none where the agency wrote none."""
    if not preface.strip():
        return None
    paragraphs: list[Block] = [Paragraph(text.strip()) for text in preface.split("\n\n") if text.strip()]
    return Section((Heading(heading), *paragraphs, Paragraph(signature, style="right")), starts_page=True)


def garuda_uri(agency: Agency) -> str:
    """Return the ครุฑ of a letter or an announcement; a seal never stands in its place."""
    garuda = garuda_of(agency)
    return picture_uri(garuda) if garuda else ""


def picture_uri(picture: FieldFile) -> str:
    """Return a picture as a data URI, so that a document needs no other file; empty without one."""
    if not picture:
        return ""
    image_type = "png" if str(picture.name).lower().endswith("png") else "jpeg"
    with picture.storage.open(str(picture.name)) as image:  # anew: drafts are kept, and with them what opened it before
        return f"data:image/{image_type};base64,{b64encode(image.read()).decode('ascii')}"
