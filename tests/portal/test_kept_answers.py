"""What is kept of an agency is what would be judged afresh: no write, whoever writes, leaves a stale answer.

All that is judged is read from tables that move the stamp; each of these does so whoever writes; and every service is
seen to move it (`test_every_write.py`).
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from agencies import kept, stamps
from agencies.access import Access, access_to
from agencies.models import Agency, Department, Installation, Stamp, User
from assessments.models import Assessment, Framework
from measures.models import MeasurePlan
from reports.models import EVERY_KIND
from tests.portal.test_every_write import MOVES_NO_STAMP, WRITES
from tests.portal.two_agencies import Furnished, overseer, within
from tests.portal.writes import World
from tests.reports.issuing_year import quick_files

# The pages that keep what they judge, with what makes their answers differ from one person to the next.
PAGES = {
    "overview": "/nanueng/2568/",
    "checks": "/nanueng/2568/checks/",
    "documents": "/nanueng/2568/documents/",
    "plan": "/nanueng/2568/measures/",
    "sheet": "/nanueng/2568/scores/",
    "compare": "/nanueng/2568/compare/",
    "tracking": "/nanueng/2568/measures/tracking/",
    "months": "/nanueng/2568/measures/tracking/timeline/",
}
# Those that keep what they are made from, not all of which shows every write.
PAGES_OF_KEPT = PAGES | {
    "findings": "/nanueng/2568/analysis/",
    "settings": "/nanueng/2568/documents/measures/settings/",
    "issue": "/nanueng/2568/documents/measures/issue/",
    "opinions": "/nanueng/2568/documents/memo/opinions/",
    "document": "/nanueng/2568/documents/memo/",
    "issue of a memo": "/nanueng/2568/documents/memo/issue/",
    "report of the plan": "/nanueng/2568/measures/report/",
    "new measure": "/nanueng/2568/measures/new/",
    "measures of the next year": "/nanueng/2568/measures/forward/",
    "register": "/nanueng/2568/measures/evidence/",
    "places in files": "/nanueng/2568/measures/evidence/privacy/",
    "rounds": "/nanueng/2568/measures/rounds/",
    "my work": "/nanueng/2568/my-work/",
    "search": "/nanueng/2568/search/?q=เจ้าหน้าที่",
    "positions": "/nanueng/settings/positions/",
}
# Pages of one thing, by the names of their addresses: what they are made from is kept too.
PAGES_OF_THINGS = (
    "measure-edit",
    "measure-progress",
    "measure-evidence",
    "round",
    "round-report",
    "issued",
    "opinion-on-paper",
    "member",
    "position",
)
# Renews the year that it belongs to, and so moves the stamp of the portal: `assessments` 0013.
PARTS_OF_A_YEAR = (
    r"assessments_(level|instrument|indicator|subindicator|issue|question|requiredelement|topic(_questions)?)"
)
PORTAL_TABLES = {"assessments_framework", "agencies_installation"}
ONE_TIME = re.compile(r'(name="(csrfmiddlewaretoken|once|form_key)" value=|nonce=)"[^"]*"')

pytestmark = pytest.mark.django_db


def access_of(person: User, slug: str = "nanueng", method: str = "get") -> Access:
    request = getattr(RequestFactory(), method)("/")
    request.user, request.session = person, {}
    return access_to(request, slug)


def stamp_of(person: User, slug: str = "nanueng", **more: str) -> str:
    return access_of(person, slug, **more).stamp


def pages_of(client) -> dict[str, str]:
    return {name: ONE_TIME.sub("", client.get(path).content.decode()) for name, path in PAGES_OF_KEPT.items()}


@pytest.fixture
def world(nanueng, coordinator, settings, tmp_path, monkeypatch) -> World:
    settings.MEDIA_ROOT = tmp_path
    quick_files(monkeypatch)
    assessment = Assessment.objects.for_year(nanueng, 2568).with_sheet().get()
    return World(nanueng, coordinator, assessment, MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568))


@pytest.fixture
def reading(nanueng, member, as_user):
    """A second coordinator, whom no write is about."""
    return as_user(member(nanueng, "coordinator", "second"))


@pytest.mark.any_database  # PostgreSQL keeps nothing within the transaction of a test
def test_pages_say_after_a_write_what_they_would_say_afresh(world, reading):
    """That every write but these moves the stamp is seen where it is driven, in `test_every_write.py`."""
    before = pages_of(reading)
    for write in WRITES:
        if write.service in {*MOVES_NO_STAMP, "assessment_record", "measure_add"}:
            write.drive(world)
    kept_pages = pages_of(reading)
    assert all(kept_pages[page] != before[page] for page in PAGES)
    kept.forget_all()
    assert kept_pages == pages_of(reading)


@pytest.mark.any_database
@pytest.mark.parametrize("page", PAGES_OF_KEPT)
def test_all_that_a_kept_answer_reads_is_watched(everything, as_user, member, page):
    """What a page asks the first time and not the second was judged, and is kept: of those tables each moves stamps."""
    agency, _ = everything
    person = as_user(member(agency, "coordinator", "second"))
    assert len(judged_tables(person, PAGES_OF_KEPT[page].replace("nanueng", "home"))) > 2


@pytest.mark.any_database
@pytest.mark.parametrize("page", PAGES_OF_THINGS)
def test_all_that_is_kept_of_a_thing_is_watched(everything, home, as_user, member, page):
    agency, _ = everything
    person = as_user(member(agency, "coordinator", "second"))
    (url,) = (each.url for each in within(home, home.samples) if each.name == page)
    assert judged_tables(person, url)


@pytest.mark.any_database
def test_all_that_is_kept_of_an_area_is_watched(everything, home, as_user):
    assert len(judged_tables(as_user(overseer(home)), "/oversight/")) > 2


def test_an_area_is_judged_anew_when_any_of_its_agencies_changes(everything, home, as_user):
    _, other = everything
    client = as_user(overseer(home))
    assert "เทศบาลใหม่" not in client.get("/oversight/").text
    Agency.objects.filter(pk=other.pk).update(name="เทศบาลใหม่")
    assert "เทศบาลใหม่" in client.get("/oversight/").text
    Agency.objects.filter(pk=other.pk).update(province="ยโสธร")
    assert "เทศบาลใหม่" not in client.get("/oversight/").text


def judged_tables(client, url: str) -> set[str]:
    """Return of which tables a page keeps what it read, after making sure that each moves stamps."""
    first, second = statements_of(client, url), statements_of(client, url)
    judged = {table for sql in first if sql not in second for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}
    unwatched = {each for each in judged - stamps.watched_tables() if not re.fullmatch(PARTS_OF_A_YEAR, each)}
    assert not unwatched, [sql for sql in first if any(f'"{each}"' in sql for each in unwatched)]
    return judged


def statements_of(client, url: str) -> list[str]:
    asked: list[str] = []

    def note(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert client.get(url).status_code == 200
    return asked


@pytest.mark.any_database
def test_on_the_next_day_it_is_judged_anew(nanueng, coordinator, monkeypatch):
    access = Access(coordinator, nanueng, frozenset(), stamp="one")
    days = iter([date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 1)])
    monkeypatch.setattr(kept.timezone, "localdate", lambda: next(days))
    judged = iter(["today", "tomorrow"])
    found = [kept.kept(access, ("late",), lambda: next(judged)) for _ in range(3)]
    assert found == ["today", "today", "tomorrow"]


@pytest.mark.any_database
def test_a_page_over_midnight_judges_nothing_for_the_next_day(coordinator, monkeypatch):
    """It asked for the day before midnight, and judges by it."""
    clock = [date(2026, 1, 31)]
    monkeypatch.setattr(kept.timezone, "localdate", lambda *_: clock[0])
    access, today = access_of(coordinator), kept.timezone.localdate()
    clock[0] = date(2026, 2, 1)
    assert kept.kept(access, ("late",), lambda: today) == date(2026, 1, 31)
    assert kept.kept(access_of(coordinator), ("late",), lambda: clock[0]) == date(2026, 2, 1)


@pytest.fixture
def everything(home: Furnished, foreign: Furnished) -> tuple[Agency, Agency]:
    """Two agencies with at least one row of every table that is watched."""
    Installation.objects.get_or_create(pk=1)
    for each in (home.agency, foreign.agency):
        assessment = each.assessments.get(framework__fiscal_year=2568)
        measure = assessment.plans.get(fiscal_year=2568).measures.get()
        assessment.findings.create(scope="indicator", code="1")
        assessment.limitations.create(position=1, text="ข้อจำกัด")
        measure.evidence_facts.create(about="0" * 64)
        measure.progress.create(status="done", reported_on=date(2025, 3, 31))
        each.document_settings.create(kind=EVERY_KIND, fiscal_year=2568)
        each.typed_numbers.create(kind="memo", fiscal_year=2568)
        measure.reports.get().parts.create(department=each.departments.all()[1], at=timezone.now())
        each.website_places.create(kind="memo", fiscal_year=2568)
        each.confirmed_places.create(sha256="0" * 64, number=0)
    return home.agency, foreign.agency


def test_every_watched_table_moves_the_stamp_of_its_agency_alone(everything):
    """A row written as it was, past every model: it is the table that is watched, not who writes."""
    may_be_written_again()
    for table in sorted(stamps.watched_tables()):
        again = f'UPDATE "{table}" SET id = id WHERE id = '  # noqa: S608
        moved = [moved_by(partial(execute, f"{again}{key}")) for key in keys_of(table)]
        assert all(len(each) == 1 for each in moved), (table, moved)
        wanted = {stamps.THE_PORTAL} if PORTAL_TABLES & {table} else {each.pk for each in everything}
        assert wanted <= set().union(*moved), table


def test_what_comes_and_what_goes_moves_the_stamp(everything):
    home, _ = everything
    assert moved_by(lambda: home.departments.create(name="ใหม่", position=99)) == {home.pk}
    assert moved_by(home.departments.filter(name="ใหม่").delete) == {home.pk}


def keys_of(table: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{table}" ORDER BY id')  # noqa: S608
        return [key for (key,) in cursor.fetchall()]


def moved_by(write: Callable[[], object]) -> set[int]:
    """Return whose stamps a write moves, on PostgreSQL as if the transaction ended."""
    settle()
    Stamp.objects.update(mark="before")
    write()
    settle()
    return set(Stamp.objects.exclude(mark="before").values_list("agency", flat=True))


def settle() -> None:
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        execute("SET CONSTRAINTS ALL DEFERRED")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def may_be_written_again() -> None:
    """Take off the guards of what is written once: whoever gets past them moves the stamp all the same."""
    with connection.cursor() as cursor:
        for name, table in guards(cursor):
            of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{of_table}")


def guards(cursor) -> list[tuple[str, str]]:
    known = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
    }
    cursor.execute(known[connection.vendor])
    found = [(name, table) for name, table in cursor.fetchall() if not name.startswith(stamps.PREFIX)]
    return [each for each in found if each[1] in stamps.watched_tables() - PORTAL_TABLES]


def test_who_signs_in_moves_nothing(coordinator, nanueng):
    assert not moved_by(partial(coordinator.save, update_fields=["last_login"]))
    assert moved_by(partial(coordinator.save, update_fields=["display_name"])) == {nanueng.pk}


def test_a_year_moves_the_stamp_that_all_agencies_share(nanueng):
    question = Framework.objects.get(fiscal_year=2568).questions.filter(code="i1")
    assert moved_by(partial(question.update, text="อื่น")) == {stamps.THE_PORTAL}


@pytest.mark.any_database
def test_a_post_answers_with_what_it_wrote(nanueng, coordinator):
    """What a post shows was written after its stamp was read."""
    assert stamp_of(coordinator)
    assert not stamp_of(coordinator, method="post")


@pytest.mark.django_db(transaction=True)
def test_who_writes_keeps_nothing_until_it_is_stored(empty_agency, member):
    """On PostgreSQL the mark moves as the transaction ends; until then it is that of what was before."""
    person = member(empty_agency, "coordinator")
    before = stamp_of(person, empty_agency.slug)
    assert before
    with transaction.atomic():
        Department.objects.create(agency=empty_agency, name="กองใหม่")
        assert stamp_of(person, empty_agency.slug) != before
    after = stamp_of(person, empty_agency.slug)
    assert after
    assert after != before
    with transaction.atomic():
        Department.objects.filter(agency=empty_agency, name="กองใหม่").update(name="กองอื่น")
        transaction.set_rollback(True)
    assert stamp_of(person, empty_agency.slug) == after


def test_only_so_much_is_kept(coordinator, nanueng):
    """The oldest goes first, and nothing is kept without a stamp."""
    access = replace(access_of(coordinator), stamp="any")
    for number in range(kept.MOST_KEPT + 1):
        kept.kept(access, (number,), lambda number=number: number)
    assert kept.kept(access, (1,), str) == 1
    assert kept.kept(access, (0,), str) == ""
    assert kept.kept(replace(access, stamp=""), (1,), str) == ""
