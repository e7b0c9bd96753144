"""The list of checks of a cycle."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.kept import kept
from assessments.years import year_of
from ita_portal.turns import takes_turn
from measures.cycles import cycle_of_page
from reports.checks.document import as_read
from reports.issue.cycle_drafts import kept_drafts
from workspace.check_list import checks_of


@require_safe
@takes_turn
def checks(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Everything that does not agree in the cycle, each with the place to mend it."""
    year = year_of(request, agency, fiscal_year)
    cycle = cycle_of_page(request, year.agency, fiscal_year)
    found = kept(year.access, ("checks", cycle), lambda: checks_of(kept_drafts(year.access, cycle)))
    context = {"year": year, "checks": found if year.access.can_edit else as_read(found)}
    return render(request, "workspace/checks.html", context)
