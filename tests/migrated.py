"""A database with all migrations applied, made once and copied: migrating takes longer than most test files.

It lies in pytest's cache under the digest of all that makes it: a file for SQLite, a dump for PostgreSQL. What is
copied is checked by `migrate` once more, which finds nothing to do; `tests/operation/test_migrations.py` walks the
migrations themselves. `python -m tests.migrated` fills the database that DATABASE_URL names.
"""

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # where Django lets tests on SQLite run


def digest_of_migrations() -> str:
    """Return one digest of every migration of the project, and of the Django that would run them."""
    digest = sha256(version("django").encode())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def migrated_file(folder: Path) -> Path:
    """Return the migrated database in a folder; who comes while it is being made waits for it."""
    with _made_once(folder / f"{digest_of_migrations()}.sqlite3") as (path, unfinished):
        if unfinished:
            _migrate(f"sqlite:///{unfinished}")
    return path


def migrate_empty_postgresql(url: str, folder: Path) -> None:
    """Give an empty database on PostgreSQL all tables, from the dump in a folder, or make that."""
    asked = subprocess.run(["pg_dump", "--version"], check=True, capture_output=True, text=True).stdout
    version = asked.split(")")[1].split()[0]
    with _made_once(folder / f"{digest_of_migrations()}-{version}.dump") as (path, unfinished):
        if unfinished:
            _migrate(url)
            subprocess.run(["pg_dump", f"--dbname={url}", "--format=custom", f"--file={unfinished}"], check=True)
            return
    subprocess.run(["pg_restore", f"--dbname={url}", "--exit-on-error", "--no-owner", path], check=True)


@contextmanager
def _made_once(path: Path) -> Iterator[tuple[Path, Path | None]]:
    """Give a file's path and, where it is not there yet, the path to make it at; others wait meanwhile."""
    with (path.parent / f"lock{path.suffix}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists():
            yield path, None
            return
        for old in path.parent.glob(f"*{path.suffix}*"):
            if not old.name.startswith("lock"):
                old.unlink()
        unfinished = path.with_suffix(f"{path.suffix}.unfinished")
        yield path, unfinished
        unfinished.rename(path)


def _migrate(url: str) -> None:
    command = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=True)


@contextmanager
def migrated_in_memory(folder: Path) -> Iterator[None]:
    """Fill the database in memory, which lives as long as somebody is connected with it."""
    source, target = sqlite3.connect(migrated_file(folder)), sqlite3.connect(IN_MEMORY, uri=True)
    source.backup(target)
    source.close()
    yield
    target.close()


if __name__ == "__main__":
    (kept := ROOT / ".pytest_cache/d/migrated").mkdir(parents=True, exist_ok=True)
    migrate_empty_postgresql(os.environ["DATABASE_URL"], kept)
