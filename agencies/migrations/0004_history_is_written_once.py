"""The database refuses what the models refuse: an entry of the history is not edited, whatever program asks.

One update is let through, that of the portal when an account is deleted: `actor` becomes empty, the name stays.
PostgreSQL refuses to delete an entry as well. SQLite cannot: emptying the database, which tests do, deletes row by row
there, and nothing tells that from a deletion. On SQLite a later migration that alters the table drops the triggers with
the old table; it has to run `close_history` again, and a test sees it when it does not.
"""

from typing import Any

from django.db import migrations

KEPT = ("id", "agency_id", "fiscal_year", "subject", "label", "old", "new", "reason", "actor_name", "at")
SQLITE = (
    f"""
    CREATE TRIGGER agencies_change_stays BEFORE UPDATE OF {", ".join(f'"{name}"' for name in KEPT)}
    ON agencies_change BEGIN SELECT RAISE(ABORT, 'history is written once'); END
    """,
    """
    CREATE TRIGGER agencies_change_keeps_actor BEFORE UPDATE OF actor_id ON agencies_change
    WHEN NEW.actor_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'history is written once'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION agencies_change_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
           AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'history is written once' USING ERRCODE = 'integrity_constraint_violation';
    END
    $$
    """,
    """
    CREATE TRIGGER agencies_change_stays BEFORE UPDATE OR DELETE ON agencies_change
    FOR EACH ROW EXECUTE FUNCTION agencies_change_stays()
    """,
)
OPENING = {
    "sqlite": ("DROP TRIGGER agencies_change_stays", "DROP TRIGGER agencies_change_keeps_actor"),
    "postgresql": ("DROP TRIGGER agencies_change_stays ON agencies_change", "DROP FUNCTION agencies_change_stays()"),
}


def close_history(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


def open_history(apps: Any, schema_editor: Any) -> None:
    for statement in OPENING.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_history_and_removed_things")]

    operations = [migrations.RunPython(close_history, open_history)]
