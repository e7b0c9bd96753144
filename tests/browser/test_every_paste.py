"""Every table known to mislead, through the real clipboard: a paste fills what is certain, and shows all else first.

One window for each year takes them one after the other; each paste that was stored is taken back by one undo.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from agencies.models import Membership
from assessments.models import Figure, Framework
from assessments.rules.score_tables import ScoreReading, read_score_tables, table_of_text
from tests.assessments import odd_score_tables, pasted_tables, score_tables
from tests.assessments.score_tables import TableCase

TABLES = [
    *pasted_tables.PASTED,
    *pasted_tables.VARIED,
    *(case for tables in (score_tables, odd_score_tables) for case in (*tables.CERTAIN, *tables.DECIDED_BY_HEADING)),
    *(case for tables in (score_tables, odd_score_tables) for case in (*tables.ASKED, *tables.LEFT_OVER)),
]
TABLES = [case for case in TABLES if re.search(r"[\t\n]", case.text)]  # one value is no table: it is pasted as text
YEARS = sorted({case.year for case in TABLES})
NOWHERE = "total"  # a cell that says nothing of whose numbers they are
# What the page shows of a paste: cells that it has filled, or else rows of the preview and what was left over.
FILLED = """() => {
  const dialog = document.getElementById("paste-dialog");
  if (dialog.open && !document.getElementById("paste-preview").hasChildNodes()) return null;
  const filled = [...document.querySelectorAll(".score")].filter((input) => input.value !== "");
  if (!dialog.open && filled.length === 0) return null;
  const figures = [...dialog.querySelectorAll(".upload-changes tbody .new-figure")].map((cell) => cell.textContent);
  const left = [...dialog.querySelectorAll(".upload-not-taken tbody tr")].length;
  const cells = Object.fromEntries(filled.map((input) => [input.name, input.value]));
  const choices = dialog.querySelectorAll("select").length;
  return { isAsked: dialog.open, isRefused: !!dialog.querySelector(".message-error"), cells, figures, left, choices };
}"""
SAVED = """() => !("saving" in document.getElementById("score-sheet").dataset)
  && !document.getElementById("undo").disabled"""
TAKEN_BACK = """() => [...document.querySelectorAll(".score")].every((input) => input.value === "")
  && !("saving" in document.getElementById("score-sheet").dataset)"""


def paste(page: Page, case: TableCase) -> dict:
    """Press Ctrl+V in a cell, and return what the page made of it."""
    page.evaluate(
        """text => {
      document.getElementById("paste-preview").replaceChildren();
      return navigator.clipboard.writeText(text);
    }""",
        case.text,
    )
    page.locator(f'.score[name="{case.focus or NOWHERE}"]').focus()
    page.keyboard.press("Control+V")
    return page.wait_for_function(FILLED).json_value()


def expected(case: TableCase) -> ScoreReading:
    structure = Framework.objects.get(fiscal_year=case.year).structure()
    return read_score_tables(structure, [table_of_text(case.text)], focus=case.focus or NOWHERE)


def take_back(page: Page, *, is_asked: bool) -> None:
    if is_asked:
        page.keyboard.press("Escape")
        expect(page.locator("#paste-dialog")).to_be_hidden()
    else:
        page.wait_for_function(SAVED)
        page.locator("#undo").press("Enter")
        page.wait_for_function(TAKEN_BACK)


def different(case: TableCase, shown: dict, reading: ScoreReading) -> str:
    """Return in what the page differs from what the table says, or nothing."""
    cells = {cell.code: cell.text for cell in reading.cells}
    if not shown["isAsked"]:
        return "" if reading.is_certain and shown["cells"] == cells else f"filled {shown['cells']}"
    if shown["cells"]:
        return f"filled before it was confirmed: {shown['cells']}"
    told = (shown["figures"], shown["left"], shown["choices"])
    wanted = (list(cells.values()), len(reading.not_taken), len(reading.choices))
    return "" if told == wanted or shown["isRefused"] else f"shown {told}, read {wanted}"


@pytest.mark.parametrize("year", YEARS)
def test_each_table_through_the_clipboard_fills_what_is_certain_and_shows_all_else(
    open_page, empty_agency, member, year: int
):
    page = open_page(member(empty_agency, Membership.Role.COORDINATOR))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/maiklang/{year}/scores/?parts=1" if year == 2566 else f"/maiklang/{year}/scores/")
    wrong: dict[str, str] = {}
    for case in (case for case in TABLES if case.year == year):
        shown = paste(page, case)
        if difference := different(case, shown, expected(case)):
            wrong[case.name] = difference
        take_back(page, is_asked=shown["isAsked"])
    assert wrong == {}
    assert not Figure.objects.filter(assessment__agency=empty_agency).exists()
