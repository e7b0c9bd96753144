"""Every table known to mislead, put to the sheet: the answer tells what the reader made of it, and stores nothing.

How the page acts on such an answer is in tests/browser/test_every_paste.py.
"""

import re

import pytest

from agencies.models import Agency, Membership
from assessments.models import Figure, Framework
from assessments.rules.entry import read_entry
from assessments.rules.score_tables import ScoreReading
from tests.assessments.every_table import NOWHERE, OWNER, YEARS, tables_of

pytestmark = pytest.mark.any_database
FIGURE = re.compile(r'<b class="new-figure">([^<]*)</b>')


def rows_in(html: str, name: str) -> int:
    """Return how many rows a table of the preview has below its heading."""
    _, _, table = html.partition(f'upload-{name}">')
    return table.partition("</tbody>")[0].partition("<tbody>")[2].count("<tr>")


def told_by(answer: dict) -> tuple:
    """Return whether a paste is refused, whether it is certain, its cells, and what its preview shows of it."""
    cells = [(cell["code"], cell["text"]) for cell in answer["cells"]]
    html = answer["html"]
    is_refused, left = "message-error" in html, rows_in(html, "not-taken")
    return is_refused, answer["is_certain"], cells, FIGURE.findall(html), left, html.count("<select")


def wanted(reading: ScoreReading) -> tuple:
    """Return the same of a reading; where nothing is known there is only a refusal, which lists what was not taken."""
    if not reading.cells and not reading.choices:
        return True, False, [], [], 0, 0
    cells = [(cell.code, cell.text) for cell in reading.cells]
    return False, reading.is_certain, cells, [text for _, text in cells], len(reading.not_taken), len(reading.choices)


@pytest.mark.parametrize("year", YEARS)
def test_the_answer_to_each_table_says_what_is_certain_what_is_left_and_what_to_choose(
    empty_agency, member, as_user, year: int
):
    Agency.objects.filter(pk=empty_agency.pk).update(name=OWNER)
    client = as_user(member(empty_agency, Membership.Role.COORDINATOR))
    structure, wrong = Framework.objects.get(fiscal_year=year).structure(), {}
    for case, reading in tables_of(year):
        table = {"table": case.text, "focus": case.focus or NOWHERE}
        told = told_by(client.post(f"/maiklang/{year}/scores/paste/", table).json())
        if told != wanted(reading):
            wrong[case.name] = told, wanted(reading)
        for cell in reading.cells:
            read_entry(structure, cell.code, cell.text)  # refuses what the sheet would not store
    assert wrong == {}
    assert not Figure.objects.filter(assessment__agency=empty_agency).exists()
