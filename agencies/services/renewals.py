"""New links for invitations that wait: the old ones die with them."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agencies.changes import ChangeSubject, changes_record
from agencies.models import Invitation, User, actor_name
from agencies.models.invitation import token_hash
from agencies.services.agencies import BATCH, DAYS_TO_HAND_ON
from agencies.services.invitations import new_token

MAILED, RENEWED = "ส่งคำเชิญทางอีเมล", "ออกลิงก์คำเชิญใหม่"


@transaction.atomic
def invitations_renew(*, invitations: Sequence[Invitation], actor: User) -> list[tuple[Invitation, str]]:
    """Give invitations that nobody has answered or taken back new links; return them with the tokens of the links.

    Whoever gives out the new link is who invites from now on. A link that was given out before opens nothing more.
    """
    chosen = Invitation.objects.select_for_update(of=("self",)).select_related("agency")
    keys = [invitation.pk for invitation in invitations]
    waiting = list(chosen.filter(pk__in=keys, accepted_at=None, revoked_at=None).order_by("agency__slug", "pk"))
    until, tokens = timezone.now() + timedelta(days=DAYS_TO_HAND_ON), [new_token() for _ in waiting]
    for invitation, token in zip(waiting, tokens, strict=True):
        invitation.token_hash, invitation.expires_at = token_hash(token), until
        invitation.invited_by, invitation.invited_by_name = actor, actor_name(actor)
    fields = ["token_hash", "expires_at", "invited_by", "invited_by_name"]
    Invitation.objects.bulk_update(waiting, fields, batch_size=BATCH)
    changes_record([_change(invitation, RENEWED) for invitation in waiting], actor)
    return list(zip(waiting, tokens, strict=True))


def invitations_mailed(*, invitations: Sequence[Invitation], actor: User) -> None:
    """Leave in the history of invitations that their letters were taken by the mail server."""
    changes_record([_change(invitation, MAILED) for invitation in invitations], actor)


def _change(invitation: Invitation, label: str) -> tuple[ChangeSubject, str, str]:
    about = ChangeSubject(invitation.agency, None, f"invitation:{invitation.key}", f"{label}: {invitation.name}")
    return about, "", invitation.email or invitation.name
