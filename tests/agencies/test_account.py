"""A person's own account: names, e-mail address, and the devices that are signed in."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from agencies.models import Session, User
from agencies.rules.devices import UNKNOWN, device_name
from agencies.sessions import sessions_of

ACCOUNT = "/account/"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
EDGE = CHROME + " Edg/126.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


@pytest.fixture
def somchai(empty_agency, member) -> User:
    return member(empty_agency, "officer", "somchai")


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome บน Windows"),
        (EDGE, "Edge บน Windows"),
        (IPHONE, "Safari บน iPhone"),
        (ANDROID, "Chrome บน โทรศัพท์ Android"),
        (ANDROID + " Line/14.9", "LINE บน โทรศัพท์ Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox บน Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", "Safari บน Mac"),
        ("curl/8.0", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_devices_have_names_that_people_know(agent, name):
    assert device_name(agent) == name


# -- names and addresses


def test_a_person_changes_the_own_name(somchai, as_user):
    client = as_user(somchai)
    assert client.post(ACCOUNT, {"display_name": "สมชาย ใจดี", "email": ""}).status_code == 302
    assert "สมชาย ใจดี" in client.get(ACCOUNT).content.decode()


def test_another_address_asks_for_the_password(somchai, as_user):
    client = as_user(somchai)
    form = {"display_name": "สมชาย", "email": "somchai@example.go.th"}
    for password, reason in (("", "ต้องยืนยันด้วยรหัสผ่าน"), ("wrong", "รหัสผ่านปัจจุบันไม่ถูกต้อง")):
        response = client.post(ACCOUNT, form | {"password": password})
        assert response.status_code == 422
        assert reason in response.content.decode()
    somchai.refresh_from_db()
    assert somchai.email == ""
    client.post(ACCOUNT, form | {"password": "p"})
    somchai.refresh_from_db()
    assert somchai.email == "somchai@example.go.th"


def test_nothing_else_of_the_account_can_be_posted(somchai, as_user):
    form = {"display_name": "สมชาย", "username": "admin", "is_staff": "on", "is_superuser": "on", "is_active": ""}
    as_user(somchai).post(ACCOUNT, form)
    somchai.refresh_from_db()
    assert (somchai.username, somchai.is_staff, somchai.is_superuser, somchai.is_active) == (
        "somchai",
        False,
        False,
        True,
    )


def test_anonymous_goes_to_the_login(client):
    assert client.get(ACCOUNT).headers["Location"] == f"/login/?next={ACCOUNT}"


# -- devices


def test_the_devices_are_listed_with_the_one_at_hand(somchai):
    here, there = Client(HTTP_USER_AGENT=EDGE), Client(HTTP_USER_AGENT=IPHONE, REMOTE_ADDR="203.0.113.77")
    for device in (there, here):
        device.force_login(somchai)
        device.get(ACCOUNT)
    page = here.get(ACCOUNT).content.decode()
    assert "Edge บน Windows" in page
    assert "Safari บน iPhone" in page
    assert "203.0.113.x" in page
    assert "203.0.113.77" not in page
    assert page.count("เครื่องนี้") == 1
    assert there.session.session_key not in page


def test_one_device_is_signed_out(somchai, as_user):
    here, there = as_user(somchai), as_user(somchai)
    for client in (here, there):
        client.get(ACCOUNT)
    key = Session.objects.get(session_key=there.session.session_key).key
    assert here.post(f"/account/sessions/{key}/end/").status_code == 302
    assert there.get(ACCOUNT).status_code == 302
    assert here.get(ACCOUNT).status_code == 200


def test_all_others_are_signed_out(somchai, as_user):
    here, *others = (as_user(somchai) for _ in range(3))
    for client in (here, *others):
        client.get(ACCOUNT)
    here.post("/account/sessions/end/")
    assert [client.get(ACCOUNT).status_code for client in (here, *others)] == [200, 302, 302]


def test_nobody_signs_somebody_else_out(somchai, stranger, as_user):
    theirs = as_user(stranger)
    theirs.get(ACCOUNT)
    key = Session.objects.get(user=stranger).key
    client = as_user(somchai)
    client.post(f"/account/sessions/{key}/end/")
    client.post("/account/sessions/end/")
    assert theirs.get(ACCOUNT).status_code == 200


def test_a_closed_account_is_out_at_the_next_page(somchai, as_user):
    client = as_user(somchai)
    assert client.get(ACCOUNT).status_code == 200
    User.objects.filter(pk=somchai.pk).update(is_active=False)
    assert client.get(ACCOUNT).status_code == 302


def test_a_session_of_an_older_password_is_not_listed(somchai, as_user):
    as_user(somchai).get(ACCOUNT)
    assert len(sessions_of(somchai)) == 1
    somchai.set_password("another")
    somchai.save()
    assert sessions_of(somchai) == []


def test_a_session_in_use_is_written_every_five_minutes_and_not_more_often(
    somchai, as_user, django_assert_num_queries, monkeypatch
):
    client = as_user(somchai)
    client.get("/password/sent/")
    before = Session.objects.get(user=somchai)
    client.get("/password/sent/")
    assert Session.objects.get(user=somchai).seen == before.seen
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr("agencies.sessions.timezone.now", lambda: later)
    client.get("/password/sent/")
    after = Session.objects.get(user=somchai)
    assert (after.seen, after.since, after.key) == (later, before.since, before.key)


def test_sessions_that_are_over_are_swept_out(somchai, as_user):
    as_user(somchai).get(ACCOUNT)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    call_command("clearsessions")
    assert settings.SESSION_ENGINE == "agencies.sessions"
    assert not Session.objects.exists()


def test_who_signs_in_after_somebody_else_in_one_browser_is_another_device(somchai, stranger, client, sign_in):
    sign_in(client, "somchai")
    first = Session.objects.get(user=somchai).key
    client.post("/logout/")
    sign_in(client, stranger.username)
    assert not Session.objects.filter(user=somchai).exists()
    assert Session.objects.get(user=stranger).key != first
