"""A score stands in the report as an outcome only when its year is the plan's or a later one, on a line of its own."""

from decimal import Decimal

import pytest

from assessments.models import Assessment, Framework, Indicator
from measures.models import MeasurePlan, Progress
from measures.services import ProgressContent, progress_record
from reports.content.kinds import KINDS, build_document
from reports.paper.blocks import Table


@pytest.fixture
def result_column(nanueng, coordinator):
    """Return what the result column says of the one measure of a plan that answers the result of 2568."""

    def column(plan_year: int) -> tuple[str, ...]:
        plan = MeasurePlan.objects.get(agency=nanueng)
        plan.measures.exclude(pk=plan.measures.first().pk).delete()
        plan.fiscal_year = plan_year
        plan.save()
        measure = plan.measures.get()
        measure.indicator = Indicator.objects.get(framework=plan.assessment.framework, number=9)
        measure.save()
        content = ProgressContent(Progress.Status.DONE, measure.end, result="เผยแพร่ครบทุกข้อ")
        progress_record(measure=measure, content=content, actor=coordinator, seen=0)
        document = build_document(KINDS["progress"], nanueng, plan_year)
        table = next(block for block in document.blocks if isinstance(block, Table))
        return table.rows[0].cells[[each.key for each in table.columns].index("result")]

    return column


def score(agency, year: int, figure: str) -> None:
    assessment = Assessment.objects.create(agency=agency, framework=Framework.objects.get(fiscal_year=year))
    assessment.figures.create(code="9", value=Decimal(figure))


def test_the_result_that_a_plan_answers_is_not_its_outcome(result_column):
    assert result_column(2569) == ("เผยแพร่ครบทุกข้อ",)


def test_the_result_of_the_plan_s_own_year_is_told_with_its_year(result_column, nanueng):
    score(nanueng, 2569, "99.00")
    told, own_line = result_column(2569)
    assert told == "เผยแพร่ครบทุกข้อ"
    assert own_line.startswith("ผลการประเมินปีงบประมาณ พ.ศ. ๒๕๖๙ ตัวชี้วัด การเปิดเผยข้อมูล ได้คะแนน ๙๙.๐๐")
