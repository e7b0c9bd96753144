"""Tracking as work: four numbers, tabs, filters that a person keeps, reminders to many."""

import pytest

from agencies.models import Notice
from measures.models import SavedFilter
from measures.rules.filters import Filters, headlines
from measures.rules.standing import Standing
from measures.rules.tracking import TrackedBeside
from tests.measures.rounds import IN_TIME, Status, submit
from tests.measures.test_tracking import TODAY, tracked

URL = "/nanueng/2568/measures/tracking/"
pytestmark = pytest.mark.usefixtures("in_time")


def test_four_numbers_count_what_they_show_and_let_go_when_pressed_again():
    sent = TrackedBeside(Standing.SUBMITTED, "done", None, TODAY)
    measures = [
        tracked(1, end=TODAY.replace(day=1)),
        tracked(2, end=TODAY, beside=(sent,)),
        tracked(3, status="done"),
    ]
    found = headlines(measures, Filters(due="overdue", q="คู่มือ"))
    assert [(each.name, each.number) for each in found] == [
        ("เกินกำหนด", 1),
        ("ครบกำหนดใน 30 วัน", 1),
        ("รอตรวจ", 1),
        ("ดำเนินการแล้วเสร็จ", 1),
    ]
    assert [each.is_chosen for each in found] == [True, False, False, False]
    assert "due" not in found[0].query
    assert "report=submitted" in found[2].query


def test_the_list_comes_first_and_the_tables_stand_behind_tabs(plan, mine):
    page = mine.get(URL).content.decode()
    assert 'id="tracking"' in page
    assert "tracking-group" not in page
    table = mine.get(URL, {"by": "department"}).content.decode()
    assert "tracking-group" in table
    assert 'id="tracking"' not in table
    assert 'id="tracking"' in mine.get(URL, {"by": "x"}).content.decode()


def test_what_waits_is_shown_by_its_number(reporting_round, owned, officer, mine):
    submit(owned, reporting_round, officer, status=Status.DONE, note="ครบ")
    page = mine.get(URL, {"report": "submitted"}).content.decode()
    assert page.count('<tr id="row-') == 1
    assert "รอตรวจ: ดำเนินการแล้วเสร็จ" in page


def test_a_filter_is_kept_for_its_person_alone_and_taken_away(plan, mine, theirs):
    asked = f"{URL}filters/?due=overdue&unknown=1"
    assert mine.post(asked, {"name": " งานค้าง "}).headers["Location"] == f"{URL}?due=overdue#list"
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == ("งานค้าง", "due=overdue")
    mine.post(f"{URL}filters/?due=soon", {"name": "งานค้าง"})
    assert SavedFilter.objects.get().query == "due=soon"
    assert f'href="{URL}?due=soon#list"' in mine.get(URL).content.decode()
    assert "งานค้าง" not in theirs.get(URL).content.decode()
    theirs.post(f"{URL}filters/", {"remove": kept.pk})
    assert SavedFilter.objects.exists()
    mine.post(f"{URL}filters/", {"remove": kept.pk})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(("query", "name"), [("?due=overdue", ""), ("?due=overdue", "ก" * 61), ("", "ทั้งหมด")])
def test_a_filter_without_name_or_without_anything_in_it_is_refused_in_words(plan, mine, query, name):
    answer = mine.post(f"{URL}filters/{query}", {"name": name})
    assert answer.status_code == 422
    assert "กรุณา" in answer.content.decode()
    assert not SavedFilter.objects.exists()


def test_those_who_lead_the_chosen_measures_are_reminded_once_a_day(plan, owned, officer, mine):
    done, nobody = plan.measures.all()[1:3]
    done.owners.set(owned.owners.all(), clear=True)
    done.progress.create(status="done", reported_on=IN_TIME, actor_name="ระบบ")
    nobody.owners.clear()
    owned.progress.all().delete()
    chosen = [f"{each.key}:{each.version}" for each in (owned, done, nobody)]
    for _ in range(2):
        page = mine.post(f"{URL}remind/?due=overdue", {"measure": chosen}, follow=True).content.decode()
        assert "เตือนผู้รับผิดชอบหลักแล้ว 1 มาตรการ อีก 2 มาตรการ" in page
    (notice,) = Notice.objects.filter(event__subject=f"measure:{owned.key}")
    assert notice.user == officer
    assert "ยังไม่ได้เตือน" in mine.post(f"{URL}remind/", follow=True).content.decode()
