"""What people read when something went wrong: Thai, what to do, the number for the operator, and nothing inside."""

import errno
import re
import sqlite3

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from agencies.models import Session
from agencies.models.session import SessionStore
from ita_portal import urls as portal_urls
from ita_portal.error_pages import is_full

INSIDE = ("Traceback", "Error", "psycopg", "secret-host", "relation", ".py")


class DiskFull(Exception):
    sqlstate = "53100"


def raised(error: BaseException, cause: BaseException | None = None):
    @login_not_required
    def view(request: HttpRequest):
        raise error from cause

    return view


def of_sqlite(words: str, name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorname = name
    return error


full_of_sqlite = of_sqlite("database or disk is full", "SQLITE_FULL")
no_room_to_open = of_sqlite("disk I/O error", "SQLITE_IOERR_SHMSIZE")
away = OperationalError("connection to server at secret-host failed")
urlpatterns = [
    path("away/", raised(away)),
    path("full/", raised(OSError(errno.ENOSPC, "No space left on device", "/secret-host/media"))),
    path("full-database/", raised(OperationalError("could not extend file"), DiskFull())),
    path("full-sqlite/", raised(OperationalError("database or disk is full"), full_of_sqlite)),
    path("no-room-to-open/", raised(OperationalError("disk I/O error"), no_room_to_open)),
    path("broken-disk/", raised(OperationalError("disk I/O error"), of_sqlite("disk I/O error", "SQLITE_IOERR_READ"))),
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
        ("/full-sqlite/", 503, "พื้นที่เก็บข้อมูลของระบบเต็ม"),
        ("/no-room-to-open/", 503, "พื้นที่เก็บข้อมูลของระบบเต็ม"),
        ("/broken-disk/", 503, "ระบบเชื่อมต่อฐานข้อมูลไม่ได้ชั่วคราว"),
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


@pytest.mark.django_db
def test_a_session_that_finds_no_room_is_not_taken_for_one_that_was_ended(monkeypatch):
    """Else Django answers that it cannot read the request."""
    session = SessionStore()
    session.save()

    def fills_up(*args, **kwargs):
        raise OperationalError("database or disk is full") from full_of_sqlite

    monkeypatch.setattr(Session, "save", fills_up)
    with pytest.raises(OperationalError) as raised_error:
        session.save()
    assert is_full(raised_error.value)
