"""The signed-in person of a request, and where a page leads back to."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from agencies.models import User

READ_OR_WRITE = ["GET", "HEAD", "POST"]
MAX_NEXT = 1_000


def person_of(request: HttpRequest) -> User:
    """Return who is signed in; the login middleware has turned everyone else away."""
    assert isinstance(request.user, User)
    return request.user


def next_of(request: HttpRequest, otherwise: str = "home") -> str:
    """Return the page of the portal that `next` names, never a page elsewhere."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if len(wanted) > MAX_NEXT:
        return reverse(otherwise)
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse(otherwise)
