"""Done is what was accepted, on every page and paper; there is one way to report while a round is open."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from agencies.models import Change
from measures.models import MeasureReport
from measures.reminding import measures_due
from measures.services import NotRecallable, report_recall, round_close, subject_of
from measures.tracking import tracked_measures
from tests.measures.evidence_files import PDF, upload
from tests.measures.rounds import IN_TIME, Status, accept, filled, form_of, give_back, round_address, submit
from tests.portal.forms import opened

pytestmark = pytest.mark.usefixtures("in_time")
PLAN = "/nanueng/2568/measures/"


@pytest.fixture
def unreported(owned):
    """A measure of the officer's department on which nobody has reported."""
    owned.progress.all().delete()
    return owned


def page_of(measure) -> str:
    return f"{PLAN}{measure.key}/progress/"


def row_of(plan, measure):
    return next(each for each in tracked_measures(plan, IN_TIME) if each.key == str(measure.key))


def shown(measure, client) -> list[str]:
    """Return what plan, tracking, timeline and the measure's own page say of it."""
    pages = [PLAN, f"{PLAN}tracking/", f"{PLAN}tracking/timeline/", page_of(measure)]
    return [client.get(each).content.decode() for each in pages]


def all_done(measure) -> dict:
    return {"status": "done", "steps": [box for box, _ in ticks(measure)]}


def ticks(measure):
    from measures.rules.completion import step_key

    return [(step_key(step.position, step.text), step.text) for step in measure.steps.all()]


def test_a_report_that_was_returned_counts_as_done_nowhere(
    reporting_round, unreported, plan, officer, coordinator, mine
):
    report = submit(unreported, reporting_round, officer, status=Status.DONE, note="ครบ")
    waiting = row_of(plan, unreported)
    assert (waiting.status, waiting.completion, waiting.standings) == ("unreported", None, {"submitted"})
    give_back(report, coordinator)
    returned = row_of(plan, unreported)
    assert (returned.status, returned.status_name) == ("unreported", "ยังไม่มีรายงานที่ตรวจรับ")
    assert all("ส่งกลับ: ดำเนินการแล้วเสร็จ" in page for page in shown(unreported, mine))
    accept(submit(unreported, reporting_round, officer, status=Status.DONE, note="ครบ"), coordinator)
    accepted = row_of(plan, unreported)
    assert (accepted.status, accepted.completion, accepted.beside) == ("done", 100, ())


def test_the_workbook_of_tracking_tells_what_does_not_count_apart(reporting_round, unreported, officer, mine):
    submit(unreported, reporting_round, officer, status=Status.DONE, note="ครบ")
    rows = list(load_workbook(BytesIO(mine.get(f"{PLAN}tracking/xlsx/").content)).active.values)
    head = next(row for row in rows if "สถานะ" in row)
    of_measure = next(row for row in rows if unreported.title in row)
    told = dict(zip(head, of_measure, strict=True))
    assert (told["สถานะ"], told["ที่ยังไม่นับ"]) == ("ยังไม่มีรายงานที่ตรวจรับ", "รอตรวจ: ดำเนินการแล้วเสร็จ")


def test_one_goes_on_being_reminded_of_a_measure_until_it_is_accepted_as_done(
    reporting_round, unreported, officer, coordinator
):
    unreported.end = date(2025, 4, 17)
    unreported.save()
    due = {unreported.plan.agency_id}, {unreported.end}
    report = submit(unreported, reporting_round, officer, status=Status.DONE, note="ครบ")
    assert [duty.title for duty in measures_due(*due)] == [unreported.title]
    accept(report, coordinator)
    assert measures_due(*due) == []


def test_while_a_round_is_open_the_form_of_the_measure_is_its_report(reporting_round, unreported, plan, clerk):
    form = opened(clerk, page_of(unreported), "reported_on")
    assert clerk.post(page_of(unreported), form | all_done(unreported)).status_code == 302
    report = MeasureReport.objects.get(measure=unreported)
    assert (report.round, report.state) == (reporting_round, "submitted")
    assert row_of(plan, unreported).status == "unreported"


def test_a_form_from_before_the_round_was_opened_becomes_its_report(unreported, plan, clerk):
    from tests.measures.rounds import open_round

    form = opened(clerk, page_of(unreported), "reported_on")
    opened_round = open_round(plan)
    posted = form | {"status": "in_progress", "reported_on": "31/3/2568"}
    assert clerk.post(page_of(unreported), posted).status_code == 302
    assert MeasureReport.objects.get(measure=unreported).round == opened_round


def test_what_an_officer_writes_between_rounds_is_a_note_and_the_coordinator_s_entry_counts(
    reporting_round, unreported, plan, coordinator, clerk, mine
):
    round_close(reporting_round=reporting_round, is_closed=True, actor=coordinator)
    form = opened(clerk, page_of(unreported), "reported_on")
    clerk.post(page_of(unreported), form | all_done(unreported))
    noted = row_of(plan, unreported)
    assert (noted.status, noted.standings) == ("unreported", {"noted"})
    assert "บันทึกระหว่างรอบ: ดำเนินการแล้วเสร็จ" in clerk.get(page_of(unreported)).content.decode()
    form = opened(mine, page_of(unreported), "reported_on")
    mine.post(page_of(unreported), form | all_done(unreported) | {"result": "ครบ"})
    assert (row_of(plan, unreported).status, row_of(plan, unreported).beside) == ("done", ())


def test_in_a_plan_without_rounds_an_officer_s_entry_counts(unreported, plan, clerk):
    form = opened(clerk, page_of(unreported), "reported_on")
    clerk.post(page_of(unreported), form | all_done(unreported))
    assert row_of(plan, unreported).status == "done"


@pytest.mark.parametrize("in_round", [True, False])
def test_done_with_open_steps_is_asked_before_it_is_taken(unreported, plan, clerk, in_round):
    from tests.measures.rounds import open_round

    url = form_of(open_round(plan), unreported) if in_round else page_of(unreported)
    first = ticks(unreported)[0][0]
    form = opened(clerk, url, "reported_on") | {"status": "done", "steps": [first]}
    refused = clerk.post(url, form)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert 'name="confirmed"' in text
    assert f"2. {unreported.steps.all()[1].text[:40]}" in text
    assert not unreported.progress.exists()
    assert clerk.post(url, form | {"confirmed": "on"}).status_code == 302
    assert unreported.progress.get().status == "done"


def test_a_report_is_recalled_with_its_text_and_files_until_somebody_looks_at_it(
    reporting_round, unreported, clerk, mine
):
    url = form_of(reporting_round, unreported)
    clerk.post(url, filled(clerk, url, work="ยังไม่ครบ") | {"files": [upload("a.pdf", PDF)]})
    report = MeasureReport.objects.get()
    assert "เรียกคืนรายงาน" in clerk.get(url).content.decode()
    assert clerk.post(f"{url}recall/", {"version": report.version}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.entry, report.files.count(), report.first_submitted_on) == ("draft", None, 1, None)
    assert opened(clerk, url, "reported_on")["work"] == "ยังไม่ครบ"
    assert "เรียกคืนรายงาน" in Change.objects.of(subject_of(report)).first().label
    clerk.post(url, filled(clerk, url, work="ครบ"))
    mine.get(round_address(reporting_round))
    report.refresh_from_db()
    assert report.looked_by_name
    assert "เรียกคืนรายงาน</button>" not in clerk.get(url).content.decode()
    clerk.post(f"{url}recall/", {"version": report.version})
    report.refresh_from_db()
    assert report.state == "submitted"


def test_what_was_returned_and_recalled_after_it_was_sent_again_stands_as_returned(
    reporting_round, unreported, officer, coordinator, plan
):
    returned = give_back(submit(unreported, reporting_round, officer, work="ครั้งแรก"), coordinator)
    again = submit(unreported, reporting_round, officer, work="ครั้งที่สอง")
    recalled = report_recall(report=again, version=again.version, actor=officer)
    assert (recalled.state, recalled.entry, recalled.remarks) == ("returned", returned.entry, returned.remarks)
    assert recalled.typed["work"] == "ครั้งที่สอง"
    assert [each.name for each in row_of(plan, unreported).beside] == ["ส่งกลับ"]
    assert submit(unreported, reporting_round, officer, work="ครั้งที่สาม").state == "submitted"


def test_nobody_else_recalls_a_report(reporting_round, unreported, officer, coordinator, nanueng, member):
    report = submit(unreported, reporting_round, officer)
    for other in (coordinator, member(nanueng, "officer", "colleague")):
        with pytest.raises(NotRecallable):
            report_recall(report=report, version=report.version, actor=other)
    assert timezone.localdate() == IN_TIME
    assert report_recall(report=report, version=report.version, actor=officer).state == "draft"
