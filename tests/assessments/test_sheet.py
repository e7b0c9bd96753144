from decimal import Decimal

import pytest

from assessments.rules.sheet import Sheet, build_sheet
from tests.assessments.small_year import ALL_QUESTIONS, figures, small_year


def sheet(entered: dict[str, Decimal], target: str = "85", **published: str) -> Sheet:
    return build_sheet(small_year(), entered, target=Decimal(target), **published)


@pytest.mark.parametrize(("target", "weak"), [("85", ["i1", "e1", "o2"]), ("90.01", ["i1", "i2", "e1", "o2"])])
def test_questions_below_the_target_are_weak_and_at_the_target_are_not(target: str, weak: list[str]):
    entered = ALL_QUESTIONS | figures(i1="84.99", i3="90.01")
    assert [row.code for row in sheet(entered, target).rows if row.is_weak] == weak
    assert not any(row.is_weak for row in sheet(figures(i1="85"), "85").rows)


def test_an_unknown_question_is_not_weak():
    assert not any(row.is_weak for row in sheet({}).rows)


def test_a_question_known_by_its_parts_has_a_value_and_nothing_entered():
    row = next(row for row in sheet(figures(e1_1="70", e1_2="80")).rows if row.code == "e1")
    assert (row.entered, row.value, row.is_weak) == (None, Decimal(75), True)


@pytest.mark.parametrize(
    ("published", "differs"), [("85.00", False), ("85.01", False), ("84.99", False), ("85.02", True)]
)
def test_a_published_figure_differs_beyond_the_last_printed_digit(published: str, differs: bool):
    block = next(sheet(ALL_QUESTIONS | figures(_1=published)).indicators)
    assert block.summary.computed == Decimal(85)
    assert block.summary.differs is differs


def test_the_published_figure_is_shown_beside_the_computed_one_and_never_replaced():
    total = sheet(ALL_QUESTIONS | figures(total="12.34")).total
    assert total.published == total.effective == Decimal("12.34")
    assert total.computed > 75
    assert sheet(ALL_QUESTIONS).total.effective == total.computed


def test_the_announced_level_goes_before_the_earned_one():
    both = sheet(ALL_QUESTIONS, published_level="ผ่านดี")
    assert (both.level, both.computed_level, both.level_differs) == ("ผ่านดี", "ต้องปรับปรุง", True)
    assert sheet(ALL_QUESTIONS).level == "ต้องปรับปรุง"
    assert sheet({}).level == ""
    assert not sheet({}, published_level="ผ่านดี").level_differs


def test_summaries_go_from_the_indicators_to_the_total():
    codes = [summary.code for summary in sheet({}).summaries]
    assert codes == ["1", "2", "IIT", "6", "EIT1", "EIT2", "EIT", "9", "OIT", "total"]


@pytest.mark.parametrize("entered", [figures(i1="0"), figures(total="90"), figures(EIT2="90")])
def test_a_sheet_with_one_figure_is_not_empty(entered: dict[str, Decimal]):
    assert not sheet(entered).is_empty


def test_a_sheet_without_figures_is_empty_until_a_level_is_announced():
    assert sheet({}).is_empty
    assert not sheet({}, published_level="ผ่าน").is_empty


def test_running_figures_are_ready_to_show():
    running = sheet(figures(i1="80", i2="90", _1="90"), published_level="ผ่าน").running()
    assert running["figures"]["1"] == "85.00"
    assert running["figures"]["IIT"] == running["figures"]["total"] == running["figures"]["level"] == "–"
    assert running["figures"]["entered"] == "2"
    assert running["weak"] == {"i1": "ต่ำกว่าค่าเป้าหมาย"}


def test_levels_to_choose_from_are_those_of_the_year():
    assert sheet({}).level_choices[0] == "ผ่านดีเยี่ยม"
    assert build_sheet(small_year("letters"), {}, target=Decimal(85)).level_choices[0] == "AA"
