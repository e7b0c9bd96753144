"""Reporting the progress of a measure: dated entries that are only ever added to."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from agencies.models import Change, Membership
from measures.models import Measure, Progress
from measures.services import ProgressContent, ReportedMeanwhile, progress_record
from tests.portal.forms import Posted, fields_of, opened

PLAN = "/nanueng/2568/measures/"
Status = Progress.Status
MARCH = date(2025, 3, 31)
SEPTEMBER = date(2025, 9, 30)


def address(measure: Measure) -> str:
    return f"{PLAN}{measure.key}/progress/"


def content(status: Status = Status.IN_PROGRESS, reported_on: date = MARCH, **changes) -> ProgressContent:
    return ProgressContent(status, reported_on, **changes)


def record(measure: Measure, seen: int = 0, actor=None, **changes) -> Progress:
    return progress_record(measure=measure, content=content(**changes), actor=actor, seen=seen)


def filled(client, measure: Measure, **typed: str) -> Posted:
    """Open the page and fill the form in."""
    return (
        opened(client, address(measure), "reported_on") | {"status": "in_progress", "reported_on": "31/3/2568"} | typed
    )


def report(client, measure: Measure, **typed: str):
    return client.post(address(measure), filled(client, measure, **typed))


@pytest.fixture
def owned(measure, nanueng) -> Measure:
    """The first measure, in the hands of the officer's department."""
    measure.owners.set([nanueng.departments.get(name="กองคลัง")], clear=True)
    return measure


# Reporting


def test_a_report_is_stored_as_it_was_filled_in(nanueng, measure, coordinator, mine):
    response = report(
        mine,
        measure,
        status="done",
        reported_on="๓๐ กันยายน ๒๕๖๘",
        percent="๑๐๐",
        work=" จัดทำคู่มือ\r\nเวียนแจ้ง ",
        outcome="1. คู่มือหนึ่งเล่ม\r\n\r\n๒) ประชาชนรับทราบ",
        result="เป็นไปตามแผน",
        obstacles="งบประมาณน้อย",
        note="ตรวจสอบแล้ว",
        confirmed="on",
        evidence="- https://example.go.th/manual.pdf\r\nหนังสือที่ นค 71301/15",
    )
    assert (response.status_code, response.headers["Location"]) == (302, address(measure))
    entry = measure.progress.get()
    assert (entry.status, entry.reported_on, entry.percent) == ("done", SEPTEMBER, 100)
    assert (entry.work, entry.result) == ("จัดทำคู่มือ\nเวียนแจ้ง", "เป็นไปตามแผน")
    assert (entry.obstacles, entry.note) == ("งบประมาณน้อย", "ตรวจสอบแล้ว")
    assert entry.outcome_lines == ["คู่มือหนึ่งเล่ม", "ประชาชนรับทราบ"]
    assert entry.evidence_lines == ["https://example.go.th/manual.pdf", "หนังสือที่ นค 71301/15"]
    assert (entry.actor, entry.actor_name) == (coordinator, str(coordinator))


def test_a_report_leaves_its_history_with_the_entry_before(nanueng, measure, coordinator, mine):
    record(measure)
    report(mine, measure, status="cancelled", reported_on="30/9/2568", note="ไม่ได้รับงบประมาณ")
    newest = Change.objects.for_year(nanueng, 2568).of(f"progress:{measure.key}")[0]
    assert (newest.actor, newest.label) == (coordinator, f"รายงานความก้าวหน้า: {measure.title}")
    assert newest.old.splitlines() == ["สถานะ: อยู่ระหว่างดำเนินการ", "ข้อมูล ณ วันที่: 31 มีนาคม 2568"]
    assert newest.new.splitlines() == ["สถานะ: ยกเลิก", "ข้อมูล ณ วันที่: 30 กันยายน 2568", "หมายเหตุ: ไม่ได้รับงบประมาณ"]


def test_the_page_shows_the_measure_and_its_entries_newest_first(measure, mine):
    first = record(measure, work="ประชุมครั้งแรก")
    record(measure, seen=first.pk, status=Status.DONE, reported_on=SEPTEMBER, evidence="https://example.go.th/a")
    page = mine.get(address(measure)).content.decode()
    assert measure.title in page
    assert "แต่งตั้งคณะกรรมการในการจัดทำคู่มือ" in page
    assert 0 < page.index("ข้อมูล ณ วันที่ 30 ก.ย. 2568") < page.index("ข้อมูล ณ วันที่ 31 มี.ค. 2568")
    assert "ประชุมครั้งแรก" in page
    assert '<a href="https://example.go.th/a" rel="nofollow">' in page


def test_a_late_report_of_an_early_day_does_not_become_the_status(measure, mine):
    late = record(measure, status=Status.DONE, reported_on=SEPTEMBER)
    early = record(measure, seen=late.pk, status=Status.IN_PROGRESS, reported_on=MARCH)
    corrected = record(measure, seen=early.pk, status=Status.NOT_STARTED, reported_on=MARCH)
    loaded = Measure.objects.with_progress().get(pk=measure.pk)
    assert loaded.latest_progress == late
    assert list(loaded.progress.all()) == [late, corrected, early]


def test_the_form_starts_with_today_and_no_status(measure, mine, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2025, 4, 2))
    fields = opened(mine, address(measure), "reported_on")
    assert fields["reported_on"] == "2 เม.ย. 2568"
    assert "status" not in fields
    assert fields["seen"] == "0"


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"status": ""}, "status", "กรุณาเลือกสถานะ"),
        ({"status": "finished"}, "status", "กรุณาเลือกสถานะจากรายการ"),
        ({"reported_on": ""}, "reported_on", "กรุณากรอกวันที่ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ({"reported_on": "9" * 200}, "reported_on", "กรุณากรอกวันที่ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ({"reported_on": "31/3/2025"}, "reported_on", "ปี 2025 เป็นปี ค.ศ. กรุณากรอกเป็นปี พ.ศ. (2568)"),
        ({"reported_on": "31/3/68"}, "reported_on", "กรุณากรอกปี พ.ศ. ให้ครบสี่หลัก เช่น 2568"),
        ({"reported_on": "30 ก.พ. 2568"}, "reported_on", "เดือนกุมภาพันธ์ 2568 มีวันที่ 1 ถึง 28"),
        ({"reported_on": "1/1/2690"}, "reported_on", "ยังไม่ถึงวันที่ 1 ม.ค. 2690 กรุณากรอกวันนี้หรือวันที่ผ่านมาแล้ว"),
        ({"reported_on": "30/9/2566"}, "reported_on", "วันที่ต้องไม่อยู่ก่อน 1 ต.ค. 2566 กรุณาตรวจสอบปี พ.ศ."),
        ({"percent": "101"}, "percent", "กรุณากรอกเป็นจำนวนเต็ม 0 ถึง 100"),
        ({"percent": "-1"}, "percent", "กรุณากรอกเป็นจำนวนเต็ม 0 ถึง 100"),
        ({"percent": "12.5"}, "percent", "กรุณากรอกเป็นจำนวนเต็ม 0 ถึง 100"),
        ({"percent": "٥"}, "percent", "กรุณากรอกเป็นจำนวนเต็ม 0 ถึง 100"),
        ({"status": "done", "percent": "50"}, "percent", "ดำเนินการแล้วเสร็จต้องเป็นร้อยละ 100 หรือเว้นว่าง"),
        ({"status": "not_started", "percent": "5"}, "percent", "ยังไม่ดำเนินการต้องเป็นร้อยละ 0 หรือเว้นว่าง"),
        ({"status": "cancelled", "note": " "}, "note", "มาตรการที่ยกเลิกต้องระบุเหตุผลในช่องนี้"),
        ({"work": "ก" * 2_001}, "work", "กรุณากรอกไม่เกิน 2,000 ตัวอักษร"),
        ({"evidence": "\n".join("ก" * 51)}, "evidence", "กรอกได้ไม่เกิน 50 รายการ (กรอกไว้ 51 รายการ)"),
    ],
)
def test_a_refused_report_says_why_and_keeps_what_was_typed(measure, mine, typed: dict, field: str, reason: str):
    before = Change.objects.count()
    response = report(mine, measure, **{"result": "ที่พิมพ์ไว้"} | typed)
    assert response.status_code == 422
    assert response.context["form"].errors[field] == [reason]
    assert response.content.decode().count(reason) >= 2  # in the list above and beside the field
    shown = fields_of(response, "reported_on")
    assert shown["result"] == "ที่พิมพ์ไว้"
    assert shown["reported_on"] == typed.get("reported_on", "31/3/2568")
    assert (Progress.objects.count(), Change.objects.count()) == (0, before)


def test_all_problems_of_a_report_are_named_at_once(measure, mine):
    response = report(mine, measure, status="cancelled", reported_on="x", percent="x", work="ก" * 2_001)
    assert set(response.context["form"].errors) == {"reported_on", "percent", "work", "note"}


@pytest.mark.parametrize("typed", ["50", "๕๐", "50%", "ร้อยละ 50", " 50 "])
def test_a_percentage_is_read_however_it_is_typed(measure, mine, typed: str):
    assert report(mine, measure, percent=typed).status_code == 302
    assert measure.progress.get().percent == 50


def test_typed_markup_stays_text(measure, mine):
    hostile = '<script>alert(1)</script><a href="javascript:alert(2)">x</a>'
    texts = dict.fromkeys(("work", "outcome", "result", "obstacles", "note"), hostile)
    report(
        mine, measure, evidence=f'{hostile}\njavascript:alert(3)\nhttps://example.go.th/"onmouseover=alert(4)', **texts
    )
    page = mine.get(address(measure)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert not any(markup in page for markup in ("<script>alert", 'href="javascript', '"onmouseover'))


# Two people


def test_what_somebody_else_reported_meanwhile_is_shown_beside_mine(measure, mine, theirs):
    form = filled(mine, measure, work="งานของฉัน", status="done", confirmed="on")
    report(theirs, measure, work="งานของเขา")
    response = mine.post(address(measure), form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "งานของเขา" in page
    assert 'role="alert"' in page
    shown = fields_of(response, "reported_on")
    assert (shown["work"], shown["status"]) == ("งานของฉัน", "done")
    assert [entry.work for entry in measure.progress.all()] == ["งานของเขา"]
    assert mine.post(address(measure), shown).status_code == 302
    assert [entry.work for entry in measure.progress.all()] == ["งานของฉัน", "งานของเขา"]


def test_a_form_sent_twice_is_one_entry(measure, mine):
    form = filled(mine, measure, work="งาน", outcome="ข้อหนึ่ง\nข้อสอง")
    assert [mine.post(address(measure), form).status_code for _ in range(2)] == [302, 302]
    assert measure.progress.count() == 1
    assert Change.objects.filter(label__startswith="รายงานความก้าวหน้า").count() == 1


def test_the_same_words_of_another_person_are_no_repetition(measure, coordinator, officer):
    record(measure, actor=coordinator)
    with pytest.raises(ReportedMeanwhile) as meanwhile:
        record(measure, actor=officer)
    assert [entry.actor for entry in meanwhile.value.stored] == [coordinator]
    assert measure.progress.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "-1"])
def test_a_form_that_has_seen_nothing_sensible_is_refused(measure, mine, seen: str):
    response = report(mine, measure, seen=seen)
    assert response.status_code == 422
    assert "กรุณาเปิดหน้านี้ใหม่แล้วรายงานอีกครั้ง" in response.content.decode()
    assert not measure.progress.exists()


# Who may


def test_an_officer_reports_on_the_measures_of_the_own_department(owned, officer, as_user):
    client = as_user(officer)
    assert report(client, owned).status_code == 302
    assert owned.progress.get().actor == officer


def test_an_officer_reads_what_other_departments_answer_for(measure, officer, as_user):
    client = as_user(officer)
    page = client.get(address(measure)).content.decode()
    assert "มาตรการนี้ไม่ได้อยู่ในความรับผิดชอบของ “กองคลัง”" in page
    assert 'name="work"' not in page
    assert client.post(address(measure), {"status": "done", "reported_on": "31/3/2568", "seen": "0"}).status_code == 403
    assert not measure.progress.exists()


def test_an_officer_without_a_department_is_told_so(owned, officer, as_user):
    Membership.objects.filter(user=officer).update(department=None)
    client = as_user(officer)
    assert "บัญชีของท่านยังไม่ได้ระบุกองหรือสำนัก" in client.get(address(owned)).content.decode()
    assert client.post(address(owned), {}).status_code == 403


def test_nobody_reports_on_a_measure_without_owners_but_the_coordinator(measure, officer, mine, as_user):
    measure.owners.clear()
    Membership.objects.filter(user=officer).update(department=None)
    assert as_user(officer).post(address(measure), {}).status_code == 403
    assert report(mine, measure).status_code == 302


@pytest.mark.parametrize("who", ["executive", "reader", "administrator"])
def test_others_of_the_agency_only_read(measure, request, as_user, who: str):
    client = as_user(request.getfixturevalue(who))
    page = client.get(address(measure))
    assert page.status_code == 200
    assert 'name="work"' not in page.content.decode()
    typed = {"status": "done", "reported_on": "31/3/2568", "seen": "0"}
    assert client.post(address(measure), typed).status_code == 403
    assert not measure.progress.exists()


def test_a_stranger_finds_nothing(measure, stranger, as_user):
    client = as_user(stranger)
    assert (client.get(address(measure)).status_code, client.post(address(measure)).status_code) == (404, 404)


def test_anonymous_goes_to_the_login(measure, client):
    for response in (client.get(address(measure)), client.post(address(measure))):
        assert response.headers["Location"] == f"/login/?next={address(measure)}"


def test_a_measure_of_another_agency_or_year_is_not_found(measure, foreign_measure, mine):
    for url in (address(foreign_measure), address(measure).replace("2568", "2569")):
        assert (mine.get(url).status_code, mine.post(url, {"status": "done"}).status_code) == (404, 404)
    assert not Progress.objects.exists()


def test_other_methods_are_refused_and_looking_writes_nothing(measure, mine):
    before = Change.objects.count()
    assert mine.put(address(measure)).status_code == 405
    assert mine.get(address(measure)).status_code == 200
    assert (Progress.objects.count(), Change.objects.count()) == (0, before)


# The entries themselves


@pytest.mark.parametrize("wrong", [{"percent": 101}, {"status": "cancelled"}])
def test_the_database_refuses_what_cannot_be(measure, wrong: dict):
    entry = Progress(**{"measure": measure, "status": "done", "reported_on": MARCH, "actor_name": "ระบบ"} | wrong)
    with pytest.raises(ValidationError):
        entry.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_a_measure_that_was_reported_on_cannot_be_deleted(plan, measure, mine):
    record(measure)
    page = mine.get(f"{PLAN}{measure.key}/delete/").content.decode()
    assert "ลบมาตรการนี้ไม่ได้" in page
    assert 'name="csrfmiddlewaretoken"' not in page.split("<h1>")[1]
    before = Change.objects.count()
    assert mine.post(f"{PLAN}{measure.key}/delete/").status_code == 409
    assert (plan.measures.count(), Change.objects.count()) == (8, before)
    with pytest.raises(ProtectedError):
        measure.delete()


def test_an_entry_outlives_the_account_that_made_it(measure, member, nanueng):
    actor = member(nanueng, "coordinator", "leaving")
    record(measure, actor=actor)
    name = str(actor)
    actor.delete()
    assert (measure.progress.get().actor, measure.progress.get().actor_name) == (None, name)


def test_the_status_of_every_measure_comes_in_one_query(plan, measure, django_assert_num_queries):
    record(measure, status=Status.DONE)
    with django_assert_num_queries(2):
        statuses = [each.latest_progress and each.latest_progress.status for each in plan.measures.with_progress()]
    assert statuses == [Status.DONE, *[None] * 7]


def test_the_plan_shows_each_status_in_words_and_leads_to_the_reports(plan, measure, mine):
    record(measure, status=Status.CANCELLED, note="เหตุผล")
    page = mine.get(PLAN).content.decode()
    assert '<span class="status status-cancelled">ยกเลิก</span>' in page
    assert page.count("ยังไม่มีรายงาน") == 7
    assert f'href="{address(measure)}"' in page
