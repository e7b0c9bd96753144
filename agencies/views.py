"""The way in: from the login to the agency."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agencies.access import agencies_of
from agencies.models import User


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the person's agency; with several, let them choose."""
    assert isinstance(request.user, User)
    agencies = agencies_of(request.user)
    if len(agencies) == 1:
        return redirect("agency", agencies[0].slug)
    return render(request, "agencies/home.html", {"agencies": agencies})
