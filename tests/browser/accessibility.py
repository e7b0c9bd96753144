"""What is asked of every page: the accessibility scan finds nothing, and nothing sticks out of a window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Contrast takes most of the time of a scan, and is the same at every width: tests/portal/test_stylesheets.py holds that
# no rule for small windows sets another colour than the texts and grounds that are compared there.
RULES: dict[str, dict[str, bool]] = {}
NARROW_RULES = {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}
AXE = Axe()
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page, rules: dict[str, dict[str, bool]] = RULES) -> list[str]:
    """Scan what a window shows; the scanner is put into a page once, however often it is scanned."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    options = {"resultTypes": ["violations"], "rules": rules}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def overhang(page: Page) -> int:
    """Return by how many pixels a page is wider than its window; a fraction of one is rounded up by the browser."""
    return max(page.evaluate(OVERHANG) - 1, 0)


def assert_sound(page: Page) -> None:
    assert violations(page) == []
    assert overhang(page) == 0
