"""Taking everything from one database to another of whatever kind, and comparing both row by row.

An archive holds a database in the words of its kind, so that it cannot go from SQLite to PostgreSQL. Here rows are read
and written as Django does it, but for the keys, times and marks that it, or a trigger, would set anew on the way.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, JSONField, Model

from ita_portal.backup.databases import WRITTEN_BY_MIGRATE, portal_database, table_of_sessions
from ita_portal.backup.digests import table_of
from ita_portal.backup.manifest import TableDigest

SOURCE = "source"
ROWS_AT_ONCE = 500


class CopyRefused(Exception):
    """The two databases are not fit for a copy, or the copy is not like its source; the message says why."""


def copy_everything() -> dict[str, TableDigest]:
    """Copy all rows but the sessions from SOURCE in one transaction; return count and digest of each table.

    Raises CopyRefused before anything is kept.
    """
    models = copied_models()
    with transaction.atomic(using=SOURCE), transaction.atomic():
        refuse_unfit(models)
        with _triggers_at_rest(models):
            for model in models:
                _copy_rows(model)
        _reset_sequences(models)
        read, written = digests_of(models, SOURCE), digests_of(models, DEFAULT_DB_ALIAS)
        if differing := sorted(name for name in read if read[name] != written[name]):
            raise CopyRefused(f"these tables would differ from their source: {', '.join(differing)}")
    return written


def copied_models() -> list[type[Model]]:
    """Return the models whose tables hold what the portal knows, those between two others included."""
    found = apps.get_models(include_auto_created=True)
    return [each for each in found if not each._meta.proxy and each._meta.db_table != table_of_sessions()]


def refuse_unfit(models: list[type[Model]]) -> None:
    """Raise CopyRefused unless source and target are of the same portal, and the target is empty."""
    read, written = (set(MigrationRecorder(connections[alias]).applied_migrations()) for alias in (SOURCE, "default"))
    if not read or read != written:
        raise CopyRefused("both have to be of this portal: run `manage.py migrate` on each of them first")
    if not portal_database().is_empty():
        raise CopyRefused("the database of the settings holds data already")
    known = {model._meta.db_table for model in models} | {table_of_sessions(), "django_migrations"}
    if others := sorted(set(connections[SOURCE].introspection.table_names()) - known):
        raise CopyRefused(f"nobody knows how to copy these tables: {', '.join(others)}")


def digests_of(models: list[type[Model]], alias: str) -> dict[str, TableDigest]:
    """Return count and digest of the rows of each table, alike for alike rows in whatever kind of database."""
    return {model._meta.db_table: table_of(map(repr, _comparable_rows(model, alias))) for model in models}


@contextmanager
def _triggers_at_rest(models: list[type[Model]]) -> Iterator[None]:
    """Let no trigger change what is copied; keys are looked at before they work again."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    if connection.vendor != "postgresql":
        raise CopyRefused("the settings name no PostgreSQL; between two files of SQLite use backup and restore")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _copy_rows(model: type[Model]) -> None:
    if model._meta.db_table in WRITTEN_BY_MIGRATE:
        model._base_manager.using(DEFAULT_DB_ALIAS).all()._raw_delete(DEFAULT_DB_ALIAS)
    rows = model._base_manager.using(SOURCE).order_by("pk").iterator(chunk_size=ROWS_AT_ONCE)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        # Raw: times that Django would set to now stay as they are.
        target = model._base_manager.using(DEFAULT_DB_ALIAS).all()
        target._insert(some, fields=_fields(model), using=DEFAULT_DB_ALIAS, raw=True)  # type: ignore[attr-defined]


def _reset_sequences(models: list[type[Model]]) -> None:
    """Let new rows take numbers beyond those that were copied."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _comparable_rows(model: type[Model], alias: str) -> Iterator[list[Any]]:
    fields = _fields(model)
    rows = model._base_manager.using(alias).order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield [_comparable(field, value) for field, value in zip(fields, row, strict=True)]


def _comparable(field: Any, value: Any) -> Any:
    if isinstance(field, JSONField):
        return json.dumps(value, sort_keys=True)  # PostgreSQL keeps no order of names
    return bytes(value) if isinstance(value, memoryview) else value


def _fields(model: type[Model]) -> "list[Field[Any, Any]]":
    return [field for field in model._meta.local_concrete_fields if not field.generated]
