"""Somebody's way through the portal by links and buttons, with its clicks and page loads counted."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import overhang

# Where pictures of each step go, to be looked at; none are taken in a run that only tests.
PICTURES = os.environ.get("ITA_PICTURES", "")
PRINTING_MS = 90_000


class CountedWalk:
    """A window in which every click, tick, choice and chosen file counts as one click."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.clicks = self.loads = 0
        page.on("load", self._loaded)

    def _loaded(self, _: Page) -> None:
        self.loads += 1
        if PICTURES:
            self.picture()

    def picture(self) -> None:
        path = Path(PICTURES) / f"{self.name}-{self.loads:02d}-{self.clicks:02d}.png"
        self.page.screenshot(path=path, full_page=True)

    def begin(self, address: str) -> None:
        """Open the one address that was handed over; what follows is counted."""
        self.page.goto(address)
        self.clicks = self.loads = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click(timeout=PRINTING_MS)

    def go(self, target: Locator) -> None:
        """Click on what leads to another page, or posts and comes back, and wait for that page."""
        with self.page.expect_navigation(timeout=PRINTING_MS):
            self.click(target)
        self.fits()

    def link(self, name: str, within: Locator | None = None) -> None:
        self.go((within or self.page.locator("body")).get_by_role("link", name=name).first)

    def button(self, name: str, *, exact: bool = False) -> None:
        self.go(self.page.get_by_role("button", name=name, exact=exact).first)

    def press(self, name: str) -> None:
        """Press a button whose page changes where it stands."""
        self.click(self.page.get_by_role("button", name=name).first)

    def tick(self, box: Locator) -> None:
        self.clicks += 1
        box.check()

    def choose(self, field: Locator, label: str) -> None:
        self.clicks += 1
        field.select_option(label=label)

    def file(self, field: Locator, path: Path) -> None:
        self.clicks += 1
        field.set_input_files(path)

    def says(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PRINTING_MS)

    @property
    def counted(self) -> str:
        return f"{self.name}: {self.clicks} clicks, {self.loads} page loads"

    def fits(self) -> None:
        """No page is wider than its window."""
        assert overhang(self.page) == 0, self.page.url
