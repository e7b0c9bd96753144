"""Ways in which a sign-in is lost while somebody writes, whatever they write in."""

from datetime import timedelta

from django.utils import timezone

from agencies.models import Session, User
from agencies.models.session import DEVICE, SessionStore


def ended_elsewhere(client: object, user: User) -> None:
    Session.objects.all().delete()


def expired(client: object, user: User) -> None:
    for stored in Session.objects.filter(user=user):
        session, long_ago = SessionStore(stored.session_key), timezone.now() - timedelta(hours=13)
        session[DEVICE] |= {"since": long_ago.isoformat(), "seen": long_ago.isoformat()}
        session.save()
