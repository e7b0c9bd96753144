"""What people are told besides deadlines, in the letter and in the inbox, and what each has chosen."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from agencies.events import EventContent, event_record
from agencies.models import Event, LetterChoice, Membership, Notice
from agencies.rules.events import Concerned, EventKind
from measures.models import ReminderOptOut
from tests.measures.letters.year import DAY, SITE, measure, reporting_round, run, sent

MONDAY, SUNDAY = date(2025, 4, 21), date(2025, 4, 20)
EVERYTHING = ["waiting", "deadlines", "conversation", "news"]


def happen(agency, kind: EventKind, *users, occasion="1", on: date = DAY) -> None:
    """Tell people of something, as it would have happened at noon of a day."""
    text = "แนบหลักฐาน\nเพิ่มเติม"
    concerned = Concerned(users=frozenset(each.pk for each in users))
    content = EventContent("document:memo:2568", occasion, "บันทึก", "/maiklang/people/", "ปี 2568", text, concerned)
    event_record(kind, agency, content, None)
    noon = datetime.combine(on, time(12), timezone.get_current_timezone())
    Event.objects.filter(kind=kind, occasion=occasion).update(at=noon)


def letters_to(name: str) -> list:
    return [each for each in mail.outbox if each.to == [f"{name}@example.go.th"]]


def test_an_executive_reads_in_a_letter_what_the_inbox_says_once(empty_agency, plan, people):
    happen(empty_agency, EventKind.DOCUMENT_SUBMITTED)
    run(DAY)
    (letter,) = letters_to("head")
    words = Event.objects.get().words
    assert letter.subject == "แจ้งเตือนงาน ITA 1 รายการ"
    for text in (
        "ขอแจ้งเรื่องที่ท่านควรทราบ ณ วันที่ 22 เม.ย. 2568 รวม 1 รายการ",
        f"1. {words.heading} (รอท่านดำเนินการ)\n   {words.sentence}\n",
        "ลำดับที่รอความเห็น: แนบหลักฐาน เพิ่มเติม\n",
        f"{words.action}: {SITE}/maiklang/people/\n",
        f"{SITE}/account/inbox/\n",
    ):
        assert text in letter.body
    assert "\n\n\n" not in letter.body
    mail.outbox.clear()
    run(DAY + timedelta(days=1))
    assert not letters_to("head")
    assert letters_to("look") == []


def test_news_and_deadlines_stand_in_one_letter_numbered_throughout(empty_agency, plan, people):
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    happen(empty_agency, EventKind.ROLE_CHANGED, people["finance"])
    run(DAY)
    (letter,) = letters_to("finance")
    assert letter.subject == "แจ้งเตือนงาน ITA 2 รายการ"
    assert "ขอแจ้งเรื่องที่ท่านควรทราบและงานที่ใกล้ครบกำหนดหรือเกินกำหนด ณ วันที่" in letter.body
    assert "1. เปลี่ยนบทบาทของท่าน\n" in letter.body
    assert "2. คู่มือ\n" in letter.body
    assert letter.body.count("ใกล้ครบกำหนด") == 1, "the inbox says it too, the letter once"


@pytest.mark.parametrize("how", ["read", "settled", "suspended", "old"])
def test_what_was_read_dealt_with_or_is_not_theirs_any_more_is_not_mailed(empty_agency, plan, people, how):
    happen(empty_agency, EventKind.DOCUMENT_ISSUED)
    if how == "read":
        Notice.objects.update(read_at=timezone.now())
    elif how == "settled":
        Notice.objects.update(settled_at=timezone.now())
    elif how == "suspended":
        Membership.objects.update(suspended_at=timezone.now())
    run(DAY + timedelta(days=40 if how == "old" else 0))
    assert not mail.outbox


def test_a_letter_that_failed_tells_the_same_the_next_time(empty_agency, plan, people, settings):
    happen(empty_agency, EventKind.DOCUMENT_ISSUED)
    settings.EMAIL_BACKEND = "nowhere.Backend"
    with pytest.raises(ImportError):
        run(DAY)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run(DAY)
    assert {to for to, _ in sent()} == {"coordinator", "head"}


def test_who_chose_no_such_news_gets_none(empty_agency, plan, people):
    LetterChoice.objects.create(user=people["head"], groups=["waiting"])
    happen(empty_agency, EventKind.DOCUMENT_ISSUED)
    happen(empty_agency, EventKind.DOCUMENT_SUBMITTED, occasion="2")
    run(DAY)
    (letter,) = letters_to("head")
    assert "เสนอผู้บริหาร" in letter.body
    assert "ออกเอกสารแล้ว" not in letter.body


def test_who_chose_a_letter_a_week_gets_it_on_monday_with_the_week_before_and_after(empty_agency, plan, people):
    LetterChoice.objects.create(user=people["finance"], frequency="weekly", groups=EVERYTHING)
    happen(empty_agency, EventKind.ROLE_CHANGED, people["finance"], on=MONDAY - timedelta(days=5))
    measure(plan, "ครบกำหนดวันศุกร์", MONDAY + timedelta(days=4), "กองคลัง")
    run(SUNDAY)
    assert not letters_to("finance")
    run(MONDAY)
    (letter,) = letters_to("finance")
    assert "เปลี่ยนบทบาทของท่าน" in letter.body
    assert "ครบกำหนดวันศุกร์" in letter.body
    run(MONDAY + timedelta(days=3))
    assert len(letters_to("finance")) == 1


def test_the_page_stores_what_was_chosen_and_asks_for_one_thing_at_least(people):
    client = Client()
    client.force_login(people["head"])
    assert client.get("/reminders/").content.decode().count(" checked") == 5
    assert client.post("/reminders/", {"wants": "weekly", "groups": ["news", "waiting"]}).status_code == 302
    choice = LetterChoice.objects.get(user=people["head"])
    assert (choice.frequency, sorted(choice.groups)) == ("weekly", ["news", "waiting"])
    refused = client.post("/reminders/", {"wants": "yes"})
    assert refused.status_code == 422
    assert "กรุณาเลือกอย่างน้อยหนึ่งเรื่อง" in refused.content.decode()
    assert client.post("/reminders/", {"wants": "often", "groups": ["all"]}).status_code == 422
    assert client.post("/reminders/", {"wants": "no"}).status_code == 302
    assert ReminderOptOut.objects.filter(user=people["head"]).exists()
    choice.refresh_from_db()
    assert choice.frequency == "weekly"


# -- deadlines in the inbox


def test_a_deadline_that_is_near_stands_in_the_inbox_once_a_day_whatever_the_letters(plan, people, settings):
    settings.EMAIL_IS_CONFIGURED = False
    for number in range(7):
        measure(plan, f"คู่มือ {number}", DAY + timedelta(days=7), "กองคลัง")
    run(DAY)
    run(DAY)
    notice = Notice.objects.get(user=people["unreachable"])
    assert notice.event.words.sentence.endswith("เกินกำหนด 7 รายการ")
    assert notice.event.text.splitlines()[-1] == "และอีก 2 รายการ"
    assert notice.event.path == "/maiklang/2568/my-work/"
    run(DAY + timedelta(days=6))  # one day before
    assert Notice.objects.filter(user=people["unreachable"]).unread().count() == 1, "the newest stands for the older"
    assert not Notice.objects.filter(user__in=[people["works"], people["head"]]).exists()


def test_a_dry_run_tells_nobody(plan, people):
    reporting_round(plan)
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    assert "Dry run" in run(DAY, dry_run=True)
    assert not Event.objects.exists()
