"""The scanner for accessibility, as a file of the portal's server: a window compiles it once for all its pages."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.contrast import JUDGE_ONCE
from tests.browser.second_width import NOTE_WHAT_IS_SHOWN
from tests.browser.target_size import PASS_OVER_AMPLE

ADDRESS = "/static/tests/axe.js"
SCANNER = ";".join([Axe().axe_script, *(f"({part})()" for part in (JUDGE_ONCE, PASS_OVER_AMPLE, NOTE_WHAT_IS_SHOWN))])
INSERT = """address => new Promise((done, fail) => {
  const script = document.createElement("script");
  script.src = address;
  script.onload = () => { script.remove(); done(); };
  script.onerror = fail;
  document.head.append(script);
})"""


def insert_scanner(page: Page) -> None:
    """Put the scanner into a page; one that came from no server is given its text."""
    if page.url.startswith("http"):
        page.evaluate(INSERT, ADDRESS)
    else:
        page.evaluate(SCANNER)
