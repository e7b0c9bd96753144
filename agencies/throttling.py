"""How often passwords may be guessed, and what somebody is told who guesses too often.

django-axes counts failures in the database, so that several web processes count together. A name is locked at one
address, for a while and nowhere else: an attacker cannot shut people out of their own office. An address is locked only
after many failures, because a whole office may be behind it. A name that is guessed from many addresses together is
slowed down where nobody has signed in under it before; the devices of its person go on. Of IPv6 a network counts as an
address, wrong codes count like wrong passwords, and nobody waits for more than a quarter of an hour.
"""

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max, Min, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agencies.demonstration_accounts import is_demonstration_account
from agencies.known_devices import is_known_device
from ita_portal.client_address import counted_address

PASSWORD_FIELDS = ("password", "old_password")


class SignInHandler(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts a name at an address, as configured, and beside that the address and the name alone with own limits.

    The latter two are for strangers: a device that its person has used before is not held up by what others do.
    """

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        failures: int = super().get_failures(request, credentials)
        username = get_client_username(request, credentials) or ""
        if failures < settings.AXES_FAILURE_LIMIT and is_held_up(request, username):
            return int(settings.AXES_FAILURE_LIMIT)
        return failures


def is_held_up(request: Any, username: str) -> bool:
    """Return whether a stranger has to wait because of all failures of an address, or of a name wherever."""
    address = request.axes_ip_address
    is_full = failures_of(username) >= settings.SIGN_IN_FAILURES_OF_NAME and not is_demonstration_account(username)
    if address is not None and not is_full:
        is_full = _total(_counted().filter(ip_address=address)) >= settings.SIGN_IN_FAILURES_OF_ADDRESS
    return is_full and not is_known_device(request, username)


def may_sign_in(request: HttpRequest, username: str) -> bool:
    """Return whether a person is not locked out where the request comes from."""
    return bool(AxesProxyHandler.is_allowed(request, {"username": username}))


def count_failure(request: HttpRequest, username: str) -> None:
    """Count a wrong code of the second step like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def failures_of(username: str) -> int:
    """Return how often somebody has failed under a name of late, wherever that was."""
    return _total(_counted().filter(username=username))


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
    here = _counted().filter(ip_address=counted_address(request))
    if _total(here.filter(username=username)) >= settings.AXES_FAILURE_LIMIT:
        until = here.filter(username=username).aggregate(until=Max("attempt_time"))["until"]
    elif username and failures_of(username) >= settings.SIGN_IN_FAILURES_OF_NAME:
        until = _counted().filter(username=username).aggregate(until=Min("attempt_time"))["until"]
    else:
        until = here.aggregate(until=Max("attempt_time"))["until"]
    left: timedelta = settings.AXES_COOLOFF_TIME - (timezone.now() - until) if until else settings.AXES_COOLOFF_TIME
    return max(1, -(-int(left.total_seconds()) // 60))


def _total(attempts: Any) -> int:
    return attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0


def _counted() -> Any:
    return AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
