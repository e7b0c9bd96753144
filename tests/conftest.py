"""The fixed cast of the tests, and the years they meet in.

`nanueng` is the home agency with all of its demonstration content; `stranger` coordinates another agency.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path

import django.test.client
import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django.plugin import blocking_manager_key

from agencies.kept import forget_all
from agencies.models import Agency, Membership, Oversight, User
from assessments.models import Framework
from ita_portal.call_stack import with_room
from tests.dealing import dealt
from tests.emptied import rows_put_back
from tests.kept_rows import copy_rows, is_kept, keep_rows, remove_rows
from tests.migrated import migrated_in_memory
from tests.portal.kept_agencies import keep_agencies
from tests.reports.kept_year import keep_year
from tests.seen_contexts import store_context
from tests.signed_in import client_of
from tests.statements import StatementNotes, names_told
from workspace.demonstration.agencies import demonstration_agency_load

Role = Membership.Role
YEAR = 2568
# Whoever reaches the database does it through one of these, however many fixtures lie between.
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}
# Files and folders of tests that take many seconds each, or a browser.
LONGEST = {"browser", "test_hostile_inputs", "test_hostile_texts", "test_rights_walk", "test_send_reminders"}
# Where a run on SQLite notes what its tests put to the database, and by which the one on PostgreSQL leaves out tests.
NOTES_FOLDER = os.environ.get("ITA_STATEMENTS", "")
NOTES = StatementNotes()


# A slow machine is no reason to fail.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")


def pytest_configure() -> None:
    """Hash passwords fast: the cast is signed in hundreds of times, and guards nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Tests print beside each other on one machine; test_turns.py asks for less.
    settings.DOCUMENTS_AT_ONCE = 100
    # The walks ask for public pages as nobody else does; test_verify.py asks for less.
    settings.PUBLIC_PAGES_PER_MINUTE = 1_000_000
    django.test.client.store_rendered_templates = store_context
    # Until all is collected: what is made until then lives as long as the run.
    gc.disable()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what asks for no database: pytest-django keeps it from touching one, so it is the same on each."""
    if not asks_for_database(item):
        item.add_marker(pytest.mark.any_database)


def asks_for_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(DATABASE_FIXTURES & fixtures) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest: at the end it would keep one worker busy while the others have nothing to do."""
    if connection.vendor == "postgresql" and NOTES_FOLDER:
        told = names_told(Path(NOTES_FOLDER))
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in told])
        items[:] = [item for item in items if item.nodeid not in told]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    is_long = [bool(LONGEST & {item.path.stem, item.path.parent.name}) for item in items]
    items[:] = dealt(items, is_long, workers)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what lives as long as the run: it takes a tenth of the time otherwise."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


@pytest.fixture(scope="session")
def migrated_database(request) -> Iterator[None]:
    """Spare a run the migrations: on SQLite by a kept file, on PostgreSQL by the database that `bin/test` migrated."""
    connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("ITA_MIGRATED")
    in_memory = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    with migrated_in_memory(request.config.cache.mkdir("migrated")) if in_memory else nullcontext():
        yield


@pytest.fixture(scope="session")
def django_db_setup(request, migrated_database, django_db_setup, django_db_blocker) -> Iterator[None]:
    """Load the framework years and the agencies of the tests once, and keep their rows."""
    with django_db_blocker.unblock():
        load = partial(call_command, "load_frameworks", verbosity=0, stdout=StringIO())
        keep_rows("frameworks", load, besides=["agencies_change"])  # every test begins with an empty history
        keep_rows("nanueng", lambda: demonstration_agency_load(slug="nanueng"))
        if is_asked_for(request.session, "kept_year"):
            home = Agency.objects.get(slug="nanueng")
            keep_year(home, lambda: make_member(home, Role.COORDINATOR))
        remove_rows("nanueng")
        know_frameworks()
        if is_asked_for(request.session, "kept_agencies"):
            keep_agencies()
        emptying = ExitStack()
        emptying.enter_context(rows_put_back())
    if in_notes := bool(NOTES_FOLDER and connection.vendor == "sqlite"):
        NOTES.begin()
    with emptying:
        yield
    if in_notes:
        NOTES.store(Path(NOTES_FOLDER))


def is_asked_for(session: pytest.Session, fixture: str) -> bool:
    return any(fixture in getattr(item, "fixturenames", ()) for item in session.items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[bool]:
    """Note what a test puts to the database, also while it is set up."""
    with NOTES.of_test(item.nodeid) if is_noted(item) else nullcontext():
        return (yield)


@pytest.hookimpl(specname="pytest_runtest_protocol", tryfirst=True)
def pytest_runtest_with_room(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test as pytest does, with room for its calls: it stands on a hundred of pytest's own.

    A hook needs a name that begins as pytest's do, and that of the protocol is taken above.
    """
    return with_room(item.config.pluginmanager.get_plugin("runner").pytest_runtest_protocol)(item, nextitem)


def is_noted(item: pytest.Item) -> bool:
    """Whether another test may stand for this one: with real transactions each runs on both, some on SQLite alone."""
    mark = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    in_transactions = {"transactional_db", "live_server"} & fixtures or (mark and mark.kwargs.get("transaction"))
    is_once = any(item.get_closest_marker(name) for name in ("any_database", "browser", "operation"))
    return bool(NOTES_FOLDER) and asks_for_database(item) and not in_transactions and not is_once


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Lay out what the next test starts from, outside of its transaction, so that the one after it has it too."""
    result = yield
    if nextitem and is_kept("nanueng") and asks_for_database(nextitem):
        with item.config.stash[blocking_manager_key].unblock():
            lay_out(nanueng="nanueng" in getattr(nextitem, "fixturenames", ()))
    return result


def lay_out(*, nanueng: bool) -> None:
    if not Framework.objects.exists():  # the test before emptied the database for real
        copy_rows("frameworks")
        know_frameworks()
    if nanueng != Agency.objects.filter(slug="nanueng").exists():
        (copy_rows if nanueng else remove_rows)("nanueng")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Let every test judge for itself: what one found in rows that it took back, by rules that it changed, is over."""
    forget_all()


@pytest.fixture
def frameworks(db: None) -> None:
    """The framework years; they lie there, but for the first test of a run and what asks for them while it runs."""
    if not Framework.objects.exists():
        copy_rows("frameworks")
        know_frameworks()


def know_frameworks() -> None:
    """Read the structure of every year as a worker has it that is not new: it counts in no test of queries."""
    for framework in Framework.objects.all():
        framework.structure()


@pytest.fixture
def nanueng(frameworks: None) -> Agency:
    """The home agency with its five years, findings, limitations and plan."""
    if not Agency.objects.filter(slug="nanueng").exists():
        copy_rows("nanueng")
    return Agency.objects.get(slug="nanueng")


@pytest.fixture
def kept_year(frameworks: None) -> None:
    """Asked for by what lays out rows of `tests/reports/kept_year.py`: runs in which nobody does make none."""


@pytest.fixture
def empty_agency(frameworks: None) -> Agency:
    """An agency on its first day: departments, nothing else."""
    agency = Agency.objects.create(slug="maiklang", kind=Agency.Kind.SUBDISTRICT, name="ใหม่กลาง", province="เชียงใหม่")
    for position, name in enumerate(("สำนักปลัด", "กองคลัง", "กองช่าง"), 1):
        agency.departments.create(name=name, position=position)
    return agency


def make_member(agency: Agency, role: str, username: str = "") -> User:
    """Return a new account with a role in an agency."""
    user = User.objects.create_user(
        username or f"{role}-{agency.slug}", password="p", display_name=f"{role} ของ {agency.slug}"
    )
    Membership.objects.create(user=user, agency=agency, role=role)
    return user


@pytest.fixture
def member() -> Callable[..., User]:
    return make_member


@pytest.fixture
def coordinator(nanueng: Agency) -> User:
    return make_member(nanueng, Role.COORDINATOR)


@pytest.fixture
def officer(nanueng: Agency) -> User:
    user = make_member(nanueng, Role.OFFICER)
    user.memberships.update(department=nanueng.departments.get(name="กองคลัง"))
    return user


@pytest.fixture
def executive(nanueng: Agency) -> User:
    return make_member(nanueng, Role.EXECUTIVE)


@pytest.fixture
def reader(nanueng: Agency) -> User:
    return make_member(nanueng, Role.READER)


@pytest.fixture
def stranger(empty_agency: Agency) -> User:
    return make_member(empty_agency, Role.COORDINATOR)


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("administrator", password="p", display_name="ผู้ดูแลระบบ")


@pytest.fixture
def overseer(nanueng: Agency) -> User:
    """Reads every agency of the home agency's province."""
    user = User.objects.create_user("overseer", password="p", display_name="ท้องถิ่นจังหวัด")
    Oversight.objects.create(user=user, province=nanueng.province)
    return user


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """Return a client that is signed in as somebody."""
    return client_of


@pytest.fixture
def on_day(monkeypatch) -> Callable[[date], None]:
    """Return a function that lets the portal's clock stand on a day."""
    return lambda day: monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)
