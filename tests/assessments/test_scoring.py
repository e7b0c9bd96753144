from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.figures import printed
from assessments.rules.scoring import Computed, compute, mean
from assessments.rules.structure import Structure
from tests.assessments.small_year import ALL_QUESTIONS, figures, small_year

PERCENT = st.decimals(min_value=0, max_value=100, places=2)
SMALL_FIGURES = st.fixed_dictionaries(dict.fromkeys(ALL_QUESTIONS, PERCENT))
OIT_RULES = st.sampled_from(["items", "sub_indicators"])


def indicators(*texts: str) -> dict[str, Decimal]:
    """Return ten published indicators, 1 to 10."""
    return {str(number): Decimal(text) for number, text in enumerate(texts, 1)}


def as_printed(values: Mapping) -> dict:
    return {key: None if value is None else printed(value) for key, value in values.items()}


# The worked cases of the municipalities' own documents.
CASE_000 = indicators("93.33", "93.33", "100", "60.22", "80", "100", "99.83", "99.50", "98.75", "100")
CASE_001 = indicators("85.31", "85.11", "83.18", "73.88", "81.07", "85.88", "74.69", "78.68", "36.97", "37.50")
CASE_003 = indicators("100", "99.24", "100", "100", "100", "90.58", "91.20", "88.56", "92.50", "100")


@pytest.mark.parametrize(
    ("year", "entered", "instruments", "total", "level"),
    [
        (2568, CASE_000, {"IIT": "85.38", "EIT": "99.78", "OIT": "99.38"}, "95.30", "ผ่านดี"),
        (2563, CASE_001, {"IIT": "81.71", "EIT": "79.75", "OIT": "37.24"}, "63.33", "D"),
        (2566, CASE_003, {"IIT": "99.85", "EIT": "90.11", "OIT": "96.25"}, "95.49", None),
        (2566, CASE_003 | figures(EIT1="83.39"), {"IIT": "99.85", "EIT": "90.11", "OIT": "96.25"}, "95.49", "ผ่าน"),
    ],
    ids=["000", "001", "003", "003 with EIT part 1"],
)
def test_worked_cases_come_out(structure_of, year, entered, instruments, total, level):
    computed = compute(structure_of(year), entered)
    assert as_printed(computed.instruments) == instruments
    assert computed.total is not None
    assert printed(computed.total) == total
    assert computed.level == level


def oit_with_failed(structure: Structure, *failed: str) -> Computed:
    codes = [question.code for question in structure.questions if question.instrument == "OIT"]
    assert set(failed) < set(codes)
    return compute(structure, {code: Decimal(0 if code in failed else 100) for code in codes})


@pytest.mark.parametrize(
    ("year", "failed", "nine", "ten", "oit"),
    [
        (2565, ("o18", "o25"), "92.14", "100.00", "96.07"),
        (2565, ("o24", "o28"), "92.14", "100.00", "96.07"),
        (2566, ("o13", "o22"), "92.50", "100.00", "96.25"),
        (2566, ("o43",), "100.00", "90.00", "95.00"),
        (2568, ("o2",), "95.00", "100.00", "97.50"),
        (2568, ("o28",), "100.00", "87.50", "93.75"),
        (2566, (), "100.00", "100.00", "100.00"),
    ],
)
def test_open_data_items_weigh_by_the_rule_of_their_year(structure_of, year, failed, nine, ten, oit):
    computed = oit_with_failed(structure_of(year), *failed)
    assert as_printed(computed.indicators)[9] == nine
    assert as_printed(computed.indicators)[10] == ten
    assert as_printed(computed.instruments)["OIT"] == oit


def test_questions_give_indicators_instruments_and_total():
    computed = compute(small_year(), ALL_QUESTIONS)
    assert as_printed(computed.indicators) == {1: "85.00", 2: "100.00", 6: "70.00", 9: "66.67"}
    # The instrument is the mean of its indicators, not of its questions; 0.3 × 92.5 + 0.3 × 70 + 0.4 × 66.666…
    assert as_printed(computed.instruments) == {"IIT": "92.50", "EIT": "70.00", "OIT": "66.67"}
    assert printed(computed.total) == "75.42"
    assert computed.level == "ต้องปรับปรุง"


def test_sub_indicators_weigh_alike_however_many_items_they_have():
    computed = compute(small_year(oit_rule="sub_indicators"), ALL_QUESTIONS)
    assert computed.indicators[9] == Decimal(75)


def test_figures_are_computed_unrounded():
    computed = compute(small_year(), ALL_QUESTIONS)
    assert computed.indicators[9] != Decimal("66.67")
    assert abs(computed.indicators[9] - Decimal(200) / 3) < Decimal("1e-20")


def test_a_question_asked_in_both_eit_parts_is_their_mean():
    parts = {code: value for code, value in ALL_QUESTIONS.items() if code != "e1"} | figures(e1_1="70", e1_2="81")
    assert compute(small_year(), parts).indicators[6] == Decimal("75.5")


def test_one_eit_part_alone_gives_no_figure():
    part = {code: value for code, value in ALL_QUESTIONS.items() if code != "e1"} | figures(e1_1="70")
    computed = compute(small_year(), part)
    assert computed.indicators[6] is None
    assert computed.total is None


def test_the_figure_of_the_whole_question_goes_before_its_parts():
    both = ALL_QUESTIONS | figures(e1="60", e1_1="70", e1_2="80")
    assert compute(small_year(), both).indicators[6] == Decimal(60)


def test_two_published_parts_give_the_eit_when_nothing_below_them_is_known():
    computed = compute(small_year(), figures(EIT1="83.39", EIT2="96.84"))
    assert computed.instruments == {"IIT": None, "EIT": Decimal("90.115"), "OIT": None}
    assert compute(small_year(), figures(EIT1="83.39")).instruments["EIT"] is None


def test_indicators_go_before_the_published_parts_of_the_eit():
    computed = compute(small_year(), ALL_QUESTIONS | figures(EIT1="10", EIT2="20"))
    assert computed.instruments["EIT"] == Decimal(70)


def test_a_published_indicator_counts_before_the_computed_one():
    computed = compute(small_year(), ALL_QUESTIONS | figures(_1="95"))
    assert computed.indicators[1] == Decimal(85)
    assert computed.instruments["IIT"] == Decimal("97.5")


def test_a_published_instrument_counts_in_the_total_only_where_none_can_be_computed():
    assert compute(small_year(), ALL_QUESTIONS | figures(IIT="0")).total == compute(small_year(), ALL_QUESTIONS).total
    published = compute(small_year(), figures(IIT="90", EIT="80", OIT="70"))
    assert published.total == Decimal(79)
    assert published.instruments == {"IIT": None, "EIT": None, "OIT": None}


def test_a_published_total_earns_the_level_where_none_can_be_computed():
    assert compute(small_year("letters"), figures(total="90.04")).level == "A"
    assert compute(small_year("pass"), figures(total="90.04")).level is None
    assert compute(small_year("pass"), figures(total="84.99")).level == "ต้องปรับปรุง"
    assert compute(small_year("letters"), ALL_QUESTIONS | figures(total="90.04")).level == "B"


def test_nothing_entered_gives_nothing():
    computed = compute(small_year(), {})
    assert set(computed.indicators.values()) == set(computed.instruments.values()) == {None}
    assert (computed.total, computed.level) == (None, None)


def test_the_mean_of_nothing_or_of_an_unknown_is_unknown():
    assert mean([]) is None
    assert mean([Decimal(1), None]) is None
    assert mean([Decimal(1), Decimal(2)]) == Decimal("1.5")


@given(SMALL_FIGURES, st.sampled_from(sorted(ALL_QUESTIONS)), OIT_RULES)
def test_an_unknown_question_leaves_all_above_it_unknown_and_nothing_else(entered, missing, oit_rule):
    structure = small_year(oit_rule=oit_rule)
    owner = next(question for question in structure.questions if question.code == missing)
    known = {code: value for code, value in entered.items() if code != missing}
    with_all, without = compute(structure, entered), compute(structure, known)
    assert without.indicators == with_all.indicators | {owner.indicator: None}
    assert without.instruments == with_all.instruments | {owner.instrument: None}
    assert (without.total, without.level) == (None, None)


@given(SMALL_FIGURES, OIT_RULES)
def test_every_computed_figure_lies_between_the_lowest_and_the_highest_it_is_made_of(entered, oit_rule):
    structure = small_year(oit_rule=oit_rule)
    computed = compute(structure, entered)
    for indicator in structure.indicators:
        own = [entered[question.code] for question in indicator.questions]
        assert min(own) <= computed.indicators[indicator.number] <= max(own)
    for instrument in structure.instruments:
        own = [entered[question.code] for question in instrument.questions]
        assert min(own) <= computed.instruments[instrument.code] <= max(own)
    assert min(entered.values()) <= computed.total <= max(entered.values())


@given(SMALL_FIGURES, st.permutations(sorted(ALL_QUESTIONS)), OIT_RULES)
def test_the_order_of_questions_and_figures_changes_nothing(entered, order, oit_rule):
    structure = small_year(oit_rule=oit_rule)
    shuffled = replace(
        structure,
        instruments=tuple(
            replace(
                instrument,
                indicators=tuple(
                    replace(i, questions=tuple(sorted(i.questions, key=lambda q: order.index(q.code))))
                    for i in instrument.indicators
                ),
            )
            for instrument in reversed(structure.instruments)
        ),
    )
    one = compute(structure, entered)
    other = compute(shuffled, {code: entered[code] for code in order})
    assert abs(one.total - other.total) < Decimal("1e-20")
    assert (one.indicators, one.level) == (other.indicators, other.level)


@given(SMALL_FIGURES, st.sampled_from(sorted(ALL_QUESTIONS)), PERCENT, OIT_RULES)
def test_a_higher_figure_never_lowers_the_total(entered, code, better, oit_rule):
    structure = small_year(oit_rule=oit_rule)
    improved = entered | {code: max(entered[code], better)}
    assert compute(structure, improved).total >= compute(structure, entered).total
