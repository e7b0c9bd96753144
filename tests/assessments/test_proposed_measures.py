"""The measures that are proposed for weak figures."""

from decimal import Decimal

import pytest

from assessments.rules.drafting import proposed_measures
from assessments.rules.sheet import build_sheet
from assessments.suggestions import load_library
from tests.assessments.drafting_year import LIBRARY, TARGET, sheet, year


def test_each_weak_figure_gets_a_measure_and_the_weakest_comes_first():
    first, second = proposed_measures(sheet(i1="80", i2="90", i3="10"), LIBRARY)
    assert (first.codes, first.title, first.issue, first.indicator) == (("i3",), "มาตรการงบประมาณ", 2, 2)
    assert (second.codes, second.follow_up) == (("i1",), "ติดตามเวลา")
    assert second.steps == ("ขั้นแรกของเวลา", "ขั้นสองของเวลา")


def test_figures_that_one_suggestion_answers_share_a_measure():
    structure = year(items={"o1": ("แผน",), "o2": ("คู่มือ",), "o3": ("แผน",)})
    first, second = proposed_measures(sheet(structure, o1="50", o2="40", o3="0"), LIBRARY)
    assert (first.codes, first.issue) == (("o3", "o1"), 2)
    assert second.codes == ("o2",)


def test_what_is_answered_already_is_not_proposed():
    this = sheet(i1="10", i3="20", e1="30", o1="40", o2="50")
    assert [each.codes for each in proposed_measures(this, LIBRARY, answered_issues={1})] == [("i3",), ("e1",), ("o2",)]
    assert [each.codes for each in proposed_measures(this, LIBRARY, answered_indicators={2, 9})] == [("i1",), ("e1",)]
    assert proposed_measures(this, LIBRARY, {1}, {2, 6, 9}) == ()


def test_an_indicator_counts_where_its_questions_do_not_show_that_it_is_weak():
    shown_strong, unknown = proposed_measures(sheet(_1="60", _2="50", i3="90"), LIBRARY)
    assert (unknown.codes, unknown.issue, unknown.indicator, unknown.title) == (("1",), 1, 1, "มาตรการหน้าที่")
    assert (shown_strong.codes, shown_strong.indicator) == (("2",), 2)
    (question,) = proposed_measures(sheet(_2="50", i3="70"), LIBRARY)
    assert question.codes == ("i3",)


def test_a_weak_part_counts_though_the_whole_question_is_not_weak():
    (measure,) = proposed_measures(sheet(e1_1="80", e1_2="100"), LIBRARY)
    assert measure.codes == ("e1/1",)


def test_an_indicator_over_several_issues_belongs_to_none():
    (measure,) = proposed_measures(sheet(_9="60"), LIBRARY)
    assert (measure.codes, measure.issue, measure.indicator) == (("9",), None, 9)


def test_parts_that_alone_are_known_are_answered():
    (measure,) = proposed_measures(sheet(e1_1="60"), LIBRARY)
    assert measure.codes == ("e1/1",)


def test_nothing_is_proposed_without_weak_figures():
    assert proposed_measures(sheet(), LIBRARY) == ()
    assert proposed_measures(sheet(i1="100", _9="85"), LIBRARY) == ()


@pytest.mark.parametrize("fiscal_year", range(2563, 2570))
def test_every_weak_figure_of_every_year_finds_a_measure(structure_of, fiscal_year: int):
    structure = structure_of(fiscal_year)
    this = build_sheet(structure, {each.code: Decimal(40) for each in structure.questions}, target=TARGET)
    measures = proposed_measures(this, load_library())
    assert sorted(code for each in measures for code in each.codes) == sorted(each.code for each in structure.questions)
    assert len({each.title for each in measures}) == len(measures)
