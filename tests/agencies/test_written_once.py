"""The history cannot be edited: not by the models, not by a query, not by a statement of its own."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from agencies.changes import ChangeSubject, change_record
from agencies.models import Change
from agencies.written_once import WrittenOnceError


@pytest.fixture
def change(empty_agency, stranger) -> Change:
    return change_record(ChangeSubject(empty_agency, 2568, "figure:i1", "คะแนน i1"), stranger, new="90")


ATTEMPTS = {
    "save": lambda change: change.save(),
    "save a field": lambda change: change.save(update_fields=["new"]),
    "delete": lambda change: change.delete(),
    "update all": lambda change: Change.objects.update(new="95"),
    "delete some": lambda change: Change.objects.filter(pk=change.pk).delete(),
    "update many": lambda change: Change.objects.bulk_update([change], ["new"]),
    "overwrite": lambda change: Change.objects.bulk_create([change], update_conflicts=True),
    "delete the agency's": lambda change: change.agency.changes.all().delete(),
    "update or create": lambda change: Change.objects.update_or_create(pk=change.pk, defaults={"new": "95"}),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_models_refuse_to_edit_and_to_delete_an_entry(change, attempt):
    change.new = "95"
    with pytest.raises(WrittenOnceError):
        ATTEMPTS[attempt](change)
    assert Change.objects.get(pk=change.pk).new == "90"


def columns() -> list[str]:
    return [field.column for field in Change._meta.concrete_fields if field.column != "actor_id"]


@pytest.mark.parametrize("column", columns())
def test_the_database_refuses_to_edit_any_column(change, column):
    """A column that is added later has to be added to the triggers on SQLite."""
    value = change.at if column == "at" else 999_999 if column == "id" else 7
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE agencies_change SET "{column}" = %s WHERE id = %s', [value, change.pk])  # noqa: S608  a name of our own


def test_the_database_lets_no_other_person_be_named(change, administrator):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE agencies_change SET actor_id = %s", [administrator.pk])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite empties a database row by row, see the migration")
def test_the_database_refuses_to_delete_an_entry(change):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agencies_change")


def test_an_account_that_goes_leaves_its_name(change, stranger):
    name = str(stranger)
    stranger.delete()
    change.refresh_from_db()
    assert (change.actor, change.actor_name) == (None, name)


def test_an_agency_with_history_stays(change):
    with pytest.raises(ProtectedError):
        change.agency.delete()


def test_the_administrator_reads_the_history_and_can_do_nothing_else(change, administrator, as_user):
    client = as_user(administrator)
    page = client.get("/admin/agencies/change/").content.decode()
    assert "คะแนน i1" in page
    assert 'name="action"' not in page
    address = f"/admin/agencies/change/{change.pk}/"
    assert client.get("/admin/agencies/change/add/").status_code == 403
    assert client.post(f"{address}change/", {"label": "อื่น"}).status_code == 403
    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    shown = client.get(f"{address}change/").content.decode()
    assert '<input type="submit"' not in shown
    assert Change.objects.get(pk=change.pk).label == "คะแนน i1"
