"""What results come to, for lists of many agencies: total, level and its reason, instruments, the weakest indicator.

A list of hundreds builds no sheet for a row whose figures are as they were: a process keeps what it has summed up by a
stamp of all that goes into it. The stamps of all rows are asked of the database in one query, so that whoever writes,
and by whatever way, nobody reads an old sum; another process sums up for itself.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Sum

from agencies.models import Agency
from assessments.models import Assessment, Figure
from assessments.rules.level_reason import level_reason
from assessments.rules.sheet import Sheet

# What changes with any figure of a result.
_OF_FIGURES = {
    "count": Count("pk"),
    "newest": Max("changed_at"),
    "last": Max("pk"),
    "sum": Sum("value"),
    "squares": Sum(F("value") * F("value")),
}
MOST_KEPT = 20_000  # results in one process: all agencies of the country with two years each, of about a kilobyte
_kept: OrderedDict[int, tuple[tuple[Any, ...], "ResultSum"]] = OrderedDict()


@dataclass(frozen=True)
class ResultSum:
    """What a result comes to; None and "" where that is not known."""

    total: Decimal | None
    level: str
    reason: str  # why it has its level, and not the next better one
    instruments: tuple[Decimal | None, ...]
    weakest: str  # the indicator with the lowest figure, in words


def result_sums(
    agencies: "Iterable[Agency] | QuerySet[Agency]", years: Collection[int]
) -> dict[tuple[int, int], ResultSum]:
    """Return what the results of agencies come to, by agency and year."""
    wanted = Assessment.objects.filter(agency__in=agencies, framework__fiscal_year__in=years)
    stamps = dict(_stamps(wanted))
    places = {key: place for key, (place, _) in stamps.items()}
    changed = [key for key, (_, stamp) in stamps.items() if _kept.get(key, (None,))[0] != stamp]
    found = {key: _kept[key][1] for key in stamps.keys() - set(changed)}
    # All at once where none is known: thousands of keys in a query are slower than the question that found them.
    unknown = wanted if len(changed) == len(stamps) else Assessment.objects.filter(pk__in=changed)
    for assessment in unknown.with_sheet() if changed else ():
        found[assessment.pk] = _keep(assessment.pk, stamps[assessment.pk][1], sum_of(assessment.sheet()))
    return {places[key]: result for key, result in found.items() if key in places}


def sum_of(sheet: Sheet) -> ResultSum:
    """Return what a sheet comes to."""
    instruments = tuple(block.summary.effective for block in sheet.instruments)
    return ResultSum(sheet.total.effective, sheet.level, level_reason(sheet), instruments, _weakest(sheet))


def _stamps(wanted: "QuerySet[Assessment]") -> Iterable[tuple[int, tuple[tuple[int, int], tuple[Any, ...]]]]:
    """Yield by result its agency and year, and all that its sum depends on: two queries, however many there are."""
    figures = Figure.objects.filter(assessment__in=wanted).order_by().values("assessment").annotate(**_OF_FIGURES)
    of_figures = {key: tuple(rest) for key, *rest in figures.values_list("assessment", *_OF_FIGURES)}
    for key, agency, year, *rest in wanted.values_list(
        "pk", "agency", "framework__fiscal_year", "framework__revision", "published_level", "agency__target"
    ):
        yield key, ((agency, year), (*rest, of_figures.get(key, ())))


def _keep(key: int, stamp: tuple[Any, ...], result: ResultSum) -> ResultSum:
    _kept.pop(key, None)
    _kept[key] = (stamp, result)
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return result


def _weakest(sheet: Sheet) -> str:
    """Return the indicator with the lowest figure in words; empty where none is known."""
    known = [each for each in sheet.indicators if each.summary.effective is not None]
    if not known:
        return ""
    weakest = min(known, key=lambda each: each.summary.effective or 0)
    return f"{weakest.indicator.number}. {weakest.indicator.name}"
