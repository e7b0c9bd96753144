"""From SQLite to PostgreSQL: every row goes along, new rows take new numbers, and what is there is never replaced."""

import sqlite3
from contextlib import closing

import pytest

from tests.operation.faults import everything_of
from tests.operation.machine import Portal

REVISIONS = "SELECT id, revision FROM assessments_framework ORDER BY id"
# As Django writes it: the sequence of the table gives the number.
NEXT = """
from agencies.models import Department, Agency
kept = Department.objects.order_by("-pk")[0].pk
print(Department.objects.create(agency=Agency.objects.all()[0], name="ใหม่").pk > kept)
"""


@pytest.fixture
def migrated(cluster, postgresql_migrated, tmp_path, static):
    folder = tmp_path / "second"
    folder.mkdir()
    name = cluster.new_database(postgresql_migrated)
    yield Portal(folder, cluster.url(name), static), name
    cluster.sql(f"DROP DATABASE {name} WITH (FORCE)")


def test_everything_goes_from_sqlite_to_postgresql_once(on_sqlite, migrated, cluster):
    target, name = migrated
    schema = everything_of(target).schema
    assert "copied and compared" in target.manage("copy_database", on_sqlite.database_url).stdout
    copied, source = everything_of(target), everything_of(on_sqlite)
    assert copied.schema == schema  # the triggers work again
    assert {table: count for table, (count, _) in copied.tables.items() if table != "django_migrations"} == {
        table: count for table, (count, _) in source.tables.items() if table != "django_migrations"
    }
    with closing(sqlite3.connect(on_sqlite.database_url.removeprefix("sqlite:///"))) as opened:
        kept = ["|".join(map(str, row)) for row in opened.execute(REVISIONS)]
    assert cluster.sql(REVISIONS, name).splitlines() == kept
    refused = target.manage("copy_database", on_sqlite.database_url, check=False)
    assert "Nothing was changed: the database of the settings holds data already" in refused.stderr
    assert everything_of(target) == copied
    assert target.python(NEXT).stdout.strip() == "True"


def test_a_source_that_is_none_is_refused(migrated, tmp_path):
    target, _ = migrated
    missing = target.manage("copy_database", f"sqlite:///{tmp_path / 'none.sqlite3'}", check=False)
    assert "there is no file" in missing.stderr
    (tmp_path / "empty.sqlite3").touch()
    empty = target.manage("copy_database", f"sqlite:///{tmp_path / 'empty.sqlite3'}", check=False)
    assert "both have to be of this portal" in empty.stderr
