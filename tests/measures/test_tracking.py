"""How a plan is counted: by status, by nearness of the end, by department, by what measures answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.models import Progress
from measures.rules.tracking import STATUSES, UNREPORTED, Groups, Tracked, TrackedGroup, count, count_plan

TODAY = date(2025, 2, 18)
TREASURY, WORKS = TrackedGroup("1", "กองคลัง"), TrackedGroup("2", "กองช่าง")
GROUPS = Groups(
    departments=(TREASURY, WORKS),
    issues=(TrackedGroup("1", "1. การปฏิบัติงาน"), TrackedGroup("2", "2. การให้บริการ")),
    indicators=(TrackedGroup("1", "ตัวชี้วัดที่ 1"),),
)


def tracked(number: int = 1, **fields) -> Tracked:
    return Tracked(key=f"key-{number}", number=number, title=f"มาตรการ {number}", today=TODAY, **fields)


def numbers(counts) -> dict[str, int]:
    return {each.value: each.number for each in (*counts.statuses, *counts.dues)}


def test_every_status_of_a_report_is_counted_and_named_as_reports_name_it():
    assert {name: STATUSES[name] for name in Progress.Status.values} == dict(Progress.Status.choices)
    assert list(STATUSES) == [UNREPORTED, *Progress.Status.values]


def test_a_measure_without_report_is_counted_by_itself_and_not_as_not_started():
    counts = count([tracked(1), tracked(2, status="not_started"), tracked(3, status="done")])
    assert counts.total == 3
    assert numbers(counts) == {
        "unreported": 1,
        "not_started": 1,
        "in_progress": 0,
        "done": 1,
        "cancelled": 0,
        "overdue": 0,
        "soon": 0,
    }


@pytest.mark.parametrize(
    ("days", "due"), [(-400, "overdue"), (-1, "overdue"), (0, "soon"), (30, "soon"), (31, ""), (400, "")]
)
@pytest.mark.parametrize("status", ["unreported", "not_started", "in_progress"])
def test_the_end_is_missed_the_day_after_it_and_near_for_thirty_days_before(days: int, due: str, status: str):
    assert tracked(status=status, end=TODAY + timedelta(days=days)).due == due


@pytest.mark.parametrize("status", ["done", "cancelled"])
@pytest.mark.parametrize("days", [-400, -1, 0, 30])
def test_what_is_done_or_cancelled_has_no_end_to_miss(status: str, days: int):
    measure = tracked(status=status, end=TODAY + timedelta(days=days))
    assert (measure.due, measure.due_name, measure.days_late) == ("", "", 0)


def test_a_measure_without_end_is_never_overdue():
    assert tracked(status="not_started").due == ""


def test_days_late_are_counted_from_the_last_day():
    assert tracked(end=TODAY - timedelta(days=49)).days_late == 49
    assert tracked(end=TODAY).days_late == 0


@pytest.mark.parametrize(
    ("status", "percent", "completion"),
    [
        ("done", None, 100),
        ("done", 90, 90),
        ("in_progress", None, None),
        ("cancelled", None, None),
        ("unreported", None, None),
    ],
)
def test_a_done_measure_without_figure_has_nothing_left(status: str, percent, completion):
    assert tracked(status=status, percent=percent).completion == completion


def test_a_measure_of_two_departments_counts_for_both_and_one_of_none_for_nobody():
    measures = [
        tracked(1, departments=(TREASURY, WORKS), status="done"),
        tracked(2, departments=(WORKS,), end=TODAY - timedelta(days=1)),
        tracked(3),
    ]
    rows = count_plan(measures, GROUPS).departments
    assert [(row.group.name, row.counts.total) for row in rows] == [("กองคลัง", 1), ("กองช่าง", 2), ("ไม่มีผู้รับผิดชอบ", 1)]
    assert numbers(rows[1].counts)["overdue"] == 1
    assert numbers(rows[1].counts)["done"] == 1
    assert numbers(rows[2].counts)["unreported"] == 1


def test_an_issue_without_measure_stands_with_zero_and_without_issue_only_where_there_is_one():
    issue = GROUPS.issues[1]
    rows = count_plan([tracked(issue=issue)], GROUPS).issues
    assert [(row.group.value, row.counts.total) for row in rows] == [("1", 0), ("2", 1)]
    rows = count_plan([tracked(1, issue=issue), tracked(2)], GROUPS).issues
    assert [(row.group.value, row.counts.total) for row in rows] == [("1", 0), ("2", 1), ("none", 1)]


@pytest.mark.parametrize(
    ("fields", "tables"),
    [
        ({}, (True, False)),  # nothing is said of any measure yet: the issues are what the year asks for
        ({"issue": GROUPS.issues[0]}, (True, False)),
        ({"indicator": GROUPS.indicators[0]}, (False, True)),
        ({"issue": GROUPS.issues[0], "indicator": GROUPS.indicators[0]}, (True, True)),
    ],
)
def test_only_what_measures_answer_has_a_table(fields, tables):
    counts = count_plan([tracked(**fields)], GROUPS)
    assert (bool(counts.issues), bool(counts.indicators)) == tables


def test_a_year_without_issues_has_no_table_of_issues():
    counts = count_plan([tracked()], Groups(indicators=GROUPS.indicators))
    assert counts.issues == ()
    assert [row.group.value for row in counts.indicators] == ["1", "none"]


@given(
    st.lists(
        st.builds(
            tracked,
            status=st.sampled_from(list(STATUSES)),
            end=st.none() | st.dates(TODAY - timedelta(days=90), TODAY + timedelta(days=90)),
            departments=st.sampled_from([(), (TREASURY,), (TREASURY, WORKS)]),
        )
    )
)
def test_each_measure_has_one_status_and_counts_do_not_depend_on_the_order(measures):
    counts = count(measures)
    assert sum(each.number for each in counts.statuses) == counts.total == len(measures)
    assert sum(each.number for each in counts.dues) <= counts.total
    assert count(reversed(measures)) == counts
