"""The overview of a cycle: its result with the reason for its level, and the board of what there is to do."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.kept import kept, kept_html
from assessments.rules.change import change_between
from assessments.rules.cycle import Cycle
from assessments.rules.level_reason import level_reason
from assessments.years import AgencyYear, year_of
from measures.cycles import cycle_of_page, cycles_of_page
from measures.models import MeasurePlan
from measures.reminding import reminders_of
from reports.issue.cycle_drafts import kept_drafts
from reports.issue.opinion_chain import turn_of
from reports.models import Submission
from workspace.board import board_by
from workspace.cycle_facts import CycleFacts

MOST_WEAK_POINTS = 8


@require_safe
def overview(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """What waits for the person who looks, the result, and every task of the cycle."""
    year = year_of(request, agency, fiscal_year)
    today = timezone.localdate()
    cycle = cycle_of_page(request, year.agency, fiscal_year)
    judged = kept(year.access, ("overview", cycle), lambda: _judged(request, year, cycle, today))
    context = {
        "year": year,
        "cycle": cycle,
        "waiting": kept(year.access, ("waiting", year.access.user.pk), lambda: _waiting(year, today)),
        "reminders": reminders_of(year.access, today),
        **judged,
        "judged_html": kept_html(
            request,
            year.access,
            (cycle,),
            "workspace/_judged.html",
            lambda: {"year": year, "cycle": cycle, **judged},
        ),
    }
    return render(request, "workspace/overview.html", context)


def _judged(request: HttpRequest, year: AgencyYear, cycle: Cycle, today: date) -> dict[str, Any]:
    """Return the board, and what the page says of the result."""
    cycles = cycles_of_page(request, year.agency)
    loaded, board = board_by(partial(kept_drafts, year.access), cycles, cycle, today)
    return {"board": board, "undecided": tuple(MeasurePlan.objects.undecided(year.agency)), **_result(loaded)}


def _waiting(year: AgencyYear, today: date) -> Submission | None:
    """Return what waits for the person's opinion, the newest of any year: an opinion owed is owed."""
    if not year.access.holdings_on(today):
        return None
    waiting = Submission.objects.filter(agency=year.agency, state=Submission.State.WAITING).order_by("-pk")
    return next((each for each in waiting.prefetch_related("opinions") if turn_of(year.access, each, today)), None)


def _result(loaded: CycleFacts) -> dict[str, Any]:
    """Return what the page says of the result; nothing before the first figure."""
    sheet = loaded.sheet
    if sheet is None or sheet.is_empty:
        return {"sheet": None}
    points = loaded.weak_points
    return {
        "sheet": sheet,
        "level_reason": level_reason(sheet),
        "change": _change(loaded),
        "ranks": tuple(sheet.ranks.known_after(loaded.sheet_before.ranks if loaded.sheet_before else None)),
        "weak_points": points[:MOST_WEAK_POINTS],
        "more_weak_points": max(len(points) - MOST_WEAK_POINTS, 0),
    }


def _change(loaded: CycleFacts) -> Decimal | None:
    """Return by how much the total differs from the year before, as both are printed; None where one is unknown."""
    if loaded.sheet is None or loaded.sheet_before is None:
        return None
    return change_between(loaded.sheet_before.total.effective, loaded.sheet.total.effective)
