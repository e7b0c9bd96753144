"""A figure is below the target for everybody or for nobody: pages, charts, checks, drafts and proposals agree."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Assessment, Framework
from assessments.rules.analysis import INDICATOR, subjects_of
from assessments.rules.comparison import compare_years
from assessments.rules.drafting import draft_texts, proposed_measures
from assessments.rules.figures import printed
from assessments.rules.scoring import mean
from assessments.rules.sheet import Sheet, build_sheet
from assessments.rules.target import is_below_target, lacks_full_mark
from assessments.rules.text_checks import check_texts
from assessments.score_json import sheet_as_json
from assessments.suggestions import Library, Suggestion
from measures.models import Measure
from measures.rules.forward import IndicatorResult
from reports.content.charts import charts
from reports.content.material import Result
from reports.content.measure_table import measure_table
from reports.options.choices import USUAL_STYLE, Choices
from tests.assessments.small_year import small_year
from tests.conftest import YEAR

TARGET = Decimal("85.00")
SUGGESTION = Suggestion("บริการช้า", "ควรปรับปรุงบริการ", "ควรรักษาบริการ", "ปรับปรุงบริการ", ("ปรับปรุง",), "รายงาน")
LIBRARY = Library({}, {}, dict.fromkeys(range(1, 11), SUGGESTION))
# 84.99, 85.00 and 85.00 have 84.996… as their mean, which is printed as 85.00.
ON_THE_EDGE = {"i1": Decimal("84.99"), "i2": TARGET, "i3": TARGET}


@pytest.mark.parametrize(
    ("value", "is_below"),
    [("84.99", True), ("84.994", True), ("84.995", False), ("84.9999", False), ("85", False), ("0", True)],
)
def test_a_figure_is_judged_as_it_is_printed(value: str, is_below: bool):
    assert is_below_target(Decimal(value), TARGET) == is_below


def test_an_unknown_figure_is_not_below_the_target():
    assert not is_below_target(None, TARGET)
    assert not lacks_full_mark(None)


def verdicts(sheet: Sheet) -> dict[str, bool]:
    """Return what each part of the portal says of the only question of indicator 6, which is its own mean."""
    block = next(block for block in sheet.indicators if block.indicator.number == 6)
    subject = next(subject for subject in subjects_of(sheet, {}, INDICATOR) if subject.code == "6")
    (chart,) = charts([sheet], ["indicators"], ["1"])
    checks = check_texts(sheet.structure, [subject], [])
    return {
        "question of the sheet": block.rows[0].is_weak,
        "indicator of the overview": block.summary.is_weak,
        "comparison": next(s for s in compare_years([sheet]).indicators if s.code == "6").figures[-1].is_weak,
        "finding": subject.is_weak,
        "chart": next(bar for bar in chart.groups[0].bars if bar.label.startswith("6.")).is_weak,
        "check": any(check.id == "weak-without-finding" for check in checks),
        "draft": "ต่ำกว่าค่าเป้าหมาย" in draft_texts(subject, sheet, None, LIBRARY).weakness,
        "proposal": any("e1" in measure.codes for measure in proposed_measures(sheet, LIBRARY)),
        "running figures": "e1" in sheet.running()["weak"],
        "JSON": '"e1"' in sheet_as_json(sheet, "nanueng").partition('"below_target": [')[2].partition("]")[0],
    }


@given(*[st.decimals(min_value=84, max_value=86, places=2)] * 2, st.decimals(min_value=84, max_value=86, places=2))
def test_every_part_of_the_portal_judges_a_figure_alike(one: Decimal, other: Decimal, target: Decimal):
    sheet = build_sheet(small_year(), {"e1/1": one, "e1/2": other}, target=target)
    figure = mean((one, other))
    assert figure is not None
    assert set(verdicts(sheet).values()) == {Decimal(printed(figure)) < target}


@given(*[st.decimals(min_value=0, max_value=100, places=3)] * 2)
def test_a_change_is_the_difference_of_the_printed_figures(old: Decimal, new: Decimal):
    result = IndicatorResult(2567, old, 2568, new)
    assert result.change == Decimal(printed(new)) - Decimal(printed(old))


@pytest.fixture
def on_the_edge(nanueng) -> Assessment:
    """The year with indicator 1 at 84.996…; the other figures are as announced."""
    assessment = Assessment.objects.for_year(nanueng, YEAR).with_sheet().get()
    assessment.figures.filter(code="1").delete()
    for code, value in ON_THE_EDGE.items():
        assessment.figures.update_or_create(code=code, defaults={"value": value})
    return Assessment.objects.for_year(nanueng, YEAR).with_sheet().get()


def first_indicator(sheet: Sheet):
    return next(sheet.indicators).summary


def test_the_mean_reads_as_the_target_and_has_reached_it_on_the_overview(on_the_edge, coordinator, as_user):
    summary = first_indicator(on_the_edge.sheet())
    assert summary.effective < TARGET
    assert printed(summary.effective) == "85.00"
    page = as_user(coordinator).get(reverse("overview", args=["nanueng", YEAR]))
    assert "1" not in {point.code for point in page.context["weak_points"]}
    row = page.content.decode().partition(f"1. {summary.name}")[2].partition("</tr>")[0]
    assert "85.00" in row
    assert "ต่ำกว่าค่าเป้าหมาย" not in row
    assert "figure-bar-weak" not in row


def test_it_has_reached_the_target_on_the_page_of_years_too(on_the_edge, coordinator, as_user):
    page = as_user(coordinator).get(reverse("compare", args=["nanueng", YEAR])).content.decode()
    row = page.partition(f"1. {first_indicator(on_the_edge.sheet()).name}")[2].partition("</tr>")[0]
    last_figure = row.rpartition('<td class="number">')[0].rpartition('<td class="number">')[2]
    assert last_figure.startswith("85.00")
    assert "figure-bar-weak" not in last_figure


def test_the_chart_says_what_the_overview_says(on_the_edge):
    (chart,) = charts([on_the_edge.sheet()], ["indicators"], ["1"])
    first = chart.groups[0].bars[0]
    assert (first.figure, first.is_weak) == ("85.00", False)


def test_the_checks_demand_nothing_for_a_figure_that_has_reached_the_target(frameworks):
    structure = Framework.objects.get(fiscal_year=YEAR).structure()
    sheet = build_sheet(structure, ON_THE_EDGE | {"i1": Decimal("85.00")}, target=TARGET)
    edge = build_sheet(structure, ON_THE_EDGE, target=TARGET)
    assert not subjects_of(sheet, {}, INDICATOR)[0].is_weak
    # One question lies below it; the indicator's own figure does not.
    subject = subjects_of(edge, {}, INDICATOR)[0]
    assert (subject.weak_count, subject.is_figure_weak) == (1, False)
    (check,) = (each for each in check_texts(structure, [subject], []) if each.id == "weak-without-finding")
    assert "(i1)" in check.message


def test_figures_of_two_years_that_read_alike_are_alike_on_paper(on_the_edge):
    year_before = Framework.objects.get(fiscal_year=YEAR - 1).structure()
    sheets = [build_sheet(year_before, {"1": TARGET}, target=TARGET), on_the_edge.sheet()]
    measure = Measure.objects.with_details().filter(plan__assessment=on_the_edge).first()
    measure.indicator = on_the_edge.framework.indicators.get(number=1)
    reached = [Result(on_the_edge, sheet) for sheet in sheets]
    choices = Choices(USUAL_STYLE.margins, ("result",))
    (row,) = measure_table([measure], choices, "", reached).rows
    assert f"ได้คะแนน 85.00 (เท่ากับปีงบประมาณ พ.ศ. {YEAR - 1})" in row.cells[0][-1]
