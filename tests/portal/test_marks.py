"""Which tests run on one database only: those that ask for none, and those that say so."""


def runs_once(request) -> bool:
    return request.node.get_closest_marker("any_database") is not None


def test_a_test_without_a_database_runs_once(request):
    assert runs_once(request)


def test_a_test_with_a_database_runs_on_each(request, db):
    assert not runs_once(request)


def test_a_fixture_in_between_changes_nothing(request, nanueng):
    assert not runs_once(request)
