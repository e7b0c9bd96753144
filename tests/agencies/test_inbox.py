"""The inbox: events are written with the act, each person has a copy, and what was dealt with no longer waits."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.events import EventContent, event_record
from agencies.models import Event, Membership, Notice
from agencies.rules.events import Concerned, EventKind
from agencies.services import MemberContent, member_update, notices_forget
from measures.models import MeasurePlan
from measures.services import reports_accept, round_close
from tests.measures.rounds import accept, give_back, open_round, submit
from tests.portal.forms import opened

INBOX = "/account/inbox/"
REMARKS = "กรุณาแนบภาพถ่าย"


@pytest.fixture
def plan(nanueng) -> MeasurePlan:
    return MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)


@pytest.fixture
def measure(plan, officer):
    measure = plan.measures.first()
    measure.owners.set([officer.memberships.get().department], clear=True)
    return measure


@pytest.fixture
def reporting_round(plan, coordinator):
    return open_round(plan, coordinator)


def kinds_of(user, **wanted) -> list[str]:
    found = Notice.objects.of_person(user).filter(**wanted).order_by("event_id")
    return [each.event.kind for each in found.select_related("event")]


def record(agency, actor, *, occasion="1", kind=EventKind.DOCUMENT_ISSUED, users=()):
    content = EventContent(
        "document:memo:2568", occasion, "บันทึก", "/nanueng/", concerned=Concerned(users=frozenset(users))
    )
    event_record(kind, agency, content, actor)


def test_a_report_goes_there_and_back_and_waits_only_for_whose_turn_it_is(
    measure, reporting_round, officer, coordinator, executive
):
    sent = submit(measure, reporting_round, officer)
    assert kinds_of(coordinator, waits=True, settled_at=None) == ["report-sent"]
    returned = give_back(sent, coordinator, REMARKS)
    assert kinds_of(coordinator, waits=True, settled_at=None) == []
    assert kinds_of(officer, waits=True, settled_at=None) == ["report-returned"]
    assert Notice.objects.get(user=officer, event__kind="report-returned").event.words.remark == f"เหตุผล: {REMARKS}"
    again = submit(measure, reporting_round, officer, work="แก้ไขแล้ว")
    assert kinds_of(officer, waits=True, settled_at=None) == []
    accept(again, coordinator)
    assert kinds_of(coordinator, waits=True, settled_at=None) == []
    assert kinds_of(officer) == ["round-opened", "report-returned", "report-accepted"]
    assert kinds_of(executive) == []
    assert returned.pk == again.pk


def test_a_round_is_told_with_its_day_when_it_opens_and_without_when_it_closes(reporting_round, officer, coordinator):
    round_close(reporting_round=reporting_round, is_closed=True, actor=coordinator)
    told = Event.objects.filter(subject=f"round:{reporting_round.key}")
    assert [(each.kind, each.words.remark) for each in told.order_by("pk")] == [
        ("round-opened", "กำหนด: 15 เมษายน 2568"),
        ("round-closed", ""),
    ]


def test_the_same_act_is_told_once(nanueng, coordinator, executive):
    record(nanueng, coordinator)
    record(nanueng, coordinator)
    assert Event.objects.count() == 1
    assert kinds_of(executive) == ["document-issued"]
    record(nanueng, coordinator, occasion="2")
    assert kinds_of(executive) == ["document-issued"] * 2


def test_an_act_that_fails_has_told_nobody(nanueng, coordinator, executive):
    def fail() -> None:
        with transaction.atomic():
            record(nanueng, coordinator)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Event.objects.exists()


def test_the_suspended_and_people_of_other_agencies_are_told_nothing(nanueng, coordinator, executive, stranger):
    executive.memberships.update(suspended_at=timezone.now())
    record(nanueng, coordinator, users=[executive.pk, stranger.pk])
    assert not Notice.objects.exists()


def test_who_was_shut_out_sees_no_more_of_the_agency(nanueng, coordinator, executive, as_user):
    record(nanueng, coordinator)
    key = Notice.objects.get(user=executive).key
    executive.memberships.update(suspended_at=timezone.now())
    client = as_user(executive)
    assert "บันทึก" not in client.get(INBOX).content.decode()
    assert client.post(f"{INBOX}{key}/").status_code == 404


def test_many_acts_take_no_more_queries_than_one(plan, officer, coordinator, reporting_round):
    """Accepting ten reports at once writes ten events in the statements of one."""
    first, *others = list(plan.measures.all())
    one = submit(first, reporting_round, officer)
    many = [submit(each, reporting_round, officer) for each in others]
    counts = []
    for reports in ([one], many):
        with CaptureQueriesContext(connection) as asked:
            reports_accept(
                reporting_round=reporting_round, seen={each.key: each.version for each in reports}, actor=coordinator
            )
        counts.append(sum("agencies_event" in query["sql"] or "agencies_notice" in query["sql"] for query in asked))
    assert counts[0] == counts[1] > 0


def test_a_closed_round_asks_nobody(measure, reporting_round, officer, coordinator):
    give_back(submit(measure, reporting_round, officer), coordinator)
    round_close(reporting_round=reporting_round, is_closed=True, actor=coordinator)
    assert kinds_of(officer, waits=True, settled_at=None) == []
    assert kinds_of(officer, read_at=None, settled_at=None) == ["round-closed"]


def test_the_page_leads_to_the_thing_and_marks_it_read(measure, reporting_round, officer, coordinator, as_user):
    give_back(submit(measure, reporting_round, officer), coordinator, REMARKS)
    client = as_user(officer)
    page = client.get(INBOX).content.decode()
    assert REMARKS in page
    assert "ยังไม่อ่าน 2 เรื่อง" in page
    notice = Notice.objects.get(user=officer, event__kind="report-returned")
    led = client.post(f"{INBOX}{notice.key}/")
    assert led.url == f"/nanueng/2568/measures/rounds/{reporting_round.key}/{measure.key}/"
    assert client.get(led.url).status_code == 200
    page = client.get(f"{INBOX}?show=waiting").content.decode()
    assert "ยังไม่อ่าน 1 เรื่อง" in page
    assert REMARKS in page, "read is not done"


def test_all_is_marked_read_but_for_what_came_since(nanueng, coordinator, executive, as_user):
    record(nanueng, coordinator)
    client = as_user(executive)
    form = opened(client, INBOX, "until")
    record(nanueng, coordinator, occasion="2")
    client.post(f"{INBOX}read/", form)
    assert kinds_of(executive, read_at=None) == ["document-issued"]
    client.post(f"{INBOX}read/", {"until": "99/99/2568"})
    assert kinds_of(executive, read_at=None) == []


def test_nobody_opens_what_another_one_was_told(nanueng, coordinator, executive, reader, as_user):
    record(nanueng, coordinator)
    notice = Notice.objects.get(user=executive)
    assert as_user(reader).post(f"{INBOX}{notice.key}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_an_agency_that_asks_for_two_steps_shows_nothing_before_both(nanueng, coordinator, executive, as_user):
    record(nanueng, coordinator)
    nanueng.requires_second_factor = True
    nanueng.save()
    assert "บันทึก" not in as_user(executive).get(INBOX).content.decode()


@pytest.mark.parametrize("path", ["/nanueng/2568/", INBOX, "/nanueng/people/", "/account/"])
def test_the_number_stands_in_the_bar_of_every_page(nanueng, coordinator, executive, as_user, path):
    record(nanueng, coordinator)
    page = as_user(executive).get(path).content.decode()
    assert 'class="count">1<span class="visually-hidden"> เรื่องที่ยังไม่อ่าน' in page


def test_the_page_takes_the_same_queries_however_much_there_is(nanueng, coordinator, executive, as_user):
    client, counts = as_user(executive), []
    for occasions in (range(1), range(1, 25)):
        for each in occasions:
            record(nanueng, coordinator, occasion=str(each))
        with CaptureQueriesContext(connection) as asked:
            client.get(INBOX)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_was_read_long_ago_is_forgotten_and_what_waits_is_not(nanueng, coordinator, executive):
    record(nanueng, coordinator)
    record(nanueng, coordinator, kind=EventKind.DOCUMENT_SUBMITTED)
    now = timezone.now()
    Notice.objects.update(read_at=now)
    Event.objects.update(at=now)
    later = now + timedelta(days=181)
    assert notices_forget(later) == 1
    assert kinds_of(executive) == ["document-submitted"]
    assert notices_forget(now + timedelta(days=731)) == 1
    assert not Event.objects.exists()


def test_a_new_role_and_a_new_member_are_told(nanueng, coordinator, reader, as_user):
    member_update(
        membership=Membership.objects.get(user=reader), content=MemberContent("officer", None), actor=coordinator
    )
    (notice,) = Notice.objects.of_person(reader)
    assert notice.event.words.remark == "ปัจจุบัน: เจ้าหน้าที่"
