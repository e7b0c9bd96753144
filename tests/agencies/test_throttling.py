"""Guessed passwords: who is locked out, where, and how long."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from agencies.known_devices import COOKIE
from ita_portal.client_address import counted_address

OFFICE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def people(empty_agency, member):
    return [member(empty_agency, "reader", name) for name in ("somchai", "somying")]


@pytest.fixture
def guess(sign_in):
    """Return a function that tries a wrong password some times and gives the last answer."""

    def guessed(username: str = "somchai", times: int = 1, address: str = OFFICE, **more: str):
        return [sign_in(Client(), username, "wrong", REMOTE_ADDR=address, **more) for _ in range(times)][-1]

    return guessed


def test_after_five_failures_even_the_right_password_has_to_wait(people, guess, sign_in):
    assert guess(times=4).status_code == 200
    refused = guess()
    page = refused.content.decode()
    assert refused.status_code == 429
    assert "กรุณารอประมาณ 15 นาที" in page
    assert "somchai" not in page
    assert sign_in(Client(), "somchai", REMOTE_ADDR=OFFICE).status_code == 429


def test_the_wait_is_over_after_a_quarter_of_an_hour(people, guess, sign_in):
    guess(times=5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=10))
    assert "กรุณารอประมาณ 5 นาที" in guess().content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(Client(), "somchai", REMOTE_ADDR=OFFICE).headers["Location"] == "/"


def test_trying_on_does_not_lengthen_the_wait(people, guess, sign_in):
    guess(times=5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    guess(times=3)
    assert "กรุณารอประมาณ 1 นาที" in guess().content.decode()


def test_a_colleague_behind_the_same_address_signs_in(people, guess, sign_in):
    guess(times=6)
    assert sign_in(Client(), "somying", REMOTE_ADDR=OFFICE).headers["Location"] == "/"


def test_nobody_is_locked_out_from_elsewhere(people, guess, sign_in):
    guess(times=6, address=ELSEWHERE)
    assert sign_in(Client(), "somchai", REMOTE_ADDR=OFFICE).headers["Location"] == "/"


def test_an_address_that_tries_many_names_has_to_wait_with_all(people, guess, sign_in):
    for number in range(50):
        guess(f"nobody{number}")
    refused = sign_in(Client(), "somying", REMOTE_ADDR=OFFICE)
    assert refused.status_code == 429
    assert "กรุณารอประมาณ 15 นาที" in refused.content.decode()
    assert sign_in(Client(), "somying", REMOTE_ADDR=ELSEWHERE).headers["Location"] == "/"


def test_the_right_password_takes_the_own_failures_back_and_no_others(people, guess, sign_in):
    guess(times=4)
    guess("somying", times=4)
    sign_in(Client(), "somchai", REMOTE_ADDR=OFFICE)
    assert guess(times=4).status_code == 200
    assert guess("somying").status_code == 429


def test_another_browser_is_no_way_round(people, guess):
    for number in range(4):
        guess(HTTP_USER_AGENT=f"browser {number}")
    assert guess(HTTP_USER_AGENT="browser 5").status_code == 429


def test_a_forwarded_address_is_believed_of_the_proxy_only(people, guess, settings):
    for number in range(4):
        guess(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert guess(HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429
    settings.BEHIND_PROXY = True
    assert guess(HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 200


def test_behind_the_proxy_what_the_browser_says_of_itself_is_no_way_round(people, guess, settings):
    settings.BEHIND_PROXY = True
    for number in range(4):
        guess(address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, {OFFICE}")
    assert guess(address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"192.0.2.99, {OFFICE}").status_code == 429
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {OFFICE}


def test_no_password_is_kept_of_a_failure(people, guess):
    guess()
    attempt = AccessAttempt.objects.get()
    assert "wrong" not in f"{attempt.post_data}{attempt.get_data}"


# -- many addresses, one account


def guessed_everywhere(guess, times: int = 20) -> None:
    for number in range(times):
        guess(address=f"192.0.2.{number + 1}")


def test_a_name_guessed_from_many_addresses_slows_down(people, guess, sign_in):
    guessed_everywhere(guess, 19)
    assert guess(address="198.18.0.1").status_code == 429
    refused = sign_in(Client(), "somchai", REMOTE_ADDR=ELSEWHERE)
    assert refused.status_code == 429
    assert "กรุณารอประมาณ 15 นาที" in refused.content.decode()
    assert sign_in(Client(), "somying", REMOTE_ADDR=ELSEWHERE).status_code == 302


def test_where_its_person_has_signed_in_before_nothing_slows_down(people, guess, sign_in):
    office = Client()
    sign_in(office, "somchai", REMOTE_ADDR=OFFICE)
    office.post("/logout/")
    guessed_everywhere(guess)
    for number in range(50):
        guess(f"nobody{number}")  # from the office's own address
    assert sign_in(Client(), "somchai", REMOTE_ADDR=OFFICE).status_code == 429
    assert sign_in(office, "somchai", REMOTE_ADDR=OFFICE).status_code == 302


def test_a_device_is_known_for_whom_it_was_used_and_guesses_are_counted_there_too(people, guess, sign_in):
    office = Client()
    sign_in(office, "somying", REMOTE_ADDR=OFFICE)
    office.post("/logout/")
    guessed_everywhere(guess)
    assert sign_in(office, "somchai", REMOTE_ADDR=OFFICE).status_code == 429
    for _ in range(5):
        sign_in(office, "somying", "wrong", REMOTE_ADDR=OFFICE)
    assert sign_in(office, "somying", REMOTE_ADDR=OFFICE).status_code == 429


@pytest.mark.parametrize("forged", ["[1]", "x:y:z", "", "[1]:1tZ:abc"])
def test_a_forged_list_of_devices_is_none(people, guess, forged):
    guessed_everywhere(guess)
    client = Client()
    client.cookies[COOKIE] = forged
    assert client.post("/login/", {"username": "somchai", "password": "p"}).status_code == 429


def test_the_codes_of_one_account_slow_down_as_well(people, sign_in, codes_of):
    codes_of(people[0])
    for number in range(20):
        client = Client(REMOTE_ADDR=f"192.0.2.{number + 1}")
        sign_in(client, "somchai")
        client.post("/login/code/", {"code": "000000"})
    assert sign_in(Client(REMOTE_ADDR=ELSEWHERE), "somchai").status_code == 429


# -- IPv6


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::"),
        ("2001:db8:1:3::9", "2001:db8:1:3::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("203.0.113.7", "203.0.113.7"),
        ("unix:", None),
    ],
)
def test_of_ipv6_a_network_counts(rf, address, counted):
    assert counted_address(rf.get("/", REMOTE_ADDR=address)) == counted


def test_another_address_of_the_same_network_is_no_way_round(people, guess):
    for number in range(4):
        guess(address=f"2001:db8:1:2::{number}")
    assert guess(address="2001:db8:1:2:ffff::1").status_code == 429
    assert guess(address="2001:db8:1:3::1").status_code == 200
