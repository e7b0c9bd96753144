"""Rows that many tests start from: stored once, kept in tables beside those of the models, and copied back by SQL.

Copying takes milliseconds where the services that made the rows take a good part of a second. A row comes back with
its key, which no sequence gives out again, and a flush of the database leaves the copies alone.
"""

from collections.abc import Callable, Iterable

from django.apps import apps
from django.db import connection, transaction

_tables: dict[str, list[str]] = {}


def keep_rows(name: str, store: Callable[[], object]) -> None:
    """Call what stores the rows, and keep a copy under a name of each table that was empty before."""
    empty = [table for table in _tables_of_models() if not _any_row(table)]
    store()
    _tables[name] = [table for table in empty if _any_row(table)]
    _execute(f'CREATE TABLE "kept_{name}_{table}" AS SELECT * FROM "{table}"' for table in _tables[name])  # noqa: S608


def remove_rows(name: str) -> None:
    """Empty the tables whose rows are kept under a name."""
    _execute(f'DELETE FROM "{table}"' for table in _tables[name])  # noqa: S608


def copy_rows(name: str) -> None:
    """Put the rows back that are kept under a name."""
    _execute(f'INSERT INTO "{table}" SELECT * FROM "kept_{name}_{table}"' for table in _tables[name])  # noqa: S608


def _execute(statements: Iterable[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _any_row(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608
        return cursor.fetchone() is not None


def _tables_of_models() -> list[str]:
    return [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
