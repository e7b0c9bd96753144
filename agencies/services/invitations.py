"""Writes of invitations: making, revoking and accepting them."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.access import may_manage_people
from agencies.changes import ChangeSubject, change_record
from agencies.display_names import is_borne
from agencies.events import EventContent, event_record
from agencies.models import Agency, Department, Invitation, Membership, User, actor_name
from agencies.models.invitation import token_hash
from agencies.rules.events import EventKind

DAYS_VALID = 7
TOKEN_BYTES = 32


class InvitationSpent(Exception):
    """The link was used, revoked, or is too old; nothing was written."""


class AlreadyMember(Exception):
    """The person has a role in the agency, or had one that is suspended; nothing was written."""


class NameBorne(Exception):
    """Somebody in the agency bears the name of who would come in; nothing was written."""


@dataclass(frozen=True)
class InvitationContent:
    """Everything that a coordinator fills in about an invitation."""

    name: str
    role: str
    department: Department | None = None
    email: str = ""

    def __str__(self) -> str:
        """The content as the history shows it."""
        lines = [self.name, f"บทบาท: {Membership.Role(self.role).label}"]
        lines += [f"กองหรือสำนัก: {self.department}"] if self.department else []
        return "\n".join(lines + ([f"อีเมล: {self.email}"] if self.email else []))


@dataclass(frozen=True)
class Account:
    """What somebody without an account chooses for a new one."""

    username: str
    display_name: str
    password: str


@transaction.atomic
def invitation_create(
    *, agency: Agency, content: InvitationContent, actor: User | None, token: str = ""
) -> tuple[Invitation, str]:
    """Invite somebody; return the invitation and the token of its link, which cannot be had from the database."""
    invitation, token = new_invitation(agency, content, actor, token=token)
    invitation.save()
    _record(invitation, actor, label="เชิญ", new=str(content))
    return invitation, token


def new_token() -> str:
    """Return the token of a link that nobody has."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_invitation(
    agency: Agency, content: InvitationContent, actor: User | None, days: int = DAYS_VALID, token: str = ""
) -> tuple[Invitation, str]:
    """Return an unsaved invitation and the token of its link."""
    token, now = token or new_token(), timezone.now()
    invitation = Invitation(
        agency=agency,
        token_hash=token_hash(token),
        invited_by=actor,
        invited_by_name=actor_name(actor),
        created_at=now,
        expires_at=now + timedelta(days=days),
        **vars(content),
    )
    return invitation, token


@transaction.atomic
def invitation_revoke(*, invitation: Invitation, actor: User) -> bool:
    """Take a link back; return False where it was used or revoked before."""
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if current.accepted_at or current.revoked_at:
        return False
    current.revoked_at = timezone.now()
    current.save(update_fields=["revoked_at"])
    _record(current, actor, label="ยกเลิกคำเชิญ", old=str(current))
    return True


@transaction.atomic
def invitations_revoke_of(*, inviter: User, agency: Agency, actor: User) -> int:
    """Take back every link that a person has given away for an agency; return how many still opened it."""
    pending = Invitation.objects.pending(timezone.now()).filter(invited_by=inviter, agency=agency)
    return sum(invitation_revoke(invitation=each, actor=actor) for each in pending)


def is_open(invitation: Invitation) -> bool:
    """Return whether a link still works: it waits for its person, and who gave it away could do so today as well.

    What no person gave away, commands of the system made.
    """
    if not invitation.is_pending(timezone.now()):
        return False
    if invitation.invited_by is None:
        return invitation.invited_by_name == actor_name(None)
    return may_manage_people(invitation.invited_by, invitation.agency)


@transaction.atomic
def invitation_accept(*, invitation: Invitation, user: User) -> Membership:
    """Give a person the role of an invitation, once. Raises InvitationSpent, AlreadyMember or NameBorne.

    The agency is locked first, as where its members change: while somebody accepts, nobody takes the inviter's right.
    """
    Agency.objects.select_for_update().get(pk=invitation.agency_id)
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    now = timezone.now()
    if not is_open(current):
        raise InvitationSpent
    if Membership.objects.filter(user=user, agency=current.agency).exists():
        raise AlreadyMember
    if is_borne(str(user), [current.agency_id], besides=user):
        raise NameBorne
    membership = Membership.objects.create(
        user=user, agency=current.agency, role=current.role, department=current.department
    )
    current.accepted_at, current.accepted_by = now, user
    current.save(update_fields=["accepted_at", "accepted_by"])
    _record(current, user, label="ตอบรับคำเชิญ", new=str(membership))
    about = ChangeSubject(current.agency, None, f"member:{membership.key}", f"เข้าเป็นสมาชิก: {user}")
    change_record(about, user, new=membership.get_role_display())
    _tell_coordinators(membership)
    return membership


@transaction.atomic
def account_create(*, invitation: Invitation, account: Account) -> User:
    """Create the account of somebody who was invited, and accept for them. Raises like `invitation_accept`."""
    user = User.objects.create_user(
        account.username, invitation.email, account.password, display_name=account.display_name
    )
    invitation_accept(invitation=invitation, user=user)
    return user


def _tell_coordinators(membership: Membership) -> None:
    content = EventContent(
        subject=f"member:{membership.key}",
        occasion="joined",
        thing=str(membership.user),
        text=membership.get_role_display(),
        path=reverse("people", args=(membership.agency.slug,)),
    )
    event_record(EventKind.MEMBER_JOINED, membership.agency, content, membership.user)


def _record(invitation: Invitation, actor: User | None, *, label: str, old: str = "", new: str = "") -> None:
    about = ChangeSubject(invitation.agency, None, f"invitation:{invitation.key}", f"{label}: {invitation.name}")
    change_record(about, actor, old=old, new=new)
