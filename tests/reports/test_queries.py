"""Pages and documents that show several years ask the database a constant number of times."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment
from assessments.rules.cycle import Cycle
from reports.content.kinds import KINDS, build_document, drafts_of
from reports.output.formats import document_html


def count(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.parametrize("path", ["compare/", "", "checks/", "documents/", "scores/", "analysis/", "measures/"])
def test_a_page_costs_the_same_with_one_year_and_with_five(nanueng, coordinator, as_user, path):
    client = as_user(coordinator)

    def get():
        assert client.get(f"/nanueng/2568/{path}").status_code == 200

    with_five = count(get)
    Assessment.objects.exclude(framework__fiscal_year=2568).delete()
    assert count(get) == with_five


# What a page asks when it is opened again and nothing changed: session, person, rights and inbox. On PostgreSQL nothing
# is kept within the transaction of a test.
@pytest.mark.any_database
@pytest.mark.parametrize("path", ["", "checks/", "documents/", "scores/", "measures/"])
def test_a_page_that_is_opened_again_asks_little(nanueng, coordinator, as_user, path):
    client = as_user(coordinator)
    client.get(f"/nanueng/2568/{path}")
    assert count(lambda: client.get(f"/nanueng/2568/{path}")) == 4


def test_the_report_costs_the_same_with_one_year_and_with_five(nanueng):
    def build():
        document_html(build_document(KINDS["analysis"], nanueng, 2568))

    with_five = count(build)
    Assessment.objects.exclude(framework__fiscal_year=2568).delete()
    assert count(build) == with_five


def test_the_years_are_loaded_once_for_all_documents(nanueng):
    with CaptureQueriesContext(connection) as queries:
        assert len(drafts_of(nanueng, Cycle(2568, 2568))) == len(KINDS)
    assert sum('FROM "assessments_figure"' in query["sql"] for query in queries) == 1
