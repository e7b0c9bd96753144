"""A document is built once for all who ask about it: checks, required elements, opinions and issue."""

from collections import Counter
from dataclasses import replace

import pytest

from reports.content.kinds import KINDS
from reports.issue.issuing import document_issue
from tests.reports.issuing_year import BASE, candidate, keys_of, order_of

PLACE = "/nanueng/2568/"


@pytest.fixture
def builds(monkeypatch) -> Counter[str]:
    """Count how often each kind of document is built."""
    counted: Counter[str] = Counter()

    def counting(kind):
        def build(material, choices):
            counted[kind.slug] += 1
            return kind.build(material, choices)

        return replace(kind, build=build)

    for slug, kind in list(KINDS.items()):
        monkeypatch.setitem(KINDS, slug, counting(kind))
    return counted


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_issue_builds_the_document_once_a_try(agency, coordinator, builds, kind):
    """It is tried before the lock, so that nobody waits for files, and within it, so that nothing slips in between."""
    keys = keys_of(candidate(agency, kind))
    builds.clear()
    document_issue(order=order_of(agency, keys, kind), actor=coordinator, base_url=BASE)
    assert builds == {kind: 2}


@pytest.mark.parametrize("page", ["checks/", "documents/"])
def test_a_page_of_all_documents_builds_each_once(nanueng, coordinator, as_user, builds, page):
    assert as_user(coordinator).get(f"{PLACE}{page}").status_code == 200
    assert builds == dict.fromkeys(KINDS, 1)


# Opinions on a document that was put before nobody do not ask what it says; settings do, for columns without a word.
@pytest.mark.parametrize(
    ("page", "times"), [("memo/", 1), ("memo/issue/", 1), ("memo/opinions/", 0), ("memo/settings/", 1)]
)
def test_a_page_of_one_document_builds_it_at_most_once(nanueng, coordinator, as_user, builds, page, times):
    assert as_user(coordinator).get(f"{PLACE}documents/{page}").status_code == 200
    assert builds["memo"] == times


def test_an_issue_that_is_refused_shows_what_it_was_refused_for_without_building_again(
    agency, coordinator, as_user, builds
):
    response = as_user(coordinator).post(f"{PLACE}documents/memo/issue/", {"number": "", "date": "31 มีนาคม 2568"})
    assert response.status_code == 422
    assert response.context["missed"]
    assert builds == {"memo": 1}
