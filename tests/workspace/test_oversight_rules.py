"""The agencies of an area: chosen, sorted and summed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.figures import rounded
from workspace.rules.oversight import Choice, OverseenAgency, chosen, in_order, sums_of

FIGURES = st.none() | st.decimals(0, 100, places=4)


def agency(name: str = "ก", **values) -> OverseenAgency:
    told = {"slug": name, "kind": "", "district": "เมือง", "province": "", "target": Decimal(85)} | values
    return OverseenAgency(name=name, **told)


@pytest.mark.parametrize(
    ("values", "choices"),
    [
        ({}, {Choice.NOT_BEGUN}),
        ({"total": Decimal("84.994")}, {Choice.BELOW}),
        ({"total": Decimal("84.995")}, set()),  # printed as 85.00
        ({"total": Decimal(90), "instruments": (Decimal(84), None)}, {Choice.BELOW}),
        ({"total": Decimal(90), "target": Decimal(95)}, {Choice.BELOW}),
        ({"total": Decimal(90), "is_late": True}, {Choice.LATE}),
        ({"total": Decimal(90), "overdue": 1}, {Choice.OVERDUE}),
    ],
)
def test_what_is_chosen(values, choices):
    found = {each for each in Choice if chosen([agency(**values)], each)}
    assert found == choices | {Choice.ALL}


def test_a_district_is_chosen_beside_the_rest():
    two = [agency("ก", district="เมือง"), agency("ข", district="ท่าบ่อ", total=Decimal(80))]
    assert [each.name for each in chosen(two, Choice.ALL, "ท่าบ่อ")] == ["ข"]
    assert not chosen(two, Choice.BELOW, "เมือง")


@pytest.mark.parametrize("descending", [True, False])
def test_what_is_not_known_stands_last_whichever_way(descending):
    three = [agency("ค"), agency("ข", total=Decimal(80)), agency("ก", total=Decimal(90))]
    names = [each.name for each in in_order(three, "total", descending=descending)]
    assert names == (["ก", "ข", "ค"] if descending else ["ข", "ก", "ค"])


def test_names_stand_as_in_a_dictionary_and_an_unknown_column_is_that_of_names():
    assert [each.name for each in in_order([agency("เขา"), agency("กา"), agency("แก")], "none")] == ["กา", "แก", "เขา"]


def test_a_change_is_that_of_the_printed_figures():
    assert agency(total=Decimal("90.005"), before=Decimal("80.004")).change == Decimal("10.01")
    assert agency(total=Decimal(90)).change is None


@given(st.lists(st.tuples(FIGURES, st.sampled_from(["เมือง", "ท่าบ่อ", ""])), max_size=20))
def test_sums_are_those_of_a_slow_recount(rows):
    agencies = [agency(str(at), total=total, district=name) for at, (total, name) in enumerate(rows)]
    sums = sums_of(agencies)
    known = [total for total, _ in rows if total is not None]
    assert (sums.count, sums.known) == (len(rows), len(known))
    assert sums.mean == (sum(known, Decimal(0)) / len(known) if known else None)
    assert sum(each.count for each in sums.districts) == sum(each.count for each in sums.kinds) == len(rows)
    assert {each.name for each in sums.districts} == {name for _, name in rows}
    for each in sums.districts:
        own = [total for total, name in rows if name == each.name]
        told = [total for total in own if total is not None]
        assert (each.known, each.below) == (len(told), sum(rounded(total) < 85 for total in told))
        assert each.mean == (sum(told, Decimal(0)) / len(told) if told else None)


def test_levels_are_counted_the_most_frequent_first():
    agencies = [agency("ก", level="ผ่าน"), agency("ข", level="ผ่านดี"), agency("ค", level="ผ่านดี"), agency("ง")]
    agencies.append(agency("จ", level_before="ผ่าน"))
    agencies.append(agency("ฉ", level_before="ต้องปรับปรุง"))
    found = [(each.name, each.count, each.before) for each in sums_of(agencies).levels]
    assert found == [("ผ่านดี", 2, 0), ("ผ่าน", 1, 1), ("ต้องปรับปรุง", 0, 1)]


def test_the_year_is_compared_with_the_one_before_and_what_is_below_is_counted_by_its_place():
    agencies = [
        agency("ก", total=Decimal(80), before=Decimal(70), instruments=(Decimal(70), Decimal(90))),
        agency("ข", total=Decimal(90), before=Decimal(95), instruments=(Decimal(90), Decimal(80))),
        agency("ค", total=Decimal(90), before=Decimal("90.001"), instruments=(None, Decimal(84))),
        agency("ง"),
    ]
    sums = sums_of(agencies)
    assert (sums.better, sums.worse, sums.alike) == (1, 1, 1)
    assert sums.below == (1, 1, 2)
    assert [each.name for each in chosen(agencies, Choice.BELOW, weak=2)] == ["ข", "ค"]
    assert len(chosen(agencies, Choice.BELOW)) == 3
    assert len(chosen(agencies, Choice.BELOW, weak=9)) == 0


def test_the_steps_of_a_cycle_stand_in_their_order():
    assert [is_done for _, is_done in agency(done=frozenset({"scores", "report"})).steps] == [
        True,
        False,
        False,
        False,
        False,
        True,
    ]
    assert agency(last_change=date(2026, 1, 1)).last_change
