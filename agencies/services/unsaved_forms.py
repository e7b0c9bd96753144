"""Writes of what people have typed and not stored: kept while they type, gone when the form is stored."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agencies.models import SentForm, UnsavedForm, User
from agencies.once import KEPT_FOR
from agencies.rules.unsaved_forms import DAYS_KEPT, MOST_OF_PERSON


@dataclass(frozen=True)
class UnsavedContent:
    """What a page sends of a form in which somebody types."""

    key: UUID
    page: str
    name: str
    query: str
    title: str
    fields: Sequence[tuple[str, str]]


@transaction.atomic
def unsaved_form_keep(*, user: User, content: UnsavedContent) -> UnsavedForm:
    """Keep what a person types, in place of what the same opened page sent before; the oldest give way."""
    about = {name: getattr(content, name) for name in ("page", "name", "query", "title")}
    kept, _ = UnsavedForm.objects.update_or_create(
        person=user,
        key=content.key,
        defaults=about | {"fields": json.dumps(content.fields), "saved_at": timezone.now()},
    )
    surplus = list(user.unsaved_forms.values_list("pk", flat=True)[MOST_OF_PERSON:])
    if surplus:
        user.unsaved_forms.filter(pk__in=surplus).delete()
    return kept


def unsaved_form_discard(*, user: User, key: UUID) -> bool:
    """Forget what a person typed: the form was stored, or they want it no more."""
    discarded, _ = user.unsaved_forms.filter(key=key).delete()
    return bool(discarded)


def forms_forget(now: datetime) -> int:
    """Forget texts that nobody came back to, and keys of forms that nobody sends again."""
    SentForm.objects.filter(at__lt=now - KEPT_FOR).delete()
    forgotten, _ = UnsavedForm.objects.before(now - DAYS_KEPT).delete()
    return forgotten
