"""A person's deadlines as a calendar: what stands in it, how it is written, and who can read it."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from agencies.models import CalendarFeed
from agencies.services import calendar_renew
from measures.calendar_feed import calendar_of
from measures.rules.icalendar import CalendarDay, calendar_text, escaped, folded
from tests.measures.letters.year import DAY, SITE, measure, report, reporting_round

AT = datetime(2025, 4, 22, 3, 4, 5, tzinfo=UTC)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_day_is_written_as_the_standard_says():
    day = CalendarDay("a@b", "ส่งรายงาน, รอบ 6; เดือน", date(2025, 4, 15), None, "หนึ่ง\nสอง\\", "https://x.go.th/a/")
    assert unfolded(calendar_text("กำหนด", [day], AT))[8:18] == [
        "BEGIN:VEVENT",
        "UID:a@b",
        "DTSTAMP:20250422T030405Z",
        "DTSTART;VALUE=DATE:20250415",
        "DTEND;VALUE=DATE:20250416",
        "SUMMARY:ส่งรายงาน\\, รอบ 6\\; เดือน",
        "DESCRIPTION:หนึ่ง\\nสอง\\\\",
        "URL:https://x.go.th/a/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


@given(st.text(alphabet="กำน้ำ่ใกล้ abc,;\\\n\r\u2028\x00😀", max_size=300))
def test_no_line_is_longer_than_75_octets_no_letter_is_cut_and_all_comes_back(text):
    parts = list(folded(f"SUMMARY:{escaped(text)}"))
    assert all(len(part.encode()) <= 75 for part in parts)
    joined = parts[0] + "".join(part.removeprefix(" ") for part in parts[1:])
    assert joined == f"SUMMARY:{escaped(text)}"
    assert not re.search(r"[\x00-\x1f]", joined)
    back = re.sub(r"\\([\\;,n])", lambda found: "\n" if found[1] == "n" else found[1], escaped(text))
    assert back == "\n".join(text.splitlines()).replace("\x00", "")


def test_it_shows_rounds_measures_and_the_days_of_the_assessment_and_no_person(plan, people):
    guide = measure(plan, "คู่มือ", DAY + timedelta(days=60), "กองคลัง")
    measure(plan, "ของกองช่าง", DAY + timedelta(days=61), "กองช่าง")
    half = reporting_round(plan)
    report(guide, half, DAY, "returned", remarks="แก้")
    lines = unfolded(calendar_of(people["finance"], DAY))
    assert "SUMMARY:กำหนดส่งรายงาน “รอบ 6 เดือน”" in lines
    assert f"URL:{SITE}/maiklang/2568/measures/rounds/{half.key}/" in lines
    assert any("- คู่มือ" in line for line in lines)
    assert "SUMMARY:วันสิ้นสุดมาตรการ: คู่มือ" in lines
    assert "ของกองช่าง" not in "".join(lines)
    assert any(line.startswith("SUMMARY:เปิดให้ตอบแบบ OIT ปีงบประมาณ พ.ศ. 2568") for line in lines)
    assert sum(line.startswith("DESCRIPTION:ถึงวันที่ ") for line in lines) == 4  # two spans in each of two years
    assert {line.rpartition("@")[2] for line in lines if line.startswith("UID:")} == {urlsplit(SITE).hostname}
    for person in people.values():
        assert str(person) not in "".join(lines)
    head = "".join(unfolded(calendar_of(people["head"], DAY)))
    assert "กำหนดส่งรายงาน" in head
    assert "คู่มือ" not in head


def test_its_entries_keep_their_names_and_the_queries_their_number(plan, people):
    measure(plan, "คู่มือ", DAY, "กองคลัง")
    reporting_round(plan)

    def read() -> tuple[set[str], int]:
        with CaptureQueriesContext(connection) as asked:
            lines = unfolded(calendar_of(people["finance"], DAY))
        return {line for line in lines if line.startswith("UID:")}, len(asked)

    uids, queries = read()
    for number in range(20):
        measure(plan, f"คู่มือ {number}", DAY, "กองคลัง")
    more, as_many = read()
    assert uids < more
    assert len(more) == len(uids) + 20
    assert as_many == queries <= 11


def test_the_secret_opens_it_without_signing_in_until_it_is_renewed_or_closed(people):
    client = Client()
    client.force_login(people["finance"])
    page = client.post("/reminders/calendar/new/").content.decode()
    path = re.search(rf'value="{SITE}([^"]+)"', page)[1]
    assert path.split("/")[-1].removesuffix(".ics") not in CalendarFeed.objects.get().token_hash
    answer = Client().get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    calendar_renew(user=people["finance"])
    assert Client().get(path).status_code == 404
    token = calendar_renew(user=people["finance"])
    assert Client().get(f"/reminders/calendar/{token}.ics").status_code == 200
    client.post("/reminders/calendar/close/")
    assert Client().get(f"/reminders/calendar/{token}.ics").status_code == 404


@pytest.mark.parametrize("how", ["closed account", "left"])
def test_who_has_no_access_any_more_has_an_empty_calendar_or_none(plan, people, how):
    measure(plan, "คู่มือ", DAY, "กองคลัง")
    token = calendar_renew(user=people["finance"])
    if how == "left":
        people["finance"].memberships.all().delete()
        assert "VEVENT" not in Client().get(f"/reminders/calendar/{token}.ics").content.decode()
    else:
        people["finance"].is_active = False
        people["finance"].save()
        assert Client().get(f"/reminders/calendar/{token}.ics").status_code == 404
