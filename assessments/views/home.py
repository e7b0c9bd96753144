"""The agency's own address, without a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from agencies.access import access_to
from assessments.years import newest_year


@require_safe
def agency_home(request: HttpRequest, agency: str) -> HttpResponse:
    """Lead to the year that the agency is likely to work on."""
    access = access_to(request, agency)
    return redirect("overview", access.agency.slug, newest_year(access.agency))
