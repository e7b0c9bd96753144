"""A database with all migrations applied, made once and copied: migrating takes longer than most test files.

It lies in pytest's cache under the digest of all that makes it. What is copied is checked by `migrate` once more, which
finds nothing to do; `tests/operation/test_migrations.py` walks the migrations themselves.
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
    path = folder / f"{digest_of_migrations()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in folder.glob("*.sqlite3*"):
                old.unlink()
            _migrate(unfinished := path.with_suffix(".unfinished"))
            unfinished.rename(path)
    return path


def _migrate(path: Path) -> None:
    path.unlink(missing_ok=True)
    command = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": f"sqlite:///{path}"}, check=True)


@contextmanager
def migrated_in_memory(folder: Path) -> Iterator[None]:
    """Fill the database in memory, which lives as long as somebody is connected with it."""
    source, target = sqlite3.connect(migrated_file(folder)), sqlite3.connect(IN_MEMORY, uri=True)
    source.backup(target)
    source.close()
    yield
    target.close()
