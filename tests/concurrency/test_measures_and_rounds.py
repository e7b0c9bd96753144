"""Two people at one measure or one report: one entry, one decision, and whoever came second is told."""

from dataclasses import replace
from datetime import date

import pytest

from agencies.models import Change, Notice
from measures.models import Measure, MeasurePlan, MeasureReport, Progress, ReportingRound
from measures.services import (
    MeasureContent,
    PartContent,
    ProgressContent,
    ReadyReport,
    content_of,
    measure_add,
    measure_row_update,
    measure_update,
    part_save,
    report_begin,
    report_recall,
    report_return,
    report_submit,
    reports_accept,
    reports_submit,
)
from tests.concurrency.moment import at_once, kinds_of
from tests.measures.rounds import open_round, submit

Status = Progress.Status
MARCH = date(2025, 3, 31)


@pytest.fixture
def plan(nanueng) -> MeasurePlan:
    return MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)


@pytest.fixture
def measure(plan) -> Measure:
    return plan.measures.all()[0]


@pytest.fixture
def reporting_round(plan) -> ReportingRound:
    return open_round(plan)


def rows_of(thing):
    return type(thing).objects.filter(pk=thing.pk)


def test_of_two_who_edit_a_measure_the_second_is_told(measure, coordinator, second):
    before = Change.objects.count()

    def edit(actor, title: str):
        content = replace(content_of(measure), title=title)
        return lambda: measure_update(measure=measure, content=content, version=measure.version, actor=actor)

    outcomes = at_once(rows_of(measure), edit(coordinator, "ของคนแรก"), edit(second, "ของคนที่สอง"))
    stored = Measure.objects.get(pk=measure.pk)
    assert kinds_of(outcomes) == ["MeasureEditedMeanwhile", "done"]
    (told,) = (each for each in outcomes if isinstance(each, Exception))
    assert told.stored.title == stored.title
    assert stored.version == measure.version + 1
    assert Change.objects.count() == before + 1


def test_two_who_add_measures_get_two_places(plan, coordinator, second):
    outcomes = at_once(
        rows_of(plan),
        lambda: measure_add(plan=plan, content=MeasureContent("ก"), actor=coordinator),
        lambda: measure_add(plan=plan, content=MeasureContent("ข"), actor=second),
    )
    assert kinds_of(outcomes) == ["done", "done"]
    positions = list(plan.measures.values_list("position", flat=True))
    assert len(set(positions)) == len(positions)


def submission(measure, reporting_round, actor, work: str):
    last = measure.progress.order_by("-pk").values_list("pk", flat=True).first() or 0
    content = ProgressContent(Status.IN_PROGRESS, MARCH, work=work)
    return lambda: report_submit(
        measure=measure,
        reporting_round=reporting_round,
        content=content,
        typed={"work": work},
        version=0,
        seen=last,
        actor=actor,
    )


def test_a_report_sent_twice_by_one_person_is_one_entry(measure, reporting_round, coordinator):
    before = measure.progress.count()
    sent = submission(measure, reporting_round, coordinator, "จัดอบรมแล้ว")
    first, again = at_once(rows_of(measure), sent, sent)
    assert first == again
    assert measure.progress.count() == before + 1
    assert Change.objects.filter(label__startswith="ส่งรายงาน").count() == 1


def test_of_two_who_send_the_report_of_a_round_the_second_is_told(measure, reporting_round, coordinator, second):
    before = measure.progress.count()
    outcomes = at_once(
        rows_of(measure),
        submission(measure, reporting_round, coordinator, "ของคนแรก"),
        submission(measure, reporting_round, second, "ของคนที่สอง"),
    )
    assert kinds_of(outcomes) == ["NotWritable", "done"]
    assert measure.progress.count() == before + 1
    assert MeasureReport.objects.get(measure=measure, round=reporting_round).version == 1


def test_a_report_is_accepted_once(measure, reporting_round, coordinator, second):
    report = submit(measure, reporting_round, coordinator)
    outcomes = at_once(
        rows_of(report),
        *(
            lambda actor=actor: reports_accept(
                reporting_round=reporting_round, seen={report.key: report.version}, actor=actor
            )
            for actor in (coordinator, second)
        ),
    )
    assert kinds_of(outcomes) == ["DecidedMeanwhile", "done"]
    assert Change.objects.filter(label__startswith="ตรวจรับรายงาน").count() == 1
    assert MeasureReport.objects.get(pk=report.pk).version == report.version + 1


def test_a_report_is_accepted_or_returned_but_not_both(measure, reporting_round, coordinator, second):
    report = submit(measure, reporting_round, coordinator)
    outcomes = at_once(
        rows_of(report),
        lambda: reports_accept(reporting_round=reporting_round, seen={report.key: report.version}, actor=coordinator),
        lambda: report_return(
            reporting_round=reporting_round, key=report.key, version=report.version, remarks="ขอหลักฐาน", actor=second
        ),
    )
    assert kinds_of(outcomes) == ["DecidedMeanwhile", "done"]
    state = MeasureReport.objects.get(pk=report.pk).state
    assert state == ("returned" if isinstance(outcomes[0], Exception) else "accepted")


def test_a_report_is_accepted_or_recalled_but_not_both(measure, reporting_round, coordinator, second):
    report = submit(measure, reporting_round, second)
    outcomes = at_once(
        rows_of(report),
        lambda: reports_accept(reporting_round=reporting_round, seen={report.key: report.version}, actor=coordinator),
        lambda: report_recall(report=report, version=report.version, actor=second),
    )
    accepted, recalled = (not isinstance(each, Exception) for each in outcomes)
    assert accepted != recalled
    stored = MeasureReport.objects.get(pk=report.pk)
    assert (stored.state, stored.entry is None) == (("accepted", False) if accepted else ("draft", True))


def test_a_part_is_sent_with_the_report_or_comes_too_late(measure, nanueng, reporting_round, coordinator, second):
    """A part that was taken is in what was sent, one that was not is refused: none is lost between the two."""
    report = report_begin(measure=measure, reporting_round=reporting_round)
    about = {"measure": measure, "reporting_round": reporting_round, "version": 0}
    content = ProgressContent(Status.IN_PROGRESS, MARCH)
    department = measure.departments[0]
    outcomes = at_once(
        rows_of(report),
        lambda: part_save(**about, department=department, content=PartContent("สำรวจแล้ว"), actor=second),
        lambda: report_submit(**about, content=content, typed={}, seen=0, actor=coordinator),
    )
    is_taken = not isinstance(outcomes[0], Exception)
    assert kinds_of(outcomes) == (["done", "done"] if is_taken else ["NotWritable", "done"])
    assert len(measure.progress.get(round=reporting_round).told_parts) == is_taken


def test_what_was_sent_together_waits_for_nobody_when_two_decide_on_the_last(
    plan, reporting_round, coordinator, second
):
    content = ProgressContent(Status.IN_PROGRESS, MARCH)
    newest = Progress.objects.order_by("pk").values_list("measure", "pk")
    ready = [ReadyReport(each, content, {}, 0, dict(newest).get(each.pk, 0)) for each in plan.measures.all()[:2]]
    reports_submit(reporting_round=reporting_round, reports=ready, actor=second)
    first, last = MeasureReport.objects.filter(round=reporting_round)

    def decide(report, actor):
        return lambda: reports_accept(reporting_round=reporting_round, seen={report.key: report.version}, actor=actor)

    outcomes = at_once(rows_of(reporting_round), decide(first, coordinator), decide(last, second))
    assert kinds_of(outcomes) == ["done", "done"]
    assert not Notice.objects.waiting().exists()


def test_of_two_who_choose_another_lead_one_is_told_and_one_department_leads(measure, nanueng, coordinator, second):
    roads, school = nanueng.departments.get(name="กองช่าง"), nanueng.departments.get(name="กองการศึกษา")

    def lead(actor, *owners):
        content = replace(content_of(measure), owners=owners)
        return lambda: measure_row_update(measure=measure, content=content, version=measure.version, actor=actor)

    outcomes = at_once(rows_of(measure), lead(coordinator, roads, school), lead(second, school, roads))
    assert kinds_of(outcomes) == ["MeasureEditedMeanwhile", "done"]
    (leading,) = measure.ownerships.filter(is_lead=True)
    assert leading.department == (roads if not isinstance(outcomes[0], Exception) else school)
    assert measure.ownerships.count() == 2


def test_who_changes_the_lead_and_who_sends_the_report_do_not_wait_for_each_other(
    measure, nanueng, reporting_round, coordinator, second
):
    """Who sends holds the report and waits for the measure; who changes the lead holds the measure."""
    report = report_begin(measure=measure, reporting_round=reporting_round)
    roads = nanueng.departments.get(name="กองช่าง")
    led = replace(content_of(measure), owners=(roads,))
    outcomes = at_once(
        rows_of(measure),
        lambda: measure_row_update(measure=measure, content=led, version=measure.version, actor=coordinator),
        submission(measure, reporting_round, second, "จัดอบรมแล้ว"),
    )
    assert kinds_of(outcomes) == ["done", "done"]
    assert measure.ownerships.get().department == roads
    assert MeasureReport.objects.get(pk=report.pk).state == "submitted"
