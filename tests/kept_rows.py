"""Rows that many tests start from: stored once, kept in tables beside those of the models, and copied back by SQL.

Copying takes milliseconds where the services that made the rows take a good part of a second. A row comes back with
its key, which no sequence gives out again, and a flush of the database leaves the copies alone.
"""

from collections.abc import Callable, Collection, Iterable

from django.apps import apps
from django.db import connection, models, transaction

_tables: dict[str, list[str]] = {}
_stored: dict[tuple[str, tuple[int, ...]], dict[str, list[tuple[object, ...]]]] = {}


def keep_rows(name: str, store: Callable[[], object], *, besides: Collection[str] = ()) -> None:
    """Call what stores the rows, and keep a copy under a name of those that were not there before.

    In tables named in `besides` no row is kept, nor stays.
    """
    before = {table: _newest(table) for table in _numbered_tables()}
    store()
    _remove(f'DELETE FROM "{table}" WHERE id > {before[table]}' for table in besides)  # noqa: S608
    added = {table: newest for table, newest in before.items() if _newest(table) > newest}
    _tables[name] = list(added)
    _execute(
        f'CREATE TABLE "kept_{name}_{table}" AS SELECT * FROM "{table}" WHERE id > {newest}'  # noqa: S608
        for table, newest in added.items()
    )


def is_kept(name: str) -> bool:
    """Return whether rows are kept under a name: not before a run's first test with a database."""
    return name in _tables


def remove_rows(name: str) -> None:
    """Remove the rows that are kept under a name."""
    _remove(f'DELETE FROM "{table}" WHERE id IN (SELECT id FROM "kept_{name}_{table}")' for table in _tables[name])  # noqa: S608


def copy_rows(name: str) -> None:
    """Put the rows back that are kept under a name."""
    _execute(f'INSERT INTO "{table}" SELECT * FROM "kept_{name}_{table}"' for table in _tables[name])  # noqa: S608


def store_once(name: str, store: Callable[[], object]) -> None:
    """Call what stores the rows; in later tests of this process that begin with the same rows, put back what it stored.

    Within the transaction of a test, and in memory. Only for what changes none of the rows that were there before.
    """
    before = {table: _newest(table) for table in _numbered_tables()}
    key = (name, tuple(before.values()))
    if key not in _stored:
        store()
        added = {table: _rows_after(table, newest) for table, newest in before.items()}
        _stored[key] = {table: rows for table, rows in added.items() if rows}
        return
    with connection.cursor() as cursor:
        for table, rows in _stored[key].items():
            places = ", ".join(["%s"] * len(rows[0]))
            # Named as rows of the tests, so that nobody takes the statement for one of the portal (statements.py).
            cursor.executemany(f'INSERT INTO "{table}" VALUES ({places}) -- "kept_{table}"', rows)  # noqa: S608


def _rows_after(table: str, key: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" WHERE id > {key}')  # noqa: S608
        return cursor.fetchall()


def _remove(statements: Iterable[str]) -> None:
    """Execute removals; on PostgreSQL past the guards of the history."""
    past_guards = ["SET LOCAL session_replication_role = replica"] if connection.vendor == "postgresql" else []
    _execute([*past_guards, *statements])


def _execute(statements: Iterable[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _newest(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COALESCE(MAX(id), 0) FROM "{table}"')  # noqa: S608
        return cursor.fetchone()[0]


def _numbered_tables() -> list[str]:
    everything = apps.get_models(include_auto_created=True)
    return [model._meta.db_table for model in everything if isinstance(model._meta.pk, models.AutoField)]
