"""The measures of a plan as tracking shows them, in the list and on the months, in a constant number of queries."""

from collections.abc import Iterable
from datetime import date

from agencies.models import Department
from assessments.models import Indicator, Issue
from measures.models import Measure, MeasurePlan
from measures.open_steps import OpenStep, open_steps
from measures.rules.tracking import UNREPORTED, Groups, Tracked, TrackedBeside, TrackedGroup, TrackedStep


def tracked_measures(plan: MeasurePlan, today: date) -> list[Tracked]:
    """Return the measures of a plan with what they have come to, in the order of the plan."""
    measures = plan.in_order(plan.measures.with_details().with_standing())
    left = open_steps(measures)
    return [_tracked(each, number, today, left.get(each.pk, ())) for number, each in enumerate(measures, 1)]


def groups_of_plan(plan: MeasurePlan) -> Groups:
    """Return the departments that the agency has or the plan names, and issues and indicators of the assessed year."""
    framework = plan.assessment.framework_id
    issues = Issue.objects.filter(framework=framework)
    indicators = Indicator.objects.filter(framework=framework).order_by("number")
    departments = plan.agency.departments.offered(Department.objects.filter(measures__plan=plan))
    return Groups(
        departments=tuple(TrackedGroup(str(each.pk), each.name) for each in departments),
        issues=tuple(TrackedGroup(str(each.number), str(each)) for each in issues),
        indicators=tuple(TrackedGroup(str(each.number), str(each)) for each in indicators),
    )


def _tracked(measure: Measure, number: int, today: date, left: Iterable[OpenStep]) -> Tracked:
    told = measure.told
    counts = told.accepted
    return Tracked(
        key=str(measure.key),
        number=number,
        title=measure.title,
        today=today,
        status=counts.status if counts else UNREPORTED,
        percent=counts.percent if counts else None,
        reported_on=counts.reported_on if counts else None,
        nothing_name=told.nothing_name,
        beside=tuple(TrackedBeside(each.standing, each.status, each.percent, each.reported_on) for each in told.beside),
        departments=tuple(TrackedGroup(str(each.pk), each.name) for each in measure.departments),
        owners=tuple(str(each) for each in measure.ownerships.all()),
        is_led=measure.lead is not None,
        issue=TrackedGroup(str(measure.issue.number), str(measure.issue)) if measure.issue else None,
        indicator=TrackedGroup(str(measure.indicator.number), str(measure.indicator)) if measure.indicator else None,
        start=measure.start,
        end=measure.end,
        timeframe=measure.timeframe,
        version=measure.version,
        is_draft=measure.is_draft,
        steps=tuple(str(step) for step in measure.steps.all()),
        open_steps=tuple(TrackedStep(each.step.position, str(each.step), each.due) for each in left),
    )
