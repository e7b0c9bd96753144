"""Dumping, restoring and digesting a database: PostgreSQL with its own tools, SQLite with its own copy.

Passwords go to the tools in their environment, never on the command line, where every account of the machine reads it.
"""

import json
import os
import sqlite3
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import FileField, Model

from ita_portal.backup.digests import table_of
from ita_portal.backup.manifest import ArchiveRefused, Manifest, TableDigest
from ita_portal.stored_files import StoredFileNames

# What `migrate` writes by itself: a database with nothing else is empty.
WRITTEN_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission", "agencies_stamp"}
CHUNK = 1024 * 1024
# One way to write a value as text, whatever the server is set to.
TEXT_SETTINGS = ("TimeZone TO 'UTC'", "DateStyle TO 'ISO'", "IntervalStyle TO 'iso_8601'", "bytea_output TO 'hex'")

Write = Callable[[bytes], Any]
Query = Callable[[str], Iterator[tuple[Any, ...]]]


class ToolFailed(Exception):
    """pg_dump or pg_restore failed; the message is its own."""


class Snapshot:
    """A database as it was at one moment."""

    def __init__(self, tables: dict[str, TableDigest], file_names: set[str], dump: Callable[[Write], None]) -> None:
        self.tables, self.file_names, self.dump = tables, file_names, dump


class Database(ABC):
    """The portal's database, as backup and restore see it."""

    @abstractmethod
    def snapshot(self, beside: Path) -> Any:
        """Enter one moment of the database; `beside` is where a copy may be kept meanwhile."""

    @abstractmethod
    def restore(self, dump: IO[bytes], manifest: Manifest) -> None:
        """Replace the whole database in one transaction, so that it is the old one or the new one."""

    @abstractmethod
    def tables(self) -> dict[str, TableDigest]:
        """Return count and digest of every table as it is now."""

    def is_empty(self) -> bool:
        return not any(table.rows for name, table in self.tables().items() if name not in WRITTEN_BY_MIGRATE)


class PostgreSql(Database):
    @contextmanager
    def snapshot(self, beside: Path) -> Iterator[Snapshot]:
        """One transaction sees one moment; pg_dump is told to see the same."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (moment,) = cursor.fetchone()
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
            options.append(f"--exclude-table-data=*.{table_of_sessions()}")
            names = file_names(_rows_of_connection)
            yield Snapshot(self._digests(), names, lambda write: self._dump(options, write))

    def restore(self, dump: IO[bytes], manifest: Manifest) -> None:
        command, environment = _tool("pg_restore", as_option=True)
        command += ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
        command += ["--exit-on-error", "--single-transaction"]
        connection.close()
        with (
            tempfile.TemporaryFile() as errors,
            _started(command, environment, stdin=subprocess.PIPE, stderr=errors) as tool,
        ):
            assert tool.stdin is not None
            try:
                while chunk := dump.read(CHUNK):
                    tool.stdin.write(chunk)
                tool.stdin.close()
            except BrokenPipeError:
                pass  # the tool has told why by itself
            _wait(tool, errors)

    def tables(self) -> dict[str, TableDigest]:
        with transaction.atomic():
            return self._digests()

    def _dump(self, options: list[str], write: Write) -> None:
        command, environment = _tool("pg_dump")
        command[1:1] = options
        with (
            tempfile.TemporaryFile() as errors,
            _started(command, environment, stdout=subprocess.PIPE, stderr=errors) as tool,
        ):
            assert tool.stdout is not None
            while chunk := tool.stdout.read(CHUNK):
                write(chunk)
            _wait(tool, errors)

    def _digests(self) -> dict[str, TableDigest]:
        with connection.cursor() as cursor:
            for setting in TEXT_SETTINGS:
                cursor.execute(f"SET LOCAL {setting}")
        return digests(connection, _rows_of_connection, "SELECT t::text FROM {table} t")


class Sqlite(Database):
    @contextmanager
    def snapshot(self, beside: Path) -> Iterator[Snapshot]:
        """SQLite copies itself while others write: the copy is of one moment."""
        copy = beside.with_name(f"{beside.name}.sqlite3")
        copy.unlink(missing_ok=True)
        try:
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL, 0o600))
            with closing(sqlite3.connect(self._path)) as live, closing(sqlite3.connect(copy)) as copied:
                live.backup(copied)
                self._forget_sessions(copied)
                rows = _rows_of(copied)
                yield Snapshot(self._digests(rows), file_names(rows), lambda write: _write_file(copy, write))
        finally:
            copy.unlink(missing_ok=True)

    def restore(self, dump: IO[bytes], manifest: Manifest) -> None:
        """The copy is looked over beside the database, then SQLite takes all of it in one transaction of its own."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection.close()
        with tempfile.NamedTemporaryFile(dir=self._path.parent, prefix=f"{self._path.name}.restoring-") as file:
            while chunk := dump.read(CHUNK):
                file.write(chunk)
            file.flush()
            with closing(sqlite3.connect(file.name)) as copied:
                if self._digests(_rows_of(copied)) != manifest.tables:
                    raise ArchiveRefused("its database does not hold the rows that the manifest names")
                with closing(sqlite3.connect(self._path, timeout=20)) as live:
                    copied.backup(live)

    def tables(self) -> dict[str, TableDigest]:
        with closing(sqlite3.connect(self._path)) as live:
            return self._digests(_rows_of(live))

    @property
    def _path(self) -> Path:
        return Path(connection.settings_dict["NAME"])

    def _digests(self, rows: Query) -> dict[str, TableDigest]:
        names = [name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        names = [name for name in names if not name.startswith("sqlite_") and name != table_of_sessions()]
        return {name: table_of(map(repr, rows(f'SELECT * FROM "{name}"'))) for name in names}  # noqa: S608  from SQLite

    def _forget_sessions(self, copied: sqlite3.Connection) -> None:
        copied.execute("PRAGMA journal_mode = DELETE")
        copied.execute("PRAGMA secure_delete = ON")
        table = table_of_sessions()
        if copied.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
            copied.execute(f'DELETE FROM "{table}"')  # noqa: S608  named by a model
            copied.commit()


def portal_database() -> Database:
    """Return the database that the settings name."""
    return PostgreSql() if connection.vendor == "postgresql" else Sqlite()


def table_of_sessions() -> str:
    """Return the table whose rows open the portal to whoever holds them; it stays out of archives."""
    model: type[Model] = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
    return model._meta.db_table


def digests(of: BaseDatabaseWrapper, rows: Query, select: str) -> dict[str, TableDigest]:
    """Return count and digest of every table but the sessions."""
    names = sorted(name for name in of.introspection.table_names() if name != table_of_sessions())
    quoted = {name: select.format(table=of.ops.quote_name(name)) for name in names}
    return {name: table_of(row for (row,) in rows(quoted[name])) for name in names}


def named_files() -> set[str]:
    """Return every stored file that a row of the portal's database names."""
    with transaction.atomic():
        return file_names(_rows_of_connection)


def file_names(rows: Query) -> set[str]:
    """Return every stored file that a row names."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, FileField | StoredFileNames):
                column, table = (connection.ops.quote_name(name) for name in (field.attname, model._meta.db_table))
                stored = [text for (text,) in rows(f"SELECT {column} FROM {table}") if text]  # noqa: S608  our models
                if isinstance(field, StoredFileNames):
                    found.update(*map(json.loads, stored))
                else:
                    found.update(stored)
    return found


def _rows_of_connection(statement: str) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        yield from cursor


def _rows_of(opened: sqlite3.Connection) -> Query:
    return lambda statement: iter(opened.execute(statement))


def _write_file(path: Path, write: Write) -> None:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            write(chunk)


def _tool(name: str, *, as_option: bool = False) -> tuple[list[str], dict[str, str]]:
    """Return the start of a command line for a tool of PostgreSQL, and the environment with what is secret."""
    (_, *arguments), secret = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    if as_option:
        arguments[-1] = f"--dbname={arguments[-1]}"
    return [name, *arguments], {**os.environ, **(secret or {})}


@contextmanager
def _started(command: list[str], environment: dict[str, str], **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    try:
        tool = subprocess.Popen(command, env=environment, **pipes)  # noqa: S603  our own words and settings
    except FileNotFoundError as missing:
        raise ToolFailed(f"{command[0]} is not installed (package postgresql-client)") from missing
    try:
        yield tool
    finally:
        if tool.poll() is None:
            tool.kill()
            tool.wait()


def _wait(tool: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
    if tool.wait() == 0:
        return
    errors.seek(0)
    raise ToolFailed(errors.read().decode("utf-8", "replace").strip() or f"it ended with status {tool.returncode}")
