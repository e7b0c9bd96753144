"""Recording what people changed: the only way into the history, so that no change is made up and then forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass

from agencies.models import Agency, Change, User, actor_name
from agencies.models.history import MAX_ACTOR_NAME, MAX_LABEL, MAX_REASON
from agencies.rules.acts import Act

BATCH = 500


@dataclass(frozen=True)
class ChangeSubject:
    """What a change is about: whose it is and of which year, the code of the thing, and what people call the change.

    What belongs to the portal itself, as framework years do, has no agency; what belongs to no year, as people do, has
    no fiscal year. The history of one thing is found by its `code` (`figure:i10`, `measure:KEY`).
    """

    agency: Agency | None
    fiscal_year: int | None
    code: str
    label: str


def change_record(
    about: ChangeSubject, actor: User | None, *, old: str = "", new: str = "", reason: str = "", act: Act | None = None
) -> Change:
    """Write into the history what `actor` changed; without an actor it was a command of the system.

    What can be taken back is stamped with the act that it was part of.
    """
    change = _change(about, actor, old, new, reason, act)
    change.save()
    return change


def changes_record(
    texts: Iterable[tuple[ChangeSubject, str, str]],
    actor: User | None,
    *,
    reason: str = "",
    act: Act | None = None,
) -> list[Change]:
    """Write many changes at once, each as what it is about with the texts before and after."""
    changes = [_change(about, actor, old, new, reason, act) for about, old, new in texts]
    return Change.objects.bulk_create(changes, BATCH)


def _change(about: ChangeSubject, actor: User | None, old: str, new: str, reason: str, act: Act | None) -> Change:
    """Return a change that fits its columns: a label quotes titles and names, which may fill it by themselves."""
    return Change(
        agency=about.agency,
        fiscal_year=about.fiscal_year,
        subject=about.code,
        label=about.label[:MAX_LABEL],
        old=old,
        new=new,
        reason=reason[:MAX_REASON],
        actor=actor,
        actor_name=actor_name(actor)[:MAX_ACTOR_NAME],
        actor_account=actor.username if actor else "",
        act=act.key if act else None,
        undoes=act.undoes if act else None,
    )
