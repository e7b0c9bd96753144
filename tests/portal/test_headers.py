"""What errors, files and JSON tell the browser; test_rights_walk.py looks at the answers of every address."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as portal_settings
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from ita_portal import urls as portal_urls
from tests.portal.said_to_browsers import ALWAYS, faults
from tests.portal.undone import finish

COOKIE = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH")


def broken(request):
    raise RuntimeError("/etc/secret: the inside of the portal")


urlpatterns = [path("broken/", broken, name="broken"), *portal_urls.urlpatterns]


@pytest.mark.parametrize(
    ("method", "url", "status", "more"),
    [
        ("get", "/nowhere-at-all/", 302, {}),
        ("get", "/nanueng/2568/", 404, {"as": "stranger"}),
        ("post", "/nanueng/2568/scores/lock/", 403, {"as": "reader"}),
        ("put", "/login/", 405, {}),
        ("post", "/login/", 413, {"CONTENT_LENGTH": str(10**12)}),
        ("post", "/login/", 403, {"csrf": True}),
        ("get", "/login/", 400, {"HTTP_HOST": "evil.example"}),
        ("get", "/broken/", 500, {"as": "reader"}),
        ("get", "/static/css/tokens.css", 200, {}),
        ("get", "/static/no.css", 404, {}),
    ],
)
def test_errors_and_static_files_say_it_too(nanueng, stranger, reader, settings, method, url, status, more):
    settings.ROOT_URLCONF = __name__
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    people = {"stranger": stranger, "reader": reader}
    client = Client(raise_request_exception=False, enforce_csrf_checks="csrf" in more)
    if person := people.get(more.get("as", "")):
        client.force_login(person)
    about = {name: value for name, value in more.items() if name.isupper()}
    response = client.generic(method.upper(), url, **about)
    assert response.status_code == status or (url.startswith("/static/no") and response.status_code == 302)
    assert faults(response) == []
    finish(response)


def test_json_says_it_too_and_is_kept_by_nobody(nanueng, officer, as_user):
    response = as_user(officer).post("/nanueng/2568/scores/cells/", {})
    assert response.headers["Content-Type"] == "application/json"
    assert faults(response) == []
    assert "no-store" in response.headers["Cache-Control"]


def test_what_a_view_says_of_its_cache_stands(nanueng, client):
    response = client.get("/login/")
    assert "no-store" in response.headers["Cache-Control"]
    assert "must-revalidate" in response.headers["Cache-Control"]  # Django's own words for this page


def test_over_tls_browsers_insist_on_it(client, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    response = client.get("/login/", secure=True)
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")


def in_production(*names: str, **environment: str) -> dict:
    """Return settings as they are in production."""
    known = {"DEBUG": "false", "HTTPS": "true", "ALLOWED_HOSTS": "ita.example.go.th", "SECRET_KEY": "x" * 60}
    code = "import json; from django.conf import settings; print(json.dumps({n: getattr(settings, n) for n in NAMES}))"
    called = [sys.executable, "-c", code.replace("NAMES", repr(names))]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "ita_portal.settings", **known, **environment}
    run = subprocess.run(called, env=env, cwd=portal_settings.BASE_DIR, capture_output=True, check=True)
    return json.loads(run.stdout)


def test_cookies_are_bound_to_the_host_and_closed_to_scripts():
    cookies = [f"{of}_COOKIE_{what}" for of in ("SESSION", "CSRF") for what in COOKIE]
    found = in_production(*cookies, "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert found == {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SESSION_COOKIE_DOMAIN": None,
        "CSRF_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_PATH": "/",
        "CSRF_COOKIE_PATH": "/",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SECURE_HSTS_SECONDS": 31_536_000,
    } | {name: True for name in found if name.endswith(("SECURE", "HTTPONLY", "REDIRECT"))}
    assert in_production("SESSION_COOKIE_NAME", HTTPS="false") == {"SESSION_COOKIE_NAME": "sessionid"}


def test_the_scan_sees_what_is_missing():
    response = HttpResponse("")
    response.headers["Content-Security-Policy"] = "default-src 'self'; script-src 'self' 'unsafe-inline'"
    assert len(faults(response)) == len(ALWAYS) + 3
