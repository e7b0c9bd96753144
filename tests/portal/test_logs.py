"""What stands in the log of a real portal, and what never does."""

import json
import logging
from io import StringIO

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import path

from agencies.models import User
from ita_portal import urls as portal_urls
from ita_portal.logs import JsonLines, NamesNoAddress, safe_traceback

ROOM = "/nanueng/2568/"
SECRETS = (
    "สมชาย",
    "ใจดี",
    "somchai",
    "example.go.th",
    "ความลับ",
    "not-my-password",
    "รอบ",
    "csrfmiddleware",
    "sessionid",
)


@login_not_required
def quoting(request, token):
    raise ValueError(token + request.GET["q"])


urlpatterns = [path("quoting/<str:token>/", quoting, name="quoting"), *portal_urls.urlpatterns]
handler500 = portal_urls.handler500


@pytest.fixture
def log():
    """The log as production writes it, all of it from INFO."""
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    handler.addFilter(NamesNoAddress())
    level, before = root.level, root.handlers
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers = before
    root.setLevel(level)


@pytest.fixture
def somchai(coordinator) -> User:
    coordinator.username, coordinator.display_name = "somchai", "นายสมชาย ใจดี"
    coordinator.email = "somchai@example.go.th"
    coordinator.set_password("ความลับ-2568")
    coordinator.save()
    return coordinator


def walk(client: Client) -> None:
    """Go the way of a year, with wrong turns: a password, a missing page, a page that fails."""
    client.post("/login/?next=/nanueng/", {"username": "somchai", "password": "not-my-password"})
    client.post("/login/", {"username": "somchai", "password": "ความลับ-2568"})
    client.get("/?q=somchai@example.go.th")
    client.get(ROOM)
    client.post(ROOM + "scores/cells/", {"i1": "50.00", "seen-i1": "ความลับ"})
    client.get(ROOM + "measures/tracking/?q=somchai")
    client.post(ROOM + "measures/new/", {"title": "มาตรการของนายสมชาย", "steps": "ความลับ"})
    client.get("/nanueng/2568/somchai@example.go.th/")
    client.get("/reminders/stop/somchai-token:ความลับ/")
    client.get("/verify/somchai/")
    client.get("/quoting/somchai-token/?q=ความลับ")
    Client(enforce_csrf_checks=True).post("/login/", {"username": "somchai"})
    client.get("/", headers={"host": "somchai.example.go.th"})
    client.post("/logout/")


def test_a_whole_way_leaves_neither_name_nor_address_nor_password_nor_token(log, somchai, settings):
    settings.ROOT_URLCONF = __name__
    walk(Client(raise_request_exception=False))
    lines = log()
    written = json.dumps(lines, ensure_ascii=False)
    assert len(lines) > 15
    assert {"quoting", "reminder-stop", "unknown"} <= {line.get("route") for line in lines}
    assert not [secret for secret in SECRETS if secret in written], written


def test_a_line_says_route_status_time_and_the_number_of_the_person(log, somchai, as_user):
    client = as_user(somchai)
    answer = client.get(ROOM)
    (line,) = log()
    assert line.pop("ms") > 0
    assert line.pop("timestamp")
    assert line == {
        "level": "INFO",
        "logger": "ita_portal.request",
        "message": "GET overview 200",
        "request_id": answer.headers["X-Request-ID"],
        "method": "GET",
        "route": "overview",
        "status": 200,
        "user": somchai.pk,
    }


@pytest.mark.django_db
def test_a_visitor_has_no_number_and_none_is_asked_of_the_database(log, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/login/")
    assert log()[0]["user"] is None


def test_who_watches_the_portal_fills_no_log(log, client):
    client.get("/healthz")
    assert log() == []


def test_an_exception_says_where_and_in_which_request(log, settings):
    settings.ROOT_URLCONF = __name__
    answer = Client(raise_request_exception=False).get("/quoting/somchai-token/?q=x")
    failure = next(line for line in log() if line["logger"] == "django.request")
    assert failure["message"] == "Internal Server Error: quoting"
    assert failure["request_id"] == answer.headers["X-Request-ID"]
    assert "in quoting" in failure["exception"]
    assert failure["exception"].endswith("builtins.ValueError")


def error_from(cause: Exception, error: Exception) -> Exception:
    try:
        try:
            raise cause
        except Exception as caught:
            raise error from caught
    except Exception as caught:
        return caught


def test_a_traceback_tells_why_the_database_is_away_and_quotes_no_row():
    told = safe_traceback(error_from(KeyError("somchai"), IntegrityError("Key (email)=(somchai@example.go.th)")))
    assert "somchai" not in told
    assert "caused by:\n" in told
    assert "connection refused" in safe_traceback(OperationalError("connection refused\nDETAIL: somchai"))
    assert "somchai" not in safe_traceback(OperationalError("connection refused\nDETAIL: somchai"))
    assert "No space" in safe_traceback(OSError(28, "No space left on device", "/media/somchai"))
    assert "somchai" not in safe_traceback(OSError(28, "No space left on device", "/media/somchai"))


@pytest.mark.parametrize(
    ("is_behind_proxy", "given", "is_taken"),
    [
        (True, "0123-abcdef", True),
        (False, "0123-abcdef", False),
        (True, 'x"} {"level": "forged"', False),
        (True, "short", False),
        (True, "x" * 65, False),
    ],
)
def test_the_number_of_a_request_is_taken_from_the_proxy_alone(client, settings, is_behind_proxy, given, is_taken):
    settings.BEHIND_PROXY = is_behind_proxy
    number = client.get("/healthz", headers={"x-request-id": given}).headers["X-Request-ID"]
    assert (number == given) is is_taken
    assert is_taken or len(number) == 12
