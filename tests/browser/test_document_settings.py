"""Choosing the form of a document beside its draft, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from reports.options.stored import stored_choices
from tests.browser.conftest import PHONE

PRINTING = 90_000  # milliseconds; the pages are laid out by the server, beside whatever else a machine does
SETTINGS = "/nanueng/2568/documents/analysis/settings/"


def test_the_draft_follows_what_is_chosen_and_nothing_is_stored_before_saving(open_page, coordinator, nanueng):
    page = open_page(coordinator)
    page.goto(SETTINGS)
    draft = page.frame_locator("iframe[name=preview]")
    expect(draft.locator("img[alt*='๙๕.๓๐']").first).to_be_visible(timeout=PRINTING)
    page.get_by_text("ตัวเลขและขอบกระดาษ: ตามรูปแบบของหน่วยงาน").click()
    page.get_by_label("เลขอารบิก").check()
    expect(draft.locator("img[alt*='95.30']").first).to_be_visible(timeout=PRINTING)
    page.get_by_label("มาตรการ ขั้นตอน ระยะเวลา การติดตามผล ผู้รับผิดชอบ").check()
    # No measure has a follow-up: a column that is empty in every row is left out.
    expect(draft.locator("img[alt*='ระยะเวลา ผู้รับผิดชอบ']").first).to_be_visible(timeout=PRINTING)
    page.get_by_label("ขอบซ้าย (ซม.)").fill("ครึ่ง")
    expect(draft.get_by_text("ยังแสดงตัวอย่างไม่ได้")).to_be_visible()
    assert stored_choices(nanueng, "analysis", 2568).digits == ""  # as the agency has it
    page.get_by_label("ขอบซ้าย (ซม.)").fill("2.5")
    page.get_by_role("button", name="บันทึกรูปแบบ").click()
    page.wait_for_url("**/documents/#document-analysis")
    assert stored_choices(nanueng, "analysis", 2568).digits == "arabic"
    assert float(stored_choices(nanueng, "analysis", 2568).margin_left) == 2.5


@pytest.mark.usefixtures("few_pictures")  # the preface is on one of the first
def test_the_form_works_on_a_phone_without_javascript(open_page, coordinator, nanueng):
    page = open_page(coordinator, viewport=PHONE, java_script=False)
    page.goto(SETTINGS)
    page.get_by_role("textbox", name="คำนำ", exact=True).fill("คำนำของหน่วยงาน")
    page.get_by_text("เลือกส่วนของรายงานและลำดับเอง").click()
    page.get_by_role("combobox", name="คำนำ", exact=True).select_option("1")
    page.get_by_role("button", name="แสดงตัวอย่าง").click()
    draft = page.frame_locator("iframe[name=preview]")
    expect(draft.locator("img[alt*='คำนำของหน่วยงาน']")).to_be_visible(timeout=PRINTING)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="บันทึกรูปแบบ").click()
    page.wait_for_url("**/documents/#document-analysis")
    assert stored_choices(nanueng, "analysis", 2568).texts["preface"] == "คำนำของหน่วยงาน"
