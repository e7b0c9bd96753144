"""What a person finds to do, and the number in the bar."""

from datetime import date

import pytest
from django.utils import timezone

from agencies.models import Membership
from measures.models import Measure, MeasurePlan
from measures.services import round_close
from tests.measures.rounds import DUE, IN_TIME, LATE, accept, give_back, open_round, submit

URL = "/nanueng/2568/my-work/"


@pytest.fixture
def clock(monkeypatch):
    """Set the day of today."""

    def at(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *args: day)

    at(IN_TIME)
    return at


@pytest.fixture
def reporting_round(plan, nanueng, clock):
    """The round of six months, of which the officer's department owes the first two measures."""
    for measure in plan.measures.all():
        measure.owners.set([nanueng.departments.get(name="สำนักปลัด")], clear=True)
    for measure in plan.measures.all()[:2]:
        measure.owners.set([nanueng.departments.get(name="กองคลัง")], clear=True)
    return open_round(plan)


def work(client):
    response = client.get(URL)
    assert response.status_code == 200
    return response.context["work"]


def count(client) -> int:
    """Return the number in the bar, as it stands on another page."""
    page = client.get("/nanueng/2568/measures/").content.decode()
    link = page.split('class="bar-link bar-work"')[1].split("</a>")[0]
    return int(link.split('class="count">')[1].split("<")[0]) if "count" in link else 0


def test_an_officer_sees_what_the_department_owes_with_the_way_to_the_form(reporting_round, plan, officer, as_user):
    client = as_user(officer)
    first, second = plan.measures.all()[:2]
    assert [row.measure for row in work(client).owed] == [first, second]
    page = client.get(URL).content.decode()
    assert "เหลืออีก 5 วัน" in page
    assert f"/nanueng/2568/measures/rounds/{reporting_round.key}/{first.key}/" in page
    assert count(client) == 2


@pytest.mark.parametrize(("day", "words"), [(DUE, "ครบกำหนดวันนี้"), (LATE, "เกินกำหนด 5 วัน")])
def test_the_deadline_is_told_in_words(reporting_round, officer, as_user, clock, day, words):
    clock(day)
    assert words in as_user(officer).get(URL).content.decode()


def test_returned_reports_come_first_with_their_remarks(reporting_round, plan, officer, coordinator, as_user):
    client = as_user(officer)
    first, second = plan.measures.all()[:2]
    give_back(submit(second, reporting_round, officer), coordinator, remarks="กรุณาแนบภาพ")
    assert [row.measure for row in work(client).owed] == [second, first]
    assert "กรุณาแนบภาพ" in client.get(URL).content.decode()
    assert count(client) == 2


def test_what_was_sent_is_owed_no_more(reporting_round, plan, officer, coordinator, as_user):
    client = as_user(officer)
    first, second = plan.measures.all()[:2]
    submit(first, reporting_round, officer)
    accept(submit(second, reporting_round, officer), coordinator)
    assert work(client).owed == ()
    assert [row.state for row in work(client).sent] == ["submitted", "accepted"]
    assert count(client) == 0


def test_a_round_far_away_is_named_apart_and_not_counted(reporting_round, officer, as_user, clock):
    clock(date(2024, 11, 1))
    client = as_user(officer)
    assert (len(work(client).owed), len(work(client).later), count(client)) == (0, 2, 0)


def test_a_report_returned_long_before_the_deadline_is_owed_at_once(
    reporting_round, plan, officer, coordinator, as_user, clock
):
    clock(date(2024, 11, 1))
    give_back(submit(plan.measures.all()[0], reporting_round, officer, reported_on=date(2024, 10, 31)), coordinator)
    client = as_user(officer)
    assert (len(work(client).owed), len(work(client).later), count(client)) == (1, 1, 1)


def test_a_closed_round_is_no_work(reporting_round, officer, coordinator, as_user):
    round_close(reporting_round=reporting_round, is_closed=True, actor=coordinator)
    client = as_user(officer)
    assert (work(client).owed, count(client)) == ((), 0)


def test_work_is_shown_whatever_year_the_bar_shows(reporting_round, officer, as_user):
    page = as_user(officer).get("/nanueng/2567/my-work/").content.decode()
    assert f"/nanueng/2568/measures/rounds/{reporting_round.key}/" in page


def test_an_officer_without_a_department_is_told_so(reporting_round, officer, as_user):
    Membership.objects.filter(user=officer).update(department=None)
    client = as_user(officer)
    assert "บัญชีของท่านยังไม่ได้ระบุกองหรือสำนัก" in client.get(URL).content.decode()
    assert count(client) == 0


def test_the_coordinator_sees_what_waits_and_which_departments_are_late(reporting_round, plan, officer, mine, clock):
    submit(plan.measures.all()[0], reporting_round, officer)
    assert (work(mine).has_waiting, work(mine).has_late, count(mine)) == (True, False, 1)
    clock(LATE)
    (of_round,) = work(mine).rounds
    assert of_round.waiting == 1
    assert {each.name: each.total for each in of_round.late} == {"สำนักปลัด": 6, "กองคลัง": 1}
    page = mine.get(URL).content.decode()
    assert f"rounds/{reporting_round.key}/?state=submitted" in page
    assert "เกินกำหนด 5 วัน" in page


def test_the_coordinator_owes_what_no_department_owns(reporting_round, plan, mine):
    measure = plan.measures.all()[3]
    measure.owners.clear()
    assert [row.measure for row in work(mine).owed] == [measure]
    assert count(mine) == 1


def test_the_coordinator_is_told_of_a_plan_without_rounds(plan, mine, clock):
    clock(date(2024, 10, 5))
    assert work(mine).plan_without_rounds == plan
    assert "ยังไม่ได้เปิดรอบการรายงาน" in mine.get(URL).content.decode()
    clock(date(2026, 10, 5))
    assert work(mine).plan_without_rounds is None


@pytest.mark.parametrize("who", ["reader", "executive", "administrator"])
def test_others_get_a_kind_page_and_no_number(reporting_round, request, as_user, who):
    client = as_user(request.getfixturevalue(who))
    page = client.get(URL).content.decode()
    assert "ไม่มีงานที่ท่านต้องรายงาน" in page
    assert "รอท่านตรวจ" not in page
    assert count(client) == 0


def test_the_number_and_the_page_agree_whoever_looks(reporting_round, plan, nanueng, officer, coordinator, as_user):
    first, second, *rest = plan.measures.all()
    first.owners.add(nanueng.departments.get(name="สำนักปลัด"), through_defaults={"is_lead": False})
    rest[0].owners.clear()
    submit(second, reporting_round, officer)
    open_round(plan, name="ไตรมาสที่ 1", ends_on=date(2024, 12, 31), due_on=date(2025, 1, 15))
    coordinator.memberships.update(department=nanueng.departments.get(name="สำนักปลัด"))
    for user in (officer, coordinator):
        client = as_user(user)
        shown = work(client)
        assert count(client) == len(shown.owed) + sum(each.waiting for each in shown.rounds) > 0


def test_the_short_way_leads_to_the_year_that_is_worked_on(reporting_round, plan, officer, as_user):
    MeasurePlan.objects.create(agency=plan.agency, fiscal_year=2569, assessment=plan.assessment, is_undecided=True)
    client = as_user(officer)
    assert client.get("/my-work/").headers["Location"] == URL
    round_close(reporting_round=reporting_round, is_closed=True, actor=officer)
    assert client.get("/my-work/").headers["Location"] == "/nanueng/2569/my-work/"


def test_the_short_way_lets_members_of_several_agencies_choose(nanueng, empty_agency, officer, as_user):
    Membership.objects.create(user=officer, agency=empty_agency, role="officer")
    page = as_user(officer).get("/my-work/").content.decode()
    assert "/nanueng/2568/my-work/" in page
    assert "/maiklang/" in page


def test_the_short_way_needs_a_login_and_an_agency(nanueng, client, django_user_model, as_user):
    assert client.get("/my-work/").headers["Location"] == "/login/?next=/my-work/"
    nobody = django_user_model.objects.create_user("nobody")
    assert "ยังไม่ได้เป็นสมาชิกของหน่วยงานใด" in as_user(nobody).get("/my-work/").content.decode()


def test_a_stranger_finds_no_work(reporting_round, stranger, as_user):
    assert as_user(stranger).get(URL).status_code == 404
    assert Measure.objects.exists()
