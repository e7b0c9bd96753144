"""What a person has to do, and the short way to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import agencies_of
from agencies.models import User
from assessments.years import MOST_TO_SWITCH, newest_year, year_of
from measures.my_work import work_of, year_of_work
from measures.reminding import reminders_of


@require_safe
def my_work(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Everything that waits for the person in the agency, whatever year the bar shows."""
    year = year_of(request, agency, fiscal_year)
    today = timezone.localdate()
    context = {
        "year": year,
        "today": today,
        "work": work_of(year.access, today),
        "reminders": reminders_of(year.access, today, with_reports=False),  # of reports the page says more itself
    }
    return render(request, "measures/my_work.html", context)


@require_safe
def my_work_short(request: HttpRequest) -> HttpResponse:
    """Lead to the person's work in the agency and the year at hand; with several agencies, let them choose."""
    assert isinstance(request.user, User)
    ways = [
        (agency, year_of_work(agency) or newest_year(agency)) for agency in agencies_of(request.user)[:MOST_TO_SWITCH]
    ]
    if len(ways) == 1:
        ((agency, fiscal_year),) = ways
        return redirect("my-work", agency.slug, fiscal_year)
    return render(request, "measures/my_work_agencies.html", {"ways": ways})
