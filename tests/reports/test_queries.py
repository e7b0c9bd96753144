"""Pages and documents that show several years ask the database a constant number of times."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.kept import forget_all
from assessments.models import Assessment
from assessments.rules.cycle import Cycle
from measures.models import Measure, Progress, Step
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


# What a page asks when it is opened again and nothing changed: session, person, rights and inbox; tracking also the
# person's filters, and what its form offers. On PostgreSQL nothing is kept within the transaction of a test.
@pytest.mark.any_database
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        *((path, 4) for path in ("", "checks/", "documents/", "scores/", "compare/", "measures/", "measures/rounds/")),
        ("measures/tracking/", 7),
        # Also the plan without rounds.
        ("my-work/", 5),
        # The texts that are written there, and what the person has not saved.
        *((path, 7) for path in ("analysis/", "analysis/?all=1", "analysis/benchmark/", "history/")),
        *(
            (path, 5)
            for path in (
                "measures/tracking/timeline/",
                "measures/import/",
                "documents/style/",
                "scores/upload/",
                "removed/",
            )
        ),
        ("documents/measures/settings/", 7),
        # Messages, and by which positions the person speaks.
        ("documents/memo/opinions/", 6),
    ],
)
def test_a_page_that_is_opened_again_asks_little(nanueng, coordinator, as_user, path, queries):
    client = as_user(coordinator)
    assert client.get(f"/nanueng/2568/{path}").status_code == 200
    assert count(lambda: client.get(f"/nanueng/2568/{path}")) == queries


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


@pytest.mark.paper
@pytest.mark.parametrize("kind", ["measures", "progress"])
def test_a_preview_costs_the_same_with_eight_measures_and_with_sixteen(nanueng, coordinator, as_user, kind):
    client, url = as_user(coordinator), f"/nanueng/2568/documents/{kind}/preview/"

    def get():
        forget_all()
        assert client.get(url).status_code == 200

    def report(measure):
        Progress.objects.create(measure=measure, status=Progress.Status.DONE, reported_on=date(2025, 9, 30))

    measures = list(Measure.objects.all())
    report(measures[0])
    get()  # loads what a process keeps
    with_eight = count(get)
    for measure in measures:
        again = Measure.objects.create(plan=measure.plan, position=measure.position + 8, title="อีกมาตรการ")
        Step.objects.create(measure=again, position=1, text="ขั้นตอน")
        report(again)
    assert count(get) == with_eight
