"""The link by which a person sets a new password. It dies with what it was given for.

A link is a way into everything that the account opens at the moment it is used. What the account opened when the link
was made is therefore part of its signature, and so is what gave the right to whoever handed it over: where a role, an
area, a suspension or a flag has changed meanwhile, on either side, the link opens nothing.
"""

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, int_to_base36, urlsafe_base64_encode

from agencies.models import User


class ResetLinks(PasswordResetTokenGenerator):
    """Makes and checks the tokens of links that the person asked for, or that `giver` hands over."""

    key_salt = "agencies.reset_links"

    def __init__(self, giver: User | None = None) -> None:
        super().__init__()
        self.giver = giver

    def make_token(self, user: User) -> str:
        token = super().make_token(user)
        return f"{token}-{int_to_base36(self.giver.pk)}" if self.giver else token

    def check_token(self, user: User | None, token: str | None) -> bool:
        if not token or token.count("-") != 2:
            return super().check_token(user, token)
        own, _, giver = token.rpartition("-")
        try:
            links = ResetLinks(User.objects.filter(pk=base36_to_int(giver)).first())
        except ValueError:
            return False
        return links.giver is not None and links.check_token(user, own)

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        assert isinstance(user, User)
        given = f"{self.giver.pk}{standing_of(self.giver)}" if self.giver else ""
        return f"{super()._make_hash_value(user, timestamp)}{standing_of(user)}{given}"


def standing_of(user: User) -> str:
    """Return all that decides what an account opens: its flags, its roles and its areas."""
    flags = (user.is_active, user.is_staff, user.is_superuser)
    roles = user.memberships.order_by("agency").values_list("agency", "role", "suspended_at")
    areas = user.oversights.order_by("province", "district").values_list("province", "district")
    return repr((flags, [(agency, role, at is not None) for agency, role, at in roles], [*areas]))


def reset_path(user: User, *, giver: User | None = None) -> str:
    """Return where a person sets a new password: the link holds for PASSWORD_RESET_TIMEOUT, and until it was used."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("password-reset-confirm", args=(uid, ResetLinks(giver).make_token(user)))
