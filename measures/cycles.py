"""The cycles of an agency as they stand in the database, and the one that the clock opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, DateField, F, PositiveSmallIntegerField, QuerySet, Value, When
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone

from agencies.kept import kept
from agencies.models import Agency
from assessments.models import Assessment, Framework
from assessments.rules.cycle import Cycle, cycle_of_result, cycles_of, newest_known_result
from measures.models import MeasurePlan

NO_YEAR = Value(None, PositiveSmallIntegerField())
# With its type: PostgreSQL takes a bare NULL in the first two parts of a union for text.
NO_DAY = Cast(Value(None), DateField())
NOT_MADE_UP = Value(False, BooleanField())


class YearRow(NamedTuple):
    """One row of the years' query: a result, a plan with the result that it answers, or the day of an announcement."""

    result: int | None
    plan: int | None
    is_made_up: bool
    announced: date | None


@dataclass(frozen=True)
class AgencyCycles:
    """The cycles of an agency, the newest first, and the years whose result was made up for a demonstration."""

    cycles: tuple[Cycle, ...]
    made_up: frozenset[int]


def cycles_for(agency: Agency, today: date) -> AgencyCycles:
    """Return the cycles of an agency.

    Its results, its plans and the days on which results were announced come in one query, since every page asks.
    """
    rows = [
        YearRow(*row) for row in _rows_of_results(agency).union(_rows_of_plans(agency), _announced_rows(), all=True)
    ]
    own = [row for row in rows if row.announced is None]
    return AgencyCycles(
        cycles=cycles_of(
            results=[row.result for row in own if row.plan is None and row.result],
            plans={row.plan: row.result for row in own if row.plan is not None},
            open_result_year=newest_known_result(today, _announced(rows)),
        ),
        made_up=frozenset(row.result for row in own if row.is_made_up and row.result),
    )


def _rows_of_results(agency: Agency) -> QuerySet[Any, Any]:
    results = Assessment.objects.filter(agency=agency).order_by()
    return results.values_list("framework__fiscal_year", NO_YEAR, "is_illustrative", NO_DAY)


def _rows_of_plans(agency: Agency) -> QuerySet[Any, Any]:
    decided = Case(When(is_undecided=False, then=F("assessment__framework__fiscal_year")), default=NO_YEAR)
    plans = MeasurePlan.objects.filter(agency=agency).order_by()
    return plans.values_list(decided, "fiscal_year", NOT_MADE_UP, NO_DAY)


def _announced_rows() -> QuerySet[Any, Any]:
    announced = Framework.objects.exclude(announced_on=None).order_by()
    return announced.values_list("fiscal_year", NO_YEAR, NOT_MADE_UP, "announced_on")


def _announced(rows: Iterable[YearRow]) -> dict[int, date]:
    return {row.result: row.announced for row in rows if row.result and row.announced}


def cycles_of_page(request: HttpRequest, agency: Agency) -> AgencyCycles:
    """Return the cycles of the agency that a page is about; view and bar ask for them once."""
    if not hasattr(request, "cycles"):
        access, today = request.agency_year.access, timezone.localdate()  # type: ignore[attr-defined]  # by `year_of`
        found = kept(access, ("cycles",), lambda: cycles_for(agency, today))
        request.cycles = found  # type: ignore[attr-defined]
    return request.cycles  # type: ignore[attr-defined,no-any-return]


def cycle_of_page(request: HttpRequest, agency: Agency, result_year: int) -> Cycle:
    """Return the cycle of a result, on a page whose year is the result's."""
    return cycle_of_result(cycles_of_page(request, agency).cycles, result_year)


def open_result_year(today: date) -> int:
    """Return the year of the result whose cycle is worked on: the newest that can be known."""
    return newest_known_result(today, announcement_days())


def announcement_days() -> dict[int, date]:
    """Return the days on which results were announced, as far as somebody entered them."""
    return _announced(YearRow(*row) for row in _announced_rows())
