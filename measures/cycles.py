"""The cycles of an agency as they stand in the database, and the one that the clock opens."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, F, PositiveSmallIntegerField, Value, When
from django.http import HttpRequest
from django.utils import timezone

from agencies.models import Agency
from assessments.models import Assessment
from assessments.rules.cycle import Cycle, cycle_of_result, cycles_of, newest_known_result
from measures.models import MeasurePlan

NO_YEAR = Value(None, PositiveSmallIntegerField())


@dataclass(frozen=True)
class AgencyCycles:
    """The cycles of an agency, the newest first, and the years whose result was made up for a demonstration."""

    cycles: tuple[Cycle, ...]
    made_up: frozenset[int]


def cycles_for(agency: Agency, today: date) -> AgencyCycles:
    """Return the cycles of an agency: its results and its plans in one query, since every page asks for them."""
    results = Assessment.objects.filter(agency=agency).order_by()
    plans = MeasurePlan.objects.filter(agency=agency).order_by()
    decided = Case(When(is_undecided=False, then=F("assessment__framework__fiscal_year")), default=NO_YEAR)
    of_results = results.values_list("framework__fiscal_year", NO_YEAR, "is_illustrative")
    of_plans = plans.values_list(decided, "fiscal_year", Value(False, BooleanField()))
    rows = list(of_results.union(of_plans, all=True))
    return AgencyCycles(
        cycles=cycles_of(
            results=[result for result, plan, _ in rows if plan is None],
            plans={plan: result for result, plan, _ in rows if plan is not None},
            open_result_year=open_result_year(today),
        ),
        made_up=frozenset(result for result, _, is_made_up in rows if is_made_up),
    )


def cycles_of_page(request: HttpRequest, agency: Agency) -> AgencyCycles:
    """Return the cycles of the agency that a page is about; view and bar ask for them once."""
    if not hasattr(request, "cycles"):
        request.cycles = cycles_for(agency, timezone.localdate())  # type: ignore[attr-defined]
    found: AgencyCycles = request.cycles  # type: ignore[attr-defined]
    return found


def cycle_of_page(request: HttpRequest, agency: Agency, result_year: int) -> Cycle:
    """Return the cycle of a result, on a page whose year is the result's."""
    return cycle_of_result(cycles_of_page(request, agency).cycles, result_year)


def open_result_year(today: date) -> int:
    """Return the year of the result whose cycle is worked on: the newest that can be known."""
    return newest_known_result(today, announcement_days())


def announcement_days() -> dict[int, date]:
    """Return the days on which results were announced, as far as somebody entered them."""
    return {}
