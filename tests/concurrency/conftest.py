"""People who write the same thing in the same moment, on the database that lets them: PostgreSQL."""

import pytest
from django.db import connection

from tests.conftest import make_member

SKIPPED = pytest.mark.skip(reason="SQLite lets one writer in at a time: nobody meets there")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Called, as everything in this file, for the tests of this folder alone."""
    item.add_marker(pytest.mark.django_db(transaction=True))
    if connection.vendor != "postgresql":
        item.add_marker(SKIPPED)


@pytest.fixture
def second(nanueng):
    """Another coordinator of the home agency."""
    return make_member(nanueng, "coordinator", "second-coordinator")
