"""People who write the same thing in the same moment, on the database that lets them: PostgreSQL."""

from pathlib import Path

import pytest
from django.db import connection

from tests.conftest import make_member

SKIPPED = pytest.mark.skip(reason="SQLite lets one writer in at a time: nobody meets there")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db(transaction=True))
            if connection.vendor != "postgresql":
                item.add_marker(SKIPPED)


@pytest.fixture
def second(nanueng):
    """Another coordinator of the home agency."""
    return make_member(nanueng, "coordinator", "second-coordinator")
