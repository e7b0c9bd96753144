"""How often passwords may be guessed, and what somebody is told who guesses too often.

django-axes counts failures in the database, so that several web processes count together. A name is locked at one
address, for a while and nowhere else: an attacker cannot shut people out of their own office. An address is locked only
after many failures, because a whole office may be behind it.
"""

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ita_portal.client_address import client_address

PASSWORD_FIELDS = ("password", "old_password")


class SignInHandler(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts a name at an address, as configured, and beside that the address alone with a limit of its own."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        failures: int = super().get_failures(request, credentials)
        if failures < settings.AXES_FAILURE_LIMIT and self._is_address_locked(request):
            return int(settings.AXES_FAILURE_LIMIT)
        return failures

    def _is_address_locked(self, request: Any) -> bool:
        if request.axes_ip_address is None:
            return False
        counted = _counted().filter(ip_address=request.axes_ip_address)
        of_address = counted.aggregate(total=Sum("failures_since_start"))["total"]
        return (of_address or 0) >= settings.SIGN_IN_FAILURES_OF_ADDRESS


def may_sign_in(request: HttpRequest, username: str) -> bool:
    """Return whether a person is not locked out where the request comes from."""
    return bool(AxesProxyHandler.is_allowed(request, {"username": username}))


def count_failure(request: HttpRequest, username: str) -> None:
    """Count a wrong code of the second step like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def failures_of(username: str) -> int:
    """Return how often somebody has failed under a name of late, wherever that was."""
    total = _counted().filter(username=username).aggregate(total=Sum("failures_since_start"))["total"]
    return total or 0


def lock_out(request: Any) -> None:
    """Let the middleware of django-axes answer with `locked_out` instead of the page."""
    request.axes_locked_out = True


def password_holds(request: HttpRequest, form: forms.Form) -> bool:
    """Return whether a form that asks for one's own password is valid; wrong ones count as at the sign-in."""
    username = request.user.get_username()
    if not may_sign_in(request, username):
        lock_out(request)
        return False
    if form.is_valid():
        return True
    if any(form.errors.get(name) and form.data.get(name) for name in PASSWORD_FIELDS):
        count_failure(request, username)
    return False


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Say that somebody has to wait, and how long; a request for data instead of a page gets the same page."""
    context = {"minutes": minutes_left(request, (credentials or {}).get("username"))}
    return render(request, "agencies/locked_out.html", context, status=429)


def minutes_left(request: HttpRequest, username: str | None) -> int:
    """Return after how many minutes the failures no longer count, never less than one."""
    attempts = _counted().filter(ip_address=client_address(request))
    own = attempts.filter(username=username).aggregate(last=Max("attempt_time"), total=Sum("failures_since_start"))
    is_own = (own["total"] or 0) >= settings.AXES_FAILURE_LIMIT
    last = own["last"] if is_own else attempts.aggregate(last=Max("attempt_time"))["last"]
    left: timedelta = settings.AXES_COOLOFF_TIME - (timezone.now() - last) if last else settings.AXES_COOLOFF_TIME
    return max(1, -(-int(left.total_seconds()) // 60))


def _counted() -> Any:
    return AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
