"""What every page of a year costs before it says anything of its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.kept import forget_all
from measures.models import MeasurePlan
from measures.services import rounds_open, standard_rounds

# Session, person, rights and the role that gives them; what the page itself counts; for the bar the years with what is
# made up of them, the work that waits, and what was not read. Role, years and work are kept until something changes.
QUERIES = 4 + 1 + 3


def queries_of(client, address: str) -> list[str]:
    client.get(address)  # notes in the session which device it is
    forget_all()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("fiscal_year", [2568, 2569], ids=["with a result", "without"])
def test_a_page_that_says_nothing_asks_little(nanueng, coordinator, as_user, fiscal_year):
    queries = queries_of(as_user(coordinator), f"/nanueng/{fiscal_year}/removed/")
    assert len(queries) == QUERIES, queries


def test_open_rounds_cost_no_query_more(nanueng, coordinator, as_user):
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    rounds_open(plan=plan, contents=standard_rounds(2568), actor=coordinator)
    queries = queries_of(as_user(coordinator), "/nanueng/2568/removed/")
    assert len(queries) == QUERIES, queries


def test_who_has_nothing_to_report_is_asked_nothing_about_it(nanueng, reader, as_user):
    queries = queries_of(as_user(reader), "/nanueng/2568/removed/")
    assert len(queries) == QUERIES - 1, queries
    assert not any("reportinground" in query for query in queries)
