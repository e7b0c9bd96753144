"""How the database is emptied after a test with real transactions: all rows are put back with which the run began.

Django's own way empties every table and then makes the permissions and triggers of every app anew, which takes a third
of a second; to put the rows back takes a few thousandths. No test changes tables or triggers.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

from tests.migrated import IN_MEMORY


@contextmanager
def rows_put_back() -> Iterator[None]:
    """Put the rows back that are there now, whenever a test with real transactions has ended."""
    kept = _kept_in_memory if connection.vendor == "sqlite" else _kept_in_tables
    with pytest.MonkeyPatch.context() as patch, kept() as put_back:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: put_back())
        yield


@contextmanager
def _kept_in_memory() -> Iterator[Callable[[], None]]:
    with closing(sqlite3.connect(":memory:")) as copy:
        with closing(sqlite3.connect(IN_MEMORY, uri=True)) as source:
            source.backup(copy)
        yield lambda: _copy_back(copy)


def _copy_back(copy: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(IN_MEMORY, uri=True)) as target:
        copy.backup(target)


@contextmanager
def _kept_in_tables() -> Iterator[Callable[[], None]]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    _execute(f'CREATE TABLE "began_{table}" AS SELECT * FROM "{table}"' for table in tables)  # noqa: S608
    yield lambda: _fill_again(tables)


def _fill_again(tables: list[str]) -> None:
    # Past the guards of the history, and in no order of keys.
    past_guards = "SET LOCAL session_replication_role = replica"
    emptied = [f'DELETE FROM "{table}"' for table in tables]  # noqa: S608
    filled = [f'INSERT INTO "{table}" SELECT * FROM "began_{table}"' for table in tables]  # noqa: S608
    _execute([past_guards, *emptied, *filled])


def _execute(statements: Iterable[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("; ".join(statements))
