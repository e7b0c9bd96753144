"""Measures over the years: what a measure was copied from, where it continues, and how its indicator changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agencies.models import Agency
from assessments.models import Assessment
from measures.checks import texts_of
from measures.models import Measure, MeasurePlan, MeasureQuerySet, Progress
from measures.rules.forward import IndicatorResult, names_year, year_of_result

SETTLED = (Progress.Status.DONE, Progress.Status.CANCELLED)
# What became of each indicator, by its number.
Results = dict[int, IndicatorResult]
Scores = dict[int, dict[int, Decimal | None]]


@dataclass(frozen=True)
class SuccessionCandidate:
    """A measure that could go on in the next year's plan; `copy` is the one that is there already."""

    number: int
    measure: Measure
    copy: Measure | None

    @property
    def is_settled(self) -> bool:
        """Whether it is done or cancelled."""
        latest = self.measure.accepted_progress
        return latest is not None and latest.status in SETTLED

    @property
    def names_its_year(self) -> bool:
        """Whether a text names the year that then lies behind, and is to be changed."""
        return names_year(texts_of(self.measure), self.measure.plan.fiscal_year)


@dataclass(frozen=True)
class Link:
    """A measure in its chain of copies, with the change of its indicator under its plan, where that is known."""

    measure: Measure
    result: IndicatorResult | None


def candidates_of(plan: MeasurePlan, target: MeasurePlan | None) -> list[SuccessionCandidate]:
    """Return the measures of a plan with their copies in the next year's plan, in a constant number of queries."""
    copies = {each.copied_from_id: each for each in target.measures.all()} if target else {}
    measures = plan.in_order(plan.measures.with_details().with_progress().select_related("plan"))
    return [SuccessionCandidate(number, each, copies.get(each.pk)) for number, each in enumerate(measures, 1)]


def results_of(plan: MeasurePlan) -> Results:
    """Return how the indicators changed under a plan, in a constant number of queries; empty before its result."""
    return _results([plan])[plan.pk]


def chain_of(measure: Measure) -> list[Link]:
    """Return a measure with all that it was copied from and all its copies, the oldest first; alone where none is.

    Asks once for each year of the chain, and for the figures of all of them together.
    """
    chain = [*_earlier(measure), measure, *_later(measure)]
    if len(chain) == 1:
        return []
    results = _results([each.plan for each in chain])
    return [Link(each, result_for(each, results[each.plan_id])) for each in chain]


def result_for(measure: Measure, results: Results) -> IndicatorResult | None:
    """Return how the indicator of a measure changed, where it names one and the result is there."""
    return results.get(measure.indicator.number) if measure.indicator else None


def _earlier(measure: Measure) -> list[Measure]:
    found: list[Measure] = []
    key = measure.copied_from_id
    while key is not None:
        earlier = _with_plan().get(pk=key)
        found.insert(0, earlier)
        key = earlier.copied_from_id
    return found


def _later(measure: Measure) -> list[Measure]:
    found: list[Measure] = []
    copies = list(_with_plan().filter(copied_from=measure))
    while copies:
        found += copies
        copies = list(_with_plan().filter(copied_from__in=copies))
    return found


def _with_plan() -> MeasureQuerySet:
    return Measure.objects.select_related("indicator", "plan__agency", "plan__assessment__framework").with_progress()


def _results(plans: Sequence[MeasurePlan]) -> dict[int, Results]:
    """Return how the indicators changed under each of an agency's plans, by plan and number of the indicator."""
    agency = plans[0].agency
    years = {plan.pk: (plan.assessment.fiscal_year, _year_of(plan)) for plan in plans}
    there = set(agency.assessments.values_list("framework__fiscal_year", flat=True))
    known = {key: pair for key, pair in years.items() if set(pair) <= there}
    scores = _scores(agency, {year for pair in known.values() for year in pair})
    return {key: _between(scores, *known[key]) if key in known else {} for key in years}


def _year_of(plan: MeasurePlan) -> int:
    return year_of_result(plan.fiscal_year, plan.assessment.fiscal_year)


def _scores(agency: Agency, years: set[int]) -> Scores:
    if not years:
        return {}
    found = Assessment.objects.filter(agency=agency, framework__fiscal_year__in=years).with_sheet()
    return {
        each.fiscal_year: {block.indicator.number: block.summary.effective for block in each.sheet().indicators}
        for each in found
    }


def _between(scores: Scores, old: int, new: int) -> Results:
    """Return what is known of the newer year; an indicator without a figure there has no result yet."""
    return {
        number: IndicatorResult(old, scores[old].get(number), new, value)
        for number, value in scores[new].items()
        if value is not None
    }
