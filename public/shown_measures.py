"""The measures of a plan as everybody may see them: with what was accepted, and nothing of who wrote it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from measures.models import Measure, MeasurePlan, Progress
from measures.rules.standing import NONE_ACCEPTED


@dataclass(frozen=True)
class ShownMeasure:
    """A measure with its accepted state; `status` is empty while nothing was accepted."""

    number: int
    title: str
    departments: tuple[str, ...]
    timeframe: str
    start: date | None
    end: date | None
    status: str
    reported_on: date | None

    @property
    def status_words(self) -> str:
        return Progress.Status(self.status).label if self.status else NONE_ACCEPTED


def shown_measures(plans: Iterable[MeasurePlan]) -> dict[int, tuple[ShownMeasure, ...]]:
    """Return the measures of each plan by its year, as printed, in as many queries for one as for many.

    Drafts of the portal that nobody confirmed are not shown.
    """
    by_plan = {plan.pk: plan for plan in plans}
    found: dict[int, list[Measure]] = defaultdict(list)
    for measure in Measure.objects.filter(plan__in=by_plan, is_draft=False).with_details().with_standing():
        found[measure.plan_id].append(measure)
    return {
        plan.fiscal_year: tuple(_shown(each, number) for number, each in enumerate(plan.in_order(found[pk]), 1))
        for pk, plan in by_plan.items()
    }


def _shown(measure: Measure, number: int) -> ShownMeasure:
    accepted = measure.accepted_progress
    return ShownMeasure(
        number=number,
        title=measure.title,
        departments=tuple(owner.name for owner in measure.departments),
        timeframe=measure.timeframe,
        start=measure.start,
        end=measure.end,
        status=accepted.status if accepted else "",
        reported_on=accepted.reported_on if accepted else None,
    )
