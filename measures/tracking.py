"""The measures of a plan as tracking shows them, in the list and on the months, in a constant number of queries."""

from datetime import date

from agencies.models import Department
from assessments.models import Indicator, Issue
from measures.models import Measure, MeasurePlan, Progress
from measures.rules.tracking import UNREPORTED, Groups, Tracked, TrackedGroup

# Status, per cent and date of the newest entry; the texts of entries are long and not needed here.
Newest = tuple[str, int | None, date | None]


def tracked_measures(plan: MeasurePlan, today: date) -> list[Tracked]:
    """Return the measures of a plan with their newest reports, in the order of the plan."""
    newest = _newest_entries(plan)
    measures = plan.in_order(plan.measures.with_details())
    return [_tracked(measure, number, newest, today) for number, measure in enumerate(measures, 1)]


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


def _newest_entries(plan: MeasurePlan) -> dict[int, Newest]:
    entries = Progress.objects.filter(measure__plan=plan)
    newest: dict[int, Newest] = {}
    for measure, status, percent, day in entries.values_list("measure_id", "status", "percent", "reported_on"):
        newest.setdefault(measure, (status, percent, day))
    return newest


def _tracked(measure: Measure, number: int, newest: dict[int, Newest], today: date) -> Tracked:
    status, percent, day = newest.get(measure.pk, (UNREPORTED, None, None))
    return Tracked(
        key=str(measure.key),
        number=number,
        title=measure.title,
        today=today,
        status=status,
        percent=percent,
        reported_on=day,
        departments=tuple(TrackedGroup(str(each.pk), each.name) for each in measure.owners.all()),
        issue=TrackedGroup(str(measure.issue.number), str(measure.issue)) if measure.issue else None,
        indicator=TrackedGroup(str(measure.indicator.number), str(measure.indicator)) if measure.indicator else None,
        start=measure.start,
        end=measure.end,
        timeframe=measure.timeframe,
        version=measure.version,
        is_draft=measure.is_draft,
        steps=tuple(step.text for step in measure.steps.all()),
    )
