"""Which tests run on one database only: those that ask for none, and those that say so; and in which order they run."""

import pytest

from tests.dealing import dealt


def runs_once(request) -> bool:
    return request.node.get_closest_marker("any_database") is not None


def test_a_test_without_a_database_runs_once(request):
    assert runs_once(request)


def test_a_test_with_a_database_runs_on_each(request, db):
    assert not runs_once(request)


def test_a_fixture_in_between_changes_nothing(request, nanueng):
    assert not runs_once(request)


@pytest.mark.parametrize("workers", [1, 2, 3, 4])
@pytest.mark.parametrize("tests", ["", "L", "s", "sLsLsLs", "LLLLL", "ssssssssLLss", "L" * 7 + "s" * 20])
def test_every_worker_begins_with_its_share_of_the_long_tests(tests, workers):
    numbered = list(enumerate(tests))
    order = dealt(numbered, [kind == "L" for kind in tests], workers)
    assert sorted(order) == numbered
    begun, at = [], 0
    for worker in range(workers):  # as pytest-xdist parts a list
        size = (len(tests) - at) // (workers - worker)
        part = "".join(kind for _, kind in order[at : at + size])
        begun.append(len(part) - len(part.lstrip("L")))
        at += size
    assert max(begun) - min(begun) <= 1
