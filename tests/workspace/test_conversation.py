"""Short messages on a measure, a report, a document: who may write, who is told, and what the history keeps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import MAX_MESSAGE, Change, Membership, Message, Notice
from measures.models import MeasurePlan
from tests.measures.rounds import form_of, open_round

MEMO = "/nanueng/2568/conversation/document:memo/"
ANALYSIS = "/nanueng/2568/conversation/document:analysis/"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def measure(nanueng):
    return MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568).measures.first()


def key_of(user) -> str:
    return str(Membership.objects.get(user=user).key)


def kinds_of(user) -> list[str]:
    return [each.event.kind for each in Notice.objects.of_person(user).order_by("pk")]


def pages(measure) -> dict[str, str]:
    """Return the page of each thing that people talk about, by the subject under which they do."""
    current = open_round(measure.plan)
    return {
        f"measure:{measure.key}": f"/nanueng/2568/measures/{measure.key}/progress/",
        f"report:{current.key}:{measure.key}": form_of(current, measure),
        "document:memo": "/nanueng/2568/documents/memo/opinions/",
        "document:analysis": ANALYSIS,
    }


def test_one_talks_on_the_page_of_each_thing_and_comes_back_to_it(measure, officer, reader, as_user):
    client = as_user(officer)
    for subject, page in pages(measure).items():
        address = f"/nanueng/2568/conversation/{subject}/"
        assert f'action="{address}"' in client.get(page).content.decode()
        answer = client.post(address, {"text": f"ขอสอบถาม {subject}"})
        assert answer.url == f"{page}#conversation", subject
        assert f"ขอสอบถาม {subject}" in as_user(reader).get(page).content.decode()


def test_who_is_mentioned_is_told_and_who_is_answered(nanueng, coordinator, officer, executive, as_user):
    as_user(coordinator).post(MEMO, {"text": "โปรดตรวจข้อ 2", "mentioned": [key_of(officer)]})
    assert kinds_of(officer) == ["mentioned"]
    assert kinds_of(executive) == []
    assert Notice.objects.get(user=officer).event.path == "/nanueng/2568/documents/memo/opinions/#conversation"
    as_user(officer).post(MEMO, {"text": "แก้แล้ว", "mentioned": [key_of(executive)]})
    assert kinds_of(coordinator) == ["answered"]
    assert kinds_of(executive) == ["mentioned"]
    assert Notice.objects.of_person(officer).unread().count() == 0, "what was answered waits no more"
    as_user(executive).post(MEMO, {"text": "ทราบ", "mentioned": [key_of(officer), key_of(coordinator)]})
    assert kinds_of(coordinator) == ["answered", "mentioned"], "told once of one message"


def test_a_message_is_part_of_the_history_of_the_thing(measure, officer, coordinator, as_user):
    subject = f"measure:{measure.key}"
    as_user(officer).post(
        f"/nanueng/2568/conversation/{subject}/", {"text": "ขอเลื่อนกำหนด", "mentioned": [key_of(coordinator)]}
    )
    change = Change.objects.of(subject).get(label=f"ข้อความ: {measure.title}")
    assert change.new == f"ขอเลื่อนกำหนด\nแจ้งถึง: {coordinator}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": ""}, "กรุณาพิมพ์ข้อความ"),
        ({"text": "  \n "}, "กรุณาพิมพ์ข้อความ"),
        ({"text": "ก" * (MAX_MESSAGE + 1)}, "กรุณากรอกไม่เกิน 1,000 ตัวอักษร (กรอกไว้ 1001 ตัวอักษร)"),
        ({"text": "ถึงใคร", "mentioned": ["nobody"]}, "กรุณาเลือกผู้รับจากรายการ"),
    ],
)
def test_what_is_refused_says_why_and_loses_nothing(nanueng, officer, as_user, typed, said):
    answer = as_user(officer).post(ANALYSIS, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert typed["text"].strip() in page
    assert not Message.objects.exists()
    assert not Change.objects.filter(label__startswith="ข้อความ").exists()


def test_nobody_can_be_mentioned_who_cannot_read_it(nanueng, officer, executive, stranger, as_user):
    gone = key_of(executive)
    executive.memberships.update(suspended_at="2025-01-01T00:00Z")
    for key in (gone, key_of(stranger)):
        assert as_user(officer).post(ANALYSIS, {"text": "ก", "mentioned": [key]}).status_code == 422
    page = as_user(officer).get(ANALYSIS).content.decode()
    assert gone not in page


def test_readers_read_and_do_not_write(nanueng, reader, overseer, as_user):
    for person in (reader, overseer):
        client = as_user(person)
        assert "ส่งข้อความ" not in client.get(ANALYSIS).content.decode()
        assert client.post(ANALYSIS, {"text": "ก"}).status_code == 403
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "subject",
    [
        "document:letter",
        "figure:i1",
        "measure:x",
        "measure:00000000-0000-4000-8000-000000000000",
        "report:a:b",
        "report",
    ],
)
def test_there_is_no_talk_about_what_is_not_there(nanueng, officer, as_user, subject):
    assert as_user(officer).get(f"/nanueng/2568/conversation/{subject}/").status_code == 404


def test_a_measure_of_another_year_is_not_there(measure, officer, as_user):
    assert as_user(officer).get(f"/nanueng/2567/conversation/measure:{measure.key}/").status_code == 404


def test_a_long_talk_takes_no_more_queries(nanueng, officer, coordinator, as_user):
    client, counts = as_user(officer), []
    for number in (1, 10):
        for each in range(number):
            client.post(ANALYSIS, {"text": f"ข้อความ {number} {each}", "mentioned": [key_of(coordinator)]})
        with CaptureQueriesContext(connection) as asked:
            client.get(ANALYSIS)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_markup_in_a_message_is_only_letters(nanueng, officer, as_user):
    client = as_user(officer)
    client.post(ANALYSIS, {"text": "<script>alert(1)</script>"})
    page = client.get(ANALYSIS).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
