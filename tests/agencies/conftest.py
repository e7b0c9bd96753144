import re
import time
from collections.abc import Callable
from threading import Thread

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from agencies.models import User
from agencies.services import second_factor_confirm
from tests.portal.forms import opened

KEY = "3132333435363738393031323334353637383930"


@pytest.fixture
def sign_in() -> Callable[..., object]:
    """Return a function that fills in the sign-in page; more arguments go into the request."""

    def filled(client, username, password="p", url="/login/", **more):  # noqa: S107  of accounts that live for one test
        form = opened(client, url, "username") | {"username": username, "password": password}
        return client.post(url, form, **more)

    return filled


@pytest.fixture
def codes_of() -> Callable[[User], list[str]]:
    """Return a function that turns the second step on for somebody and gives the recovery codes."""

    def turned_on(user: User) -> list[str]:
        _, codes = second_factor_confirm(user=user, key=KEY, typed=code_now())
        return codes

    return turned_on


@pytest.fixture
def told(settings, monkeypatch) -> list[EmailMessage]:
    """A portal with a mail server; what people are told leaves at once, instead of beside the answer."""
    settings.EMAIL_IS_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://ita.example.go.th"
    monkeypatch.setattr("agencies.notices.transaction.on_commit", lambda act, robust: act())
    monkeypatch.setattr(Thread, "start", Thread.run)
    return mail.outbox


def code_now(steps: int = 0) -> str:
    """Return what the app shows, or has shown or will show some steps of 30 seconds from now."""
    totp = TOTP(bytes.fromhex(KEY))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


def next_code(user: User) -> str:
    """Return a code that was not used yet, as after half a minute."""
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    return code_now()


def link_on(response) -> str:
    """Return the link that a page shows once, without the name of the server."""
    return re.search(r'id="link" value="https?://[^/]+([^"]+)"', response.content.decode())[1]
