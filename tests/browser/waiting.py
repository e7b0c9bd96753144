"""Waiting for what an act brings: a click returns before the page that it leads to is there.

What only the new page has is waited for by `expect`; here is what it cannot see. `tests/portal/test_browser_waiting.py`
finds who looks without waiting.
"""

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page

from tests.browser.conftest import PATIENCE

STEP_MS = 50


def follow(target: Locator) -> None:
    """Click on what leads to another page, or posts and comes back, and wait until that page is loaded."""
    with target.page.expect_navigation():
        target.click()


def enter(page: Page) -> None:
    """Press Enter where that leads to another page, or posts, and wait until that page is loaded."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def expect_soon(page: Page, is_so: Callable[[], bool], what: str) -> None:
    """Wait for what no locator shows: where a box is scrolled to, what the browser keeps, what the server stored."""
    until = time.monotonic() + PATIENCE / 1000
    while not is_so():
        assert time.monotonic() < until, what
        page.wait_for_timeout(STEP_MS)  # lets the page go on, which `time.sleep` would not
