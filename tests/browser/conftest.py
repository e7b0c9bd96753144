"""A real browser for the tests, and the way in for the cast."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from agencies.models import User
from ita_portal.call_stack import with_room
from tests.browser.scanner import ADDRESS, SCANNER
from tests.browser.server import one_at_a_time, static_files_kept, wait_until_idle, with_file
from tests.signed_in import sign_in as fully_sign_in

# Playwright keeps an event loop in this thread; the tests themselves are not asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 800}
PATIENCE = 30_000  # milliseconds: a busy machine is no fault of a page
FOR_A_WHOLE_YEAR = 6 * PATIENCE  # of scores typed one after the other, each stored by itself
expect.set_options(timeout=PATIENCE)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Called, as everything in this file, for the tests of this folder alone."""
    item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        executable = os.environ.get("ITA_CHROMIUM", "/usr/bin/chromium")
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def live_server(live_server):
    server = live_server.thread.httpd
    server.set_app(with_file(static_files_kept(one_at_a_time(with_room(server.get_app()))), ADDRESS, SCANNER))
    return live_server


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an empty window of its own, signed in as somebody; errors in it fail the test."""
    contexts, problems = [], []

    def opened(user=None, *, viewport=WIDE, java_script: bool = True) -> Page:
        context = browser.new_context(
            viewport=viewport, java_script_enabled=java_script, base_url=live_server.url, locale="th-TH"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.set_default_navigation_timeout(2 * PATIENCE)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda entry: problems.append(entry.text) if "Content Security Policy" in entry.text else None
        )
        if user:
            context.add_cookies([session_of(user) | {"url": live_server.url}])
        return page

    yield opened
    for context in contexts:
        context.close()
    wait_until_idle()
    assert not problems


@pytest.fixture
def few_pictures(monkeypatch) -> None:
    """Let a draft show its first pages alone, for those to whom all its pages are alike: each takes 0.1 s to draw."""
    monkeypatch.setattr("reports.output.page_pictures.MOST_PAGES", 4)


def session_of(user: User) -> dict[str, str]:
    """Return the cookie of somebody's session: only a test of signing in needs to fill in the form."""
    client = Client()
    fully_sign_in(client, user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def sign_in(page: Page, username: str) -> None:
    page.goto("/login/")
    page.get_by_label("ชื่อผู้ใช้").fill(username)
    page.get_by_label("รหัสผ่าน", exact=True).fill("p")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
