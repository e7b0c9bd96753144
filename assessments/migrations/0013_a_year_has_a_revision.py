"""Every write to a framework year, or to anything in it, gives the year a new revision, whatever program writes.

What is kept of a year between two requests is kept by that mark. It is drawn by lot and not counted: a transaction that
is rolled back leaves none behind that could come again for another content. On SQLite a later migration that alters one
of these tables drops its triggers with the old table; it has to run `watch` again, and a test sees it when it does not.
"""

from typing import Any

from django.db import migrations, models

import assessments.models.framework

YEAR = "assessments_framework"
# What the rows of a table say of their year: a query for its key, from the row that a trigger calls ROW.
OF_QUESTION = "(SELECT framework_id FROM assessments_question WHERE id = ROW.question_id)"
OF_TOPIC = """(
    SELECT framework_id FROM assessments_question JOIN assessments_topic_questions ON question_id = assessments_question.id
    WHERE topic_id = ROW.id
)"""
TABLES = {
    "assessments_level": "(ROW.framework_id)",
    "assessments_instrument": "(ROW.framework_id)",
    "assessments_indicator": "(ROW.framework_id)",
    "assessments_subindicator": "(ROW.framework_id)",
    "assessments_issue": "(ROW.framework_id)",
    "assessments_question": "(ROW.framework_id)",
    "assessments_requiredelement": OF_QUESTION,
    "assessments_topic_questions": OF_QUESTION,
    "assessments_topic": OF_TOPIC,
}
ACTS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
SQLITE_MARK = "lower(hex(randomblob(8)))"
POSTGRESQL_MARK = "substr(md5(random()::text || clock_timestamp()::text || pg_backend_pid()::text), 1, 16)"


def renewals(years: str, rows: tuple[str, ...], mark: str) -> str:
    """Return the statements that renew the years of one row: of both where it is moved to another year."""
    return " ".join(
        f"UPDATE {YEAR} SET revision = {mark} WHERE id IN {years.replace('ROW', row)};"  # noqa: S608
        for row in rows
    )


def watch_on_sqlite(schema_editor: Any) -> None:
    schema_editor.execute(
        f"CREATE TRIGGER {YEAR}_renewed AFTER UPDATE ON {YEAR} BEGIN {renewals('(ROW.id)', ('NEW',), SQLITE_MARK)} END"
    )
    for table, years in TABLES.items():
        for act, rows in ACTS.items():
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{act} AFTER {act} ON {table} BEGIN {renewals(years, rows, SQLITE_MARK)} END"
            )


def watch_on_postgresql(schema_editor: Any) -> None:
    schema_editor.execute(
        f"""CREATE FUNCTION {YEAR}_renewed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.revision := {POSTGRESQL_MARK}; RETURN NEW; END $$"""
    )
    schema_editor.execute(
        f"""CREATE TRIGGER {YEAR}_renewed BEFORE UPDATE ON {YEAR}
        FOR EACH ROW EXECUTE FUNCTION {YEAR}_renewed()"""
    )
    for table, years in TABLES.items():
        for act, rows in ACTS.items():
            schema_editor.execute(
                f"""CREATE FUNCTION {table}_{act}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN {renewals(years, rows, POSTGRESQL_MARK)} RETURN NULL; END $$"""
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{act} AFTER {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_{act}()"
            )


def watch(apps: Any, schema_editor: Any) -> None:
    known = {"sqlite": watch_on_sqlite, "postgresql": watch_on_postgresql}
    known[schema_editor.connection.vendor](schema_editor)


def leave(apps: Any, schema_editor: Any) -> None:
    of_postgresql = schema_editor.connection.vendor == "postgresql"
    for table, name in [(YEAR, "renewed"), *((table, act) for table in TABLES for act in ACTS)]:
        schema_editor.execute(f"DROP TRIGGER {table}_{name}" + (f" ON {table}" if of_postgresql else ""))
        if of_postgresql:
            schema_editor.execute(f"DROP FUNCTION {table}_{name}()")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0012_announced_ranks")]

    operations = [
        migrations.AddField(
            model_name="framework",
            name="revision",
            field=models.CharField(default=assessments.models.framework.new_revision, editable=False, max_length=16),
        ),
        migrations.RunPython(watch, leave),
    ]
