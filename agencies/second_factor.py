"""The second step of signing in: a code from an app in the person's phone, or one of the recovery codes on paper."""

from base64 import b32encode
from collections.abc import Callable
from typing import Any

import segno
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from agencies.demonstration_accounts import is_demonstration_account
from agencies.models import User
from ita_portal.carried import carried_of
from ita_portal.text.thai import arabic_digits

CODE_DIGITS = 6


class SecondFactorRequired(Exception):
    """The agency asks for a second step of people with this role, and this session has not taken it."""


class WrongCode(Exception):
    """The code is not valid at this moment."""


class SecondFactorMiddleware:
    """Leads people who have yet to set up the second step there, whatever page of the agency they asked for.

    What they wrote meanwhile waits on the page that says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SecondFactorRequired):
            return None
        if carried := carried_of(request):
            return render(request, "agencies/second_factor_first.html", {"carried": carried}, status=403)
        wanted = request.get_full_path() if request.method == "GET" else reverse("home")
        return redirect(f"{reverse('second-factor')}?{urlencode({'next': wanted})}")


def has_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    has_device: bool = TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).exists()
    return has_device


def owes_second_factor(user: User) -> bool:
    """Return whether an account opens so much that its password alone is not enough, whatever an agency asks for."""
    return user.is_superuser and not is_demonstration_account(user.username)


def is_verified(user: Any) -> bool:
    """Return whether this session was opened with a second step."""
    return getattr(user, "otp_device", None) is not None


def is_unverified(user: Any) -> bool:
    """Return whether the person has a second step that this session has not taken."""
    return user.is_authenticated and not is_verified(user) and has_second_factor(user)


def new_key() -> str:
    """Return a fresh secret for an app, 160 bits as RFC 4226 recommends."""
    return str(random_hex(20))


def app_address(user: User, key: str) -> str:
    """Return the address by which an app on the same phone takes the secret (otpauth:)."""
    return str(TOTPDevice(user=user, key=key).config_url)


def qr_code(user: User, key: str) -> str:
    """Return the picture that an app scans, as an address of its own (data:)."""
    return segno.make(app_address(user, key), error="m", micro=False).svg_data_uri(
        scale=5, border=4, dark="#000", light="#fff"
    )


def typed_key(key: str) -> str:
    """Return the secret as people type it: in groups of four letters."""
    letters = b32encode(bytes.fromhex(key)).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def code_check(user: User, typed: str) -> Device:
    """Return the device that accepts a code, or raise WrongCode. No code is accepted twice."""
    code = normalised_code(typed)
    model = TOTPDevice if code.isdecimal() and len(code) == CODE_DIGITS else StaticDevice
    device = model.objects.filter(user=user, confirmed=True).first()
    if device is None:
        raise WrongCode
    taken = verify_token(user, device.persistent_id, code)
    if taken is None:
        raise WrongCode
    return taken


def recovery_codes_left(user: User) -> int:
    left: int = StaticToken.objects.filter(device__user=user).count()
    return left


def normalised_code(typed: str) -> str:
    """Return a typed code without the spaces and hyphens that help to read it, in Arabic digits."""
    return "".join(each for each in arabic_digits(typed).lower() if each.isalnum())
