"""Changing a password, and the way back of who has forgotten it."""

import re
from threading import Thread

import pytest
from django.core import mail
from django.test import Client

from agencies.models import Change, Session, User
from tests.agencies.conftest import link_on

NEW = "ลมหนาวมาแล้ว-2568"
CHANGE = "/account/password/"


@pytest.fixture
def somchai(empty_agency, member) -> User:
    user = member(empty_agency, "officer", "somchai")
    user.email = "somchai@example.go.th"
    user.save()
    return user


def changed(old: str = "p", new: str = NEW, again: str = "") -> dict[str, str]:
    return {"old_password": old, "new_password1": new, "new_password2": again or new}


def test_a_new_password_ends_the_sessions_elsewhere_and_keeps_this_one(somchai, as_user):
    here, there = as_user(somchai), as_user(somchai)
    here.get("/account/")
    there.get("/account/")
    assert here.post(CHANGE, changed()).headers["Location"] == "/account/"
    assert Session.objects.filter(user=somchai).count() == 1
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    somchai.refresh_from_db()
    assert somchai.check_password(NEW)
    change = Change.objects.get(subject=f"member:{somchai.memberships.get().key}")
    assert "รหัสผ่าน" in change.label
    assert (change.old, change.new) == ("", "")


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        (changed(old="wrong"), "รหัสผ่านเดิมไม่ถูกต้อง"),
        (changed(again="something else"), "รหัสผ่านทั้งสองช่องไม่ตรงกัน"),
        (changed(new="สั้นไป"), "อย่างน้อย 10 ตัวอักษร"),
        (changed(new="9876543210123"), "มีแต่ตัวเลข"),
        (changed(new="somchai-2568"), "คล้ายกับ"),
        ({"old_password": ""}, "กรุณากรอกรหัสผ่าน"),
    ],
)
def test_a_password_that_is_refused_says_why_and_changes_nothing(somchai, as_user, form, reason):
    response = as_user(somchai).post(CHANGE, form)
    assert response.status_code == 422
    assert reason in response.content.decode()
    somchai.refresh_from_db()
    assert somchai.check_password("p")


def test_the_own_password_cannot_be_guessed_in_a_stolen_session(somchai, as_user):
    client = as_user(somchai)
    statuses = [client.post(CHANGE, changed(old=f"guess{number}")).status_code for number in range(6)]
    assert statuses == [422] * 4 + [429] * 2
    assert client.post(CHANGE, changed()).status_code == 429
    somchai.refresh_from_db()
    assert somchai.check_password("p")


def test_anonymous_goes_to_the_login(client):
    assert client.get(CHANGE).headers["Location"] == f"/login/?next={CHANGE}"


# -- by letter


@pytest.fixture
def letters(settings, monkeypatch):
    """A portal with a mail server; letters leave at once instead of beside the answer."""
    settings.EMAIL_IS_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://ita.example.go.th"
    monkeypatch.setattr(Thread, "start", Thread.run)
    return mail.outbox


def link_in(letter) -> str:
    return re.search(r"https://ita.example.go.th(/password/\S+)", letter.body)[1]


def test_without_a_mail_server_the_page_says_whom_to_ask(db, client):
    page = client.get("/password/").content.decode()
    assert "ผู้ประสานงาน ITA" in page
    assert "<form" not in page


def test_a_letter_leads_to_a_new_password_once(somchai, as_user, client, letters, sign_in):
    elsewhere = as_user(somchai)
    assert client.post("/password/", {"email": "SOMCHAI@example.go.th"}).headers["Location"] == "/password/sent/"
    (letter,) = letters
    assert letter.to == ["somchai@example.go.th"]
    assert "somchai" in letter.body
    page = client.get(link_in(letter), follow=True)
    assert "somchai" in page.content.decode()
    setting = page.redirect_chain[-1][0]
    assert client.post(setting, {"new_password1": NEW, "new_password2": NEW}).headers["Location"] == "/login/"
    assert elsewhere.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 302  # the link alone signs nobody in
    assert sign_in(client, "somchai", NEW).headers["Location"] == "/"
    assert "ลิงก์ตั้งรหัสผ่านนี้ใช้ไม่ได้" in Client().get(link_in(letter), follow=True).content.decode()


def test_nobody_learns_who_has_an_account(somchai, client, letters):
    User.objects.create_user("closed", email="closed@example.go.th", is_active=False)
    answers = []
    for email in ("somchai@example.go.th", "nobody@example.go.th", "closed@example.go.th"):
        response = client.post("/password/", {"email": email}, follow=True)
        answers.append((response.redirect_chain, re.sub(r'value="\w{64}"', "", response.content.decode())))
    assert answers[0] == answers[1] == answers[2]
    assert [letter.to for letter in letters] == [["somchai@example.go.th"]]


def test_nobodys_letter_box_is_filled(somchai, client, letters):
    for _ in range(5):
        client.post("/password/", {"email": "somchai@example.go.th"})
    assert len(letters) == 1


def test_the_letter_does_not_hold_up_the_answer(somchai, client, settings, monkeypatch):
    settings.EMAIL_IS_CONFIGURED = True
    started = []
    monkeypatch.setattr(Thread, "start", lambda thread: started.append(thread))
    client.post("/password/", {"email": "somchai@example.go.th"})
    assert len(started) == 1
    assert mail.outbox == []


def test_a_forged_host_does_not_get_into_the_letter(somchai, client, letters):
    client.post("/password/", {"email": "somchai@example.go.th"}, HTTP_HOST="localhost")
    assert "localhost" not in letters[0].body


def test_a_link_that_is_too_old_opens_nothing(somchai, client, letters, settings):
    client.post("/password/", {"email": "somchai@example.go.th"})
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "ลิงก์ตั้งรหัสผ่านนี้ใช้ไม่ได้" in client.get(link_in(letters[0]), follow=True).content.decode()


# -- handed over by the coordinator


def test_a_coordinator_hands_over_a_link_that_holds_once(stranger, somchai, as_user, sign_in):
    key = somchai.memberships.get().key
    response = as_user(stranger).post(f"/maiklang/people/{key}/reset-link/")
    link = link_on(response)
    assert "no-store" in response.headers["Cache-Control"]
    change = Change.objects.get(subject=f"member:{key}")
    assert (change.actor, link in change.new) == (stranger, False)
    client = Client()
    setting = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(setting, {"new_password1": NEW, "new_password2": NEW})
    assert sign_in(client, "somchai", NEW).headers["Location"] == "/"
    assert "ใช้ไม่ได้" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize("action", ["reset-link/", "second-factor/"])
def test_a_coordinator_opens_no_door_of_another_agency(nanueng, officer, stranger, empty_agency, as_user, action):
    officer.memberships.create(agency=empty_agency, role="reader")
    here = officer.memberships.get(agency=empty_agency)
    response = as_user(stranger).post(f"/maiklang/people/{here.key}/{action}")
    assert response.status_code == 403
    assert "ผู้ดูแลระบบ" in response.content.decode()
    assert "/password/" not in response.content.decode()
    assert not Change.objects.filter(label__startswith="ออกลิงก์").exists()


def test_the_administrator_hands_over_any_link(nanueng, officer, empty_agency, administrator, as_user):
    officer.memberships.create(agency=empty_agency, role="reader")
    here = officer.memberships.get(agency=empty_agency)
    assert link_on(as_user(administrator).post(f"/maiklang/people/{here.key}/reset-link/"))
    # Both agencies read in their history that it happened.
    assert set(Change.objects.values_list("agency__slug", flat=True)) == {"nanueng", "maiklang"}


def test_a_link_leaves_the_second_step_in_place(stranger, somchai, as_user, codes_of, sign_in):
    codes_of(somchai)
    link = link_on(as_user(stranger).post(f"/maiklang/people/{somchai.memberships.get().key}/reset-link/"))
    client = Client()
    setting = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(setting, {"new_password1": NEW, "new_password2": NEW})
    assert sign_in(client, "somchai", NEW).headers["Location"].startswith("/login/code/")
    assert client.get("/account/").status_code == 302
