"""Signing people in without filling in the form, as far as the portal asks of them."""

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from agencies.models import User


def sign_in(client: Client, user: User) -> None:
    """Sign somebody in; an administrator with the second step, without which nothing opens to them."""
    client.force_login(user)
    if user.is_superuser:
        device, _ = TOTPDevice.objects.get_or_create(user=user, defaults={"name": "tests"})
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
