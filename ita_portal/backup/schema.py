"""Tables, constraints, indexes and triggers of the database, held against what the migrations make.

Rows alone do not show that an archive came from a database whose triggers somebody had taken away: the history could be
rewritten in it from then on. So all migrations are run once more beside the database, and both are compared as the
database words them.
"""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph

BESIDE = "made_by_migrations"
# What `migrate` puts on when it has ended (`agencies/stamps.py`), and `restore` anew: no migration makes it.
PUT_ON_AFTERWARDS = "stamp_"
# What each thing is, its name, and how it is made.
WORDINGS = {
    "sqlite": (
        "SELECT type, name, tbl_name || ' ' || coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
    ),
    "postgresql": (
        "SELECT 'column', table_name || '.' || column_name, concat_ws(' ', data_type, is_nullable, column_default, "
        "character_maximum_length, is_identity) FROM information_schema.columns WHERE table_schema = current_schema()",
        "SELECT 'constraint', conname, conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = current_schema()::regnamespace AND conrelid != 0",
        "SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
        "SELECT 'trigger', tgname, tgenabled::text || ' ' || pg_get_triggerdef(t.oid) FROM pg_trigger t "
        "JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal",
        "SELECT 'function', proname, prosrc FROM pg_proc JOIN pg_language l ON l.oid = prolang "
        "WHERE pronamespace = current_schema()::regnamespace AND lanname = 'plpgsql'",
    ),
}

Wording = tuple[str, str, str]


def differing_things(migrations: Collection[str]) -> list[str]:
    """Return what differs from what these migrations make, such as `trigger agencies_change_stays`."""
    found = wordings()
    with _database_beside():
        executor = MigrationExecutor(connection)
        executor.migrate(_ends(executor.loader.graph, migrations))
        made = wordings()
    return sorted({f"{kind} {name}" for kind, name, _ in found ^ made})


def wordings() -> set[Wording]:
    """Return all that the database is made of, as it words it itself."""
    with connection.cursor() as cursor:
        return {wording for query in WORDINGS[connection.vendor] for wording in _rows(cursor, query)}


def _rows(cursor: object, query: str) -> Iterator[Wording]:
    cursor.execute(query)  # type: ignore[attr-defined]
    for kind, name, made in cursor.fetchall():  # type: ignore[attr-defined]
        if not name.startswith(PUT_ON_AFTERWARDS):
            # PostgreSQL names the schema in some of its words.
            yield kind, name, made.replace(f"{BESIDE}.", "").replace("public.", "")


@contextmanager
def _database_beside() -> Iterator[None]:
    """Let the connection lead to an empty database meanwhile, which is gone afterwards."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {BESIDE}")
            cursor.execute(f"SET LOCAL search_path TO {BESIDE}")
            yield
            transaction.set_rollback(True)
        return
    kept = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        connection.close()
        connection.settings_dict["NAME"] = str(Path(folder) / BESIDE)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = kept


def _ends(graph: MigrationGraph, migrations: Collection[str]) -> list[tuple[str, str]]:
    """Return those of the migrations on which none of the others builds."""
    keys = {(app, name) for app, _, name in (each.partition(".") for each in migrations)} & set(graph.nodes)
    return sorted(key for key in keys if not any(child.key in keys for child in graph.node_map[key].children))
