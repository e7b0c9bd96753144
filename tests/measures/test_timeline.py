"""Measures as bars on the months of the fiscal year, and the page that shows them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies import kept
from measures.models import Measure
from measures.rules.timeline import YEAR, build_timeline, place
from measures.rules.tracking import Tracked
from tests.measures.test_plan_page import fill

URL = "/nanueng/2568/measures/tracking/timeline/"
TODAY = date(2025, 2, 15)


def tracked(start=None, end=None, **fields) -> Tracked:
    return Tracked(key="k", number=1, title="มาตรการ", today=TODAY, start=start, end=end, **fields)


def bar_of(start, end, today=TODAY, **fields):
    timeline = build_timeline([tracked(start, end, **fields)], fiscal_year=2568, today=today)
    return timeline.rows[0].bar


def test_the_year_has_twelve_equal_months_from_october_to_september():
    timeline = build_timeline([], fiscal_year=2568, today=TODAY)
    assert [month.label for month in timeline.months][::11] == ["ต.ค.67", "ก.ย.68"]
    assert [month.x for month in timeline.months] == list(range(0, 1200, 100))
    assert timeline.lines == tuple(range(100, 1200, 100))
    assert [month.label for month in timeline.months if month.is_now] == ["ก.พ.68"]


@pytest.mark.parametrize(
    ("day", "x"),
    [
        (date(2024, 10, 1), 0),
        (date(2024, 11, 1), 100),
        (date(2025, 1, 1), 300),
        (date(2025, 2, 15), 450),  # the 15th of 28 days: half of February is over
        (date(2025, 9, 30), 1196),
        (date(2025, 10, 1), YEAR),
        (date(2030, 1, 1), YEAR),
        (date(2024, 9, 30), 0),
    ],
)
def test_a_day_has_its_share_of_the_month(day: date, x: int):
    assert place(day, 2568) == x


def test_a_bar_reaches_from_the_first_to_the_last_day_however_much_is_done():
    for percent in (0, 25, 100):
        bar = bar_of(date(2025, 3, 1), date(2025, 4, 30), status="in_progress", percent=percent)
        assert (bar.x, bar.width, bar.end_x, bar.late) == (500, 200, 700, 0)


def test_the_days_on_which_rounds_are_due_stand_on_the_months_the_last_at_their_end():
    rounds = [("รอบ 6 เดือน", date(2025, 4, 15)), ("รอบ 12 เดือน", date(2025, 10, 15))]
    timeline = build_timeline([], fiscal_year=2568, today=TODAY, rounds=rounds)
    assert [(mark.name, mark.x) for mark in timeline.marks] == [("รอบ 6 เดือน", 646), ("รอบ 12 เดือน", 1196)]


def test_an_overdue_measure_reaches_on_to_today():
    bar = bar_of(date(2024, 11, 1), date(2024, 12, 31), status="in_progress", percent=60)
    assert (bar.late_x, bar.late) == (300, 150)
    assert bar_of(date(2024, 11, 1), date(2024, 12, 31), status="done").late == 0


def test_what_lies_outside_of_the_year_is_cut_and_said():
    bar = bar_of(date(2024, 7, 1), date(2025, 12, 31))
    assert (bar.x, bar.width, bar.begins_before, bar.ends_after) == (0, YEAR, True, True)
    before = bar_of(date(2024, 1, 1), date(2024, 3, 31))
    assert (before.width, before.late_x, before.late) == (0, 0, 450)


def test_a_measure_without_months_has_no_bar():
    assert bar_of(None, None) is None


@pytest.mark.parametrize("day", [date(2024, 9, 30), date(2025, 10, 1), date(2026, 2, 15)])
def test_a_day_of_another_year_has_no_line(day: date):
    timeline = build_timeline([], fiscal_year=2568, today=day)
    assert timeline.today_x is None
    assert not any(month.is_now for month in timeline.months)


@given(
    st.dates(date(2023, 1, 1), date(2027, 1, 1)),
    st.dates(date(2023, 1, 1), date(2027, 1, 1)),
    st.integers(0, 100),
    st.sampled_from(["unreported", "in_progress", "done", "cancelled"]),
)
def test_no_bar_leaves_the_year(first: date, second: date, percent: int, status: str):
    bar = bar_of(min(first, second), max(first, second), status=status, percent=percent)
    assert 0 <= bar.x <= bar.x + bar.width <= YEAR
    assert 0 <= bar.end_x < YEAR
    assert bar.late >= 0
    assert bar.late_x + bar.late <= YEAR


# The page


def test_the_page_says_each_bar_in_words(plan, mine, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    late = plan.measures.all()[0]
    Measure.objects.filter(pk=late.pk).update(start=date(2024, 10, 1), end=date(2024, 12, 31))
    late.progress.all().delete()
    late.progress.create(status="in_progress", percent=60, reported_on=date(2025, 1, 10), actor_name="ระบบ")
    page = " ".join(mine.get(URL).content.decode().split())
    assert page.count('class="timeline-bar') == 8
    row = page[page.index("1. จัดทำคู่มือ") :].split("</tr>")[0]
    assert '<rect class="timeline-span" x="0" y="4" width="300" height="16"/>' in row
    assert '<rect class="percent-done" width="60" height="8"/>' in row
    assert '<rect class="timeline-late" x="300" y="9" width="150"' in row
    for words in ("อยู่ระหว่างดำเนินการ", "ต.ค.67 - ธ.ค.67", "ร้อยละ 60", "เกินกำหนด 46 วัน"):
        assert words in row
    assert "style=" not in page
    assert '<rect class="timeline-today" x="450"' in page


def test_the_page_takes_the_same_filters_as_the_list(plan, mine):
    first = plan.measures.all()[0]
    page = mine.get(URL, {"issue": first.issue.number}).content.decode()
    assert page.count('class="timeline-bar') == plan.measures.filter(issue=first.issue).count() < 8


def test_the_words_of_a_title_are_escaped(plan, mine):
    plan.measures.update(title="<script>alert(1)</script>")
    for url in (URL, URL.replace("timeline/", "")):
        assert "<script>alert" not in mine.get(url).content.decode()


def test_who_may_see_the_page(plan, member, nanueng, stranger, client, as_user):
    for role in ("reader", "executive", "officer", "coordinator"):
        assert as_user(member(nanueng, role)).get(URL).status_code == 200
    assert as_user(stranger).get(URL).status_code == 404
    assert client.get(URL).status_code == 302
    assert as_user(stranger).get("/maiklang/2568/measures/tracking/timeline/").status_code == 302  # no plan yet


def test_the_timeline_takes_the_same_queries_for_ten_measures_and_for_fifty(plan, mine, django_assert_max_num_queries):
    def asked() -> int:
        kept.forget_all()
        with django_assert_max_num_queries(30) as queries:
            page = mine.get(URL).content.decode()
        assert page.count('class="timeline-words') == plan.measures.count()
        return len(queries)

    fill(plan, 10)
    mine.get(URL)
    with_ten = asked()
    fill(plan, 50)
    assert asked() == with_ten
