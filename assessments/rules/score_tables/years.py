"""Words above a table that name another year than the sheet's: the person says whether the figures are of this one."""

from collections.abc import Sequence

from assessments.rules.score_tables.columns import SourceColumn
from assessments.rules.score_tables.layout import Layout
from assessments.rules.score_tables.result import LEAVE_OUT, Choose, ReadingAnswer, ReadingChoice
from assessments.rules.score_tables.stated_years import years_in

TAKE = "take"


def year_choice(
    layout: Layout, columns: Sequence[SourceColumn], fiscal_year: int, choose: Choose
) -> ReadingChoice | None:
    """Return what is asked where the words above name other years only, and no heading names the sheet's."""
    years = years_in(" ".join((layout.context, *(line.words for line in layout.above))))
    if not years or fiscal_year in years or any(column.year == fiscal_year for column in columns):
        return None
    words = f"ข้อความเหนือตารางระบุปี {', '.join(map(str, years))} แต่แบบนี้เป็นปี {fiscal_year} จะนำเข้าหรือไม่"
    offered = [ReadingAnswer(TAKE, f"นำเข้าเป็นคะแนนปี {fiscal_year}"), ReadingAnswer(LEAVE_OUT, "ไม่นำเข้า")]
    return choose("year", words, offered, "")
