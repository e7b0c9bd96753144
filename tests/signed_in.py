"""Signing people in without filling in the form, as far as the portal asks of them."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from agencies.known_devices import device_know
from agencies.models import User
from agencies.models.session import BACKEND
from agencies.sessions import SessionStore, note_device


def sign_in(client: Client, user: User) -> None:
    """Sign somebody in; an administrator with the second step, without which nothing opens to them."""
    client.force_login(user)
    if user.is_superuser:
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = second_step_of(user)
        session.save()


def second_step_of(user: User) -> str:
    device, _ = TOTPDevice.objects.get_or_create(user=user, defaults={"name": "tests"})
    return device.persistent_id


def client_of(user: User) -> Client:
    """Return a client whose session is as signing in and a first answer leave it, by two statements of a dozen."""
    client, response = Client(), HttpResponse()
    request = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    request.session[SESSION_KEY] = str(user.pk)
    request.session[BACKEND_SESSION_KEY] = BACKEND
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if user.is_superuser:
        request.session[DEVICE_ID_SESSION_KEY] = second_step_of(user)
    note_device(request, timezone.now())
    device_know(request, response)
    request.session.save()
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    client.cookies.update(response.cookies)
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client
