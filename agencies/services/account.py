"""Writes of an account: the names and addresses of a person, and the ways into it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agencies.changes import ChangeSubject, changes_record
from agencies.display_names import agencies_of_names, is_borne
from agencies.models import Agency, Membership, User
from agencies.notices import AccountNotice, notify
from agencies.reset_links import reset_path
from agencies.sessions import sessions_end

RESET_EVERY_MINUTES = 5
CODES_TOLD_EVERY_HOURS = 24


class DisplayNameTaken(Exception):
    """Somebody else in an agency of the person bears the name; nothing was written."""


@transaction.atomic
def password_set(*, user: User, password: str, keep_session: str | None = None, by_link: bool = False) -> None:
    """Store a new password and end the person's sessions, besides the one with this session key."""
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions_end(user=user, besides=keep_session)
    account_changed(user, user, label="ตั้งรหัสผ่านใหม่")
    notify(user, AccountNotice.LINK_USED if by_link else AccountNotice.PASSWORD_CHANGED)


@transaction.atomic
def password_given(*, user: User, actor: User, keep_session: str | None = None) -> None:
    """End a person's sessions after an administrator set their password or took it away; either is history."""
    sessions_end(user=user, besides=keep_session)
    label = "ผู้ดูแลระบบตั้งรหัสผ่านใหม่ให้" if user.has_usable_password() else "ผู้ดูแลระบบปิดการเข้าสู่ระบบด้วยรหัสผ่าน"
    account_changed(user, actor, label=label)
    notify(user, AccountNotice.PASSWORD_GIVEN, actor=actor)


@transaction.atomic
def reset_link_hand_over(*, user: User, actor: User) -> str:
    """Return the path of a link by which a person sets a new password once; its making is history."""
    account_changed(user, actor, label="ออกลิงก์ตั้งรหัสผ่านใหม่ให้สมาชิก")
    reset_asked_forget(user)
    notify(user, AccountNotice.LINK_HANDED_OVER, actor=actor)
    return reset_path(user, giver=actor)


def reset_asked_forget(user: User) -> None:
    """Let a second coordinator act once for each time that the first has asked."""
    Membership.objects.filter(user=user).update(reset_asked_by=None, reset_asked_at=None)


@transaction.atomic
def profile_update(*, user: User, display_name: str, email: str) -> None:
    """Change a person's own name and address; each is history, the addresses themselves stay out of it.

    Raises DisplayNameTaken. The agencies' rows are locked, so that two people cannot take one name in the same moment.
    """
    agencies = agencies_of_names(user)
    list(Agency.objects.select_for_update().filter(pk__in=agencies).order_by("pk"))
    current = User.objects.select_for_update().get(pk=user.pk)
    old, old_email = current.display_name, current.email
    if old != display_name and is_borne(display_name, agencies, besides=user):
        raise DisplayNameTaken
    user.display_name, user.email = display_name, email
    user.save(update_fields=["display_name", "email"])
    if old != display_name:
        account_changed(user, user, label="เปลี่ยนชื่อที่แสดง", old=old or user.username, new=display_name)
    if old_email != email:
        account_changed(user, user, label="เปลี่ยนอีเมลของบัญชี" if email else "นำอีเมลออกจากบัญชี")
        if old_email:
            notify(user, AccountNotice.EMAIL_CHANGED, to=old_email)


def reset_letter_claim(*, user: User) -> bool:
    """Return whether a letter with a reset link may leave now; one statement, so that of two requests one may."""
    return _letter_claim(user, "reset_mailed_at", timedelta(minutes=RESET_EVERY_MINUTES))


def codes_letter_claim(*, user: User) -> bool:
    """Return whether the letter about guessed codes may leave now, as above: who guesses on fills no letter box."""
    return _letter_claim(user, "codes_mailed_at", timedelta(hours=CODES_TOLD_EVERY_HOURS))


def _letter_claim(user: User, column: str, every: timedelta) -> bool:
    now = timezone.now()
    is_due = Q(**{column: None}) | Q(**{f"{column}__lt": now - every})
    return bool(User.objects.filter(is_due, pk=user.pk).update(**{column: now}))


def account_changed(
    user: User, actor: User | None, *, label: str, old: str = "", new: str = "", reason: str = ""
) -> None:
    """Leave in the history of each of the person's agencies how the way into their account changed.

    The change of an account without an agency belongs to the installation.
    """
    named = f"{label}: {user}"
    memberships = user.memberships.select_related("agency")
    subjects = [ChangeSubject(each.agency, None, f"member:{each.key}", named) for each in memberships]
    subjects = subjects or [ChangeSubject(None, None, f"account:{user.pk}", named)]
    changes_record([(about, old, new) for about in subjects], actor, reason=reason)
