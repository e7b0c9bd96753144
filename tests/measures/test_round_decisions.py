"""Accepting and returning the reports of a round, and what documents take of it."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agencies.models import Change
from measures.models import Measure, MeasureReport, Progress
from measures.services import DecidedMeanwhile, NothingToUndo, progress_undo, reports_accept, subject_of
from tests.measures.evidence_files import PDF, upload
from tests.measures.rounds import Status, accept, filled, form_of, give_back, open_round, round_address, seen_of, submit
from tests.portal.forms import opened

pytestmark = pytest.mark.usefixtures("in_time")

# Accepting and returning


def test_a_returned_report_carries_its_text_files_and_remarks_and_is_sent_again(
    reporting_round, owned, officer, clerk, mine
):
    url = form_of(reporting_round, owned)
    clerk.post(url, filled(clerk, url, work="ฉบับแรก") | {"files": [upload("a.pdf", PDF)]})
    report = MeasureReport.objects.get()
    typed = {"report": seen_of(report), "remarks": "กรุณาระบุ\r\nจำนวนผู้เข้าร่วม"}
    assert mine.post(f"{round_address(reporting_round)}return/", typed).status_code == 302
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
    labels = [change.label.partition(":")[0] for change in Change.objects.of(subject_of(report))]
    acts = ["ส่งรายงาน", "ส่งรายงานกลับให้แก้ไข", "ส่งรายงาน", "แนบไฟล์ในร่างรายงาน"]
    assert labels == [f"{act} รอบ 6 เดือน" for act in acts]


@pytest.mark.parametrize("remarks", ["", "  ", "ก" * 2_001])
def test_a_report_is_not_returned_without_remarks(reporting_round, owned, officer, mine, remarks):
    report = submit(owned, reporting_round, officer)
    sent = {"report": seen_of(report), "remarks": remarks}
    response = mine.post(f"{round_address(reporting_round)}return/", sent)
    assert response.status_code == 422
    assert response.content.decode().count('role="alert"') == 1
    report.refresh_from_db()
    assert report.state == "submitted"


def test_all_reports_that_were_sent_are_accepted_at_once(reporting_round, plan, officer, coordinator, mine):
    measures = list(plan.measures.all())
    for measure in measures[:3]:
        submit(measure, reporting_round, officer)
    give_back(MeasureReport.objects.get(measure=measures[2]), coordinator)
    page = mine.get(round_address(reporting_round))
    assert "ตรวจรับทุกรายการที่ส่งแล้ว (2)" in page.content.decode()
    form = {"report": [seen_of(report) for report in page.context["waiting"]]}
    assert mine.post(f"{round_address(reporting_round)}accept/", form).status_code == 302
    states = {report.measure_id: report.state for report in MeasureReport.objects.all()}
    assert states == dict(zip([each.pk for each in measures], ["accepted", "accepted", "returned"], strict=False))


def test_what_changed_after_the_page_was_opened_is_not_accepted_unseen(
    reporting_round, plan, officer, coordinator, mine
):
    first, second = (submit(measure, reporting_round, officer) for measure in plan.measures.all()[:2])
    form = {"report": [seen_of(first), seen_of(second)]}
    give_back(second, coordinator)
    submit(second.measure, reporting_round, officer, work="ฉบับใหม่")
    response = mine.post(f"{round_address(reporting_round)}accept/", form)
    assert response.status_code == 409
    assert "เปลี่ยนไปหลังจากท่านเปิดหน้านี้" in response.content.decode()
    assert not MeasureReport.objects.filter(state="accepted").exists()


def test_remarks_are_kept_when_somebody_else_decided_meanwhile(reporting_round, owned, officer, coordinator, mine):
    report = submit(owned, reporting_round, officer)
    form = {"report": seen_of(report), "remarks": "ข้อสังเกตยาว"}
    accept(report, coordinator)
    response = mine.post(f"{round_address(reporting_round)}return/", form)
    assert response.status_code == 409
    assert "ข้อสังเกตยาว" in response.content.decode()
    report.refresh_from_db()
    assert report.state == "accepted"


@pytest.mark.parametrize("named", ["", "x", "00000000-0000-4000-8000-000000000000:1", "x:y"])
def test_a_report_that_is_not_there_is_not_accepted(reporting_round, mine, named):
    assert mine.post(f"{round_address(reporting_round)}accept/", {"report": named}).status_code in (409, 422)
    sent = {"report": named, "remarks": "แก้"}
    assert mine.post(f"{round_address(reporting_round)}return/", sent).status_code in (409, 422)


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
    with pytest.raises(NothingToUndo):  # what was returned is mended in its round
        progress_undo(measure=owned, actor=officer, seen=report.entry.pk)


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
