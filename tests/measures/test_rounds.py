"""Reporting rounds: opening them, reporting in them, accepting and returning."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Change
from measures.models import Evidence, Measure, MeasureReport, Progress, ReportingRound
from measures.services import (
    DecidedMeanwhile,
    NotWritable,
    progress_undo,
    reports_accept,
    round_close,
    standard_rounds,
)
from tests.measures.evidence_files import PDF, photo, upload
from tests.measures.rounds import DUE, IN_TIME, LATE, MARCH, Status, accept, give_back, open_round, submit
from tests.portal.forms import fields_of, opened

ROUNDS = "/nanueng/2568/measures/rounds/"


def board(reporting_round: ReportingRound) -> str:
    return f"{ROUNDS}{reporting_round.key}/"


def form_of(reporting_round: ReportingRound, measure: Measure) -> str:
    return f"{board(reporting_round)}{measure.key}/"


def seen_of(report: MeasureReport) -> str:
    return f"{report.key}:{report.version}"


@pytest.fixture(autouse=True)
def today(monkeypatch, settings, tmp_path):
    """In time for the round of six months."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(timezone, "localdate", lambda *args: IN_TIME)


@pytest.fixture
def reporting_round(plan) -> ReportingRound:
    return open_round(plan)


@pytest.fixture
def owned(measure, nanueng) -> Measure:
    """The first measure, in the hands of the officer's department alone."""
    measure.owners.set([nanueng.departments.get(name="กองคลัง")])
    return measure


@pytest.fixture
def clerk(officer, as_user):
    """The browser of the officer."""
    return as_user(officer)


def filled(client, url: str, **typed):
    return opened(client, url, "reported_on") | {"status": "in_progress"} | typed


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
        ({"ends_on": "31/3/2568"}, "ends_on", "แผนนี้มีรอบของวันที่นี้แล้ว คือ รอบ 6 เดือน"),
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
    form = opened(mine, f"{board(reporting_round)}edit/", "due_on")
    assert mine.post(f"{board(reporting_round)}edit/", form | {"due_on": "30/4/2568"}).status_code == 302
    reporting_round.refresh_from_db()
    assert reporting_round.due_on == date(2025, 4, 30)
    change = Change.objects.for_year(nanueng, 2568).of(f"round:{reporting_round.key}")[0]
    assert ("15 เมษายน 2568" in change.old, "30 เมษายน 2568" in change.new) == (True, True)


def test_two_coordinators_on_one_round_see_each_others_dates(reporting_round, mine, theirs):
    url = f"{board(reporting_round)}edit/"
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


# Reporting


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
    assert "<textarea" not in page


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
    page = mine.get(board(reporting_round)).content.decode()
    assert "ร่าง ยังไม่ส่ง" in page
    assert "a.pdf" not in page


def test_a_report_says_nothing_of_days_after_the_round(reporting_round, owned, clerk):
    url = form_of(reporting_round, owned)
    response = clerk.post(url, filled(clerk, url, reported_on="1/4/2568"))
    assert response.status_code == 422
    assert "รอบ 6 เดือนรายงานข้อมูลถึงวันที่ 31 มี.ค. 2568" in response.content.decode()


def test_a_late_report_is_marked(reporting_round, owned, officer, mine, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: LATE)
    assert submit(owned, reporting_round, officer).is_late
    assert "ส่งล่าช้า" in mine.get(board(reporting_round)).content.decode()


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


def test_an_entry_outside_the_round_is_shown_before_the_report_is_sent(reporting_round, owned, clerk, mine):
    from tests.measures.test_progress import report as report_outside

    url = form_of(reporting_round, owned)
    form = filled(clerk, url, work="งานของฉัน")
    report_outside(mine, owned, work="นอกรอบ")
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


# Accepting and returning


def test_a_returned_report_carries_its_text_files_and_remarks_and_is_sent_again(
    reporting_round, owned, officer, clerk, mine
):
    url = form_of(reporting_round, owned)
    clerk.post(url, filled(clerk, url, work="ฉบับแรก") | {"files": [upload("a.pdf", PDF)]})
    report = MeasureReport.objects.get()
    typed = {"report": seen_of(report), "remarks": "กรุณาระบุ\r\nจำนวนผู้เข้าร่วม"}
    assert mine.post(f"{board(reporting_round)}return/", typed).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.remarks) == ("returned", "กรุณาระบุ\nจำนวนผู้เข้าร่วม")
    page = clerk.get(url).content.decode()
    assert "จำนวนผู้เข้าร่วม" in page
    form = opened(clerk, url, "reported_on")
    assert (form["work"], form["status"]) == ("ฉบับแรก", "in_progress")
    assert clerk.post(url, form | {"work": "ฉบับที่สอง"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.entry.work, report.entry.file_count) == ("submitted", "ฉบับที่สอง", 1)
    assert [entry.work for entry in owned.progress.order_by("pk")] == ["ฉบับแรก", "ฉบับที่สอง"]
    assert [entry.files.count() for entry in owned.progress.all()] == [1, 1]
    said = [change.label.partition(":")[0] for change in Change.objects.of(f"report:{report.key}")]
    assert said == ["ส่งรายงาน รอบ 6 เดือน", "ส่งรายงานกลับให้แก้ไข รอบ 6 เดือน", "ส่งรายงาน รอบ 6 เดือน"]


@pytest.mark.parametrize("remarks", ["", "  ", "ก" * 2_001])
def test_a_report_is_not_returned_without_remarks(reporting_round, owned, officer, mine, remarks):
    report = submit(owned, reporting_round, officer)
    sent = {"report": seen_of(report), "remarks": remarks}
    response = mine.post(f"{board(reporting_round)}return/", sent)
    assert response.status_code == 422
    assert response.content.decode().count('role="alert"') == 1
    report.refresh_from_db()
    assert report.state == "submitted"


def test_all_reports_that_were_sent_are_accepted_at_once(reporting_round, plan, officer, coordinator, mine):
    measures = list(plan.measures.all())
    for measure in measures[:3]:
        submit(measure, reporting_round, officer)
    give_back(MeasureReport.objects.get(measure=measures[2]), coordinator)
    page = mine.get(board(reporting_round))
    assert "รับทั้งหมดที่ส่งแล้ว (2)" in page.content.decode()
    form = {"report": [seen_of(report) for report in page.context["waiting"]]}
    assert mine.post(f"{board(reporting_round)}accept/", form).status_code == 302
    states = {report.measure_id: report.state for report in MeasureReport.objects.all()}
    assert states == dict(zip([each.pk for each in measures], ["accepted", "accepted", "returned"], strict=False))


def test_what_changed_after_the_page_was_opened_is_not_accepted_unseen(
    reporting_round, plan, officer, coordinator, mine
):
    first, second = (submit(measure, reporting_round, officer) for measure in plan.measures.all()[:2])
    form = {"report": [seen_of(first), seen_of(second)]}
    give_back(second, coordinator)
    submit(second.measure, reporting_round, officer, work="ฉบับใหม่")
    response = mine.post(f"{board(reporting_round)}accept/", form)
    assert response.status_code == 409
    assert "เปลี่ยนไปหลังจากท่านเปิดหน้านี้" in response.content.decode()
    assert not MeasureReport.objects.filter(state="accepted").exists()


def test_remarks_are_kept_when_somebody_else_decided_meanwhile(reporting_round, owned, officer, coordinator, mine):
    report = submit(owned, reporting_round, officer)
    form = {"report": seen_of(report), "remarks": "ข้อสังเกตยาว"}
    accept(report, coordinator)
    response = mine.post(f"{board(reporting_round)}return/", form)
    assert response.status_code == 409
    assert "ข้อสังเกตยาว" in response.content.decode()
    report.refresh_from_db()
    assert report.state == "accepted"


@pytest.mark.parametrize("named", ["", "x", "00000000-0000-4000-8000-000000000000:1", "x:y"])
def test_a_report_that_is_not_there_is_not_accepted(reporting_round, mine, named):
    assert mine.post(f"{board(reporting_round)}accept/", {"report": named}).status_code in (409, 422)
    sent = {"report": named, "remarks": "แก้"}
    assert mine.post(f"{board(reporting_round)}return/", sent).status_code in (409, 422)


def test_a_report_of_another_round_is_not_accepted_here(reporting_round, plan, owned, officer, coordinator):
    other = open_round(plan, name="อื่น", ends_on=date(2025, 1, 31))
    report = submit(owned, other, officer, reported_on=date(2025, 1, 31))
    with pytest.raises(DecidedMeanwhile):
        reports_accept(reporting_round=reporting_round, seen={report.key: report.version}, actor=coordinator)


def test_an_accepted_report_found_wrong_is_returned(reporting_round, owned, officer, coordinator):
    report = accept(submit(owned, reporting_round, officer), coordinator)
    assert give_back(report, coordinator).state == "returned"
    assert not Progress.objects.accepted_in(reporting_round).exists()


def test_what_the_coordinator_has_is_not_taken_back_by_undoing(reporting_round, owned, officer, coordinator, clerk):
    report = submit(owned, reporting_round, officer)
    page = clerk.get(f"/nanueng/2568/measures/{owned.key}/progress/").content.decode()
    assert "ต้องการยกเลิก" not in page
    clerk.post(f"/nanueng/2568/measures/{owned.key}/progress/undo/", {"seen": report.entry.pk})
    assert owned.progress.count() == 1
    give_back(report, coordinator)
    progress_undo(measure=owned, actor=officer, seen=report.entry.pk)
    assert owned.progress.count() == 2


def test_the_database_refuses_a_sent_report_without_an_entry_and_a_return_without_remarks(
    reporting_round, owned, officer
):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureReport.objects.create(measure=owned, round=reporting_round, state="submitted")
    report = submit(owned, reporting_round, officer)
    report.state = "returned"
    with pytest.raises(IntegrityError), transaction.atomic():
        report.save()


# What documents take


def test_only_what_was_accepted_is_the_report_of_the_round(reporting_round, plan, officer, coordinator):
    first, second, third, *_ = plan.measures.all()
    accepted = accept(submit(first, reporting_round, officer, work="ในรอบ"), coordinator)
    submit(second, reporting_round, officer)
    give_back(submit(third, reporting_round, officer), coordinator)
    from tests.measures.test_progress import SEPTEMBER, record

    record(first, seen=accepted.entry.pk, status=Status.DONE, reported_on=SEPTEMBER)
    assert [entry.work for entry in Progress.objects.accepted_in(reporting_round)] == ["ในรอบ"]
    with CaptureQueriesContext(connection) as asked:
        measures = list(plan.measures.with_accepted(reporting_round))
        of_round = [each.latest_progress and each.latest_progress.work for each in measures]
    assert of_round == ["ในรอบ", *[None] * 7]
    assert len(asked) == 3
    assert Measure.objects.with_progress().get(pk=first.pk).latest_progress.status == "done"


# The pages


def test_the_board_names_who_has_reported_and_who_has_not(reporting_round, plan, owned, officer, mine):
    submit(owned, reporting_round, officer)
    response = mine.get(board(reporting_round))
    counts = {each.name: {state: count for state, _, count in each.cells} for each in response.context["departments"]}
    assert counts["กองคลัง"]["submitted"] == 1
    assert counts["กองคลัง"]["unreported"] == 5
    assert counts["ไม่มีผู้รับผิดชอบ"] == {"unreported": 1, "draft": 0, "submitted": 0, "returned": 0, "accepted": 0}
    assert response.content.decode().count("<article") == 8


def test_the_board_is_filtered_by_department_and_state(reporting_round, owned, officer, mine, nanueng):
    submit(owned, reporting_round, officer)
    department = nanueng.departments.get(name="กองคลัง").pk
    for query, rows in {
        "?state=submitted": 1,
        "?state=accepted": 0,
        "?state=nonsense": 8,
        f"?department={department}": 6,
        f"?department={department}&state=submitted": 1,
        "?department=none": 1,
        "?department=x": 0,
    }.items():
        assert mine.get(board(reporting_round) + query).content.decode().count("<article") == rows, query


def test_an_officer_sees_the_own_department_first_and_may_see_all(reporting_round, owned, clerk):
    assert clerk.get(board(reporting_round)).content.decode().count("<article") == 6
    page = clerk.get(f"{board(reporting_round)}?department=all").content.decode()
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
        assert client.post(board(reporting_round) + path, {"report": seen_of(report)}).status_code == 403
    for path in ("open/", "new/"):
        assert client.post(ROUNDS + path).status_code == 403
    report.refresh_from_db()
    assert report.state == "submitted"


def test_a_stranger_finds_no_round(reporting_round, measure, stranger, as_user):
    client = as_user(stranger)
    for path in (ROUNDS, board(reporting_round), form_of(reporting_round, measure)):
        assert client.get(path).status_code == 404
        assert client.get(path.replace("nanueng", "maiklang")).status_code == (200 if path == ROUNDS else 404)


def test_a_round_of_another_year_is_not_found(reporting_round, mine):
    assert mine.get(board(reporting_round).replace("2568", "2569")).status_code == 404


def test_closing_a_round_leaves_its_history_and_opens_again(reporting_round, mine, nanueng):
    for typed, is_open in (({}, False), ({}, False), ({"open": "1"}, True)):
        mine.post(f"{board(reporting_round)}close/", typed)
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
    for client, url in ((mine, board(reporting_round)), (clerk, form_of(reporting_round, owned))):
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
def test_pages_cost_the_same_with_ten_and_with_two_hundred_measures(
    reporting_round, plan, officer, as_user, request, path, who
):
    client = as_user(request.getfixturevalue(who))
    url = f"/nanueng/2568/measures/{path.format(reporting_round.key)}".replace("measures/../", "")
    costs = []
    for more in (10, 190):
        add_measures(plan, more, officer, reporting_round)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] <= 26
