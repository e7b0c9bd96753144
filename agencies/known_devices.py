"""Devices on which somebody has signed in before: guesses from elsewhere do not slow these down.

A browser keeps a signed list of the accounts that were opened with it. The list opens nothing. It only says that who
types a password here is more likely the person than a stranger is.
"""

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from agencies.models import User

COOKIE = "__Host-devices" if settings.HTTPS else "devices"
SALT = "agencies.known_devices"
ACCOUNTS_KEPT = 5
DAYS_KEPT = 400


def is_known_device(request: HttpRequest, username: str) -> bool:
    """Return whether somebody has signed in under this name with the browser of a request."""
    accounts = _accounts(request)
    return bool(accounts) and User.objects.filter(pk__in=accounts, username=username).exists()


def is_used_device(request: HttpRequest) -> bool:
    """Return whether anybody has signed in with the browser of a request."""
    return bool(_accounts(request))


def device_know(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser keep that the signed-in person has used it."""
    accounts = _accounts(request)
    if request.user.pk in accounts:
        return
    kept = [*accounts, request.user.pk][-ACCOUNTS_KEPT:]
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=DAYS_KEPT * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _accounts(request: HttpRequest) -> Sequence[int]:
    try:
        kept: list[int] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return ()
    return kept
