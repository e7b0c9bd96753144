"""The answer to the assessors: what there is, where, and the way click by click in the words of the website."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reports.issue.rules.handover import HandedDocument, SeenPlace, is_due_to_be_seen, menus_of

PUBLISHED = HandedDocument(
    name="รายงานการวิเคราะห์ ปี 2568",
    title="รายงานการวิเคราะห์ผล ๒๕๖๘",
    words="ลงวันที่ 30 เมษายน 2569 ฉบับที่ 1",
    year=2569,
    agency="เทศบาลตำบลนาหนึ่ง",
    website="https://www.nanueng.go.th",
    page="https://ita.example.go.th/public/nanueng/2568/analysis/",
    home="https://ita.example.go.th/public/nanueng/",
)
ON_WEBSITE = replace(PUBLISHED, address="https://www.nanueng.go.th/ita/2569", menus=("ข้อมูลหน่วยงาน", "ITA ปี 2569"))
OPEN = SeenPlace(has_address=True, is_seen=True, is_open=True, seen_on=date(2026, 4, 10))
NOW = datetime(2026, 4, 12, tzinfo=UTC)
CLOSES, AT_HAND = date(2026, 4, 30), date(2026, 5, 12)


def test_the_way_over_the_website_is_told_in_its_own_menus():
    assert ON_WEBSITE.explanation.splitlines() == [
        "1. เปิดเว็บไซต์หลักของเทศบาลตำบลนาหนึ่ง https://www.nanueng.go.th",
        "2. ที่หน้าหลัก เลือก “ข้อมูลหน่วยงาน”",
        "3. เลือก “ITA ปี 2569”",
        "4. เปิด รายงานการวิเคราะห์ ปี 2568 หรือเปิดโดยตรงที่ https://www.nanueng.go.th/ita/2569",
        "5. ไฟล์เดียวกันพร้อมรหัสตรวจสอบอยู่ที่ https://ita.example.go.th/public/nanueng/2568/analysis/",
        "รายงานการวิเคราะห์ ปี 2568 ลงวันที่ 30 เมษายน 2569 ฉบับที่ 1",
    ]
    assert ON_WEBSITE.addresses == (ON_WEBSITE.address, ON_WEBSITE.page)


def test_without_the_website_the_way_leads_over_the_portal_and_its_year():
    lines = PUBLISHED.explanation.splitlines()
    assert lines[1] == "2. เลือก “ปีงบประมาณ พ.ศ. 2569”"
    assert lines[2] == f"3. เลือก “{PUBLISHED.title}” หรือเปิดโดยตรงที่ {PUBLISHED.page}"
    assert PUBLISHED.addresses == (PUBLISHED.page,)


def test_what_is_not_published_is_not_there():
    nothing = replace(ON_WEBSITE, words="")
    assert (PUBLISHED.answer, nothing.answer) == ("มี", "ไม่มี")
    assert (nothing.explanation, nothing.addresses) == ("", ())


@pytest.mark.parametrize("typed", ["ก\nข", "ก > ข", " ก \n\n› ข ", "ก » ข"])
def test_menus_are_parted_as_people_write_them(typed):
    assert menus_of(typed) == ("ก", "ข")


@pytest.mark.parametrize(
    ("place", "closes", "is_due"),
    [
        (SeenPlace(), CLOSES, False),
        (SeenPlace(has_address=True), CLOSES, True),
        (OPEN, CLOSES, False),
        (replace(OPEN, seen_on=date(2026, 3, 1)), CLOSES, True),
        (replace(OPEN, is_open=False), CLOSES, True),
        (replace(OPEN, is_open=False), date(2026, 9, 30), True),
        (SeenPlace(has_address=True), date(2026, 9, 30), False),
        (SeenPlace(has_address=True), date(2026, 4, 11), False),
        (SeenPlace(has_address=True), None, False),
    ],
)
def test_an_address_is_looked_at_before_its_round_closes(place, closes, is_due):
    assert is_due_to_be_seen(place, closes, NOW, AT_HAND) == is_due
