"""Issuing in a browser: what blocks is mended, what is unsure is confirmed, and anybody can verify what was issued."""

import pytest
from playwright.sync_api import expect

from reports.models import IssuedDocument
from tests.browser.accessibility import assert_sound_on_both
from tests.browser.waiting import enter, follow
from tests.reports.issuing_year import ROOM, mend, quick_files

PAGE = f"{ROOM}analysis/issue/"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    quick_files(monkeypatch)


def test_a_coordinator_mends_confirms_issues_publishes_and_anybody_verifies(open_page, coordinator, nanueng, tmp_path):
    page = open_page(coordinator)
    page.goto(PAGE)
    expect(page.get_by_role("button", name="ออกเอกสาร")).to_be_disabled()
    expect(page.frame_locator("iframe").get_by_text("ร่าง ยังไม่ได้ออกเป็นเอกสาร")).to_be_visible()
    follow(page.get_by_role("link", name="มาตรการที่ 8 ยังไม่มีผู้รับผิดชอบ").first)
    page.get_by_role("checkbox", name="กองช่าง").check()
    follow(page.get_by_role("button", name="บันทึก").first)
    expect(page.get_by_text("บันทึกมาตรการแล้ว")).to_be_visible()

    page.goto(PAGE)
    page.get_by_label("เลขที่เอกสาร").fill("นน 71001/9")
    page.get_by_label("ลงวันที่").fill("31 มี.ค. 2568")
    boxes = page.get_by_role("checkbox").all()
    for box in boxes[1:]:
        box.check()
    follow(page.get_by_role("button", name="ออกเอกสาร"))
    expect(page.get_by_role("alert")).to_contain_text("ยังไม่ได้ยืนยัน 1 รายการ")
    expect(page.get_by_label("เลขที่เอกสาร")).to_have_value("นน 71001/9")
    boxes[0].check()
    follow(page.get_by_role("button", name="ออกเอกสาร"))
    expect(page.get_by_text("ออกเอกสารฉบับที่ 1 แล้ว")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลด PDF").click()
    received = tmp_path / "received.pdf"
    download.value.save_as(received)
    assert download.value.suggested_filename == "รายงานการวิเคราะห์ผลการประเมิน อบต.นาหนึ่ง 2568 ฉบับที่ 1.pdf"
    follow(page.get_by_role("button", name="เผยแพร่"))
    expect(page.get_by_text("เผยแพร่ฉบับที่ 1 แล้ว")).to_be_visible()

    issued = IssuedDocument.objects.get()
    anybody = open_page()
    anybody.goto("/verify/")
    anybody.get_by_label("รหัสตรวจสอบ").fill(f"{issued.sha256[:8]} {issued.sha256[8:16]}".upper())
    enter(anybody)
    expect(anybody.get_by_text("มีเอกสารนี้จริง")).to_be_visible()
    anybody.locator("input[type=file]").set_input_files(received)
    follow(anybody.get_by_role("button", name="เทียบไฟล์"))
    expect(anybody.get_by_text("ตรงกับฉบับที่ออก", exact=True)).to_be_visible()
    received.write_bytes(received.read_bytes() + b" ")
    anybody.locator("input[type=file]").set_input_files(received)
    follow(anybody.get_by_role("button", name="เทียบไฟล์"))
    expect(anybody.get_by_text("ไม่ตรงกับฉบับที่ออก", exact=True)).to_be_visible()
    with anybody.expect_download():
        anybody.get_by_role("link", name="ดาวน์โหลด Word").click()


def test_the_pages_of_an_issue_are_accessible_and_fit(open_page, coordinator, nanueng):
    page = open_page(coordinator)
    page.goto(PAGE)
    assert_sound_on_both(page)
    mend(nanueng)
    page.goto(PAGE)
    follow(page.get_by_role("button", name="ออกเอกสาร"))
    assert_sound_on_both(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    follow(page.get_by_role("button", name="ออกเอกสาร"))
    expect(page.get_by_text("ออกเอกสารฉบับที่ 1 แล้ว")).to_be_visible()
    assert_sound_on_both(page)
    for path in ("/verify/", "/verify/?code=12", f"/verify/{IssuedDocument.objects.get().sha256}/"):
        page.goto(path)
        assert_sound_on_both(page)
    page.locator("input[type=file]").set_input_files({"name": "x.pdf", "mimeType": "", "buffer": b"x"})
    follow(page.get_by_role("button", name="เทียบไฟล์"))
    expect(page.get_by_text("ไม่ตรงกับฉบับที่ออก", exact=True)).to_be_visible()
    assert_sound_on_both(page)
