"""The measure table alone, as the announcement that an agency publishes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agencies.models import Agency
from reports.measure_table import MeasureRow
from reports.setting import KEEP_AS_IS


@dataclass(frozen=True)
class MeasuresDocument:
    title: str
    title_lines: tuple[str, ...]  # as the cover breaks it
    year_line: str
    agency: str
    place: str
    emblem: str = field(metadata=KEEP_AS_IS)  # data URI, empty without an emblem
    intro: str
    table_title: str
    measures: tuple[MeasureRow, ...]


def build_announcement(
    *, agency: Agency, emblem: str, assessed_year: int, plan_year: int, measures: Sequence[MeasureRow]
) -> MeasuresDocument:
    """Return the announcement of a plan's measures."""
    title = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
    return MeasuresDocument(
        title=title,
        title_lines=("มาตรการส่งเสริมคุณธรรม", "และความโปร่งใสภายในหน่วยงาน"),
        year_line=f"ประจำปีงบประมาณ พ.ศ. {plan_year}",
        agency=agency.full_name,
        place=agency.place,
        emblem=emblem,
        intro=(
            f"{agency.full_name} ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
            f"ประจำปีงบประมาณ พ.ศ. {assessed_year} และกำหนด{title} ในปีงบประมาณ พ.ศ. {plan_year} ดังนี้"
        ),
        table_title=f"{title} ปีงบประมาณ พ.ศ. {plan_year}",
        measures=tuple(measures),
    )
