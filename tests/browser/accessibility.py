"""What is asked of every page: the accessibility scan finds nothing, and nothing sticks out of a window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WIDE
from tests.browser.contrast import judge_looks_once, keep_passed

# Contrast takes most of the time of a scan, and is the same at every width: tests/portal/test_stylesheets.py holds that
# no rule for small windows sets another colour than the texts and grounds that are compared there.
RULES: dict[str, dict[str, bool]] = {}
NARROW_RULES = {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}
AXE = Axe()
# What passed stays in the browser.
SCAN = "options => axe.run(document, options).then(({ violations }) => violations)"
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEIGHT = "document.documentElement.scrollHeight"
# In pixels: the bar of an office screen, and not a second line below it.
ONE_LINE = 60
HEIGHT_OF_BAR = "document.querySelector('header.bar')?.offsetHeight ?? 0"


def violations(page: Page, rules: dict[str, dict[str, bool]] = RULES) -> list[str]:
    """Scan what a window shows; the scanner is put into a page once, however often it is scanned."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
        judge_looks_once(page)
    # No rule that runs reads stylesheets; those that import others, as Django's do, axe would read through a style of
    # its own, which the policy of the page forbids. Nor is the scanner in frames, each of which it would wait for.
    options = {"resultTypes": ["violations"], "rules": rules, "preload": {"assets": ["media"]}, "iframes": False}
    found = page.evaluate(SCAN, options)
    keep_passed(page)
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def overhang(page: Page) -> int:
    """Return by how many pixels a page is wider than its window; a fraction of one is rounded up by the browser."""
    return max(page.evaluate(OVERHANG) - 1, 0)


def assert_sound(page: Page) -> None:
    assert violations(page) == []
    assert overhang(page) == 0


def faults(page: Page) -> list[str]:
    """Return what is wrong with what a window shows, on a desk and on a phone; it is left as wide as on a desk."""
    page.set_viewport_size(WIDE)
    found = violations(page) + [f"sticks out by {wide} on a desk" for wide in [overhang(page)] if wide]
    found += ["a bar of two lines"] if page.evaluate(HEIGHT_OF_BAR) > ONE_LINE else []
    page.set_viewport_size(PHONE)
    # As high as the page: what stays at the foot of a window then covers nothing that could be pressed.
    page.set_viewport_size(PHONE | {"height": page.evaluate(HEIGHT)})
    found += violations(page, NARROW_RULES) + [f"sticks out by {wide}" for wide in [overhang(page)] if wide]
    page.set_viewport_size(WIDE)
    return found


def assert_sound_on_both(page: Page) -> None:
    """As on a desk, so on a phone: for pages that are reached alike in windows of every width."""
    assert faults(page) == []
