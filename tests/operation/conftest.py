"""Installations for the tests of operation: each test gets a copy of one that was filled once."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.migrated import migrate_empty_postgresql, migrated_file
from tests.operation.loaded import end_loaded
from tests.operation.machine import Cluster, Portal, postgresql_folder


def pytest_itemcollected(item: pytest.Item) -> None:
    """Called, as everything in this file, for the tests of this folder alone."""
    item.add_marker(pytest.mark.operation)


@pytest.fixture(scope="session", autouse=True)
def loaded_processes() -> Iterator[None]:
    yield
    end_loaded()


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
    """The static files as they are collected for production: where `bin/test` has just done so, else by one worker."""
    if collected := os.environ.get("ITA_COLLECTED"):
        return Path(collected)

    def collect(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        Portal(folder, "sqlite://:memory:", folder).manage("collectstatic", "--noinput", "--verbosity", "0")

    return made_once("static", collect)


def loaded(portal: Portal) -> None:
    for command in ("load_frameworks", "load_demo"):
        portal.manage(command, "--verbosity", "0")


@pytest.fixture(scope="session")
def sqlite_original(request, tmp_path_factory, made_once, static) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")

    def fill(file: Path) -> None:
        shutil.copy(migrated_file(request.config.cache.mkdir("migrated")), file)
        loaded(Portal(folder, f"sqlite:///{file}", static))

    return made_once("db.sqlite3", fill)


@pytest.fixture(scope="session")
def in_own_server(made_once, cluster) -> Callable[[str, str, Callable[[str], object]], str]:
    """Return a function that gives a database in this worker's own server, which one worker fills for all of them."""

    def given(name: str, template: str, fill: Callable[[str], object]) -> str:
        filled: list[str] = []

        def fill_and_dump(dump: Path) -> None:
            filled.append(cluster.new_database(template))
            fill(filled[0])
            cluster.dump(filled[0], dump)

        dump = made_once(f"{name}.dump", fill_and_dump)
        if not filled:
            filled.append(cluster.new_database())
            cluster.take_in(dump, filled[0])
        return filled[0]

    return given


@pytest.fixture(scope="session")
def postgresql_migrated(request, cluster) -> str:
    """The name of a database with all tables and no rows."""
    name = cluster.new_database()
    migrate_empty_postgresql(cluster.url(name), request.config.cache.mkdir("migrated"))
    return name


@pytest.fixture(scope="session")
def postgresql_original(tmp_path_factory, in_own_server, postgresql_migrated, cluster, static) -> str:
    """The name of a database with the demonstration data."""
    folder = tmp_path_factory.mktemp("postgresql")
    return in_own_server(
        "demonstration", postgresql_migrated, lambda name: loaded(Portal(folder, cluster.url(name), static))
    )


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
