"""Tables known to mislead, through the real clipboard: a paste fills what is certain, and shows all else first.

What the server answers to each of them is in tests/assessments/test_every_paste.py; here are those that bring
something of their own to the clipboard or to the page. One window for each year takes them one after the other; each
paste that was stored is taken back by one undo.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from agencies.models import Agency, Membership
from assessments.models import Figure
from assessments.rules.score_tables import ScoreReading
from tests.assessments.every_table import NOWHERE, OWNER, YEARS, tables_of
from tests.assessments.score_tables import TableCase

# Letters that a clipboard passes on as they are; of all others a first table is pasted.
PLAIN = re.compile(r"[\w\u0e00-\u0e7f \t\n.,:;()|%/+*-]", re.ASCII)
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


def take_back(page: Page, *, is_asked: bool) -> None:
    if is_asked:
        page.keyboard.press("Escape")
        expect(page.locator("#paste-dialog")).to_be_hidden()
    else:
        page.wait_for_function(SAVED)
        page.locator("#undo").press("Enter")
        page.wait_for_function(TAKEN_BACK)


def different(shown: dict, reading: ScoreReading) -> str:
    """Return in what the page differs from what the table says, or nothing."""
    cells = {cell.code: cell.text for cell in reading.cells}
    if not shown["isAsked"]:
        return "" if reading.is_certain and shown["cells"] == cells else f"filled {shown['cells']}"
    if shown["cells"]:
        return f"filled before it was confirmed: {shown['cells']}"
    if shown["isRefused"]:
        return "" if outcome_of(reading) == "refused" else "refused"
    told = (shown["figures"], shown["left"], shown["choices"])
    wanted = (list(cells.values()), len(reading.not_taken), len(reading.choices))
    return "" if told == wanted else f"shown {told}, read {wanted}"


def outcome_of(reading: ScoreReading) -> str:
    if reading.choices:
        return "asked"
    if not reading.cells:
        return "refused"
    return "filled" if reading.is_certain else "left over"


def traits(case: TableCase, reading: ScoreReading) -> set[str]:
    """Return what a table puts to the clipboard and the page: its letters, where it goes, what becomes of it."""
    kinds = {re.sub(r"\d+", "", cell.code) for cell in reading.cells}
    focus = re.sub(r"\d+", "", case.focus or NOWHERE)
    return {*PLAIN.sub("", case.text), outcome_of(reading), f"in {focus}", *(f"cell {kind}" for kind in kinds)}


def first_of_each_trait(year: int) -> Iterator[tuple[TableCase, ScoreReading]]:
    """Yield the tables of a year that have something which none before them has."""
    seen: set[str] = set()
    for case, reading in tables_of(year):
        if own := traits(case, reading) - seen:
            seen |= own
            yield case, reading


@pytest.mark.parametrize("year", YEARS)
def test_a_table_through_the_clipboard_fills_what_is_certain_and_shows_all_else(
    open_page, empty_agency, member, year: int
):
    Agency.objects.filter(pk=empty_agency.pk).update(name=OWNER)
    page = open_page(member(empty_agency, Membership.Role.COORDINATOR))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/maiklang/{year}/scores/?parts=1" if year == 2566 else f"/maiklang/{year}/scores/")
    wrong: dict[str, str] = {}
    for case, reading in first_of_each_trait(year):
        shown = paste(page, case)
        if difference := different(shown, reading):
            wrong[case.name] = difference
        take_back(page, is_asked=shown["isAsked"])
    assert wrong == {}
    assert not Figure.objects.filter(assessment__agency=empty_agency).exists()
