"""Where sessions are kept: in the database, with columns that let a person recognise and end them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from agencies.models import Session, User
from agencies.models.session import DEVICE
from agencies.models.session import SessionStore as SessionStore  # which Django looks for in this module
from ita_portal.client_address import client_address, network_of

# A session in use is stored anew no more often than this.
SEEN_EVERY = timedelta(minutes=5)
MAX_AGENT = 300


class DeviceMiddleware:
    """Notes in the session of a signed-in person which device it is, and from time to time that it is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if SESSION_KEY in request.session and request.user.is_authenticated:
            note_device(request, timezone.now())
        return response


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
    """Return whether the session was opened with the password that is valid today."""
    password_hash = stored.get_decoded().get(HASH_SESSION_KEY, "")
    return constant_time_compare(password_hash, user.get_session_auth_hash())
