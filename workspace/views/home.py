"""The agency's own address, without a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import access_to
from measures.cycles import open_result_year


@require_safe
def agency_home(request: HttpRequest, agency: str) -> HttpResponse:
    """Lead to the cycle that the clock opens."""
    access = access_to(request, agency)
    return redirect("overview", access.agency.slug, open_result_year(timezone.localdate()))
