"""Installations for the tests of operation: each test gets a copy of one that was filled once."""

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
def static(tmp_path_factory) -> Path:
    """The static files as they are collected for production."""
    folder = tmp_path_factory.mktemp("static")
    Portal(folder, "sqlite://:memory:", folder).manage("collectstatic", "--noinput", "--verbosity", "0")
    return folder


def filled(portal: Portal) -> Portal:
    for command in ("migrate", "load_frameworks", "load_demo"):
        portal.manage(command, "--verbosity", "0")
    return portal


@pytest.fixture(scope="session")
def sqlite_original(tmp_path_factory, static) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")
    file = folder / "db.sqlite3"
    filled(Portal(folder, f"sqlite:///{file}", static))
    return file


@pytest.fixture(scope="session")
def postgresql_original(tmp_path_factory, cluster, static) -> str:
    name = cluster.new_database()
    filled(Portal(tmp_path_factory.mktemp("postgresql"), cluster.url(name), static))
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
