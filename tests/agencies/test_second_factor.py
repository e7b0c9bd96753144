"""The second step: setting it up, signing in with it, turning it off, and agencies that ask for it."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from agencies.models import Change, User
from tests.agencies.conftest import KEY, code_now, next_code
from tests.portal.forms import opened

SETUP = "/account/second-factor/setup/"
PAGE = "/account/second-factor/"


@pytest.fixture
def somchai(empty_agency, member) -> User:
    return member(empty_agency, "coordinator", "somchai")


@pytest.fixture
def known_key(monkeypatch):
    monkeypatch.setattr(import_module("agencies.views.second_factor"), "new_key", lambda: KEY)


def half_way(sign_in, client: Client, url: str = "/login/") -> str:
    """Give name and password; return the address of the second step."""
    where = sign_in(client, "somchai", url=url).headers["Location"]
    assert where.startswith("/login/code/")
    return where


# -- setting up


def test_it_is_turned_on_by_a_code_and_shows_ten_recovery_codes_once(somchai, as_user, known_key):
    client, elsewhere = as_user(somchai), as_user(somchai)
    elsewhere.get("/account/")
    page = client.get(SETUP).content.decode()
    assert "data:image/svg+xml" in page
    assert "GEZD GNBV GY3T QOJQ" in page
    assert re.search(r'href="otpauth://totp/[^"]+secret=GEZDGNBVGY3TQOJQ', page)
    response = client.post(SETUP, {"code": code_now(), "password": "p"})
    codes = re.findall(r"<code>([a-z2-7]{4}-[a-z2-7]{4})</code>", response.content.decode())
    assert len(set(codes)) == 10
    copied = response.content.decode().partition("<textarea")[2].partition(">")[2].partition("<")[0]
    assert copied.split("\n") == codes
    assert "no-store" in response.headers["Cache-Control"]
    assert TOTPDevice.objects.get(user=somchai).confirmed
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert codes[0] not in client.get(PAGE).content.decode()
    change = Change.objects.get(label__startswith="เปิดการยืนยันตัวตนสองขั้น")
    assert (change.actor, change.fiscal_year, change.agency.slug) == (somchai, None, "maiklang")


@pytest.mark.parametrize("code", ["000000", "abc", "12345678", ""])
def test_a_wrong_code_turns_nothing_on(somchai, as_user, known_key, code):
    client = as_user(somchai)
    client.get(SETUP)
    assert client.post(SETUP, {"code": code, "next": "/", "password": "p"}).status_code == 422
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    assert not Change.objects.exists()


def test_thai_digits_are_digits(somchai, as_user, known_key):
    client = as_user(somchai)
    client.get(SETUP)
    code = code_now().translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert client.post(SETUP, {"code": f"{code[:3]} {code[3:]}", "password": "p"}).status_code == 200
    assert TOTPDevice.objects.exists()


def test_opening_the_page_turns_nothing_on(somchai, as_user):
    as_user(somchai).get(SETUP)
    assert not TOTPDevice.objects.exists()


def test_who_has_it_cannot_set_up_another_over_it(somchai, as_user, codes_of):
    codes_of(somchai)
    client = as_user(somchai)
    assert client.get(SETUP).headers["Location"] == PAGE
    assert client.post(SETUP, {"code": code_now(), "password": "p"}).headers["Location"] == PAGE


# -- signing in


def test_the_password_alone_opens_nothing(somchai, codes_of, sign_in):
    codes_of(somchai)
    client = Client()
    half_way(sign_in, client)
    for url in ("/my-work/", "/maiklang/people/", "/account/"):
        assert client.get(url).headers["Location"].startswith("/login/?next=")


def test_password_and_code_lead_to_the_page_that_was_wanted(somchai, codes_of, sign_in):
    codes_of(somchai)
    client = Client()
    where = half_way(sign_in, client, "/login/?next=/maiklang/people/")
    before = client.cookies["sessionid"].value
    form = opened(client, where, "code") | {"code": next_code(somchai)}
    assert client.post(where, form).headers["Location"] == "/maiklang/people/"
    assert client.get("/maiklang/people/").status_code == 200
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_the_second_step_leads_nowhere_else(somchai, codes_of, sign_in, elsewhere):
    codes_of(somchai)
    client = Client()
    half_way(sign_in, client)
    answer = client.post(f"/login/code/?next={elsewhere}", {"code": next_code(somchai), "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_plain_word_as_the_page_to_go_to_breaks_nothing(somchai, administrator, as_user, codes_of, sign_in):
    codes_of(somchai)
    client = Client()
    half_way(sign_in, client)
    assert client.post("/login/code/", {"code": next_code(somchai), "next": "nowhere"}).status_code == 302
    assert as_user(administrator).get("/admin/login/?next=nowhere").status_code == 302


def test_a_code_is_taken_once(somchai, codes_of, sign_in):
    codes_of(somchai)
    code = next_code(somchai)
    first, second = Client(), Client()
    half_way(sign_in, first)
    half_way(sign_in, second)
    assert first.post("/login/code/", {"code": code}).status_code == 302
    assert second.post("/login/code/", {"code": code}).status_code == 422
    assert second.get("/account/").status_code == 302


def test_an_old_code_is_not_taken(somchai, codes_of, sign_in):
    codes_of(somchai)
    client = Client()
    half_way(sign_in, client)
    TOTPDevice.objects.update(last_t=-1)
    assert client.post("/login/code/", {"code": code_now(-10)}).status_code == 422


def test_a_recovery_code_is_taken_once_however_it_is_typed(somchai, codes_of, sign_in):
    code = codes_of(somchai)[3]
    client = Client()
    half_way(sign_in, client)
    assert client.post("/login/code/", {"code": code.upper().replace("-", " ")}).headers["Location"] == "/"
    assert StaticToken.objects.count() == 9
    other = Client()
    half_way(sign_in, other)
    assert other.post("/login/code/", {"code": code}).status_code == 422


def test_guessed_codes_shut_nobody_out_elsewhere(somchai, codes_of, sign_in):
    """They used to double the waiting of the account itself, wherever its person was; now they count by address."""
    codes_of(somchai)
    guesser = Client(REMOTE_ADDR="198.51.100.9")
    half_way(sign_in, guesser)
    statuses = [guesser.post("/login/code/", {"code": "000000"}).status_code for _ in range(8)]
    assert statuses == [422] * 4 + [429] * 4
    client = Client()
    half_way(sign_in, client)
    assert client.post("/login/code/", {"code": next_code(somchai)}).status_code == 302


def test_codes_guessed_in_a_stolen_session_count_too(somchai, as_user, codes_of):
    codes_of(somchai)
    client = as_user(somchai)
    form = {"password": "p", "code": "000000"}
    assert [client.post(f"{PAGE}off/", form).status_code for _ in range(6)] == [422] * 4 + [429] * 2


def test_guessed_codes_count_like_guessed_passwords(somchai, codes_of, sign_in):
    codes_of(somchai)
    client = Client()
    half_way(sign_in, client)
    statuses = [client.post("/login/code/", {"code": "000000"}).status_code for _ in range(5)]
    assert statuses == [422] * 4 + [429]
    assert client.post("/login/code/", {"code": next_code(somchai)}).status_code == 429


def test_the_second_step_waits_for_ten_minutes(somchai, codes_of, sign_in, monkeypatch):
    codes_of(somchai)
    client = Client()
    half_way(sign_in, client)
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("agencies.views.sign_in.timezone.now", lambda: later)
    assert client.get("/login/code/").headers["Location"] == "/login/"


@pytest.mark.parametrize("change", ["password", "closed"])
def test_the_second_step_is_worth_nothing_once_the_account_changed(somchai, codes_of, sign_in, change):
    codes_of(somchai)
    client = Client()
    half_way(sign_in, client)
    if change == "password":
        somchai.set_password("another")
        somchai.save()
    else:
        User.objects.filter(pk=somchai.pk).update(is_active=False)
    assert client.post("/login/code/", {"code": next_code(somchai)}).headers["Location"] == "/login/"


def test_the_code_of_somebody_else_is_not_taken(somchai, empty_agency, member, codes_of, sign_in):
    other = member(empty_agency, "reader", "other")
    codes_of(somchai)
    TOTPDevice.objects.create(user=other, key=KEY[::-1], confirmed=True)
    recovery = StaticDevice.objects.create(user=other)
    recovery.token_set.create(token="abcdefgh")
    client = Client()
    half_way(sign_in, client)
    assert client.post("/login/code/", {"code": "abcd-efgh"}).status_code == 422


def test_without_a_password_there_is_no_second_step(somchai, codes_of):
    codes_of(somchai)
    assert Client().post("/login/code/", {"code": code_now()}).headers["Location"] == "/login/"


def test_the_administration_asks_for_it_too(administrator, codes_of, sign_in, as_user):
    codes_of(administrator)
    client = Client()
    entry = client.get("/admin/agencies/agency/", follow=True).redirect_chain[-1][0]
    assert entry == "/login/?next=/admin/agencies/agency/"
    where = sign_in(client, "administrator", url=entry).headers["Location"]
    assert client.get("/admin/agencies/agency/").status_code == 302
    done = client.post(where, {"code": next_code(administrator)}, follow=True)
    assert done.redirect_chain[-1][0] == "/admin/agencies/agency/"
    assert client.get("/admin/agencies/agency/").status_code == 200
    without = Client()
    without.force_login(administrator)
    assert without.get("/admin/", follow=True).status_code == 403  # a session without the second step


@pytest.mark.parametrize("url", ["/admin/", "/admin/agencies/user/", "/maiklang/people/", "/maiklang/2568/"])
def test_an_administrator_without_it_is_led_to_set_it_up(empty_agency, administrator, url):
    client = Client()
    client.force_login(administrator)
    chain = client.get(url, follow=True).redirect_chain
    assert chain[-1][0].startswith("/account/second-factor/?next=")
    assert client.get("/account/").status_code == 200


def test_an_administrator_sets_it_up_and_comes_in(empty_agency, administrator, known_key):
    client = Client()
    client.force_login(administrator)
    client.get(SETUP)
    assert client.post(SETUP, {"code": code_now(), "password": "p"}).status_code == 200
    assert client.get("/admin/").status_code == client.get("/maiklang/people/").status_code == 200


@pytest.mark.parametrize("password", ["", "wrong"])
def test_who_finds_a_session_open_shuts_nobody_out(somchai, as_user, known_key, password):
    client = as_user(somchai)
    client.get(SETUP)
    assert client.post(SETUP, {"code": code_now(), "password": password}).status_code == 422
    assert not TOTPDevice.objects.exists()


# -- turning off, new codes


def test_it_is_turned_off_by_password_and_code(somchai, as_user, codes_of):
    codes_of(somchai)
    client = as_user(somchai)
    for form in ({"password": "p", "code": "000000"}, {"password": "wrong", "code": next_code(somchai)}, {"code": "1"}):
        assert client.post(f"{PAGE}off/", form).status_code == 422
    assert TOTPDevice.objects.exists()
    assert client.post(f"{PAGE}off/", {"password": "p", "code": next_code(somchai)}).status_code == 302
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert Change.objects.filter(label__startswith="ปิดการยืนยันตัวตนสองขั้น").exists()


def test_new_recovery_codes_take_the_place_of_the_old(somchai, as_user, codes_of):
    old = codes_of(somchai)
    response = as_user(somchai).post(f"{PAGE}codes/", {"password": "p", "code": next_code(somchai)})
    new = re.findall(r"<code>([a-z2-7-]{9})</code>", response.content.decode())
    assert len(new) == 10
    assert not set(new) & set(old)
    assert StaticToken.objects.count() == 10


def test_a_coordinator_takes_it_away_from_a_member_who_lost_the_phone(
    stranger, empty_agency, member, as_user, codes_of
):
    reader = member(empty_agency, "reader", "reader")
    codes_of(reader)
    key = reader.memberships.get().key
    as_user(stranger).post(f"/maiklang/people/{key}/second-factor/")
    assert not TOTPDevice.objects.exists()
    change = Change.objects.of(f"member:{key}").first()
    assert (change.actor, change.new) == (stranger, "ปิด")


def test_a_coordinator_does_not_take_the_own_away_without_password(stranger, as_user, codes_of):
    codes_of(stranger)
    key = stranger.memberships.get().key
    assert as_user(stranger).post(f"/maiklang/people/{key}/second-factor/").status_code == 403
    assert TOTPDevice.objects.exists()


# -- agencies that ask for it


@pytest.fixture
def asking(empty_agency):
    empty_agency.requires_second_factor = True
    empty_agency.save()
    return empty_agency


@pytest.mark.parametrize("role", ["coordinator", "executive"])
@pytest.mark.parametrize("url", ["/maiklang/", "/maiklang/2568/scores/", "/maiklang/people/"])
def test_who_has_to_is_led_to_set_it_up_whatever_page_was_wanted(asking, member, as_user, role, url):
    client = as_user(member(asking, role))
    answer = client.get(url)
    assert answer.headers["Location"].startswith("/account/second-factor/?next=%2Fmaiklang%2F")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "กำหนดให้ท่านตั้งค่านี้ก่อน" in page


def test_a_post_does_nothing_before_it_is_set_up(asking, somchai, as_user):
    key = somchai.memberships.get().key
    assert as_user(somchai).post(f"/maiklang/people/{key}/", {"role": "reader"}).status_code == 302
    assert somchai.memberships.get().role == "coordinator"


@pytest.mark.parametrize("role", ["officer", "reader"])
def test_others_come_in_without(asking, member, as_user, role):
    assert as_user(member(asking, role)).get("/maiklang/people/").status_code == 200


def test_setting_it_up_opens_the_agency(asking, somchai, as_user, known_key):
    client = as_user(somchai)
    client.get(SETUP)
    response = client.post(SETUP, {"code": code_now(), "password": "p", "next": "/maiklang/people/"})
    assert 'href="/maiklang/people/"' in response.content.decode()
    assert client.get("/maiklang/people/").status_code == 200


def test_another_agency_that_does_not_ask_stays_open(asking, nanueng, somchai, as_user):
    somchai.memberships.create(agency=nanueng, role="coordinator")
    assert as_user(somchai).get("/nanueng/people/").status_code == 200


def test_a_coordinator_says_whether_it_is_asked_for(stranger, empty_agency, as_user):
    client = as_user(stranger)
    client.post("/maiklang/people/second-factor/", {"required": "1"})
    empty_agency.refresh_from_db()
    assert empty_agency.requires_second_factor
    change = Change.objects.get(subject="agency:second-factor")
    assert (change.actor, change.old, change.new) == (stranger, "ไม่บังคับ", "บังคับ")


@pytest.mark.parametrize("role", ["officer", "executive", "reader"])
def test_others_do_not_say_that(empty_agency, member, as_user, role):
    answer = as_user(member(empty_agency, role)).post("/maiklang/people/second-factor/", {"required": "1"})
    assert answer.status_code == 403
