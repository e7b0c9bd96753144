"""Installations for the tests of operation: each test gets a copy of one that was filled once."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.operation.machine import Cluster, Portal, postgresql_folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.operation)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    if postgresql_folder() is None:
        pytest.skip("there is no PostgreSQL on this machine: run bin/setup test")
    cluster = Cluster()
    yield cluster
    cluster.remove()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Return a function that gives what one worker of a run makes for all of them: a folder or a file, by its name."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    def made(name: str, make: Callable[[Path], object]) -> Path:
        path = folder / name
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                make(unfinished := folder / f"{name}.unfinished")
                unfinished.rename(path)
        return path

    return made


@pytest.fixture(scope="session")
def static(made_once) -> Path:
    """The static files as they are collected for production."""

    def collect(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        Portal(folder, "sqlite://:memory:", folder).manage("collectstatic", "--noinput", "--verbosity", "0")

    return made_once("static", collect)


def filled(portal: Portal) -> Portal:
    for command in ("migrate", "load_frameworks", "load_demo"):
        portal.manage(command, "--verbosity", "0")
    return portal


@pytest.fixture(scope="session")
def sqlite_original(tmp_path_factory, made_once, static) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")
    return made_once("db.sqlite3", lambda file: filled(Portal(folder, f"sqlite:///{file}", static)))


@pytest.fixture(scope="session")
def postgresql_original(tmp_path_factory, made_once, cluster, static) -> str:
    """The name of a database in this worker's own server."""
    name = cluster.new_database()

    def fill_and_dump(dump: Path) -> None:
        filled(Portal(tmp_path_factory.mktemp("postgresql"), cluster.url(name), static))
        cluster.dump(name, dump)

    dump = made_once("postgresql.dump", fill_and_dump)
    if not cluster.sql("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1", name):
        cluster.take_in(dump, name)
    return name


@pytest.fixture
def on_sqlite(sqlite_original, tmp_path, static) -> Portal:
    """An installation on SQLite with the demonstration data."""
    shutil.copy(sqlite_original, tmp_path / "db.sqlite3")
    return Portal(tmp_path, f"sqlite:///{tmp_path / 'db.sqlite3'}", static)


@pytest.fixture
def on_postgresql(postgresql_original, cluster, tmp_path, static) -> Iterator[Portal]:
    """An installation on PostgreSQL with the demonstration data."""
    name = cluster.new_database(postgresql_original)
    yield Portal(tmp_path, cluster.url(name), static)
    cluster.sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def portal(request) -> Portal:
    """An installation on each of the two databases."""
    return request.getfixturevalue(f"on_{request.param}")


@pytest.fixture
def empty_like(request, tmp_path, static) -> Iterator[Callable[[Portal], Portal]]:
    """Return a function that gives a second, empty installation on the same kind of database."""
    made: list[tuple[Cluster, str]] = []

    def empty(portal: Portal) -> Portal:
        folder = tmp_path / "second"
        folder.mkdir()
        if not portal.is_on_postgresql:
            return Portal(folder, f"sqlite:///{folder / 'db.sqlite3'}", static)
        cluster = request.getfixturevalue("cluster")
        made.append((cluster, cluster.new_database()))
        return Portal(folder, cluster.url(made[-1][1]), static)

    yield empty
    for cluster, name in made:
        cluster.sql(f"DROP DATABASE {name} WITH (FORCE)")
