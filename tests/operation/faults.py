"""Comparing all that an installation holds, and killing a process in the middle of a write."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psycopg

from tests.operation.machine import Portal

NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
# Columns, keys, checks, indexes and triggers, as the database itself words them.
SCHEMA = {
    "sqlite": ("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",),
    "postgresql": (
        "SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length, is_identity "
        "FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid != 0",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgrelid::regclass, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    ),
}

# Opinions with who gave them, for which an earlier state has no place: the way back refuses to lose them.
NEWER_OPINIONS = "DELETE FROM reports_opinion"


@dataclass(frozen=True)
class Everything:
    """Every table but sessions and stamps as number and digest of its rows, how tables are made, and every upload."""

    tables: dict[str, tuple[int, str]]
    schema: list[str]
    files: dict[str, bytes]


def everything_of(portal: Portal) -> Everything:
    """Read an installation without the portal's own code."""
    files = {
        str(path.relative_to(portal.media)): path.read_bytes() for path in portal.media.rglob("*") if path.is_file()
    }
    kind, _, path = portal.database_url.partition("://")
    if kind == "sqlite" and not Path(path).exists():
        return Everything({}, [], files)
    with closing(opened_database(portal)) as opened:
        schema = sorted(repr(row) for query in SCHEMA[kind] for row in opened.execute(query))
        return Everything(dict(_tables(opened, kind)), schema, files)


def opened_database(portal: Portal) -> sqlite3.Connection | psycopg.Connection:
    """Return a connection past the portal's own code, for which no process has to start."""
    kind, _, path = portal.database_url.partition("://")
    return sqlite3.connect(path) if kind == "sqlite" else psycopg.connect(portal.database_url)


def execute(portal: Portal, statement: str) -> list[tuple]:
    """Execute one statement, store what it changes, and return what it finds."""
    with closing(opened_database(portal)) as opened:
        found = opened.execute(statement)
        rows = found.fetchall() if found.description else []
        opened.commit()
    return rows


def _tables(opened: sqlite3.Connection | psycopg.Connection, kind: str) -> Iterator[tuple[str, tuple[int, str]]]:
    for (name,) in opened.execute(NAMES[kind]).fetchall():
        if name not in ("agencies_session", "agencies_stamp"):
            rows = sorted(map(repr, opened.execute(f'SELECT * FROM "{name}"')))  # noqa: S608  a name of the catalogue
            yield name, (len(rows), sha256("\n".join(rows).encode()).hexdigest())


# A process that kills itself at its nth write: the nth statement that changes something, whatever the code looks like.
KILLED = """
import os, signal, sys
from django.db import connection

count, last = 0, int(sys.argv[1])
HARMLESS = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA", "SET", "SHOW")

def dies(execute, sql, params, many, context):
    global count
    if sql.lstrip("( ").split(None, 1)[0].upper() not in HARMLESS:
        count += 1
        if count == last:
            execute(sql, params, many, context)
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(dies):
    exec({act!r})
print(count)
"""


def writes_of(portal: Portal, act: str) -> int:
    """Do something to its end and return how many writes it took."""
    return int(portal.python(KILLED.format(act=act), "0").stdout.split()[-1])


def kill_at(portal: Portal, write: int, act: str) -> None:
    """Do something in a process that is killed right after its nth write."""
    done = portal.python(KILLED.format(act=act), str(write), check=False)
    assert done.returncode == -9, f"it was not killed: {done.stdout} {done.stderr}"


# A process that kills itself before something that Python tells its auditors of: a file is opened, a tool is started.
KILLED_BEFORE = """
import os, signal, sys

def dies(told, values):
    if told == sys.argv[1] and str(values[0]).endswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(dies)
exec({act!r})
"""


def kill_before(portal: Portal, event: str, of: str, act: str) -> None:
    """Do something in a process that is killed before its first such event with what `of` ends the name of."""
    done = portal.python(KILLED_BEFORE.format(act=act), event, of, check=False)
    assert done.returncode == -9, f"it was not killed: {done.stdout} {done.stderr}"
