"""Removing things so that they can be restored, restoring them, and forgetting them after 30 days."""

from collections.abc import Sequence
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Removed, User, actor_name
from agencies.models.history import MAX_ACTOR_NAME, MAX_LABEL
from agencies.removal import KINDS, NotRestorable, frozen_rows, is_in_use, last_moment, put_back, stored_files

TOO_LATE = "รายการนี้กู้คืนไปแล้ว หรือลบเกิน 30 วันแล้ว"


@transaction.atomic
def things_remove(
    *,
    kind: str,
    things: Sequence[models.Model],
    about: ChangeSubject,
    text: str,
    actor: User | None,
    reason: str = "",
) -> Removed:
    """Delete things of one model with all that goes with them, and keep what was deleted for 30 days.

    `about` calls them by their name, `text` is what stood in them, for people to read. Stored files stay where they
    are until then. The caller records the change, since it knows the words for it.
    """
    removed = removed_keep(kind=kind, content=frozen_rows(things), about=about, text=text, actor=actor, reason=reason)
    for thing in things:
        thing.delete()
    return removed


def removed_keep(
    *,
    kind: str,
    content: dict[str, Any],
    about: ChangeSubject,
    text: str,
    actor: User | None,
    reason: str = "",
) -> Removed:
    """Keep what is about to be lost; also what is emptied rather than deleted, which its kind restores by itself."""
    assert kind in KINDS, kind
    return Removed.objects.create(
        kind=kind,
        content=content,
        files=stored_files(content),
        agency=about.agency,
        fiscal_year=about.fiscal_year,
        subject=about.code,
        label=about.label[:MAX_LABEL],
        text=text,
        actor=actor,
        actor_name=actor_name(actor)[:MAX_ACTOR_NAME],
        reason=reason,
    )


@transaction.atomic
def removed_restore(*, removed: Removed, actor: User) -> Removed:
    """Put a removed thing back with its keys, and say so in its history; all of it or, with NotRestorable, nothing."""
    current = Removed.objects.select_for_update().filter(pk=removed.pk).since(last_moment()).first()
    if current is None:
        raise NotRestorable(TOO_LATE)
    kind = KINDS[current.kind]
    if refusal := kind.refusal(current):
        raise NotRestorable(refusal)
    if kind.restore:
        kind.restore(current, actor)
    else:
        put_back(current.content)
    label = f"กู้คืน{kind.name}: {current.label}"
    about = ChangeSubject(current.agency, current.fiscal_year, current.subject, label)
    change_record(about, actor, new=current.text)
    current.delete()
    return current


def removed_purge() -> int:
    """Forget what was removed more than 30 days ago, with the files that nothing else needs; return how many."""
    expired = list(Removed.objects.before(last_moment()).values_list("pk", flat=True))
    return sum(_forget(pk) for pk in expired)


@transaction.atomic
def _forget(pk: int) -> bool:
    """Forget one thing; where a file cannot be deleted, nothing is forgotten, so that the next run tries again."""
    removed = Removed.objects.select_for_update().filter(pk=pk).before(last_moment()).first()
    if removed is None:  # another run was faster
        return False
    kept_by_others = {
        name for files in Removed.objects.exclude(pk=pk).values_list("files", flat=True) for name in files
    }
    unneeded = [name for name in removed.files if name not in kept_by_others and not is_in_use(name, removed.content)]
    removed.delete()
    for name in unneeded:
        default_storage.delete(name)
    return True
