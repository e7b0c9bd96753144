"""Writes of what people are told: read, chosen for letters, forgotten.

They leave no `Change`: the history is an agency's, and what a person has read is between the portal and that person.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from agencies.models import CalendarFeed, Event, LetterChoice, Notice, User
from agencies.models.invitation import token_hash
from agencies.rules.events import EventGroup

TOKEN_BYTES = 32
# How long what somebody has read, or what was dealt with, can still be found in the inbox, and everything else.
KEPT_READ, KEPT_UNREAD = timedelta(days=180), timedelta(days=730)


def notice_read(*, user: User, key: UUID) -> Notice | None:
    """Note that a person has read a notice of theirs, and return it; None where there is no such one."""
    found = Notice.objects.of_person(user).select_related("event").filter(key=key).first()
    if found and found.read_at is None:
        found.read_at = timezone.now()
        found.save(update_fields=["read_at"])
    return found


def notices_read(*, user: User, until: datetime) -> int:
    """Note that a person has read everything they were told until a moment, and return how much that was."""
    unread = Notice.objects.of_person(user).filter(read_at=None, event__at__lte=until)
    return Notice.objects.filter(pk__in=unread.order_by().values("pk")).update(read_at=timezone.now())


def notices_mailed(*, keys: Collection[UUID]) -> None:
    """Note that a letter has told of these notices, so that no other one does."""
    Notice.objects.filter(key__in=keys).update(mailed_at=timezone.now())


def notices_forget(now: datetime) -> int:
    """Forget what was read or dealt with long ago, and events of which nobody is told any more."""
    is_read = Q(read_at__lt=now - KEPT_READ) & (Q(waits=False) | Q(settled_at__isnull=False))
    old = is_read | Q(settled_at__lt=now - KEPT_READ) | Q(event__at__lt=now - KEPT_UNREAD)
    forgotten = Notice.objects.filter(pk__in=Notice.objects.order_by().filter(old).values("pk")).delete()[0]
    Event.objects.filter(notices__isnull=True, at__lt=now - KEPT_READ).delete()
    return forgotten


def letters_choose(*, user: User, frequency: str, groups: Collection[str]) -> None:
    """Store of what a person wants letters, and how often."""
    chosen = [group.value for group in EventGroup if group in groups]
    LetterChoice.objects.update_or_create(user=user, defaults={"frequency": frequency, "groups": chosen})


def calendar_renew(*, user: User) -> str:
    """Give a person's calendar a new secret and return it; the one before opens nothing any more."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    told = {"token_hash": token_hash(token), "since": timezone.now()}
    CalendarFeed.objects.update_or_create(user=user, defaults=told)
    return token


def calendar_stop(*, user: User) -> None:
    """Close a person's calendar: its secret opens nothing any more."""
    CalendarFeed.objects.filter(user=user).delete()
