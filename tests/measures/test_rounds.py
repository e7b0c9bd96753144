"""Reporting rounds: opening, changing and closing them, and their pages."""

import html
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Change
from measures.models import Evidence, Measure, MeasureReport, Progress, ReportingRound
from measures.rounds import report_rows
from measures.services import standard_rounds
from tests.measures.rounds import (
    DUE,
    IN_TIME,
    MARCH,
    ROUNDS,
    form_of,
    give_back,
    open_round,
    round_address,
    seen_of,
    submit,
)
from tests.portal.forms import fields_of, opened

pytestmark = pytest.mark.usefixtures("in_time")

# Opening and changing


def test_the_standard_rounds_end_with_the_halves_of_the_fiscal_year():
    six, twelve = standard_rounds(2568)
    assert (six.name, six.ends_on, six.due_on) == ("รอบ 6 เดือน", date(2025, 3, 31), date(2025, 4, 15))
    assert (twelve.name, twelve.ends_on, twelve.due_on) == ("รอบ 12 เดือน", date(2025, 9, 30), date(2025, 10, 15))


def test_the_coordinator_opens_both_rounds_at_once_and_once_only(plan, mine, coordinator, nanueng):
    for _ in range(2):
        assert mine.post(f"{ROUNDS}open/").headers["Location"] == ROUNDS
    rounds = list(plan.rounds.all())
    assert [each.name for each in rounds] == ["รอบ 6 เดือน", "รอบ 12 เดือน"]
    assert {(each.opened_by, each.opened_by_name) for each in rounds} == {(coordinator, str(coordinator))}
    changes = Change.objects.for_year(nanueng, 2568).of_kind("round:")
    assert [change.label for change in changes] == [
        "เปิดรอบการรายงาน: รอบ 12 เดือน",
        "เปิดรอบการรายงาน: รอบ 6 เดือน",
    ]
    assert "กำหนดส่ง: 15 เมษายน 2568" in changes[1].new


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (1, date(2024, 10, 31)),
        (3, date(2024, 12, 31)),
        (4, date(2025, 1, 31)),
        (5, date(2025, 2, 28)),
        (9, date(2025, 6, 30)),
        (12, date(2025, 9, 30)),
    ],
)
def test_a_round_ends_with_its_month_of_the_fiscal_year(month, day):
    (content,) = standard_rounds(2568, [month])
    assert (content.name, content.ends_on) == (f"รอบ {month} เดือน", day)


def test_an_agency_is_offered_the_rounds_that_it_asks_for(plan, mine, nanueng):
    nanueng.report_months = [3, 6, 9, 12]
    nanueng.save()
    page = mine.get(ROUNDS).content.decode()
    assert "เปิดทั้ง 4 รอบ" in page
    assert "/nanueng/settings/" in page
    mine.post(f"{ROUNDS}open/")
    assert [each.name for each in plan.rounds.all()] == [f"รอบ {month} เดือน" for month in (3, 6, 9, 12)]


def test_a_round_of_ones_own(plan, mine):
    typed = {"name": "ไตรมาสที่ 1", "ends_on": "๓๑ ธ.ค. ๒๕๖๗", "due_on": "10/1/2568"}
    assert mine.post(f"{ROUNDS}new/", typed).status_code == 302
    opened_round = plan.rounds.get()
    assert (opened_round.ends_on, opened_round.due_on) == (date(2024, 12, 31), date(2025, 1, 10))
    assert "ไตรมาสที่ 1" in mine.get(ROUNDS).content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"name": ""}, "name", "กรุณากรอกชื่อรอบ"),
        ({"name": "รอบ 6 เดือน"}, "name", "แผนนี้มีรอบชื่อนี้แล้ว"),
        ({"ends_on": ""}, "ends_on", "กรุณากรอกวันที่"),
        ({"ends_on": "31/3/2568"}, "ends_on", "แผนนี้มีรอบของวันที่นี้แล้ว คือ “รอบ 6 เดือน”"),
        ({"ends_on": "30/9/2567"}, "ends_on", "ต้องอยู่ในปีงบประมาณของแผน คือ 1 ต.ค. 2567 ถึง 30 ก.ย. 2568"),
        ({"ends_on": "1/10/2568"}, "ends_on", "ต้องอยู่ในปีงบประมาณของแผน"),
        ({"due_on": "30/12/2567"}, "due_on", "กำหนดส่งต้องไม่อยู่ก่อนวันที่รายงานข้อมูลถึง"),
        ({"due_on": "10/1/2578"}, "due_on", "กรุณาตรวจสอบปี พ.ศ."),
        ({"due_on": "10/1/2025"}, "due_on", "เป็นปี ค.ศ."),
    ],
)
def test_a_refused_round_says_why_and_keeps_what_was_typed(plan, reporting_round, mine, typed, field, reason):
    sent = {"name": "ไตรมาสที่ 1", "ends_on": "31/12/2567", "due_on": "10/1/2568"} | typed
    response = mine.post(f"{ROUNDS}new/", sent)
    assert response.status_code == 422
    assert reason in response.context["form"].errors[field][0]
    assert {name: fields_of(response, "ends_on")[name] for name in sent} == sent
    assert plan.rounds.count() == 1


def test_changed_dates_leave_their_history(reporting_round, mine, nanueng):
    form = opened(mine, f"{round_address(reporting_round)}edit/", "due_on")
    assert mine.post(f"{round_address(reporting_round)}edit/", form | {"due_on": "30/4/2568"}).status_code == 302
    reporting_round.refresh_from_db()
    assert reporting_round.due_on == date(2025, 4, 30)
    change = Change.objects.for_year(nanueng, 2568).of(f"round:{reporting_round.key}")[0]
    assert ("15 เมษายน 2568" in change.old, "30 เมษายน 2568" in change.new) == (True, True)


def test_two_coordinators_on_one_round_see_each_others_dates(reporting_round, mine, theirs):
    url = f"{round_address(reporting_round)}edit/"
    my_form = opened(mine, url, "due_on") | {"due_on": "20/4/2568"}
    theirs.post(url, opened(theirs, url, "due_on") | {"due_on": "30/4/2568"})
    response = mine.post(url, my_form)
    assert response.status_code == 409
    assert "30 เม.ย. 2568" in response.content.decode()
    shown = fields_of(response, "due_on")
    assert shown["due_on"] == "20/4/2568"
    assert mine.post(url, shown).status_code == 302
    reporting_round.refresh_from_db()
    assert reporting_round.due_on == date(2025, 4, 20)


@pytest.mark.parametrize("wrong", [{"due_on": date(2025, 3, 30)}, {"name": "รอบ 6 เดือน", "ends_on": date(2025, 1, 1)}])
def test_the_database_refuses_impossible_rounds(reporting_round, wrong):
    fields = {"plan": reporting_round.plan, "name": "อื่น", "ends_on": date(2025, 4, 30), "due_on": DUE} | wrong
    wrong_round = ReportingRound(opened_by_name="ระบบ", **fields)
    with pytest.raises(ValidationError):
        wrong_round.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong_round.save()


# The pages


def test_the_board_names_who_has_reported_and_who_has_not(reporting_round, plan, owned, officer, mine):
    submit(owned, reporting_round, officer)
    response = mine.get(round_address(reporting_round))
    counts = {each.name: {state: count for state, _, count in each.cells} for each in response.context["departments"]}
    assert counts["กองคลัง"]["submitted"] == 1
    assert counts["กองคลัง"]["unreported"] == 1  # of the two measures that it leads; it supports four more
    assert counts["ไม่มีผู้รับผิดชอบ"] == {"unreported": 1, "draft": 0, "submitted": 0, "returned": 0, "accepted": 0}
    assert response.content.decode().count("<article") == 8


def test_the_board_is_filtered_by_department_and_state(reporting_round, owned, officer, mine, nanueng):
    submit(owned, reporting_round, officer)
    department = nanueng.departments.get(name="กองคลัง").pk
    for query, rows in {
        "?state=submitted": 1,
        "?state=accepted": 0,
        "?state=nonsense": 8,
        f"?department={department}": 6,  # two that it leads, four that it supports
        f"?department={department}&state=submitted": 1,
        "?department=none": 1,
        "?department=x": 0,
    }.items():
        assert mine.get(round_address(reporting_round) + query).content.decode().count("<article") == rows, query


def test_an_officer_sees_the_own_department_first_and_may_see_all(reporting_round, owned, clerk):
    own = clerk.get(round_address(reporting_round)).content.decode()
    articles = own.split("<article")[1:]
    assert ["ร่วมรับผิดชอบ <a" in each for each in articles] == [False] * 2 + [True] * 4
    page = clerk.get(f"{round_address(reporting_round)}?department=all").content.decode()
    assert page.count("<article") == 8
    assert "รับทั้งหมด" not in page
    assert "ส่งกลับให้แก้ไข</summary>" not in page


@pytest.mark.parametrize("who", ["reader", "executive", "administrator", "officer"])
def test_others_read_rounds_and_decide_nothing(reporting_round, measure, officer, coordinator, request, as_user, who):
    client = as_user(request.getfixturevalue(who))
    report = submit(measure, reporting_round, coordinator)
    for path in ("", f"{reporting_round.key}/", f"{reporting_round.key}/{measure.key}/"):
        assert client.get(ROUNDS + path).status_code == 200
    for path in ("edit/", "close/", "accept/", "return/"):
        assert client.post(round_address(reporting_round) + path, {"report": seen_of(report)}).status_code == 403
    for path in ("open/", "new/"):
        assert client.post(ROUNDS + path).status_code == 403
    report.refresh_from_db()
    assert report.state == "submitted"


def test_a_stranger_finds_no_round(reporting_round, measure, stranger, as_user):
    client = as_user(stranger)
    for path in (ROUNDS, round_address(reporting_round), form_of(reporting_round, measure)):
        assert client.get(path).status_code == 404
        assert client.get(path.replace("nanueng", "maiklang")).status_code == (200 if path == ROUNDS else 404)


def test_a_round_of_another_year_is_not_found(reporting_round, mine):
    assert mine.get(round_address(reporting_round).replace("2568", "2569")).status_code == 404


def test_closing_a_round_leaves_its_history_and_opens_again(reporting_round, mine, nanueng):
    for typed, is_open in (({}, False), ({}, False), ({"open": "1"}, True)):
        mine.post(f"{round_address(reporting_round)}close/", typed)
        reporting_round.refresh_from_db()
        assert reporting_round.is_open == is_open
    labels = [change.label for change in Change.objects.for_year(nanueng, 2568).of(f"round:{reporting_round.key}")]
    assert labels[:2] == ["เปิดรอบการรายงานอีกครั้ง: รอบ 6 เดือน", "ปิดรอบการรายงาน: รอบ 6 เดือน"]


def test_a_year_without_a_plan_says_what_to_do_first(nanueng, mine):
    page = mine.get(ROUNDS.replace("2568", "2570"))
    assert page.status_code == 200
    assert "จึงต้องมีแผนก่อน" in page.content.decode()
    assert mine.post(f"{ROUNDS.replace('2568', '2570')}open/").status_code == 404


def test_remarks_and_texts_stay_text(reporting_round, owned, officer, coordinator, mine, clerk):
    hostile = "<script>alert(1)</script>"
    give_back(submit(owned, reporting_round, officer, work=hostile), coordinator, remarks=hostile)
    for client, url in ((mine, round_address(reporting_round)), (clerk, form_of(reporting_round, owned))):
        page = client.get(url).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page


def add_measures(plan, count: int, officer, reporting_round) -> None:
    """Add measures that were reported with a file, as a large agency has them."""
    department = plan.agency.departments.get(name="กองคลัง")
    for number in range(count):
        measure = Measure.objects.create(plan=plan, position=100 + number, title=f"มาตรการ {number}")
        measure.owners.add(department)
        entry = Progress.objects.create(
            measure=measure, status="done", reported_on=MARCH, actor=officer, file_count=1, round=reporting_round
        )
        Evidence.objects.create(measure=measure, entry=entry, name="a.pdf", file="x", size=1, at=timezone.now())
        if number % 2:
            MeasureReport.objects.create(measure=measure, round=reporting_round, state="submitted", entry=entry)


@pytest.mark.parametrize("path", ["rounds/", "rounds/{}/", "../my-work/"])
@pytest.mark.parametrize("who", ["coordinator", "officer"])
def test_pages_cost_the_same_with_ten_and_with_fifty_measures(
    reporting_round, plan, officer, as_user, request, path, who
):
    client = as_user(request.getfixturevalue(who))
    url = f"/nanueng/2568/measures/{path.format(reporting_round.key)}".replace("measures/../", "")
    costs = []
    for more in (10, 40):
        add_measures(plan, more, officer, reporting_round)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] <= 26


def test_a_measure_has_the_number_under_which_its_plan_prints_it(plan, reporting_round, mine):
    first, *rest = plan.in_order(plan.measures.select_related("issue", "indicator"))
    plan.measures.filter(pk=first.pk).update(position=900)  # behind all others, and still the only one of its issue
    rows = report_rows([reporting_round], IN_TIME)
    assert [(row.number, row.measure) for row in rows] == list(enumerate([first, *rest], 1))
    assert f"1. {first.title}" in html.unescape(mine.get(round_address(reporting_round)).content.decode())


def test_the_rounds_of_two_plans_are_listed_with_the_queries_of_one(plan, reporting_round, nanueng):
    with CaptureQueriesContext(connection) as one:
        report_rows([reporting_round], IN_TIME)
    assessment = nanueng.assessments.get(framework__fiscal_year=2567)
    other = open_round(nanueng.plans.create(fiscal_year=2571, assessment=assessment))
    other.plan.measures.create(position=1, title="มาตรการของอีกปี")
    with CaptureQueriesContext(connection) as two:
        rows = report_rows([reporting_round, other], IN_TIME)
    assert rows[-1].number == 1
    assert len(two) == len(one)
