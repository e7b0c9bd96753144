"""The way in: from the login to the agency's year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import agencies_of
from agencies.models import User
from ita_portal.thai import fiscal_year_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the person's agency; with several, let them choose."""
    assert isinstance(request.user, User)
    agencies = agencies_of(request.user)
    # The result of fiscal year N is announced near its end and worked on in N and N+1.
    fiscal_year = fiscal_year_of(timezone.localdate())
    if len(agencies) == 1:
        return redirect("overview", agencies[0].slug, fiscal_year)
    return render(request, "agencies/home.html", {"agencies": agencies, "fiscal_year": fiscal_year})
