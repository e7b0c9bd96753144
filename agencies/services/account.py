"""Writes of an account: the names and addresses of a person, and the ways into it."""

from datetime import timedelta

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from agencies.changes import ChangeSubject, changes_record
from agencies.models import User
from agencies.sessions import sessions_end

RESET_EVERY_MINUTES = 5


@transaction.atomic
def password_set(*, user: User, password: str, keep_session: str | None = None) -> None:
    """Store a new password and end the person's sessions, besides the one with this session key."""
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions_end(user=user, besides=keep_session)
    account_changed(user, user, label="ตั้งรหัสผ่านใหม่")


@transaction.atomic
def password_given(*, user: User, actor: User, keep_session: str | None = None) -> None:
    """End a person's sessions after an administrator set their password or took it away; either is history."""
    sessions_end(user=user, besides=keep_session)
    label = "ผู้ดูแลระบบตั้งรหัสผ่านใหม่ให้" if user.has_usable_password() else "ผู้ดูแลระบบปิดการเข้าสู่ระบบด้วยรหัสผ่าน"
    account_changed(user, actor, label=label)


@transaction.atomic
def reset_link_hand_over(*, user: User, actor: User) -> str:
    """Return the path of a link by which a person sets a new password once; its making is history."""
    account_changed(user, actor, label="ออกลิงก์ตั้งรหัสผ่านใหม่ให้สมาชิก")
    return reset_path(user)


def reset_path(user: User) -> str:
    """Return where a person sets a new password: the link holds for PASSWORD_RESET_TIMEOUT, and until it was used."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("password-reset-confirm", args=(uid, default_token_generator.make_token(user)))


def reset_letter_claim(*, user: User) -> bool:
    """Return whether a letter with a reset link may leave now; one statement, so that of two requests one may."""
    now = timezone.now()
    before = now - timedelta(minutes=RESET_EVERY_MINUTES)
    is_due = Q(reset_mailed_at=None) | Q(reset_mailed_at__lt=before)
    return bool(User.objects.filter(is_due, pk=user.pk).update(reset_mailed_at=now))


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
