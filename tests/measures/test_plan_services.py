"""One plan for a result: started, pointed at another, moved, deleted, restored; none with measures is ever lost."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Change, Removed
from agencies.removal_services import removed_restore
from assessments.models import Assessment
from measures.models import MeasurePlan
from measures.services import (
    PlanRefused,
    RoundContent,
    measure_add,
    plan_answer,
    plan_delete,
    plan_move,
    plan_start,
    rounds_open,
)
from measures.services.measure import MeasureContent


@pytest.fixture
def result_of(nanueng):
    """Return the agency's result of a year; every year of its history has one."""
    return lambda year: Assessment.objects.select_related("framework").get(agency=nanueng, framework__fiscal_year=year)


@pytest.fixture
def started(nanueng, result_of, coordinator):
    """Return a function that starts a plan with as many measures as are wanted."""

    def start(year: int, result: int, measures: int = 0) -> MeasurePlan:
        plan = plan_start(agency=nanueng, fiscal_year=year, assessment=result_of(result), actor=coordinator)
        for number in range(measures):
            measure_add(plan=plan, content=content(f"มาตรการที่ {number + 1}", year), actor=coordinator)
        return plan

    return start


def content(title: str, year: int) -> MeasureContent:
    return MeasureContent(
        title=title, steps=("ขั้นตอน",), owners=(), issue=None, start=date(year - 544, 10, 1), end=date(year - 543, 9, 30)
    )


def years_of(agency) -> dict[int, int]:
    return {plan.fiscal_year: plan.assessment.fiscal_year for plan in MeasurePlan.objects.filter(agency=agency)}


def test_a_plan_starts_for_the_year_after_its_result(nanueng, started):
    started(2568, 2567)  # the demonstration's plan is there and answers the result of 2568
    assert years_of(nanueng) == {2568: 2568}
    started(2567, 2566)
    assert years_of(nanueng) == {2567: 2566, 2568: 2568}


def test_a_result_with_a_plan_of_measures_gets_no_second_one(nanueng, started):
    with pytest.raises(PlanRefused, match="ผลการประเมินปี 2568 มีแผนมาตรการปี 2568 แล้ว มี 8 มาตรการ"):
        started(2569, 2568)
    assert years_of(nanueng) == {2568: 2568}


def test_an_empty_plan_gives_way_to_the_year_that_is_wanted(nanueng, started):
    empty = started(2566, 2567)
    assert started(2567, 2567).pk == empty.pk
    assert years_of(nanueng) == {2567: 2567, 2568: 2568}


def test_the_database_holds_that_a_result_has_one_plan(nanueng, result_of):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasurePlan.objects.create(agency=nanueng, fiscal_year=2569, assessment=result_of(2568))
    MeasurePlan.objects.create(agency=nanueng, fiscal_year=2569, assessment=result_of(2568), is_undecided=True)


def test_a_plan_is_pointed_at_another_result_with_its_issues(nanueng, started, result_of, coordinator):
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    before = [measure.issue.number for measure in plan.measures.select_related("issue")]
    plan_answer(plan=plan, assessment=result_of(2567), actor=coordinator)
    assert years_of(nanueng) == {2568: 2567}
    issues = [measure.issue for measure in plan.measures.select_related("issue__framework")]
    assert [issue.number for issue in issues] == before
    assert {issue.framework.fiscal_year for issue in issues} == {2567}
    change = Change.objects.filter(subject="measure:plan").first()
    assert ("2568" in change.old, "2567" in change.new) == (True, True)


def test_an_empty_plan_does_not_keep_a_result_from_another(nanueng, started, result_of, coordinator):
    started(2567, 2567)
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    plan_answer(plan=plan, assessment=result_of(2567), actor=coordinator)
    assert years_of(nanueng) == {2568: 2567}
    assert Removed.objects.get(kind="plan").label == "แผนมาตรการปีงบประมาณ พ.ศ. 2567"


def test_two_plans_with_measures_never_answer_one_result(nanueng, started, result_of, coordinator):
    other = started(2567, 2567, measures=2)
    with pytest.raises(PlanRefused, match="มี 8 มาตรการ"):
        plan_answer(plan=other, assessment=result_of(2568), actor=coordinator)
    assert years_of(nanueng) == {2567: 2567, 2568: 2568}


def test_an_undecided_plan_is_decided_by_pointing_it_at_a_result(nanueng, result_of, coordinator):
    plan = MeasurePlan.objects.create(agency=nanueng, fiscal_year=2569, assessment=result_of(2568), is_undecided=True)
    assert list(MeasurePlan.objects.undecided(nanueng)) == [plan]
    with pytest.raises(PlanRefused):
        plan_answer(plan=plan, assessment=result_of(2568), actor=coordinator)
    plan_answer(plan=plan, assessment=result_of(2567), actor=coordinator)
    assert not MeasurePlan.objects.undecided(nanueng)


def test_a_plan_moves_with_its_months(nanueng, started, coordinator):
    plan = started(2567, 2567, measures=1)
    steps = ("จัดทำคู่มือ (ภายใน 29 ก.พ. 2567)", "รายงานผล")
    measure_add(plan=plan, content=MeasureContent("ไม่ระบุเดือน", steps=steps), actor=coordinator)
    rounds_open(plan=plan, contents=[RoundContent("6 เดือน", date(2024, 3, 31), date(2024, 4, 15))], actor=coordinator)
    plan_move(plan=plan, fiscal_year=2569, actor=coordinator)
    measure, without_months = plan.measures.all()
    assert (measure.start, measure.end) == (date(2025, 10, 1), date(2026, 9, 30))
    assert (without_months.start, without_months.version) == (None, 2)
    assert [step.due_on for step in without_months.steps.all()] == [date(2026, 2, 28), None]
    assert (plan.rounds.get().due_on, plan.rounds.get().version) == (date(2026, 4, 15), 2)


def test_a_plan_does_not_move_over_one_with_measures(nanueng, started, coordinator):
    plan = started(2567, 2567, measures=1)
    with pytest.raises(PlanRefused, match="ปี 2568 มีแผนมาตรการแล้ว"):
        plan_move(plan=plan, fiscal_year=2568, actor=coordinator)
    assert years_of(nanueng) == {2567: 2567, 2568: 2568}


def test_what_was_reported_neither_moves_nor_goes(plan, coordinator):
    """The demonstration's rounds hold reports."""
    from workspace.demonstration.agencies import demonstration_accounts_load
    from workspace.demonstration.rounds import demonstration_rounds_load

    demonstration_accounts_load()
    assert demonstration_rounds_load(slug="nanueng")
    for refused in (
        lambda: plan_move(plan=plan, fiscal_year=2570, actor=coordinator),
        lambda: plan_delete(plan=plan, actor=coordinator),
    ):
        with pytest.raises(PlanRefused, match="มีการรายงานความก้าวหน้า"):
            refused()
    assert MeasurePlan.objects.get(pk=plan.pk).measures.count() == 8


def test_a_deleted_plan_comes_back_whole(nanueng, plan, coordinator):
    rounds_open(plan=plan, contents=[RoundContent("6 เดือน", date(2025, 3, 31), date(2025, 4, 15))], actor=coordinator)
    titles, steps = [str(each) for each in plan.measures.all()], sum(m.steps.count() for m in plan.measures.all())
    removed = plan_delete(plan=plan, actor=coordinator)
    assert not MeasurePlan.objects.filter(agency=nanueng).exists()
    removed_restore(removed=removed, actor=coordinator)
    back = MeasurePlan.objects.get(agency=nanueng)
    assert [str(each) for each in back.measures.all()] == titles
    assert sum(measure.steps.count() for measure in back.measures.all()) == steps
    assert back.rounds.get().name == "6 เดือน"


def test_a_deleted_plan_does_not_come_back_over_another(nanueng, plan, started, coordinator):
    from agencies.removal import NotRestorable

    removed = plan_delete(plan=plan, actor=coordinator)
    started(2569, 2568, measures=1)
    with pytest.raises(NotRestorable, match="ผลการประเมินนี้มีแผนมาตรการแล้ว"):
        removed_restore(removed=removed, actor=coordinator)
