"""The queries that every page asks, put together once: they answer what Django would answer each time."""

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.access import access_to
from agencies.backends import PersonBackend
from agencies.kept import forget_all
from agencies.models import Agency, Department, Membership, Notice, Session, User
from agencies.models.session import FORMER_BACKEND, SESSION_FOUND
from agencies.prepared_queries import ANY_NUMBER, PreparedQuery
from workspace.bar import unread_count

pytestmark = pytest.mark.django_db

DEPARTMENTS = PreparedQuery(
    lambda agency, name: Department.objects.filter(agency=agency, name=name).values_list("name", "position"), int, str
)


def access_of(person, slug: str = "nanueng"):
    request = RequestFactory().get("/")
    request.user, request.session = person, {}
    return access_to(request, slug)


def test_it_is_asked_anew_with_each_value(nanueng, empty_agency):
    for agency in (nanueng, empty_agency):
        Department.objects.create(agency=agency, name="กองสอง", position=agency.pk)
    for agency in (nanueng, empty_agency):
        assert DEPARTMENTS.rows(agency.pk, "กองสอง") == [("กองสอง", agency.pk)]
    assert DEPARTMENTS.rows(nanueng.pk, "' OR 1=1 --") == []


def test_a_value_that_the_query_does_not_ask_by_is_refused():
    query = PreparedQuery(lambda agency: Department.objects.values_list("name"), int)
    with pytest.raises(ValueError, match=str(ANY_NUMBER)):
        query.rows(1)


def test_an_object_is_what_django_reads(coordinator, as_user):
    """Every column, also those that a database keeps in its own way: moments, keys, what is true or false."""
    User.objects.filter(pk=coordinator.pk).update(reset_mailed_at=timezone.now(), is_staff=True)
    as_user(coordinator).get("/")
    session = Session.objects.get(user=coordinator)
    person = User.objects.get(pk=coordinator.pk)
    found = PersonBackend().get_user(coordinator.pk), SESSION_FOUND.found(session.session_key)
    for each, wanted in zip(found, (person, session), strict=True):
        assert {**vars(each), "_state": None} == {**vars(wanted), "_state": None}
        assert (each._state.db, each._state.adding) == (wanted._state.db, False)


def test_nobody_is_found_who_is_not_there_or_closed(coordinator):
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    assert PersonBackend().get_user(coordinator.pk) is None
    assert PersonBackend().get_user(coordinator.pk + 1000) is None


@pytest.mark.parametrize("column", ["expire_date", "session_key"])
def test_a_session_that_ended_or_is_not_there_opens_nothing(coordinator, as_user, column):
    client = as_user(coordinator)
    assert client.get("/account/").status_code == 200
    changed = timezone.now() if column == "expire_date" else "another"
    Session.objects.filter(user=coordinator).update(**{column: changed})
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("key", ["\0" * 32, f"{'a' * 31}\0"], ids=["all", "one letter"])
def test_a_key_that_postgresql_cannot_look_for_opens_nothing(client, key):
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/account/").status_code == 302
    assert not [each for each in asked if "agencies_session" in each["sql"]]


def test_a_session_of_before_goes_on(coordinator, as_user):
    """What it holds names the backend that asked for accounts then."""
    client = as_user(coordinator)
    session = client.session
    session[BACKEND_SESSION_KEY] = FORMER_BACKEND
    session.save()
    assert FORMER_BACKEND not in settings.AUTHENTICATION_BACKENDS
    assert client.get("/account/").status_code == 200
    assert client.session[SESSION_KEY] == str(coordinator.pk)


def test_what_was_not_read_is_counted_as_the_inbox_counts_it(world_of_notices):
    for person in world_of_notices:
        assert unread_count(person) == Notice.objects.of_person(person).unread().count()
    assert [unread_count(person) for person in world_of_notices] == [2, 0]


@pytest.fixture
def world_of_notices(nanueng, coordinator, officer):
    """A coordinator who was told three times and read once, and an officer who is no longer let in."""
    for number in range(3):
        event = nanueng.events.create(kind="sent", subject="report", occasion=str(number), thing="ก", path="/")
        Notice.objects.create(event=event, user=coordinator)
        Notice.objects.create(event=event, user=officer)
    first = Notice.objects.filter(user=coordinator).first()
    Notice.objects.filter(pk=first.pk).update(read_at=first.event.at)
    Membership.objects.filter(user=officer).update(suspended_at=first.event.at)
    return coordinator, officer


@pytest.mark.any_database  # PostgreSQL keeps nothing within the transaction of a test
def test_each_request_has_its_own_agency(coordinator):
    """What is kept is shared: a form that sets a field of it must not change what others read."""
    access_of(coordinator).agency.name = "อื่น"
    assert access_of(coordinator).agency.name != "อื่น"


@pytest.mark.any_database
def test_who_comes_again_is_known_by_one_query(coordinator):
    forget_all()
    access_of(coordinator)
    with CaptureQueriesContext(connection) as queries:
        access_of(coordinator)
    assert len(queries) == 1


def test_a_new_role_and_a_new_name_are_seen_at_once(nanueng, officer):
    assert access_of(officer).role == Membership.Role.OFFICER
    Membership.objects.filter(user=officer).update(role=Membership.Role.READER)
    Agency.objects.filter(pk=nanueng.pk).update(name="นาใหม่")
    access = access_of(officer)
    assert (access.role, access.agency.name) == (Membership.Role.READER, "นาใหม่")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes no time to plan")
def test_postgresql_plans_it_once_and_nothing_else(nanueng):
    for number in range(3):
        DEPARTMENTS.rows(nanueng.pk, f"กอง {number}")
        list(Department.objects.filter(agency=nanueng, name="กอง").values_list("position", "name"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%agencies_department%'")
        (planned,) = [text for (text,) in cursor.fetchall() if "JOIN" not in text]
    assert planned.index('"name"') < planned.index('"position"')


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans each time")
@pytest.mark.django_db(transaction=True)
def test_it_is_planned_anew_when_a_migration_altered_a_column(empty_agency):
    """Processes of before go on for a while after `migrate`, with the plans of their connections."""
    Department.objects.create(agency=empty_agency, name="กองสอง", position=1)
    assert DEPARTMENTS.rows(empty_agency.pk, "กองสอง")
    kind, migrating = Department._meta.get_field("name").db_type(connection), connection.copy()
    try:
        with migrating.cursor() as cursor:
            for each in ("varchar(900)", kind):
                cursor.execute(f"ALTER TABLE agencies_department ALTER COLUMN name TYPE {each}")
                assert DEPARTMENTS.rows(empty_agency.pk, "กองสอง") == [("กองสอง", 1)]
    finally:
        migrating.close()
