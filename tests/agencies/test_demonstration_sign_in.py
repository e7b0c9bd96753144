"""Signing in at one click: only in a demonstration, and only as its accounts."""

import pytest
from django.test import Client

from agencies.demonstration_accounts import ACCOUNTS, PASSWORD
from agencies.models import User
from workspace.demonstration.agencies import demonstration_accounts_load

ADDRESS = "/login/demonstration/"


@pytest.fixture
def demo(nanueng, settings):
    settings.DEMO = True
    demonstration_accounts_load()


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda each: each.username)
def test_each_account_is_offered_with_what_it_is_good_for_and_signs_in(demo, client, account):
    page = client.get("/login/").content.decode()
    assert account.display_name in page
    assert account.good_for in page
    assert PASSWORD not in page
    response = client.post(ADDRESS, {"username": account.username})
    assert response.headers["Location"] == "/"
    assert client.get("/account/").context["user"].username == account.username


def test_it_leads_to_the_page_that_was_wanted_and_nowhere_else(demo, client):
    posted = {"username": "reader", "next": "/nanueng/2568/"}
    assert client.post(ADDRESS, posted).headers["Location"] == "/nanueng/2568/"
    posted = {"username": "reader", "next": "https://elsewhere.example/"}
    assert Client().post(ADDRESS, posted).headers["Location"] == "/"


@pytest.mark.parametrize("username", ["", "somchai", "coordinator-nanueng"])
def test_other_accounts_are_not_there(demo, coordinator, client, username: str):
    assert client.post(ADDRESS, {"username": username}).status_code == 404


def test_a_changed_password_is_asked_for(demo, client):
    user = User.objects.get(username="reader")
    user.set_password("changed")
    user.save()
    assert client.post(ADDRESS, {"username": "reader"}).status_code == 200
    assert client.get("/account/").status_code == 302


def test_a_closed_account_does_not_open(demo, client):
    User.objects.filter(username="reader").update(is_active=False)
    client.post(ADDRESS, {"username": "reader"})
    assert client.get("/account/").status_code == 302


def test_a_form_from_elsewhere_is_refused(demo):
    assert Client(enforce_csrf_checks=True).post(ADDRESS, {"username": "reader"}).status_code == 403


def test_without_demonstration_nothing_of_it_is_there(demo, settings, client):
    settings.DEMO = False
    page = client.get("/login/").content.decode()
    assert "ทดลองใช้" not in page
    assert ADDRESS not in page
    for account in ACCOUNTS:
        assert client.post(ADDRESS, {"username": account.username}).status_code == 404
    assert client.get(ADDRESS).status_code == 404
