"""Who is not signed in fills no database and keeps no process busy: each text has a length before it is read."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session as PlainSession
from django.test import Client
from django.utils import timezone

from agencies.models import Invitation, Session, User
from agencies.reset_links import reset_path
from agencies.services import InvitationContent, invitation_create

LONG = "ก" * 300
NAME, PASSWORD = {"username": "somchai"}, {"password": "p"}
NEW = {"display_name": "สมหญิง", "username": "somying", "password1": "ลมหนาว-2568-มา", "password2": "ลมหนาว-2568-มา"}


@pytest.fixture
def somchai(empty_agency, member) -> User:
    return member(empty_agency, "officer", "somchai")


@pytest.fixture
def no_hashing(monkeypatch):
    """Fail where something computes with a text that should have been refused."""

    def refuse(password, *args, **options):
        assert len(password) < len(LONG), "a long text was hashed"
        return True

    monkeypatch.setattr("agencies.models.User.check_password", lambda user, password: refuse(password))
    monkeypatch.setattr(hashers, "make_password", refuse)


def stored() -> list[int]:
    return [model.objects.count() for model in (AccessAttempt, Session, PlainSession, User, Invitation)]


@pytest.mark.parametrize("posted", [{"username": LONG}, {"password": LONG}, {"username": LONG, "password": LONG}])
def test_a_long_name_or_password_is_refused_before_it_is_stored(somchai, no_hashing, posted):
    before = stored()
    response = Client().post("/login/", NAME | PASSWORD | posted)
    page = response.content.decode()
    assert "กรุณากรอกไม่เกิน" in page
    assert LONG not in page
    assert stored() == before


def test_256_letters_are_a_name_that_nobody_has(somchai):
    """PostgreSQL has room for 255 in the list of failures."""
    assert Client().post("/login/", PASSWORD | {"username": "n" * 256}).status_code == 200
    assert Client().post("/login/", PASSWORD | {"username": "n" * 150}).status_code == 200
    assert AccessAttempt.objects.get().username == "n" * 150


def test_a_longer_form_leaves_no_longer_entry(somchai):
    for number in range(4):
        Client().post("/login/", {"username": "x", "password": "p", f"more{number}": LONG * 100, "next": LONG * 100})
    attempt = AccessAttempt.objects.get()
    assert len(attempt.post_data) + len(attempt.get_data) < 10_000


@pytest.mark.parametrize("field", [*NEW])
def test_an_invitation_takes_no_longer_text(empty_agency, no_hashing, field):
    _, token = invitation_create(agency=empty_agency, content=InvitationContent("ผู้ช่วย", "reader"), actor=None)
    before = stored()
    response = Client().post(f"/invitation/{token}/", NEW | {field: LONG})
    assert response.status_code == 422
    assert stored() == before


def test_a_link_takes_no_longer_password(somchai, no_hashing):
    client = Client()
    setting = client.get(reset_path(somchai), follow=True).redirect_chain[-1][0]
    response = client.post(setting, {"new_password1": LONG, "new_password2": LONG})
    assert "กรุณากรอกไม่เกิน" in response.content.decode()


@pytest.mark.parametrize(
    ("url", "posted"),
    [
        ("/password/", {"email": f"{LONG}@example.go.th"}),
        ("/verify/", {"code": LONG}),
        ("/login/demonstration/", {"username": LONG}),
        ("/invitation/" + "x" * 300 + "/", NEW),
        ("/password/" + "x" * 300 + "/" + "y" * 300 + "/", {"new_password1": LONG}),
    ],
)
def test_no_other_form_keeps_what_is_long(somchai, settings, url, posted):
    settings.EMAIL_IS_CONFIGURED = True
    before = stored()
    assert Client().post(url, posted).status_code in (200, 404, 405, 422)
    assert stored() == before


def test_a_long_code_and_a_long_way_on_are_refused(somchai, sign_in_half_way):
    client = sign_in_half_way
    assert client.post("/login/code/", {"code": LONG}).status_code == 422
    assert client.get("/login/code/", {"next": "/" + "x" * 2_000}).context["next"] == "/"
    assert Client().post("/login/", NAME | PASSWORD | {"next": "/" + "x" * 2_000}).headers["Location"] == "/"


@pytest.fixture
def sign_in_half_way(somchai) -> Client:
    """A client that has given the password of an account with a second step."""
    client = Client()
    session = client.session
    about = {"user": somchai.pk, "hash": somchai.get_session_auth_hash(), "backend": ""}
    session["half-way"] = about | {"at": (timezone.now() - timedelta(minutes=1)).timestamp()}
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client
