"""The measure table alone, as the announcement that an agency publishes."""

from collections.abc import Sequence
from dataclasses import dataclass

from agencies.models import Agency
from reports.cover import Cover, build_cover
from reports.measure_table import MeasureRow

TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
COVER_LINES = ("มาตรการส่งเสริมคุณธรรม", "และความโปร่งใสภายในหน่วยงาน")


@dataclass(frozen=True)
class MeasuresDocument:
    cover: Cover
    intro: str
    table_title: str
    measures: tuple[MeasureRow, ...]


def build_announcement(
    *, agency: Agency, assessed_year: int, plan_year: int, measures: Sequence[MeasureRow]
) -> MeasuresDocument:
    """Return the announcement of a plan's measures."""
    return MeasuresDocument(
        cover=build_cover(agency, title=TITLE, title_lines=COVER_LINES, fiscal_year=plan_year),
        intro=(
            f"{agency.full_name} ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
            f"ประจำปีงบประมาณ พ.ศ. {assessed_year} และกำหนด{TITLE} ในปีงบประมาณ พ.ศ. {plan_year} ดังนี้"
        ),
        table_title=f"{TITLE} ปีงบประมาณ พ.ศ. {plan_year}",
        measures=tuple(measures),
    )
