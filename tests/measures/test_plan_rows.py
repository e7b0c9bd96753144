"""Owners, months and issue chosen in the row; drafts confirmed together; chosen rows given the same."""

from datetime import date

import pytest

from agencies.models import Change
from measures.models import Measure
from tests.portal.forms import opened

PLAN = "/nanueng/2568/measures/"


def row(measure: Measure) -> str:
    return f"{PLAN}{measure.key}/row/"


def asked(measure: Measure, part: str) -> str:
    return f"{PLAN}?row={measure.key}&part={part}"


def owners(measure: Measure) -> list[str]:
    return [str(owner) for owner in measure.owners.order_by("position")]


def test_owners_are_chosen_in_the_row(nanueng, measure, mine):
    fields = opened(mine, asked(measure, "owners"), "part")
    chosen = [str(nanueng.departments.get(name=name).pk) for name in ("กองคลัง", "กองช่าง")]
    response = mine.post(row(measure), fields | {"owners": chosen})
    assert response.headers["Location"] == f"{PLAN}#measure-{measure.key}"
    assert owners(measure) == ["กองคลัง", "กองช่าง"]
    newest = Change.objects.for_year(nanueng, 2568).of(f"measure:{measure.key}")[0]
    assert newest.label.startswith("แก้ไขมาตรการในตาราง")
    assert ("ผู้รับผิดชอบ: สำนักปลัด" in newest.old, "ผู้รับผิดชอบ: กองคลัง, กองช่าง" in newest.new) == (True, True)
    assert "บันทึกผู้รับผิดชอบแล้ว" in mine.get(PLAN).content.decode()


def test_months_and_issue_are_chosen_in_the_row_and_nothing_else_changes(measure, mine):
    before = (measure.title, [step.text for step in measure.steps.all()], owners(measure))
    mine.post(row(measure), opened(mine, asked(measure, "months"), "part") | {"start": "2568-01", "end": "2568-03"})
    mine.post(row(measure), opened(mine, asked(measure, "subject"), "part") | {"issue": "7", "indicator": "5"})
    measure.refresh_from_db()
    assert (measure.start, measure.end) == (date(2025, 1, 1), date(2025, 3, 31))
    assert (measure.issue.number, measure.indicator.number, measure.version) == (7, 5, 3)
    assert (measure.title, [step.text for step in measure.steps.all()], owners(measure)) == before


def test_a_draft_stays_one(measure, mine):
    Measure.objects.filter(pk=measure.pk).update(is_draft=True)
    mine.post(row(measure), opened(mine, asked(measure, "months"), "part") | {"end": "2568-03"})
    measure.refresh_from_db()
    assert (measure.is_draft, measure.version) == (True, 2)


@pytest.mark.parametrize(
    ("part", "typed", "reason"),
    [
        ("months", {"start": ""}, "กรุณาระบุทั้งเดือนเริ่มและเดือนสิ้นสุด"),
        ("months", {"start": "2568-09", "end": "2568-01"}, "เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม"),
        ("owners", {"owners": ["0"]}, "ไม่มีกองหรือสำนักนี้ในหน่วยงาน"),
        ("subject", {"issue": "8"}, "ไม่มีประเด็นนี้ในปีที่ประเมิน"),
        ("owners", {"version": "x"}, "กรุณาเปิดแถวนี้ใหม่"),
    ],
)
def test_a_refused_choice_says_why_in_the_row_and_changes_nothing(measure, mine, part: str, typed: dict, reason: str):
    response = mine.post(row(measure), opened(mine, asked(measure, part), "part") | typed)
    assert response.status_code == 422
    assert reason in response.content.decode()
    measure.refresh_from_db()
    assert measure.version == 1


def test_what_somebody_else_saved_is_shown_and_not_overwritten(nanueng, measure, mine, theirs):
    clerk, roads = (str(nanueng.departments.get(name=name).pk) for name in ("กองคลัง", "กองช่าง"))
    fields = opened(mine, asked(measure, "owners"), "part") | {"owners": [clerk]}
    theirs.post(row(measure), opened(theirs, asked(measure, "owners"), "part") | {"owners": [roads]})
    response = mine.post(row(measure), fields)
    assert response.status_code == 409
    assert "ผู้อื่นบันทึกไว้ว่า “กองช่าง”" in response.content.decode()
    assert owners(measure) == ["กองช่าง"]
    again = response.content.decode().partition('name="version" value="')[2].partition('"')[0]
    assert mine.post(row(measure), fields | {"version": again}).status_code == 302
    assert owners(measure) == ["กองคลัง"]


def test_a_row_that_is_not_there_opens_nothing(plan, measure, mine):
    for address in (f"{PLAN}?row=x&part=owners", asked(measure, "title")):
        assert 'name="part"' not in mine.get(address).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("executive", 403), ("reader", 403), ("administrator", 403), ("stranger", 404)],
)
def test_only_the_coordinator_edits_rows(measure, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    assert client.post(row(measure), {"part": "owners", "version": "1"}).status_code == status
    assert owners(measure) == ["สำนักปลัด"]
    assert 'name="part"' not in client.get(asked(measure, "owners")).content.decode()


# Drafts


def test_all_drafts_are_confirmed_as_they_were_seen(nanueng, plan, mine):
    plan.measures.filter(position__lte=3).update(is_draft=True)
    fields = opened(mine, PLAN, "measure")
    first = plan.measures.all()[0]
    Measure.objects.filter(pk=first.pk).update(version=5)
    page = mine.post(f"{PLAN}drafts/", fields, follow=True).content.decode()
    assert "ยืนยันร่างแล้ว 2 มาตรการ" in page
    assert "อีก 1 มาตรการมีผู้แก้ไข" in page
    assert [measure.is_draft for measure in plan.measures.all()[:3]] == [True, False, False]
    labels = [change.label for change in Change.objects.for_year(nanueng, 2568)]
    assert sum(label.startswith("ยืนยันร่างมาตรการ") for label in labels) == 2


# What is missing


def test_the_bar_counts_what_is_missing_and_narrows_the_list_to_it(plan, mine):
    page = mine.get(PLAN).content.decode()
    assert "ขาดผู้รับผิดชอบ <b>1</b>" in page
    assert "ขาดขั้นตอน" not in page
    narrowed = mine.get(f"{PLAN}?missing=owners").content.decode()
    assert narrowed.count('<tr id="measure-') == 1
    assert "แสดงเฉพาะ “ขาดผู้รับผิดชอบ”" in narrowed
    assert mine.get(f"{PLAN}?missing=nonsense").content.decode().count('<tr id="measure-') == 8


# Many at once


def test_chosen_rows_are_given_a_department(nanueng, plan, mine):
    first, second, *_ = plan.measures.all()
    chosen = [f"{each.key}:{each.version}" for each in (first, second)]
    roads = str(nanueng.departments.get(name="กองช่าง").pk)
    typed = {"measure": chosen, "to-owners_mode": "replace", "to-owners": [roads]}
    assert mine.post(f"{PLAN}assign/", typed).headers["Location"] == f"{PLAN}#list"
    assert owners(first) == owners(second) == ["กองช่าง"]


def test_chosen_rows_stay_chosen_when_nothing_is_given_or_somebody_was_first(nanueng, plan, mine):
    first = plan.measures.all()[0]
    chosen = f"{first.key}:{first.version}"
    response = mine.post(f"{PLAN}assign/", {"measure": [chosen]})
    assert response.status_code == 422
    assert f'value="{chosen}" aria-label="เลือกมาตรการที่ 1" checked' in response.content.decode()
    Measure.objects.filter(pk=first.pk).update(version=2)
    roads = str(nanueng.departments.get(name="กองช่าง").pk)
    response = mine.post(f"{PLAN}assign/", {"measure": [chosen], "to-owners_mode": "replace", "to-owners": [roads]})
    assert response.status_code == 409
    assert "ยังไม่ได้เปลี่ยนมาตรการใด" in response.content.decode()
    assert owners(first) == ["สำนักปลัด"]


# Filled down


FILL = f"{PLAN}fill/"


def seen(*measures: Measure) -> list[str]:
    return [f"{each.key}:{each.version}" for each in measures]


def test_rows_are_filled_with_what_the_first_shows(plan, mine):
    first, second, third = plan.measures.all()[:3]
    first.owners.set(plan.agency.departments.filter(name="กองช่าง"), clear=True)
    first.owners.add(plan.agency.departments.get(name="กองคลัง"), through_defaults={"is_lead": False, "units": "งานพัสดุ"})
    Measure.objects.filter(pk=first.pk).update(end=date(2025, 3, 31), timeframe_wording="ไตรมาสแรก")
    response = mine.post(FILL, {"measure": seen(first, third, second), "column": ["owners", "months"]})
    assert response.headers["Location"] == f"{PLAN}#list"
    for filled in plan.measures.all()[1:3]:
        assert [str(each) for each in filled.ownerships.all()] == ["กองช่าง", "งานพัสดุ กองคลัง"]
        assert (filled.end, filled.timeframe_wording, filled.version) == (date(2025, 3, 31), "ไตรมาสแรก", 2)
        assert Change.objects.of(f"measure:{filled.key}")[0].label.startswith("เติมค่าจากมาตรการอื่นในตาราง")
    assert "บันทึกแล้ว 2 มาตรการ" in mine.get(PLAN).content.decode()


def test_a_fill_of_months_leaves_owners_alone(plan, mine):
    first, second = plan.measures.all()[:2]
    second.owners.set(plan.agency.departments.filter(name="กองช่าง"), clear=True)
    mine.post(FILL, {"measure": seen(first, second), "column": "months"})
    assert owners(second) == ["กองช่าง"]


@pytest.mark.parametrize("fields", [{}, {"column": "owners"}, {"column": "title"}])
def test_a_fill_of_nothing_says_so(plan, mine, fields):
    first, second = plan.measures.all()[:2]
    before = Change.objects.count()
    chosen = seen(first, second) if fields.get("column") == "title" else seen(first)
    mine.post(FILL, {"measure": chosen, **fields})
    assert "กรุณาเลือกตั้งแต่สองมาตรการขึ้นไป" in mine.get(PLAN).content.decode()
    assert Change.objects.count() == before


def test_a_fill_writes_nothing_where_somebody_edited_meanwhile(plan, mine):
    first, second, third = plan.measures.all()[:3]
    first.owners.set(plan.agency.departments.filter(name="กองช่าง"), clear=True)
    chosen = seen(first, second, third)
    Measure.objects.filter(pk=third.pk).update(version=7)
    before = owners(second)
    mine.post(FILL, {"measure": chosen, "column": "owners"})
    assert "ยังไม่ได้เติม มีผู้อื่นแก้ไข" in mine.get(PLAN).content.decode()
    assert owners(second) == before
