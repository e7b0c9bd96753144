"""Reporting outside of rounds: ticked steps, drafts, and taking a report back."""

from datetime import date

import pytest

from agencies.models import Change
from measures.models import Measure, MeasureReport, Progress
from measures.services import NothingToUndo, ReportedMeanwhile, content_of, measure_update, progress_undo
from tests.measures.test_progress import SEPTEMBER, Status, address, filled, record, report
from tests.portal.forms import fields_of, opened


def keys_of(client, measure: Measure) -> list[str]:
    """Return what the form would send to tick every step."""
    form = client.get(address(measure)).context["form"]
    return [value for value, _ in form.fields["steps"].choices]


@pytest.fixture
def steps(measure, mine) -> list[str]:
    return keys_of(mine, measure)


# Steps


def test_ticked_steps_are_kept_with_their_texts_and_give_the_percentage(measure, mine, steps):
    assert len(steps) == 4
    assert report(mine, measure, steps=steps[:2]).status_code == 302
    entry = measure.progress.get()
    texts = [step.text for step in measure.steps.all()]
    assert [(step.text, step.is_done) for step in entry.step_ticks] == [
        (text, number < 2) for number, text in enumerate(texts)
    ]
    assert entry.percent == 50
    assert "ทำแล้ว 2 จาก 4 ขั้นตอน" in mine.get(address(measure)).content.decode()


def test_a_typed_percentage_goes_before_the_steps(measure, mine, steps):
    report(mine, measure, steps=steps[:2], percent="75")
    assert measure.progress.get().percent == 75


def test_the_next_report_starts_with_the_steps_that_are_done(measure, mine, steps):
    report(mine, measure, steps=steps[:2])
    assert opened(mine, address(measure), "reported_on")["steps"] == steps[:2]


def test_an_entry_says_the_same_after_the_measure_was_edited(measure, mine, steps, coordinator):
    report(mine, measure, steps=steps[:1])
    before = measure.progress.get().step_ticks
    content = content_of(measure)
    changed = type(content)(**vars(content) | {"steps": ("ขั้นตอนใหม่", content.steps[0])})
    measure_update(measure=measure, content=changed, version=measure.version, actor=coordinator)
    assert measure.progress.get().step_ticks == before
    page = mine.get(address(measure)).content.decode()
    assert content.steps[3] in page
    # The step that was done is still done, at its new place.
    (key,) = [opened(mine, address(measure), "reported_on")["steps"]]
    assert key.startswith("2-")


def test_a_step_that_was_reworded_meanwhile_is_not_ticked_by_mistake(measure, mine, steps, coordinator):
    form = filled(mine, measure, steps=steps[:1], work="งานของฉัน")
    content = content_of(measure)
    changed = type(content)(**vars(content) | {"steps": ("ขั้นตอนอื่น", *content.steps[1:])})
    measure_update(measure=measure, content=changed, version=measure.version, actor=coordinator)
    response = mine.post(address(measure), form)
    assert response.status_code == 422
    assert "มีผู้แก้ไขขั้นตอนของมาตรการหลังจากท่านเปิดหน้านี้" in response.content.decode()
    assert fields_of(response, "reported_on")["work"] == "งานของฉัน"


def test_steps_contradict_what_was_not_begun(measure, mine, steps):
    response = report(mine, measure, status="not_started", steps=steps[:1])
    assert response.status_code == 422
    assert "แต่สถานะเป็นยังไม่ดำเนินการ" in response.content.decode()


def test_files_count_as_evidence(measure):
    assert Progress(status="done").is_done_without_evidence
    assert not Progress(status="done", file_count=1).is_done_without_evidence


# Drafts


def test_a_draft_keeps_what_was_typed_right_or_wrong_and_belongs_to_the_department(
    measure, nanueng, mine, officer, as_user, steps
):
    measure.owners.set([nanueng.departments.get(name="กองคลัง")], clear=True)
    typed = {"percent": "เจ็ดสิบ", "reported_on": "เมื่อวาน", "work": "บรรทัดแรก\r\nบรรทัดสอง\0", "draft": "1"}
    assert mine.post(address(measure), filled(mine, measure, steps=steps[1:3], **typed)).status_code == 302
    assert not measure.progress.exists()
    fields = opened(as_user(officer), address(measure), "reported_on")
    assert (fields["percent"], fields["reported_on"]) == ("เจ็ดสิบ", "เมื่อวาน")
    assert fields["work"] == "บรรทัดแรก\nบรรทัดสอง"
    assert (fields["status"], fields["steps"]) == ("in_progress", steps[1:3])
    assert (
        as_user(officer).post(address(measure), fields | {"percent": "", "reported_on": "31/3/2568"}).status_code == 302
    )
    assert measure.progress.get().actor == officer
    assert not MeasureReport.objects.exists()
    replaced = Change.objects.of(f"progress:{measure.key}").get(label__startswith="แทนที่ร่าง")
    assert "เจ็ดสิบ" in replaced.old


def test_somebody_elses_draft_is_shown_and_kept_when_it_is_replaced(measure, mine, theirs):
    mine_form = filled(mine, measure, work="ร่างของฉัน", draft="1", percent="x")
    theirs.post(address(measure), filled(theirs, measure, work="ร่างของเขา", draft="1"))
    response = mine.post(address(measure), mine_form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "ร่างของเขา" in page
    assert "จำนวนเต็ม" not in page  # a draft may be wrong
    shown = fields_of(response, "reported_on")
    assert shown["work"] == "ร่างของฉัน"
    assert MeasureReport.objects.get().typed["work"] == "ร่างของเขา"
    assert mine.post(address(measure), shown | {"draft": "1"}).status_code == 302
    assert MeasureReport.objects.get().typed["work"] == "ร่างของฉัน"
    assert "ร่างของเขา" in Change.objects.get(label__startswith="แทนที่ร่าง").old


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 20])
def test_a_form_with_no_sensible_version_is_refused_or_asks_again(measure, mine, version: str):
    assert report(mine, measure, version=version).status_code in (409, 422)
    assert not measure.progress.exists()


def test_a_measure_with_a_draft_cannot_be_deleted(measure, mine):
    mine.post(address(measure), filled(mine, measure, work="ร่าง", draft="1"))
    assert mine.post(f"/nanueng/2568/measures/{measure.key}/delete/").status_code == 409
    assert Measure.objects.filter(pk=measure.pk).exists()


# Taking back


def undo(client, measure: Measure, seen: int | None = None):
    last = measure.progress.order_by("-pk").values_list("pk", flat=True).first()
    return client.post(f"{address(measure)}undo/", {"seen": last if seen is None else seen})


def test_taking_back_adds_an_entry_that_repeats_the_one_before(measure, mine, coordinator):
    first = record(measure, work="ประชุม", outcome="ข้อหนึ่ง", evidence="หนังสือ")
    second = record(measure, seen=first.pk, status=Status.DONE, reported_on=SEPTEMBER)
    assert undo(mine, measure).status_code == 302
    newest = Measure.objects.get(pk=measure.pk).latest_progress
    assert (newest.status, newest.reported_on) == ("in_progress", SEPTEMBER)
    assert (newest.work, newest.outcome, newest.evidence) == ("ประชุม", "ข้อหนึ่ง", "หนังสือ")
    assert "ยกเลิกรายงาน “ดำเนินการแล้วเสร็จ” ข้อมูล ณ วันที่ 30 ก.ย. 2568" in newest.note
    assert (newest.undoes, newest.actor) == (second, coordinator)
    assert measure.progress.count() == 3
    assert Change.objects.of(f"progress:{measure.key}")[0].label.startswith("ยกเลิกรายงานล่าสุด")


def test_taking_back_goes_on_to_the_beginning_and_ends_there(measure, mine):
    first = record(measure, work="หนึ่ง")
    record(measure, seen=first.pk, work="สอง", status=Status.DONE)
    undo(mine, measure)
    undo(mine, measure)
    newest = Measure.objects.get(pk=measure.pk).latest_progress
    assert (newest.status, newest.undoes) == ("not_started", first)
    undo(mine, measure)
    assert measure.progress.count() == 4
    assert "ไม่ได้ยกเลิก" in mine.get(address(measure)).content.decode()


def test_a_report_after_taking_back_is_taken_back_to_what_stood_before(measure, mine, coordinator):
    first = record(measure, work="หนึ่ง")
    second = record(measure, seen=first.pk, work="สอง")
    third = progress_undo(measure=measure, actor=coordinator, seen=second.pk)
    fourth = record(measure, seen=third.pk, work="สี่", status=Status.DONE)
    fifth = progress_undo(measure=measure, actor=coordinator, seen=fourth.pk)
    assert (fifth.undoes, fifth.work) == (fourth, "หนึ่ง")


def test_the_button_pressed_twice_takes_back_once(measure, mine):
    first = record(measure, work="หนึ่ง")
    second = record(measure, seen=first.pk, work="สอง")
    assert [undo(mine, measure, seen=second.pk).status_code for _ in range(2)] == [302, 302]
    assert measure.progress.count() == 3


def test_what_was_reported_meanwhile_is_not_taken_back_unseen(measure, mine, theirs):
    first = record(measure, work="หนึ่ง")
    report(theirs, measure, work="รายงานของเขา")
    response = undo(mine, measure, seen=first.pk)
    assert response.status_code == 409
    assert "ยังไม่ได้ยกเลิก" in response.content.decode()
    assert "รายงานของเขา" in response.content.decode()
    assert measure.progress.count() == 2


def test_there_is_nothing_to_take_back_without_a_report(measure, coordinator):
    with pytest.raises(NothingToUndo):
        progress_undo(measure=measure, actor=coordinator, seen=0)


def test_an_undoing_of_an_early_entry_does_not_touch_later_ones(measure, coordinator):
    late = record(measure, status=Status.DONE, reported_on=SEPTEMBER)
    early = record(measure, seen=late.pk, reported_on=date(2025, 1, 31))
    undone = progress_undo(measure=measure, actor=coordinator, seen=early.pk)
    assert undone.undoes == late
    assert undone.status == Status.IN_PROGRESS
    with pytest.raises(ReportedMeanwhile):
        record(measure, seen=early.pk)


def test_only_who_may_report_may_take_back(measure, officer, reader, stranger, as_user):
    record(measure)
    for who, status in ((officer, 403), (reader, 403), (stranger, 404)):
        assert undo(as_user(who), measure).status_code == status
    assert as_user(officer).get(f"{address(measure)}undo/").status_code == 405
    assert measure.progress.count() == 1
