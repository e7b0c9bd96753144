"""Reporting in a round."""

import pytest
from django.utils import timezone

from agencies.models import Change
from measures.models import Evidence, MeasureReport
from measures.services import NotWritable, ProgressContent, progress_record, round_close
from tests.measures.evidence_files import PDF, photo, upload
from tests.measures.rounds import IN_TIME, LATE, MARCH, Status, filled, form_of, give_back, round_address, submit
from tests.portal.forms import fields_of, opened

pytestmark = pytest.mark.usefixtures("in_time")


def test_a_report_is_submitted_and_becomes_an_entry_of_the_round(reporting_round, owned, officer, clerk):
    url = form_of(reporting_round, owned)
    form = filled(clerk, url, work="ประชุมแล้ว") | {"files": [upload("ภาพ.jpg", photo())]}
    assert form["reported_on"] == "31 มี.ค. 2568"
    response = clerk.post(url, form)
    assert (response.status_code, response.headers["Location"]) == (302, url)
    report = MeasureReport.objects.get()
    assert (report.state, report.first_submitted_on, report.is_late) == ("submitted", IN_TIME, False)
    entry = owned.progress.get()
    assert (report.entry, entry.round, entry.actor, entry.work) == (entry, reporting_round, officer, "ประชุมแล้ว")
    assert entry.reported_on == MARCH
    assert entry.files.count() == entry.file_count == 1
    page = clerk.get(url).content.decode()
    assert "ส่งแล้ว รอตรวจ" in page
    assert 'name="work"' not in page


def test_a_report_submitted_twice_is_one_entry(reporting_round, owned, clerk):
    url = form_of(reporting_round, owned)
    form = filled(clerk, url, work="ประชุมแล้ว")
    assert [clerk.post(url, form).status_code for _ in range(2)] == [302, 302]
    assert owned.progress.count() == 1
    assert Change.objects.filter(label__startswith="ส่งรายงาน").count() == 1


def test_a_draft_is_no_report_yet(reporting_round, owned, clerk, mine):
    url = form_of(reporting_round, owned)
    clerk.post(url, filled(clerk, url, work="ร่าง", draft="1") | {"files": [upload("a.pdf", PDF)]})
    report = MeasureReport.objects.get()
    assert (report.state, report.entry, report.files.count()) == ("draft", None, 1)
    assert opened(clerk, url, "reported_on")["work"] == "ร่าง"
    assert "a.pdf" in clerk.get(url).content.decode()
    page = mine.get(round_address(reporting_round)).content.decode()
    assert "ร่าง ยังไม่ส่ง" in page
    assert "a.pdf" not in page


def test_a_report_says_nothing_of_days_after_the_round(reporting_round, owned, clerk):
    url = form_of(reporting_round, owned)
    response = clerk.post(url, filled(clerk, url, reported_on="1/4/2568"))
    assert response.status_code == 422
    assert "“รอบ 6 เดือน” รายงานข้อมูลถึงวันที่ 31 มี.ค. 2568" in response.content.decode()


def test_a_late_report_is_marked(reporting_round, owned, officer, mine, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: LATE)
    assert submit(owned, reporting_round, officer).is_late
    assert "ส่งล่าช้า" in mine.get(round_address(reporting_round)).content.decode()


def test_a_report_sent_in_time_and_returned_does_not_become_late(
    reporting_round, owned, officer, coordinator, monkeypatch
):
    give_back(submit(owned, reporting_round, officer), coordinator)
    monkeypatch.setattr(timezone, "localdate", lambda *args: LATE)
    assert not submit(owned, reporting_round, officer, work="แก้แล้ว").is_late


def test_two_officers_on_one_report_lose_nothing(reporting_round, owned, clerk, nanueng, member, as_user):
    second = member(nanueng, "officer", "second-officer")
    second.memberships.update(department=nanueng.departments.get(name="กองคลัง"))
    other, url = as_user(second), form_of(reporting_round, owned)
    my_form = filled(clerk, url, work="งานของฉัน") | {"files": [upload("ของฉัน.pdf", PDF)]}
    other.post(url, filled(other, url, work="ร่างของเขา", draft="1") | {"files": [upload("ของเขา.pdf", PDF + b"%%EOF")]})
    response = clerk.post(url, my_form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "ร่างของเขา" in page
    shown = fields_of(response, "reported_on")
    assert shown["work"] == "งานของฉัน"
    assert ("ของฉัน.pdf" in page, "ของเขา.pdf" in page) == (True, True)
    assert clerk.post(url, shown).status_code == 302
    entry = owned.progress.get()
    assert entry.work == "งานของฉัน"
    assert {file.name for file in entry.files.all()} == {"ของฉัน.pdf", "ของเขา.pdf"}
    assert "ร่างของเขา" in Change.objects.get(label__startswith="แทนที่ร่าง").old


def test_what_is_typed_into_a_report_that_was_sent_meanwhile_is_shown(reporting_round, owned, clerk, coordinator):
    url = form_of(reporting_round, owned)
    form = filled(clerk, url, work="งานของฉัน")
    submit(owned, reporting_round, coordinator, work="ผู้ประสานงานรายงานแทน")
    response = clerk.post(url, form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "มีผู้อื่นส่งรายงานนี้ไปแล้ว" in page
    assert "งานของฉัน" in page
    assert "ผู้ประสานงานรายงานแทน" in page
    assert owned.progress.count() == 1


def test_an_entry_outside_the_round_is_shown_before_the_report_is_sent(reporting_round, owned, clerk, coordinator):
    url = form_of(reporting_round, owned)
    form = filled(clerk, url, work="งานของฉัน")
    noted = ProgressContent(Status.IN_PROGRESS, MARCH, work="นอกรอบ")
    progress_record(measure=owned, content=noted, actor=coordinator, seen=0)
    response = clerk.post(url, form)
    assert response.status_code == 409
    assert "นอกรอบ" in response.content.decode()
    assert clerk.post(url, fields_of(response, "reported_on")).status_code == 302


def test_a_closed_round_takes_nothing_and_keeps_the_text_in_sight(reporting_round, owned, clerk, coordinator):
    url = form_of(reporting_round, owned)
    form = filled(clerk, url, work="งานของฉัน") | {"files": [upload("a.pdf", PDF)]}
    round_close(reporting_round=reporting_round, is_closed=True, actor=coordinator)
    response = clerk.post(url, form)
    assert response.status_code == 409
    assert "รอบนี้ปิดแล้ว" in response.content.decode()
    assert "งานของฉัน" in response.content.decode()
    assert not Evidence.objects.exists()
    with pytest.raises(NotWritable):
        submit(owned, reporting_round, coordinator)
    round_close(reporting_round=reporting_round, is_closed=False, actor=coordinator)
    assert submit(owned, reporting_round, coordinator).state == "submitted"


def test_the_coordinator_reports_for_measures_that_nobody_owns(reporting_round, measure, mine, clerk):
    measure.owners.clear()
    url = form_of(reporting_round, measure)
    assert clerk.post(url, {}).status_code == 403
    assert mine.post(url, filled(mine, url)).status_code == 302


# What was begun before the round


def outside(measure) -> str:
    return f"/nanueng/2568/measures/{measure.key}/progress/"


def test_what_was_begun_outside_of_rounds_is_the_start_of_the_report(plan, owned, officer, clerk, mine):
    clerk.post(
        outside(owned), filled(clerk, outside(owned), work="ทำแล้วครึ่งหนึ่ง", draft="1", files=[upload("a.pdf", PDF)])
    )
    mine.post("/nanueng/2568/measures/rounds/open/")
    first, second = plan.rounds.all()
    draft = MeasureReport.objects.get()
    assert (draft.round, draft.state, draft.typed_by) == (first, "draft", officer)
    assert opened(clerk, form_of(first, owned), "reported_on")["work"] == "ทำแล้วครึ่งหนึ่ง"
    assert "a.pdf" in clerk.get(form_of(first, owned)).content.decode()
    assert opened(clerk, form_of(second, owned), "reported_on")["work"] == ""
    assert opened(clerk, outside(owned), "reported_on")["work"] == "ทำแล้วครึ่งหนึ่ง"  # the same report
    assert Change.objects.filter(label__startswith="ใช้ร่างที่เขียนไว้นอกรอบเป็นร่างรายงาน").count() == 1


def test_without_a_draft_a_round_opens_with_nothing_reported(plan, owned, clerk, mine):
    form = filled(clerk, outside(owned), work="ส่งนอกรอบแล้ว")
    clerk.post(outside(owned), form)
    mine.post("/nanueng/2568/measures/rounds/open/")
    assert not MeasureReport.objects.exists()
    assert owned.progress.get().work == "ส่งนอกรอบแล้ว"


def test_a_page_that_was_open_when_the_round_was_opened_loses_nothing(plan, owned, clerk, mine):
    clerk.post(outside(owned), filled(clerk, outside(owned), work="ร่างแรก", draft="1"))
    still_open = filled(clerk, outside(owned), work="พิมพ์ต่อ", draft="1")
    mine.post("/nanueng/2568/measures/rounds/open/")
    assert clerk.post(outside(owned), still_open).status_code == 302
    draft = MeasureReport.objects.get()
    assert (draft.round, draft.typed["work"]) == (plan.rounds.first(), "พิมพ์ต่อ")
