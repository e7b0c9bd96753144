"""What moves the stamp of an agency: every write to what its pages judge by, by triggers of the database.

What was judged is kept by the stamp (`agencies/kept.py`), so that a write nobody thought of would leave a stale answer;
the database sees them all, also those of a command or of somebody at its own prompt. The triggers are no part of the
migrations: a migration that alters a table on SQLite would drop them, or fail at them. `migrate` takes them off before
it begins, with every mark, and puts both on when it has ended: were it killed, nothing would be kept until the next.

On SQLite a write renews the mark at once, on PostgreSQL as its transaction ends: so nobody waits for the row of a stamp
longer than a commit takes, and data and mark are seen together. Whoever writes keeps nothing meanwhile.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection, connections, models, transaction
from django.db.models import CharField
from django.db.models.expressions import RawSQL

from agencies.models import (
    Agency,
    Change,
    Department,
    Holding,
    Installation,
    Membership,
    Position,
    Stamp,
    User,
)

THE_PORTAL = 0
PREFIX = "stamp_"
ACTS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
TABLE = Stamp._meta.db_table
RENEWED = "ON CONFLICT (agency) DO UPDATE SET mark = excluded.mark"
MARKS = {
    "sqlite": "lower(hex(randomblob(16)))",
    "postgresql": "md5(txid_current()::text || clock_timestamp()::text || random()::text)",
}
# One mark for all rows of a transaction, so that thousands of them renew the stamp once.
MARK_OF_TRANSACTION = "md5(txid_current()::text || now()::text)"


@dataclass(frozen=True)
class Watched:
    """A table whose writes move stamps: those of `agencies`, a query that reads the row which a trigger calls ROW."""

    table: str
    agencies: str
    columns: tuple[str, ...] = ()  # an update of any other moves nothing

    def event(self, act: str) -> str:
        return f"UPDATE OF {', '.join(self.columns)}" if act == "update" and self.columns else act.upper()


_watched: list[Watched] = []


def watch(*paths: tuple[type[models.Model], str]) -> None:
    """Let every write to these models move the stamp of the agency to which the path leads, in Django's words."""
    _watched.extend(Watched(model._meta.db_table, _query(model, path.split("__"))) for model, path in paths)


def watch_for_all(*models_of_portal: type[models.Model]) -> None:
    """Let every write to these models move the stamp of the portal, by which every agency is judged anew."""
    _watched.extend(Watched(model._meta.db_table, f"SELECT {THE_PORTAL} AS agency") for model in models_of_portal)


def watched_tables() -> frozenset[str]:
    return frozenset(each.table for each in _watched)


def _query(model: type[models.Model], path: list[str]) -> str:
    """Return the query for the key of the agency to which relations lead from a row."""
    at_row, *others = _fields(model, path)
    if not others:
        return f"SELECT ROW.{at_row.column} AS agency"
    tables = [field.model._meta.db_table for field in others]
    joins = "".join(
        f" JOIN {table} ON {table}.id = {before}.{field.column}"
        for before, table, field in zip(tables, tables[1:], others, strict=False)
    )
    found = f"{tables[-1]}.{others[-1].column}"
    return f"SELECT {found} AS agency FROM {tables[0]}{joins} WHERE {tables[0]}.id = ROW.{at_row.column}"  # noqa: S608


def _fields(model: Any, path: Iterable[str]) -> Iterator[Any]:
    """Yield the columns along a path; each leads to the model of the next."""
    for name in path:
        field = model._meta.get_field(name)
        yield field
        model = field.related_model


watch(
    (Agency, "id"),
    (Change, "agency"),
    (Department, "agency"),
    (Membership, "agency"),
    (Position, "agency"),
    (Holding, "position__agency"),
)
watch_for_all(Installation)
# The names of people stand on papers; when somebody signs in, nothing that is judged has changed.
_watched.append(
    Watched(
        User._meta.db_table,
        f"SELECT agency_id AS agency FROM {Membership._meta.db_table} WHERE user_id = ROW.id",  # noqa: S608
        tuple(field.attname for field in User._meta.concrete_fields if field.name not in ("last_login", "password")),
    )
)


def stamps_leave(using: str, **_signal: Any) -> None:
    """Take the triggers off before tables are altered, and the marks with them: by none of them anything is kept."""
    database = connections[using]
    tables = database.introspection.table_names()
    with transaction.atomic(using), database.cursor() as cursor:
        if TABLE in tables:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
        for name, table in _there(cursor, database.vendor):
            of_table = f" ON {table}" if database.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{of_table}")
            if database.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION {name}()")


def stamps_watch(using: str, **_signal: Any) -> None:
    """Put the triggers on, and renew every stamp: of what was written meanwhile nothing is known."""
    database = connections[using]
    tables = set(database.introspection.table_names())
    if TABLE not in tables:
        return
    statements = [each for watched in _watched if watched.table in tables for each in _made(watched, database.vendor)]
    with transaction.atomic(using), database.cursor() as cursor:
        if {name for name, _ in _there(cursor, database.vendor)} != {name for name, _ in statements}:
            stamps_leave(using)
            for _, statement in statements:
                cursor.execute(statement)
        cursor.execute(
            f"INSERT INTO {TABLE} (agency, mark) SELECT id, {MARKS[database.vendor]} FROM "  # noqa: S608
            f"(SELECT id FROM {Agency._meta.db_table} UNION SELECT {THE_PORTAL}) AS known WHERE true {RENEWED}"
        )


def _there(cursor: Any, vendor: str) -> list[tuple[str, str]]:
    """Return the triggers that stand in the database, each with its table."""
    known = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
    }
    cursor.execute(known[vendor])
    return [(name, table) for name, table in cursor.fetchall() if name.startswith(PREFIX)]


def _made(watched: Watched, vendor: str) -> Iterator[tuple[str, str]]:
    """Yield the statements that watch a table, each with the name of the trigger."""
    if vendor == "sqlite":
        for act, rows in ACTS.items():
            does = " ".join(f"{_renewal(watched, row, MARKS['sqlite'])};" for row in rows)
            name = _name(watched, act + does)
            yield name, f"CREATE TRIGGER {name} AFTER {watched.event(act)} ON {watched.table} BEGIN {does} END"
        return
    old, new = (_renewal(watched, row, MARK_OF_TRANSACTION) for row in ("OLD", "NEW"))
    once = f" WHERE {TABLE}.mark <> excluded.mark"
    body = (
        f"BEGIN IF TG_OP <> 'INSERT' THEN {old}{once}; END IF; "
        f"IF TG_OP <> 'DELETE' THEN {new}{once}; END IF; RETURN NULL; END"
    )
    name = _name(watched, body)
    events = " OR ".join(watched.event(act) for act in ACTS)
    yield name, f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
    yield (
        name,
        f"CREATE CONSTRAINT TRIGGER {name} AFTER {events} ON {watched.table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def _renewal(watched: Watched, row: str, mark: str) -> str:
    """Return the statement that renews the stamps of one row."""
    found = watched.agencies.replace("ROW.", f"{row}.")
    return (
        f"INSERT INTO {TABLE} (agency, mark) SELECT agency, {mark} FROM ({found}) AS moved "  # noqa: S608
        f"WHERE agency IS NOT NULL {RENEWED}"
    )


def _name(watched: Watched, text: str) -> str:
    """Return the name of a trigger, another one when it does something else."""
    return f"{PREFIX}{sha256(f'{watched.table} {text}'.encode()).hexdigest()[:20]}"


def stamp_of(column: str) -> RawSQL:
    """Return how the data stood of the agency whose key is in a column, to annotate a query that reads it first.

    What is read after it may be newer, never older. It is none where it says nothing: on PostgreSQL a transaction that
    has written reads the mark of what was before. It is SQL, since every page asks for it and it never changes.
    """
    own, of_portal = (f"(SELECT mark FROM {TABLE} WHERE agency = {key})" for key in (column, THE_PORTAL))  # noqa: S608
    stamp = f"{column} || '.' || {own} || '.' || {of_portal}"
    if connection.vendor == "postgresql":
        stamp = f"CASE WHEN txid_current_if_assigned() IS NULL THEN {stamp} END"
    return RawSQL(stamp, (), CharField())  # noqa: S611  # made of constants


def stamp_of_all(agencies: "models.QuerySet[Agency]") -> str:
    """Return how the data of several agencies stood: another stamp as soon as that of any of them changes."""
    stamps = list(
        agencies.order_by("pk").annotate(stamp=stamp_of("agencies_agency.id")).values_list("stamp", flat=True)
    )
    return sha256(" ".join(stamps).encode()).hexdigest() if stamps and all(stamps) else ""
