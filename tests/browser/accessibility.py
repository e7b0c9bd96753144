"""What is asked of every page: the accessibility scan finds nothing, and nothing sticks out of a window."""

import json
from typing import TypedDict

from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WIDE
from tests.browser.contrast import PASSED
from tests.browser.scanner import insert_scanner
from tests.browser.second_width import OF_PLACES

# Higher than most pages.
PHONE_WITHOUT_FOOT = PHONE | {"height": 4000}

# Contrast takes most of the time of a scan, and is the same at every width: tests/portal/test_stylesheets.py holds that
# no rule for small windows sets another colour than the texts and grounds that are compared there.
RULES: dict[str, dict[str, bool]] = {}
NARROW_RULES = {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}
# In pixels: the bar of an office screen, and not a second line below it.
ONE_LINE = 60
# What passed stays in the browser, but for looks of texts.
SCAN = """async ([options, looks, ofPlaces]) => {
  if (!("axe" in window)) return null;
  for (const look of JSON.parse(looks)) axe.contrast.looks.add(look);
  axe.contrast.forget();
  axe.targets.forget();
  if (ofPlaces) await new Promise(requestAnimationFrame); // before which the page has heard that it is resized
  const parts = ofPlaces && axe.shown.changed();
  const { violations } = await axe.run(document, parts ? { ...options, runOnly: ofPlaces } : options);
  if (parts?.length) violations.push(...(await axe.run({ include: parts }, options)).violations);
  if (!ofPlaces) axe.shown.note();
  const { scrollWidth, clientWidth } = document.documentElement;
  return JSON.stringify({
    violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`),
    passed: axe.contrast.passed.splice(0),
    overhang: Math.max(scrollWidth - clientWidth - 1, 0), // a fraction of a pixel is rounded up by the browser
    bar: document.querySelector("header.bar")?.offsetHeight ?? 0,
  });
}"""
HEIGHT = "document.documentElement.scrollHeight"
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Scan(TypedDict):
    """What was found in a window: faults of the rules, by how much the page is wider, how high its bar is."""

    violations: list[str]
    passed: list[str]
    overhang: int
    bar: int


def scan(page: Page, rules: dict[str, dict[str, bool]] = RULES, *, is_second: bool = False) -> Scan:
    """Scan what a window shows; the scanner is put into a page once, however often it is scanned.

    At a second width, what was scanned at the first is not scanned again.
    """
    # No rule that runs reads stylesheets; those that import others, as Django's do, axe would read through a style of
    # its own, which the policy of the page forbids. Nor is the scanner in frames, each of which it would wait for.
    options = {"resultTypes": ["violations"], "rules": rules, "preload": {"assets": ["media"]}, "iframes": False}
    looks = json.dumps(sorted(PASSED))  # one text: of many each would be wrapped by itself
    asked = [options, looks, OF_PLACES if is_second else None]
    told = page.evaluate(SCAN, asked)
    if told is None:
        insert_scanner(page)
        told = page.evaluate(SCAN, asked)
    found: Scan = json.loads(told)
    PASSED.update(found["passed"])
    return found


def violations(page: Page) -> list[str]:
    return scan(page)["violations"]


def overhang(page: Page) -> int:
    """Return by how many pixels a page is wider than its window; a fraction of one is rounded up by the browser."""
    return max(page.evaluate(OVERHANG) - 1, 0)


def assert_sound(page: Page) -> None:
    found = scan(page)
    assert found["violations"] == []
    assert found["overhang"] == 0


def faults(page: Page) -> list[str]:
    """Return what is wrong with what a window shows, on a desk and on a phone; it is left as wide as on a desk."""
    found = faults_on_desk(page) + faults_on_phone(page)
    page.set_viewport_size(WIDE)
    return found


def faults_on_desk(page: Page, rules: dict[str, dict[str, bool]] = RULES) -> list[str]:
    if page.viewport_size != WIDE:
        page.set_viewport_size(WIDE)
    seen = scan(page, rules)
    found = seen["violations"] + [f"sticks out by {seen['overhang']} on a desk"] * bool(seen["overhang"])
    return found + ["a bar of two lines"] * (seen["bar"] > ONE_LINE)


def faults_on_phone(page: Page) -> list[str]:
    """Return what is wrong in a window as high as the page: what stays at its foot then covers nothing."""
    if page.viewport_size["width"] != PHONE["width"]:
        page.set_viewport_size(PHONE_WITHOUT_FOOT)
    if (height := page.evaluate(HEIGHT)) > page.viewport_size["height"]:
        page.set_viewport_size(PHONE | {"height": height})
    seen = scan(page, NARROW_RULES, is_second=True)
    return seen["violations"] + [f"sticks out by {seen['overhang']}"] * bool(seen["overhang"])


def assert_sound_on_both(page: Page) -> None:
    """As on a desk, so on a phone: for pages that are reached alike in windows of every width."""
    assert faults(page) == []
