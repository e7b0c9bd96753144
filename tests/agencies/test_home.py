from datetime import date

import pytest

from agencies import views
from agencies.models import Membership, User


@pytest.fixture
def first_of_october(monkeypatch):
    monkeypatch.setattr(views.timezone, "localdate", lambda: date(2024, 10, 1))


def test_who_has_one_agency_is_led_to_its_current_year(empty_agency, stranger, as_user, first_of_october):
    response = as_user(stranger).get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/maiklang/2568/")


def test_who_has_several_agencies_chooses(nanueng, stranger, as_user, first_of_october):
    Membership.objects.create(user=stranger, agency=nanueng, role="reader")
    response = as_user(stranger).get("/")
    assert response.status_code == 200
    assert "/nanueng/2568/" in response.content.decode()
    assert "/maiklang/2568/" in response.content.decode()


def test_who_has_none_is_told_whom_to_ask(frameworks, as_user):
    response = as_user(User.objects.create_user("newcomer")).get("/")
    assert "บัญชีของท่านยังไม่ได้อยู่ในหน่วยงานใด" in response.content.decode()
    assert "newcomer" in response.content.decode()


def test_anonymous_goes_to_the_login(client):
    assert client.get("/").headers["Location"] == "/login/?next=/"


def test_home_takes_no_form(stranger, as_user):
    assert as_user(stranger).post("/").status_code == 405
