"""A stranger's way: from the code at the foot of a paper to the agency's page and its open data."""

import re

import pytest
from playwright.sync_api import expect

from public.models import PublicPage
from reports.issue.issuing import document_publish
from tests.browser.accessibility import assert_sound, assert_sound_on_both
from tests.browser.conftest import PHONE, WIDE
from tests.browser.waiting import follow
from tests.reports.issuing_year import issue, mend, quick_files


@pytest.fixture
def published(nanueng, coordinator, monkeypatch):
    quick_files(monkeypatch)
    mend(nanueng)
    PublicPage.objects.create(agency=nanueng, shows_result=True, shows_measures=True)
    return document_publish(issued=issue(nanueng, coordinator), actor=coordinator)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_from_the_code_on_paper_to_the_page_of_the_agency(open_page, published, viewport):
    page = open_page(viewport=viewport, java_script=True)
    page.goto("/")
    assert_sound(page)
    follow(page.get_by_role("link", name="ตรวจสอบเอกสาร"))
    page.get_by_label("รหัสตรวจสอบ").fill(published.sha256[:16])
    follow(page.get_by_role("button", name="ตรวจสอบ"))
    follow(page.get_by_role("link", name="หน้าเผยแพร่ของเอกสารนี้"))
    expect(page.get_by_role("link", name="อ่านในหน้าเว็บ")).to_be_visible()
    assert_sound(page)
    follow(page.get_by_role("link", name="← องค์การบริหารส่วนตำบลนาหนึ่ง"))
    expect(page.get_by_role("heading", name="ข้อมูลเปิด")).to_be_visible()
    assert_sound(page)
    follow(page.get_by_role("link", name="ปีงบประมาณ พ.ศ. 2568", exact=True))
    expect(page.get_by_role("heading", name="ผลการประเมิน", exact=True)).to_be_visible()
    assert_sound(page)


def test_a_document_is_read_as_a_page_without_script(open_page, published):
    page = open_page(java_script=False)
    page.goto("/public/")
    follow(page.get_by_role("link", name="องค์การบริหารส่วนตำบลนาหนึ่ง"))
    follow(page.get_by_role("link", name=published.title))
    follow(page.get_by_role("link", name="อ่านในหน้าเว็บ"))
    expect(page.get_by_role("main")).to_contain_text("องค์การบริหารส่วนตำบลนาหนึ่ง")


def test_what_is_handed_on_is_sound_and_copied_at_a_press(open_page, published, coordinator):
    page = open_page(coordinator)
    for url in ("/nanueng/2568/measures/evidence/privacy/", "/public/nanueng/poster/", "/public/nanueng/links/"):
        page.goto(url)
        assert_sound_on_both(page)
    page.goto("/nanueng/2568/documents/")
    follow(page.get_by_role("link", name="ส่งมอบให้ผู้ประเมิน"))
    page.get_by_label("ที่อยู่ (URL) ของเอกสารบนเว็บไซต์ของหน่วยงาน").fill("https://www.example.go.th/ita/2568")
    page.get_by_label("เมนูที่ต้องเลือกตามลำดับ").fill("ข้อมูลหน่วยงาน\nITA ปี 2568")
    follow(page.get_by_role("button", name="บันทึก", exact=True))
    expect(page.get_by_label("คำอธิบายเพิ่มเติม", exact=True)).to_have_value(re.compile("3. เลือก “ITA ปี 2568”"))
    page.get_by_role("button", name=re.compile("คัดลอก ?คำอธิบายเพิ่มเติม")).click()
    expect(page.get_by_role("status").filter(has_text="คัดลอกแล้ว")).to_be_visible()
    follow(page.get_by_role("button", name="เปิดดูแล้ว พบเอกสาร"))
    assert_sound_on_both(page)
