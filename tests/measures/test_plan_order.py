"""In which order the measures of a plan stand, and with which numbers: on every page and on paper."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.models import Measure
from measures.rules.plan_order import in_printed_order, measure_groups, nearest_number, printed_numbers
from measures.succession import candidates_of
from measures.tracking import tracked_measures
from reports.content.material import Results, plan_material


@dataclass(frozen=True)
class NumberedSubject:
    number: int


@dataclass(frozen=True)
class Planned:
    pk: int
    position: int
    issue: NumberedSubject | None = None
    indicator: NumberedSubject | None = None


def plan(*issues: int | None) -> list[Planned]:
    """Measures in the order in which they were added, each with the number of its issue or None."""
    return [Planned(at, at, NumberedSubject(issue) if issue else None) for at, issue in enumerate(issues, 1)]


def test_measures_stand_by_issue_and_those_without_one_last():
    order = in_printed_order(plan(6, 1, None, 7, 7, 1), by_issue=True)
    assert [measure.pk for measure in order] == [2, 6, 1, 4, 5, 3]


def test_without_issues_they_stand_by_indicator():
    measures = [Planned(1, 1, None, NumberedSubject(9)), Planned(2, 2), Planned(3, 3, None, NumberedSubject(2))]
    assert [measure.pk for measure in in_printed_order(measures, by_issue=False)] == [3, 1, 2]
    assert [measure.pk for measure in in_printed_order(measures, by_issue=True)] == [1, 2, 3]


def test_numbers_go_on_through_the_groups():
    groups = measure_groups(plan(4, None, 1, 4), by_issue=True)
    told = [(each.subject and each.subject.number, [(n, m.pk) for n, m in each.measures]) for each in groups]
    assert told == [(1, [(1, 3)]), (4, [(2, 1), (3, 4)]), (None, [(4, 2)])]


def test_paper_that_prints_the_issue_begins_anew_with_each():
    order = in_printed_order(plan(4, None, 1, 4), by_issue=True)
    assert [number for number, _ in printed_numbers(order, within_issue=True)] == [1, 1, 2, 1]
    assert [number for number, _ in printed_numbers(order, within_issue=False)] == [1, 2, 3, 4]


@pytest.mark.parametrize(("wanted", "given_place"), [(1, 2), (2, 2), (4, 4), (5, 4), (99, 4)])
def test_a_measure_stays_among_those_that_answer_the_same(wanted: int, given_place: int):
    order = in_printed_order(plan(1, 2, 2, 2, 3), by_issue=True)
    assert nearest_number(order, 3, wanted, by_issue=True) == given_place


@given(st.lists(st.one_of(st.none(), st.integers(1, 7)), max_size=20), st.randoms())
def test_the_order_depends_on_nothing_but_the_measures(issues, chance):
    measures = plan(*issues)
    mixed = chance.sample(measures, len(measures))
    assert in_printed_order(mixed, by_issue=True) == in_printed_order(measures, by_issue=True)


def test_pages_and_paper_ask_the_same_rule(nanueng):
    stored = nanueng.plans.get(fiscal_year=2568)
    issues = {each.number: each for each in stored.assessment.framework.issues.all()}
    for measure, number in zip(stored.measures.all(), (6, 1, 7, 7, 4, 5, 2, 3), strict=True):
        Measure.objects.filter(pk=measure.pk).update(issue=issues[number])
    printed = [measure.issue.number for measure in plan_material(Results(nanueng), 2568).measures]
    assert printed == [1, 2, 3, 4, 5, 6, 7, 7]
    day = stored.measures.all()[0].start
    assert [int(each.issue.value) for each in tracked_measures(stored, day)] == printed
    assert [each.measure.issue.number for each in candidates_of(stored, None)] == printed
