"""Where sessions are kept: in the database, with columns that let a person recognise and end them. And how they end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, logout
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from agencies.demonstration_accounts import is_demonstration_account
from agencies.known_devices import device_know
from agencies.models import Agency, Session, User
from agencies.models.session import DEVICE
from agencies.models.session import SessionStore as SessionStore  # which Django looks for in this module
from agencies.rules.session_ends import REMEMBERED, is_over
from agencies.sign_in_again import sign_in_again
from ita_portal.carried import carried_of
from ita_portal.client_address import client_address, network_of

# A session in use is stored anew no more often than this.
SEEN_EVERY = timedelta(minutes=1)
MAX_AGENT = 300
REMEMBERED_KEY = "remembered"  # set where the person chose to stay signed in on this device
IDLE_KEY = "idle-limited-by"  # the agencies that want the session to end when it is not used


class DeviceMiddleware:
    """Ends sessions that are over, notes in the others which device it is, and from time to time that it is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_signed_in(request) and is_session_over(request.session, request.user, timezone.now()):
            person = str(request.user.pk)
            logout(request)
            if carried := carried_of(request):
                return sign_in_again(request, replace(carried, person=carried.person or person))
        response = self.get_response(request)
        if _is_signed_in(request):
            note_device(request, timezone.now())
            device_know(request, response)
        return response


def _is_signed_in(request: HttpRequest) -> bool:
    return SESSION_KEY in request.session and request.user.is_authenticated


def is_session_over(session: Any, user: Any, now: datetime) -> bool:
    """Return whether a session of a person has come to its end; one that was never answered has just begun."""
    device = session.get(DEVICE)
    if not device or device["user"] != session.get(SESSION_KEY):
        return False
    since, seen = (datetime.fromisoformat(device[name]) for name in ("since", "seen"))
    is_limited = bool(session.get(IDLE_KEY)) or (user.is_staff or user.is_superuser)
    return is_over(
        since=since,
        seen=seen,
        now=now,
        is_remembered=bool(session.get(REMEMBERED_KEY)),
        is_idle_limited=is_limited and not is_demonstration_account(user.username),
    )


def session_remember(request: HttpRequest) -> None:
    """Keep this session beyond the day and beyond the browser, since its person chose so, up to a fixed end."""
    request.session[REMEMBERED_KEY] = True
    request.session.set_expiry(timezone.now() + REMEMBERED)


def idle_limit_note(request: HttpRequest, agency: Agency, *, is_asked: bool) -> None:
    """Remember in the session whether an agency wants it to end when it is idle: other pages ask no database."""
    asking = set(request.session.get(IDLE_KEY, ()))
    if is_asked != (agency.pk in asking):
        request.session[IDLE_KEY] = sorted(asking ^ {agency.pk})


def note_device(request: HttpRequest, now: datetime) -> None:
    """Write into the session where it is used from, unless it was noted less than SEEN_EVERY ago."""
    known = request.session.get(DEVICE)
    if known and known["user"] == request.session[SESSION_KEY]:
        if now - datetime.fromisoformat(known["seen"]) < SEEN_EVERY:
            return
    else:
        known = {"key": str(uuid4()), "user": request.session[SESSION_KEY], "since": now.isoformat()}
    request.session[DEVICE] = known | {
        "agent": request.META.get("HTTP_USER_AGENT", "")[:MAX_AGENT],
        "address": network_of(client_address(request)),
        "seen": now.isoformat(),
    }


def device_key(request: HttpRequest) -> UUID | None:
    """Return the key of the session that this request belongs to."""
    device = request.session.get(DEVICE)
    return UUID(device["key"]) if device else None


def sessions_of(user: User) -> list[Session]:
    """Return the sessions that still open the portal for a person, the one used last first."""
    stored = Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen")
    return [each for each in stored if each.seen and _holds(each, user)]


def sessions_end(*, user: User, besides: str | None = None, key: UUID | None = None) -> int:
    """End one of a person's sessions, or all of them, besides the one with this session key."""
    found = Session.objects.filter(user=user).exclude(session_key=besides)
    ended, _ = (found.filter(key=key) if key else found).delete()
    return ended


def _holds(stored: Session, user: AbstractBaseUser) -> bool:
    """Return whether the session was opened with the password that is valid today, and is not over."""
    held = stored.get_decoded()
    if is_session_over(held, user, timezone.now()):
        return False
    return constant_time_compare(held.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
