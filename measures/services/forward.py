"""Taking measures forward to the plan of the next year."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from agencies.models import User
from assessments.models import Assessment, Indicator, Issue
from measures.models import Measure, MeasurePlan
from measures.rules.forward import moved
from measures.rules.step_words import steps_moved
from measures.services.measure import content_of, measure_add
from measures.services.plan import plan_start


@dataclass(frozen=True)
class Forwarded:
    """The result of taking forward: the next year's plan, the new measures, and how many were there already."""

    plan: MeasurePlan | None
    added: tuple[Measure, ...] = ()
    there: int = 0


@transaction.atomic
def measures_forward(
    *, plan: MeasurePlan, keys: Collection[UUID], assessment: Assessment, actor: User | None
) -> Forwarded:
    """Copy the measures with these keys to the plan of the next year, which is started where it is not there.

    A plan that is there keeps the assessment that it answers; one that begins with a result that another plan answers
    waits for its own. A measure that it has already is not copied again.
    """
    MeasurePlan.objects.select_for_update().get(pk=plan.pk)
    chosen = list(plan.measures.with_details().filter(key__in=keys).select_related("plan", "issue", "indicator"))
    if not chosen:
        return Forwarded(None)
    target = _next_plan(plan, assessment, actor)
    there = set(target.measures.values_list("copied_from_id", flat=True))
    missing = [measure for measure in chosen if measure.pk not in there]
    issues = {each.number: each for each in Issue.objects.filter(framework=target.assessment.framework)}
    indicators = {each.number: each for each in Indicator.objects.filter(framework=target.assessment.framework)}
    added = tuple(_copy(measure, target, issues, indicators, actor) for measure in missing)
    return Forwarded(target, added, len(chosen) - len(added))


def _next_plan(plan: MeasurePlan, assessment: Assessment, actor: User | None) -> MeasurePlan:
    """Return the plan of the next year, locked, so that two people do not copy the same measure."""
    year = plan.fiscal_year + 1
    target = plan_start(
        agency=plan.agency, fiscal_year=year, assessment=assessment, actor=actor, is_undecided=_is_answered(assessment)
    )
    locked = MeasurePlan.objects.select_for_update(of=("self",)).select_related("agency", "assessment__framework")
    return locked.get(pk=target.pk)


def _is_answered(assessment: Assessment) -> bool:
    return MeasurePlan.objects.answering(assessment).filter(measures__isnull=False).exists()


def _copy(
    measure: Measure,
    target: MeasurePlan,
    issues: dict[int, Issue],
    indicators: dict[int, Indicator],
    actor: User | None,
) -> Measure:
    """Add the copy of a measure a year later; issue and indicator are those of the same number in the plan's year."""
    old = content_of(measure)
    content = replace(
        old,
        steps=steps_moved(old.steps, old.owner_names),
        start=moved(old.start) if old.start else None,
        end=moved(old.end) if old.end else None,
        issue=issues.get(old.issue.number) if old.issue else None,
        indicator=indicators.get(old.indicator.number) if old.indicator else None,
    )
    return measure_add(plan=target, content=content, actor=actor, is_draft=measure.is_draft, copied_from=measure)
