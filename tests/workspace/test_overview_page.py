"""The overview: what waits for the person, the result with its reason, the board, what is left over."""

from datetime import date

import pytest

from agencies.kept import forget_all
from assessments.models import Framework
from assessments.rules.cycle import Cycle, cycle_of_result
from measures.cycles import cycles_for
from measures.models import Measure, MeasurePlan
from reports.issue.cycle_drafts import CycleDrafts
from tests.measures.rounds import open_round
from workspace.board import board_for
from workspace.cycle_facts import CycleFacts

URL = "/nanueng/2568/"


@pytest.fixture
def plan(nanueng) -> MeasurePlan:
    return MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)


@pytest.mark.parametrize("who", ["coordinator", "officer", "executive", "reader", "administrator"])
def test_everyone_of_the_agency_sees_the_board(nanueng, request, as_user, who: str):
    page = as_user(request.getfixturevalue(who)).get(URL)
    assert page.status_code == 200
    assert "แผนมาตรการปี 2568" in page.content.decode()


def test_a_stranger_finds_no_board(nanueng, stranger, as_user):
    assert as_user(stranger).get(URL).status_code == 404


def test_anonymous_goes_to_the_login(nanueng, client):
    assert client.get(URL).headers["Location"] == f"/login/?next={URL}"


def test_the_board_takes_no_form(coordinator, nanueng, as_user):
    assert as_user(coordinator).post(URL).status_code == 405


def test_the_result_stands_with_the_reason_for_its_level_and_the_change(nanueng, coordinator, as_user):
    page = as_user(coordinator).get(URL).content.decode()
    for text in ("95.30", "ผ่านดี", "IIT ได้ 85.38 ต่ำกว่า 95", "เทียบปี 2567", "+4.47"):
        assert text in page


def test_weak_points_say_whether_finding_and_measure_speak_of_them(nanueng, plan, coordinator, as_user):
    page = as_user(coordinator).get(URL).content.decode().partition("จุดที่ควรแก้ไขก่อน")[2]
    assert "i10" in page
    assert "มีแล้ว" in page
    plan.measures.all().delete()
    assert "ยังไม่มี" in as_user(coordinator).get(URL).content.decode().partition("จุดที่ควรแก้ไขก่อน")[2]


def test_who_may_edit_is_led_to_the_first_thing_to_do(nanueng, coordinator, reader, as_user):
    assert "สิ่งที่ต้องทำต่อไป" in as_user(coordinator).get(URL).content.decode()
    assert "สิ่งที่ต้องทำต่อไป" not in as_user(reader).get(URL).content.decode()


def test_a_year_without_framework_is_no_dead_end(nanueng, coordinator, as_user):
    page = as_user(coordinator).get("/nanueng/2571/")
    assert page.status_code == 200
    assert "รอกรอบการประเมิน" in page.content.decode()


# On the last day the administrator has yet to add the framework of 2570: nothing waits for the agency.
DAYS = [
    (date(2026, 7, 15), 2568, "measures", []),
    (date(2026, 9, 1), 2569, "scores", ["rounds", "overdue", "document:progress", "document:memo"]),
    (date(2026, 11, 28), 2569, "scores", ["rounds", "overdue", "document:progress", "document:memo"]),
    (date(2027, 4, 10), 2569, "scores", ["rounds", "overdue", "document:progress", "document:memo"]),
    (date(2027, 10, 2), 2570, None, []),
]


@pytest.mark.parametrize(("day", "opens", "first", "left_over"), DAYS)
def test_what_opens_and_comes_first_through_the_year(
    nanueng, coordinator, as_user, on_day, day, opens, first, left_over
):
    on_day(day)
    assert as_user(coordinator).get("/nanueng/").headers["Location"] == f"/nanueng/{opens}/"
    cycles = cycles_for(nanueng, day)
    _, board = board_for(nanueng, cycles, cycle_of_result(cycles.cycles, opens), day)
    assert (board.next_task.task.id if board.next_task else None) == first
    assert [each.task.id for each in board.left_over.tasks] == left_over if left_over else board.left_over is None
    page = as_user(coordinator).get(f"/nanueng/{opens}/").content.decode()
    assert all(each.task.title in page for each in board.tasks)
    said = board.next_task.task.title if first else "ขณะนี้ไม่มีงานที่ท่านต้องทำ"
    assert said in page.partition('class="overview-columns"')[0]
    assert ("ค้างจากรอบก่อน" in page) == bool(left_over)


def test_on_the_second_of_october_the_report_of_the_year_that_ended_is_left_over(nanueng):
    """The framework of 2570 is still to come; what departments and coordinator owe of the plan of 2570 stands below."""
    result = nanueng.assessments.create(framework=Framework.objects.get(fiscal_year=2569))
    result.figures.create(code="total", value=90)
    plan = MeasurePlan.objects.create(agency=nanueng, fiscal_year=2570, assessment=result)
    plan.measures.create(title="ทบทวนคู่มือ", position=1, start=date(2026, 10, 1), end=date(2027, 9, 30))
    open_round(plan, name="รอบ 6 เดือน", ends_on=date(2027, 3, 31), due_on=date(2027, 4, 15))
    open_round(plan, name="รอบ 12 เดือน", ends_on=date(2027, 9, 30), due_on=date(2027, 10, 15))
    today = date(2027, 10, 2)
    cycles = cycles_for(nanueng, today)
    _, board = board_for(nanueng, cycles, cycle_of_result(cycles.cycles, 2570), today)
    assert board.left_over.title == "ค้างจากรอบก่อน (ผลปี 2569 → แผนปี 2570)"
    assert [(each.task.title, each.task.stage.words) for each in board.left_over.tasks][:3] == [
        ("รอบ “รอบ 6 เดือน”", "เกินกำหนด 170 วัน"),
        ("รอบ “รอบ 12 เดือน”", "รอรายงาน 1"),
        ("มาตรการที่เกินกำหนด", "เกินกำหนด 1"),
    ]
    assert [each.task.id for each in board.left_over.tasks][3:] == ["document:progress", "document:memo"]
    assert board.is_next_left_over


def test_the_board_costs_the_same_for_few_measures_and_for_many(
    nanueng, plan, coordinator, as_user, django_assert_max_num_queries
):
    client = as_user(coordinator)
    client.get(URL)
    forget_all()
    with django_assert_max_num_queries(100) as few:
        client.get(URL)
    Measure.objects.bulk_create(Measure(plan=plan, position=20 + n, title=f"มาตรการเพิ่ม {n}") for n in range(30))
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(URL)


@pytest.mark.any_database  # what a check weighs is decided over rows that were read already
@pytest.mark.parametrize(("plan_year", "is_blocking"), [(2566, False), (2568, True)])
def test_a_missing_timeframe_blocks_the_measures_only_where_the_round_requires_one(
    nanueng, frameworks, plan_year: int, is_blocking: bool
):
    result = nanueng.assessments.get_or_create(framework=Framework.objects.get(fiscal_year=plan_year - 1))[0]
    result.figures.get_or_create(code="total", defaults={"value": 90})
    nanueng.plans.exclude(fiscal_year=2568).delete()
    plan = nanueng.plans.get()
    MeasurePlan.objects.filter(pk=plan.pk).update(fiscal_year=plan_year, assessment=result)
    plan.measures.update(start=None, end=None, timeframe_wording="", is_draft=False)
    found = CycleFacts(CycleDrafts(nanueng, Cycle(plan_year - 1, plan_year)), date(2026, 11, 28)).facts.plan
    assert dict(found.lacking if is_blocking else found.wanting)["ระยะเวลา"] == plan.measures.count()
    assert "ระยะเวลา" not in dict(found.wanting if is_blocking else found.lacking)
