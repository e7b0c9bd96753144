"""What people read when something went wrong: Thai, what to do, the number for the operator, and nothing inside."""

import errno
import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from ita_portal import urls as portal_urls

INSIDE = ("Traceback", "Error", "psycopg", "secret-host", "relation", ".py")


class DiskFull(Exception):
    sqlstate = "53100"


def raised(error: BaseException, cause: BaseException | None = None):
    @login_not_required
    def view(request: HttpRequest):
        raise error from cause

    return view


away = OperationalError("connection to server at secret-host failed")
urlpatterns = [
    path("away/", raised(away)),
    path("full/", raised(OSError(errno.ENOSPC, "No space left on device", "/secret-host/media"))),
    path("full-database/", raised(OperationalError("could not extend file"), DiskFull())),
    path("defect/", raised(ValueError("relation of somchai"))),
    path("odd/", raised(SuspiciousOperation("odd"))),
    *portal_urls.urlpatterns,
]
handler400, handler500 = portal_urls.handler400, portal_urls.handler500


@pytest.fixture
def visitor(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/away/", 503, "ระบบเชื่อมต่อฐานข้อมูลไม่ได้ชั่วคราว"),
        ("/full/", 503, "พื้นที่เก็บข้อมูลของระบบเต็ม"),
        ("/full-database/", 503, "พื้นที่เก็บข้อมูลของระบบเต็ม"),
        ("/defect/", 500, "ระบบขัดข้อง"),
        ("/odd/", 400, "ระบบอ่านข้อมูลที่ส่งมาไม่ได้"),
    ],
)
def test_the_page_says_what_to_do_and_nothing_inside(visitor, address, status, words):
    """No `db` fixture: pytest-django fails a page that asks the database."""
    answer = visitor.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert "กรุณา" in answer.text
    assert answer.headers["X-Request-ID"] in answer.text
    assert not [word for word in INSIDE if word in answer.text]


def test_who_met_a_database_that_is_away_may_come_back_soon(visitor):
    assert visitor.get("/away/").headers["Retry-After"] == "30"
    assert "Retry-After" not in visitor.get("/full/").headers


@pytest.mark.django_db
def test_pages_of_refusals_carry_the_number_too(reader, as_user, settings):
    client = as_user(reader)
    settings.UPLOAD_MAX_POST_BYTES = 100
    answers = [
        client.get("/nanueng/2568/nowhere/"),
        client.post("/nanueng/2568/measures/new/"),
        client.post("/login/", {"username": "x" * 200}),
        Client(enforce_csrf_checks=True).post("/login/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 403, 413, 403]
    for answer in answers:
        assert re.search(r"รหัสอ้างอิง <code>[0-9a-f]{12}</code>", answer.text)
