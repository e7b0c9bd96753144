"""Writes of reminders: which letter was sent on a day, and who wants none.

They leave no `Change`: the history is an agency's, and a letter is between the portal and a person.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agencies.models import User
from measures.models import ReminderOptOut, ReminderSent

# A run that claimed a letter and died before it recorded the outcome; sending takes seconds.
ABANDONED = timedelta(hours=1)


@transaction.atomic
def reminder_claim(*, user: User, day: date, digest: str) -> ReminderSent | None:
    """Claim a person's letter of a day and return it, or None where it was sent or another run is about to.

    The claim is stored before the letter leaves: a database that fails afterwards cannot let it leave again.
    """
    now = timezone.now()
    letter, _ = ReminderSent.objects.get_or_create(user=user, day=day, defaults={"digest": digest})
    unclaimed = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - ABANDONED)
    # One statement: of two runs that come this far together only one changes the row.
    is_ours = ReminderSent.objects.filter(unclaimed, pk=letter.pk, sent_at__isnull=True).update(
        claimed_at=now, digest=digest
    )
    return letter if is_ours else None


def reminder_sent(*, letter: ReminderSent) -> None:
    """Record that a claimed letter has left."""
    ReminderSent.objects.filter(pk=letter.pk).update(sent_at=timezone.now())


def reminder_failed(*, letter: ReminderSent) -> None:
    """Give a claimed letter back, so that the next run of the day tries again."""
    ReminderSent.objects.filter(pk=letter.pk).update(claimed_at=None)


def reminders_choose(*, user: User, wants: bool) -> None:
    """Store whether a person wants reminders by e-mail."""
    if wants:
        ReminderOptOut.objects.filter(user=user).delete()
    else:
        ReminderOptOut.objects.get_or_create(user=user)
