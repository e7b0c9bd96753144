"""Source against print, row by row: all that the sources of the five demonstration agencies say is printed.

The files of fixtures/demo hold what was read from the real documents. Each measure's title, steps and owners stand in
every kind of document; months, follow-up, outcomes, figures and findings in those that tell of them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ita_portal.text.thai import month_range, short_month
from tests.documents.every_document import NAMES, YEARS
from tests.documents.test_demo_documents import plain, source, text_of_page

# Tells pytest-django to make the database; the documents themselves are built once for all tests.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BUDDHIST_ERA = 543


@pytest.fixture(scope="module")
def texts(every_document, tmp_path_factory):
    return {name: text_of_page(document, None) for name, document in every_document.items()}


@pytest.mark.parametrize("name", NAMES)
def test_every_document_prints_each_measure_with_its_steps(texts, name):
    rows = [row for plan in source(name.partition("-")[0])["plans"] for row in plan["measures"]]
    assert len(rows) >= 3
    assert [*_lacking(texts[name], [[row["title"], *row["steps"], *row["owners"]] for row in rows])] == []


@pytest.mark.parametrize("slug", YEARS)
def test_the_documents_of_an_agency_print_all_that_its_source_says(texts, slug):
    content, text = source(slug), "\n".join(text for name, text in texts.items() if name.startswith(slug))
    told = [[*_months(row), row["follow_up"], *row["outcomes"], row["result"]] for row in _measures(content)]
    told += [
        [*year["figures"].values(), *year["limitations"]] for year in content["assessments"] if not year["illustrative"]
    ]
    told += [[row[part] for part in ("weakness", "improvement", "maintenance")] for row in _findings(content)]
    assert [*_lacking(text, told)] == []


def _measures(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for plan in content["plans"] for row in plan["measures"]]


def _findings(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for year in content["assessments"] for row in year["findings"]]


def _months(row: dict[str, Any]) -> list[str]:
    """Return the timeframe of a measure as it is printed: in its own words, else its months."""
    if row["timeframe_text"] or not row["start"]:
        return [row["timeframe_text"]]
    start, end = (
        date(int(year) - BUDDHIST_ERA, int(month), 1)
        for year, month in (row["start"].split("-"), row["end"].split("-"))
    )
    return [month_range(start, end, short_month)]


def _lacking(text: str, told: list[list[str]]) -> Iterator[str]:
    """Yield what is told and not printed."""
    for line in (line for row in told for each in row for line in each.splitlines()):
        if plain(line) not in text:
            yield line
