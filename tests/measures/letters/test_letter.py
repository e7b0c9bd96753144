"""What is in a letter."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import urlsplit

from django.core import mail
from django.test import Client

from agencies.models import Membership
from measures.models import MeasurePlan
from tests.measures.letters.smtp_server import mail_server
from tests.measures.letters.year import DAY, SITE, measure, report, reporting_round, run


def test_a_letter_says_everything_with_a_link_to_each_form(plan, people):
    guide = measure(plan, "จัดทำ\nคู่มือ", DAY - timedelta(days=7), "กองคลัง")
    half = reporting_round(plan)
    report(guide, half, DAY, "returned", remarks="แก้")
    run(DAY)
    letter = next(each for each in mail.outbox if each.to == ["finance@example.go.th"])
    assert letter.subject == "แจ้งเตือนงาน ITA 2 รายการ (เกินกำหนด 2 รายการ)"
    assert letter.from_email == "ita@example.go.th"
    body = letter.body
    for text in (
        "เรียน officer ของ maiklang",
        "เทศบาลตำบลใหม่กลาง จังหวัดเชียงใหม่\nแผนมาตรการปีงบประมาณ พ.ศ. 2568",
        "1. รอบ 6 เดือน: จัดทำ คู่มือ",
        "ผู้ประสานงาน ITA ส่งกลับให้แก้ไข",
        "กำหนดส่ง 15 เมษายน 2568 (เกินกำหนด 7 วัน)",
        f"เขียนรายงาน: {SITE}/maiklang/2568/measures/rounds/{half.key}/{guide.key}/\n",
        "2. จัดทำ คู่มือ",
        "วันสิ้นสุด 15 เมษายน 2568 (เกินกำหนด 7 วัน)",
        f"บันทึกความก้าวหน้า: {SITE}/maiklang/2568/measures/{guide.key}/progress/\n",
        f"{SITE}/reminders/\n",
    ):
        assert text in body
    assert "\n\n\n" not in body
    assert "&" not in body
    # Every link opens a page; the forms are those on which the person may write.
    client = Client()
    client.force_login(people["finance"])
    for link in re.findall(rf"{SITE}(\S+)", body):
        assert client.get(link, follow=True).status_code == 200, link
    for link in re.findall(rf"(?:เขียนรายงาน|บันทึกความก้าวหน้า): {SITE}(\S+)", body):
        assert 'name="status"' in client.get(link).content.decode()


def test_the_coordinator_is_led_to_the_round_of_those_who_owe(plan, people):
    measure(plan, "คู่มือ", None, "กองคลัง")
    half = reporting_round(plan)
    run(DAY)
    (letter,) = (each for each in mail.outbox if each.to == ["coordinator@example.go.th"])
    assert "1. รอบ 6 เดือน: กองคลัง 1 มาตรการ" in letter.body
    assert f"ดูรอบการรายงาน: {SITE}/maiklang/2568/measures/rounds/{half.key}/\n" in letter.body


def test_a_letter_is_plain_text_with_headers_in_order(plan, people):
    measure(plan, "คู่มือ\nBcc: thief@example.org", DAY - timedelta(days=7), "กองคลัง")
    people["finance"].display_name = "สมหมาย\nBcc: thief@example.org"
    people["finance"].save()
    run(DAY)
    letter = next(each for each in mail.outbox if each.to == ["finance@example.go.th"])
    message = letter.message()
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message["To"] == "finance@example.go.th"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(rf"<{SITE}/reminders/stop/\S+/>", message["List-Unsubscribe"])
    assert {"Cc", "Bcc", "Reply-To"}.isdisjoint(message.keys())
    assert message["Subject"].startswith("=?utf-8?")  # Thai travels encoded
    assert "\nBcc" not in letter.body
    assert message.as_bytes().isascii()


def test_one_letter_speaks_of_all_agencies_of_a_person(plan, people, nanueng):
    Membership.objects.create(user=people["finance"], agency=nanueng, role="coordinator")
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    other = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    other.measures.update(start=DAY, end=DAY + timedelta(days=60))
    other.measures.filter(owners__isnull=True).update(end=DAY + timedelta(days=1))
    run(DAY)
    (letter,) = mail.outbox
    assert letter.to == ["finance@example.go.th"]
    assert "เทศบาลตำบลใหม่กลาง" in letter.body
    assert nanueng.full_name in letter.body
    assert letter.subject == "แจ้งเตือนงาน ITA 2 รายการ"


def test_a_thai_letter_arrives_whole_through_a_mail_server(plan, people, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    measure(plan, "จัดทำคู่มือ “น้ำใจ” ฯลฯ\n.", DAY - timedelta(days=7), "กองคลัง")
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        assert run(DAY).startswith("2 sent")  # the coordinator is told of what is overdue
        letters = dict(server.letters)
    assert set(letters) == {"finance@example.go.th", "coordinator@example.go.th"}
    raw = letters["finance@example.go.th"]
    assert raw.isascii()  # the server has not said that it takes anything else
    assert max(map(len, raw.split(b"\r\n"))) <= 998  # RFC 5322
    letter = message_from_bytes(raw, policy=policy.default)
    assert not letter.defects
    # Django begins a long header on its second line; mail programs take the blank before it for nothing.
    assert letter["Subject"].lstrip() == "แจ้งเตือนงาน ITA 1 รายการ (เกินกำหนด 1 รายการ)"
    assert (letter["From"], letter["To"]) == ("ita@example.go.th", "finance@example.go.th")
    assert letter["Date"]
    assert letter["Message-ID"]
    body = letter.get_content()
    assert letter.get_content_charset() == "utf-8"
    assert "1. จัดทำคู่มือ “น้ำใจ” ฯลฯ ." in body
    assert "กำหนดส่ง" not in body
    assert "วันสิ้นสุด 15 เมษายน 2568 (เกินกำหนด 7 วัน)" in body
    stop = re.fullmatch(rf"<({SITE}/reminders/stop/\S+/)>", letter["List-Unsubscribe"].lstrip())
    assert stop is not None
    assert stop[1] in body
    assert Client().get(urlsplit(stop[1]).path).status_code == 200
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
