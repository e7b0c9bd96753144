"""The cover of a document: what it is, of which year, by whom."""

from base64 import b64encode
from dataclasses import dataclass, field

from agencies.models import Agency
from reports.setting import KEEP_AS_IS


@dataclass(frozen=True)
class Cover:
    title: str
    title_lines: tuple[str, ...]  # as the cover breaks it
    year_line: str
    agency: str
    place: str
    emblem: str = field(metadata=KEEP_AS_IS)  # data URI, empty without an emblem


def build_cover(agency: Agency, *, title: str, title_lines: tuple[str, ...], fiscal_year: int) -> Cover:
    """Return the cover of an agency's document of a fiscal year."""
    return Cover(
        title=title,
        title_lines=title_lines,
        year_line=f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}",
        agency=agency.full_name,
        place=agency.place,
        emblem=_emblem_uri(agency),
    )


def _emblem_uri(agency: Agency) -> str:
    """Return the agency's emblem as a data URI, so that a document needs no other file."""
    if not agency.emblem:
        return ""
    image_type = "png" if str(agency.emblem.name).lower().endswith("png") else "jpeg"
    with agency.emblem.open() as image:
        return f"data:image/{image_type};base64,{b64encode(image.read()).decode('ascii')}"
