"""By what is noted of a test on SQLite, and which tests PostgreSQL is spared for it."""

import json
from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.sql.compiler import SQLCompiler

from agencies.models import Agency, Department
from tests.conftest import is_noted
from tests.statements import StatementNotes, chosen, kind_of_value, names_told, notes_of, told_of, wording


@pytest.fixture
def noted(db, monkeypatch):
    """Return a function that does something and gives what is noted of it."""
    monkeypatch.setattr(SQLCompiler, "execute_sql", SQLCompiler.execute_sql)  # put back afterwards
    notes = StatementNotes()
    notes.begin()

    def noted_of(act) -> set[int]:
        with notes.of_test("one"), transaction.atomic():
            act()
        return set(notes.of_tests["one"][1])

    yield noted_of
    connection.execute_wrappers.remove(notes)


def named(name: str) -> bool:
    return Agency.objects.filter(name=name).exists()


def test_the_same_with_other_words_is_noted_alike(noted):
    assert noted(lambda: named("ก")) == noted(lambda: named("ข"))


@pytest.mark.any_database  # PostgreSQL refuses some, and it is the run on SQLite of which notes are made
@pytest.mark.parametrize("name", ["", "a", "ก\x07", "ก\nข", "ก%", "ก" * 300, "ก\u200b", "ก\0"])
def test_a_text_of_another_kind_is_something_new(noted, name):
    assert noted(lambda: named(name)) - noted(lambda: named("ก"))


@pytest.mark.parametrize("number", [None, True, 2**40, 2**70, 1.5])
def test_a_number_of_another_kind_is_something_new(number):
    assert kind_of_value(number) != kind_of_value(1) == kind_of_value(20)


def test_what_asks_for_any_number_of_rows_is_worded_alike():
    assert wording("WHERE id IN (%s, %s, %s) LIMIT 21") == wording("WHERE id IN (%s, %s) LIMIT 5")
    two, three = ("INSERT INTO t (a, b) VALUES " + ", ".join(["(%s, %s)"] * rows) for rows in (2, 3))  # noqa: S608
    assert wording(two) == wording(three) != wording("INSERT INTO t (a) VALUES (%s), (%s)")


def test_rows_that_are_locked_are_something_new(noted):
    """SQLite leaves the lock out of the statement; PostgreSQL refuses some."""
    locked = noted(lambda: list(Agency.objects.select_for_update().filter(name="ก")))
    assert locked - noted(lambda: list(Agency.objects.filter(name="ก")))
    of_itself = noted(lambda: list(Agency.objects.select_for_update(of=("self",)).filter(name="ก")))
    assert of_itself - locked


def test_what_a_database_refuses_is_something_new(noted, empty_agency):
    def twice():
        with pytest.raises(IntegrityError), transaction.atomic():
            Agency.objects.create(slug=empty_agency.slug, name="ก", kind="other")

    assert noted(twice) - noted(lambda: Agency.objects.create(slug="another", name="ก", kind="other"))


def test_rows_in_no_order_are_something_new_once_they_have_moved(noted, empty_agency):
    def read():
        list(Department.objects.filter(agency=empty_agency).order_by())

    def moved():
        Department.objects.filter(agency=empty_agency).update(position=1)
        read()

    updated = noted(lambda: Department.objects.filter(agency=empty_agency).update(position=1))
    assert noted(moved) - noted(read) - updated


def test_everything_noted_comes_to_postgresql_twice_where_it_can():
    notes = {f"test {at}": (at % 3 / 10, [at % 7, 10 + at % 11, 30 + at]) for at in range(40)}
    notes |= {f"short {at}": (0.0, [at % 7, 10 + at % 11]) for at in range(77)}
    picked = chosen(notes, 2)
    count = Counter(each for _, noted in notes.values() for each in noted)
    covered = Counter(each for name in picked for each in notes[name][1])
    assert all(covered[each] >= min(times, 2) for each, times in count.items())
    assert len(picked) < 60


def test_of_tests_that_put_the_same_the_shorter_ones_run():
    assert chosen({"long": (9.0, [1, 2]), "short": (0.1, [1, 2]), "middle": (1.0, [1])}, 1) == {"short"}


def test_what_noted_nothing_is_not_left_out():
    assert told_of({"deaf": (9.0, []), "long": (1.0, [1]), "a": (0.1, [1]), "b": (0.1, [1])}) == {"long"}


def test_another_connection_of_the_thread_is_listened_to(noted):
    """As Django makes one when an event loop begins to run in the thread, which a browser's does."""
    connection.execute_wrappers.clear()
    assert noted(lambda: named("ก"))


def test_nothing_is_left_out_of_which_nothing_is_noted(tmp_path):
    assert names_told(tmp_path) == set()
    (tmp_path / "1.json").write_text(json.dumps({"a": (1, [1]), "b": (2, [1])}))
    (tmp_path / "told").write_text(json.dumps(["b"]))
    assert set(notes_of(tmp_path)) == {"a", "b"}
    assert names_told(tmp_path) == {"b"}


ALONE = [pytest.mark.any_database, pytest.mark.browser, pytest.mark.operation, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("mark", ALONE, ids=lambda mark: mark.name)
def test_who_runs_on_one_database_or_always_on_both_stands_for_nobody(request, db, monkeypatch, mark):
    monkeypatch.setattr("tests.conftest.NOTES_FOLDER", "notes")
    assert is_noted(request.node)
    request.node.add_marker(mark)
    assert not is_noted(request.node)
