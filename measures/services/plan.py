"""The plan of a cycle: started, answered with another result, moved to another year, deleted and restored.

A result is answered by one plan at most, and a year has one. A plan without measures gives way to one that somebody
wants; a plan with measures never does.
"""

from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, Removed, User
from agencies.removal_services import things_remove
from assessments.models import Assessment, Indicator, Issue
from measures.models import Measure, MeasurePlan, Step
from measures.rules.forward import moved

SUBJECT = "measure:plan"


class PlanRefused(Exception):
    """The plan cannot be what somebody wants; the message says why and what to do, in Thai. Nothing was written."""


@transaction.atomic
def plan_start(
    *, agency: Agency, fiscal_year: int, assessment: Assessment, actor: User | None, is_undecided: bool = False
) -> MeasurePlan:
    """Return the plan of a year, started where it is not there; one that is there keeps the result that it answers.

    Raises PlanRefused where another plan with measures answers the result; one without measures moves to the year.
    With `is_undecided` the plan is begun all the same, before its own result is known: `plan_answer` decides later.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    there = MeasurePlan.objects.for_year(agency, fiscal_year).first()
    if there is not None:
        return there
    answering = MeasurePlan.objects.answering(assessment).first()
    if answering is not None and not is_undecided:
        _refuse_measures(answering, f"ผลการประเมินปี {assessment.fiscal_year} มีแผนมาตรการปี {answering.fiscal_year} แล้ว")
        return plan_move(plan=answering, fiscal_year=fiscal_year, actor=actor)
    plan = MeasurePlan.objects.create(
        agency=agency, fiscal_year=fiscal_year, assessment=assessment, is_undecided=answering is not None
    )
    change_record(_about(plan, "เริ่มแผนมาตรการ"), actor, new=_basis(assessment))
    return plan


@transaction.atomic
def plan_answer(*, plan: MeasurePlan, assessment: Assessment, actor: User | None) -> MeasurePlan:
    """Let a plan answer another result; its measures keep issue and indicator by their number.

    Raises PlanRefused where another plan with measures answers that result; one without measures is removed.
    """
    current = _locked(plan)
    if current.assessment_id == assessment.pk and not current.is_undecided:
        return current
    for other in MeasurePlan.objects.answering(assessment).exclude(pk=current.pk):
        _refuse_measures(other, f"ผลการประเมินปี {assessment.fiscal_year} มีแผนมาตรการปี {other.fiscal_year} แล้ว")
        plan_delete(plan=other, actor=actor)
    old = _basis(current.assessment)
    current.assessment, current.is_undecided, current.set_aside = assessment, False, []
    current.save(update_fields=["assessment", "is_undecided", "set_aside"])
    _follow_framework(current)
    change_record(_about(current, "เปลี่ยนผลการประเมินของแผนมาตรการ"), actor, old=old, new=_basis(assessment))
    return current


@transaction.atomic
def plan_move(*, plan: MeasurePlan, fiscal_year: int, actor: User | None) -> MeasurePlan:
    """Move a plan on which nobody has reported to another year; months, days of steps and rounds move by whole years.

    Raises PlanRefused where something was reported, or where that year has a plan with measures.
    """
    current = _locked(plan)
    if current.fiscal_year == fiscal_year:
        return current
    _refuse_reported(current, "ย้ายไปปีอื่น")
    for other in MeasurePlan.objects.for_year(current.agency, fiscal_year):
        _refuse_measures(other, f"ปี {fiscal_year} มีแผนมาตรการแล้ว")
        plan_delete(plan=other, actor=actor)
    old = current.fiscal_year
    current.fiscal_year = fiscal_year
    current.save(update_fields=["fiscal_year"])
    _move_days(current, fiscal_year - old)
    change_record(_about(current, "ย้ายแผนมาตรการ"), actor, old=_year(old), new=_year(fiscal_year))
    return current


@transaction.atomic
def plan_delete(*, plan: MeasurePlan, actor: User | None) -> Removed:
    """Delete a plan on which nobody has reported, so that it can be restored for 30 days with its measures and rounds.

    Raises PlanRefused where something was reported.
    """
    current = _locked(plan)
    _refuse_reported(current, "ลบ")
    text = "\n".join([_basis(current.assessment), *(measure.title for measure in current.measures.all())])
    change_record(_about(current, "ลบแผนมาตรการ"), actor, old=text)
    return things_remove(kind="plan", things=[current], about=_about(current, str(current)), text=text, actor=actor)


def _locked(plan: MeasurePlan) -> MeasurePlan:
    """Return the plan as it is now, after the agency: one order of locks for all that plans have to do with."""
    Agency.objects.select_for_update().get(pk=plan.agency_id)
    found = MeasurePlan.objects.select_for_update(of=("self",)).select_related("agency", "assessment__framework")
    return found.get(pk=plan.pk)


def _refuse_measures(plan: MeasurePlan, reason: str) -> None:
    count = plan.measures.count()
    if count or plan.is_reported_on:
        raise PlanRefused(f"{reason} มี {count} มาตรการ กรุณาเปิดแผนนั้น แล้วย้ายหรือลบก่อน")


def _refuse_reported(plan: MeasurePlan, act: str) -> None:
    if plan.is_reported_on:
        raise PlanRefused(f"{act}ไม่ได้ เพราะมีการรายงานความก้าวหน้าตามแผนปี {plan.fiscal_year} แล้ว")


def _follow_framework(plan: MeasurePlan) -> None:
    """Give each measure the issue and the indicator of the same number in the year that the plan answers now.

    Which figures it was proposed for is forgotten: their codes may ask something else in that year.
    """
    framework = plan.assessment.framework_id
    issues = {each.number: each for each in Issue.objects.filter(framework=framework)}
    indicators = {each.number: each for each in Indicator.objects.filter(framework=framework)}
    measures = list(plan.measures.select_related("issue", "indicator"))
    for measure in measures:
        measure.issue = issues.get(measure.issue.number) if measure.issue else None
        measure.indicator = indicators.get(measure.indicator.number) if measure.indicator else None
        measure.weak_codes = ""
        measure.version += 1
    Measure.objects.bulk_update(measures, ["issue", "indicator", "weak_codes", "version"])


def _move_days(plan: MeasurePlan, years: int) -> None:
    """Move months, days of steps and rounds; who had opened one of them before is shown the new days first."""
    measures = list(plan.measures.prefetch_related("steps"))
    for measure in measures:
        measure.start = moved(measure.start, years) if measure.start else None
        measure.end = moved(measure.end, years) if measure.end else None
        measure.version += 1
    Measure.objects.bulk_update(measures, ["start", "end", "version"])
    steps = [step for measure in measures for step in measure.steps.all()]
    for step in steps:
        step.due_on = moved(step.due_on, years) if step.due_on else None
    Step.objects.bulk_update(steps, ["due_on"])
    for each in plan.rounds.all():
        each.ends_on, each.due_on = moved(each.ends_on, years), moved(each.due_on, years)
        each.version += 1
        each.save(update_fields=["ends_on", "due_on", "version"])


def _about(plan: MeasurePlan, label: str) -> ChangeSubject:
    return ChangeSubject(plan.agency, plan.fiscal_year, SUBJECT, label)


def _basis(assessment: Assessment) -> str:
    return f"จัดทำจากผลการประเมินปีงบประมาณ พ.ศ. {assessment.fiscal_year}"


def _year(fiscal_year: int) -> str:
    return f"แผนปีงบประมาณ พ.ศ. {fiscal_year}"
