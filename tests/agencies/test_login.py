import pytest
from django.test import Client

from agencies.models import User
from tests.portal.forms import opened

REFUSAL = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"


@pytest.fixture
def somchai(empty_agency, member):
    return member(empty_agency, "reader", "somchai")


def log_in(client: Client, username: str, password: str, url: str = "/login/"):
    return client.post(url, opened(client, url, "username") | {"username": username, "password": password})


def test_the_right_password_opens_the_way_home(somchai, client):
    response = log_in(client, "somchai", "p")
    assert response.headers["Location"] == "/"
    assert client.get("/maiklang/2568/").status_code == 200


def test_the_login_leads_back_to_the_page_that_was_wanted(somchai, client):
    wanted = client.get("/maiklang/2568/scores/").headers["Location"]
    assert log_in(client, "somchai", "p", wanted).headers["Location"] == "/maiklang/2568/scores/"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_the_login_leads_nowhere_else(somchai, client, elsewhere: str):
    assert log_in(client, "somchai", "p", f"/login/?next={elsewhere}").headers["Location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("somchai", "wrong"), ("nobody", "p")])
def test_a_wrong_name_and_a_wrong_password_sound_alike(somchai, client, username: str, password: str):
    response = log_in(client, username, password)
    assert REFUSAL in response.content.decode()
    assert client.get("/account/").status_code == 302


def test_a_closed_account_does_not_open(somchai, client):
    User.objects.filter(pk=somchai.pk).update(is_active=False)
    assert REFUSAL in log_in(client, "somchai", "p").content.decode()


def test_who_is_signed_in_is_sent_home(somchai, as_user):
    assert as_user(somchai).get("/login/").headers["Location"] == "/"


def test_signing_out_closes_the_pages_and_needs_a_form(somchai, as_user):
    client = as_user(somchai)
    assert client.get("/logout/").status_code == 405
    assert client.get("/maiklang/2568/").status_code == 200
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert client.get("/maiklang/2568/").headers["Location"].startswith("/login/")


def test_a_form_from_elsewhere_is_refused(somchai):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/login/", {"username": "somchai", "password": "p"}).status_code == 403
