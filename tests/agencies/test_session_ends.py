"""How long somebody stays signed in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Session, User
from agencies.models.session import DEVICE
from agencies.rules.session_ends import is_over
from agencies.services import agency_content_of
from agencies.sessions import sessions_of
from tests.portal.forms import opened

ACCOUNT = "/account/"
TEXT = "ข้อความยาวที่พิมพ์ไว้นานแล้วและยังไม่ได้บันทึก"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOURS, DAYS, MINUTES = (timedelta(**{unit: 1}) for unit in ("hours", "days", "minutes"))


@pytest.mark.parametrize(
    ("age", "idle", "is_remembered", "is_idle_limited", "over"),
    [
        (11 * HOURS, 11 * HOURS, False, False, False),
        (12 * HOURS + MINUTES, MINUTES, False, False, True),
        (13 * DAYS, 3 * DAYS, True, False, False),
        (14 * DAYS + MINUTES, MINUTES, True, False, True),
        (400 * DAYS, MINUTES, True, False, True),
        (HOURS, 30 * MINUTES, False, True, False),
        (HOURS, 31 * MINUTES, False, True, True),
        (2 * DAYS, 31 * MINUTES, True, True, True),
    ],
)
def test_a_session_ends(age, idle, is_remembered, is_idle_limited, over):
    told = {"is_remembered": is_remembered, "is_idle_limited": is_idle_limited}
    assert is_over(since=NOON - age, seen=NOON - idle, now=NOON, **told) is over


@pytest.fixture
def somchai(empty_agency, member) -> User:
    return member(empty_agency, "coordinator", "somchai")


def older(client: Client, *, age: timedelta = timedelta(), idle: timedelta = timedelta()) -> Client:
    """Let the session of a client have begun, and have been used last, so long ago."""
    session, now = client.session, timezone.now()
    session[DEVICE] |= {"since": (now - max(age, idle)).isoformat(), "seen": (now - idle).isoformat()}
    session.save()
    return client


def is_signed_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def test_a_session_begun_400_days_ago_opens_nothing(somchai, as_user):
    for remembered in (False, True):
        client = as_user(somchai)
        session = client.session
        session["remembered"] = remembered
        session.save()
        older(client, age=400 * DAYS)
        assert sessions_of(somchai) == []
        assert not is_signed_in(client)
        assert not Session.objects.filter(user=somchai).exists()


def test_an_administrator_who_went_away_has_to_come_in_again(administrator, as_user):
    assert is_signed_in(older(as_user(administrator), idle=29 * MINUTES))
    assert not is_signed_in(older(as_user(administrator), idle=31 * MINUTES))


@pytest.mark.parametrize(("role", "ends"), [("coordinator", True), ("executive", True), ("officer", False)])
def test_an_agency_ends_idle_sessions_of_who_decides(empty_agency, member, as_user, role, ends):
    client = as_user(member(empty_agency, role, "person"))
    client.get("/maiklang/people/")
    assert is_signed_in(older(client, idle=40 * MINUTES))
    Agency.objects.update(ends_idle_sessions=True)
    client.get("/maiklang/people/")
    assert is_signed_in(older(client, idle=40 * MINUTES)) is not ends  # on a page that knows no agency
    Agency.objects.update(ends_idle_sessions=False)
    again = as_user(User.objects.get(username="person"))
    again.get("/maiklang/people/")
    assert is_signed_in(older(again, idle=40 * MINUTES))


def test_an_agency_that_asks_no_longer_ends_nothing(empty_agency, somchai, as_user):
    Agency.objects.update(ends_idle_sessions=True)
    client = as_user(somchai)
    client.get("/maiklang/people/")
    Agency.objects.update(ends_idle_sessions=False)
    client.get("/maiklang/people/")
    assert is_signed_in(older(client, idle=40 * MINUTES))


def test_a_coordinator_asks_for_it_in_the_settings(empty_agency, somchai, as_user):
    client = as_user(somchai)
    form = opened(client, "/maiklang/settings/", "target")
    client.post("/maiklang/settings/", form | {"ends_idle_sessions": "on"})
    empty_agency.refresh_from_db()
    assert empty_agency.ends_idle_sessions
    assert "ภายใน 30 นาที" in str(agency_content_of(empty_agency))


def test_typing_counts_as_use(somchai, as_user):
    client = older(as_user(somchai), idle=20 * MINUTES)
    assert client.get("/account/presence/").status_code == 204
    seen = datetime.fromisoformat(client.session[DEVICE]["seen"])
    assert timezone.now() - seen < MINUTES
    assert Client().get("/account/presence/").status_code == 302


def test_what_was_written_meanwhile_is_given_back(somchai, as_user):
    client = older(as_user(somchai), age=13 * HOURS)
    posted = {"weakness": TEXT, "password": "รหัสผ่านที่ยาวมากกว่ายี่สิบตัวอักษร", "csrfmiddlewaretoken": "x" * 64}
    response = client.post("/maiklang/2568/analysis/", posted, headers={"Sec-Fetch-Site": "same-origin"})
    page = response.content.decode()
    assert response.status_code == 403
    assert TEXT in page
    assert posted["password"] not in page
    assert "x" * 64 not in page
    assert not is_signed_in(client)


def test_a_script_is_led_to_the_login_as_before(somchai, as_user):
    client = older(as_user(somchai), age=13 * HOURS)
    assert client.post("/maiklang/2568/scores/cells/", headers={"Sec-Fetch-Dest": "empty"}).status_code == 302


# -- who is remembered


def test_without_choosing_it_nobody_is_remembered(somchai, client, sign_in):
    sign_in(client, "somchai")
    assert client.cookies["sessionid"]["max-age"] == ""
    assert "จำการเข้าใช้เครื่องนี้ไว้ 14 วัน" in Client().get("/login/").content.decode()


@pytest.mark.parametrize("has_step", [False, True])
def test_who_chose_it_is_remembered_for_14_days_and_no_longer(somchai, client, codes_of, has_step):
    codes = codes_of(somchai) if has_step else []
    client.post("/login/", {"username": "somchai", "password": "p", "remember": "on"})
    if has_step:
        client.post("/login/code/", {"code": codes[0]})
    assert 13 * 86_400 < int(client.cookies["sessionid"]["max-age"]) <= 14 * 86_400
    assert is_signed_in(older(client, age=13 * DAYS, idle=5 * DAYS))
    assert not is_signed_in(older(client, age=15 * DAYS))


# -- the demonstration


def test_the_accounts_of_a_demonstration_stay_open(settings, administrator, member, empty_agency):
    settings.DEMO = True
    User.objects.filter(pk=administrator.pk).update(username="admin")
    client = Client()
    client.force_login(administrator)
    client.get(ACCOUNT)
    assert client.get("/admin/").status_code == client.get("/maiklang/people/").status_code == 200
    assert is_signed_in(older(client, idle=5 * HOURS))
    settings.DEMO = False
    assert client.get("/maiklang/people/").status_code == 302
    assert not is_signed_in(older(client, idle=5 * HOURS))
