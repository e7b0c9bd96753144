"""The analysis room in a real browser: citing at the cursor, confirming and going on, doing without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from assessments.models import Assessment
from assessments.services import findings_draft
from tests.browser.conftest import PHONE
from tests.browser.waiting import expect_soon, follow

URL = "/nanueng/2568/analysis/?subject=issue:4"
BY_QUESTION = "/nanueng/2568/analysis/?by=question&all=1"
FIELD = 'textarea[name="issue-4-weakness"]'


@pytest.fixture
def page(open_page, coordinator):
    page = open_page(coordinator)
    page.goto(URL)
    return page


def choose(page, code: str):
    field = page.locator("[data-cites]", has=page.locator(FIELD))
    value = field.locator("option", has_text=re.compile(rf"^{code} ")).get_attribute("value")
    field.get_by_role("combobox").select_option(value)
    return field.get_by_role("button")


def test_a_citation_comes_to_where_the_cursor_stands(page):
    text = page.locator(FIELD)
    text.fill("ตามแผน และรายงาน")
    for _ in range(len(" และรายงาน")):
        page.keyboard.press("ArrowLeft")
    choose(page, "o6").click()
    expect(text).to_have_value("ตามแผน (อ้างอิงจาก o6) และรายงาน")
    expect(text).to_be_focused()
    page.keyboard.type("!")
    expect(text).to_have_value("ตามแผน (อ้างอิงจาก o6)! และรายงาน")
    expect(page.locator("[data-unsaved-note]").first).to_be_visible()


def test_a_text_that_was_not_clicked_into_is_cited_at_its_end_and_can_be_taken_back(page):
    text = page.locator('textarea[name="issue-4-improvement"]')
    before = text.input_value()
    field = page.locator("[data-cites]", has=text)
    field.get_by_role("combobox").select_option("(อ้างอิงจาก o27)")
    field.get_by_role("button").press("Enter")
    expect(text).to_have_value(f"{before} (อ้างอิงจาก o27)")
    expect(field.get_by_role("combobox")).to_have_value("")
    page.keyboard.press("Control+z")
    expect(text).to_have_value(before)


def test_choosing_an_item_alone_is_nothing_unsaved(page):
    choose(page, "o6")
    expect(page.locator("[data-unsaved-note]").first).to_be_hidden()
    expect(page.locator(FIELD)).to_have_value("")


def test_what_was_inserted_is_saved(page):
    choose(page, "o6").click()
    follow(page.get_by_role("button", name="บันทึก", exact=True))
    expect(page.get_by_text("บันทึกการวิเคราะห์แล้ว")).to_be_visible()
    expect(page.locator(FIELD)).to_have_value("(อ้างอิงจาก o6)")


def test_everything_goes_without_java_script(open_page, coordinator):
    page = open_page(coordinator, java_script=False)
    page.goto(BY_QUESTION)
    expect(page.get_by_role("button", name="แทรก")).to_have_count(0)
    page.get_by_label("เพิ่มข้อ").select_option("e4")
    follow(page.get_by_role("button", name="เพิ่มข้อนี้"))
    page.locator('textarea[name="question-e4-maintenance"]').fill("รักษาไว้")
    page.locator('select[name="question-e4-cite"]').select_option("o4")
    follow(page.get_by_role("button", name="บันทึกการวิเคราะห์").first)
    expect(page.locator('textarea[name="question-e4-improvement"]')).to_have_value("(อ้างอิงจาก o4)")
    follow(page.get_by_role("button", name="ร่างข้อค้นพบจากคะแนน"))
    expect(page.get_by_text("ร่างจากระบบ ยังไม่ได้ตรวจแก้")).to_have_count(8)
    page.locator('input[name="question-i10-confirm"]').check()
    follow(page.get_by_role("button", name="บันทึกการวิเคราะห์").first)
    expect(page.get_by_text("ร่างจากระบบ ยังไม่ได้ตรวจแก้")).to_have_count(7)
    follow(page.get_by_role("button", name="ใช้วิธีแยกนี้ในเอกสาร"))
    expect(page.get_by_text("เอกสารของปีนี้จะวิเคราะห์รายข้อ")).to_be_visible()


def test_leaving_for_a_draft_warns_of_what_was_typed(page):
    page.goto(BY_QUESTION)
    page.locator('textarea[name="question-i10-weakness"]').fill("ยังไม่ได้บันทึก")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("button", name="ร่างข้อค้นพบจากคะแนน").click()
    expect_soon(page, lambda: asked == ["beforeunload"], "the browser asks")
    expect(page.locator('textarea[name="question-i10-weakness"]')).to_have_value("ยังไม่ได้บันทึก")


@pytest.fixture
def drafted(nanueng, coordinator) -> None:
    """Issues 4 and 6 as drafts of the portal, all others as a person wrote them; no limitations."""
    assessment = Assessment.objects.with_sheet().get(agency=nanueng, framework__fiscal_year=2568)
    assessment.limitations.all().delete()
    assessment.findings.filter(code__in="46").update(weakness="", improvement="", maintenance="")
    findings_draft(assessment=assessment, unit="issue", actor=coordinator)


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no-script"])
def test_a_year_is_confirmed_subject_by_subject(open_page, coordinator, drafted, java_script):
    page = open_page(coordinator, java_script=java_script)
    page.goto("/nanueng/2568/analysis/")
    is_open = page.locator(".subjects [aria-current]")
    expect(is_open).to_contain_text("ร่างจากระบบ")
    page.locator(FIELD).fill("ยังไม่มีขั้นตอนการยืม")
    follow(page.get_by_role("button", name="ยืนยันและไปต่อ"))
    expect(page.get_by_text("ยืนยันประเด็นที่ 4 แล้ว")).to_be_visible()
    expect(is_open).to_contain_text("6 กระบวนการ")
    follow(page.get_by_role("button", name="ยืนยันและไปต่อ"))
    expect(is_open).to_contain_text("ข้อจำกัดและปัญหาอุปสรรค")
    page.get_by_role("button", name="เจ้าหน้าที่บางส่วน").click()
    expect(page.locator("#limitations")).to_have_value(re.compile("^เจ้าหน้าที่บางส่วน"))
    page.get_by_role("button", name="บันทึกและไปต่อ").click()
    expect(page.get_by_text("ยืนยันครบทุกประเด็นแล้ว")).to_be_visible()
    expect(page.get_by_text("ยืนยันแล้ว 7 จาก 7 ประเด็น")).to_be_visible()


def test_an_old_address_leads_to_its_subject_and_the_list_folds_on_a_phone(open_page, coordinator):
    page = open_page(coordinator, viewport=PHONE)
    page.goto("/nanueng/2568/analysis/#issue-3")
    expect(page).to_have_url(re.compile(r"subject=issue:3$"))
    expect(page.get_by_role("link", name="2 การให้บริการและระบบ E-Service")).to_be_hidden()
    page.locator(".subjects summary").press("Enter")
    page.get_by_role("link", name="2 การให้บริการและระบบ E-Service").press("Enter")
    expect(page).to_have_url(re.compile(r"subject=issue:2$"))


def test_a_sentence_that_begins_the_limitations_can_be_taken_back(page, drafted):
    page.goto("/nanueng/2568/analysis/?subject=limitations")
    page.locator("#limitations").fill("ของเราเอง")
    page.get_by_role("button", name="เจ้าหน้าที่บางส่วน").click()
    expect(page.locator("#limitations")).to_have_value(re.compile("^ของเราเอง\nเจ้าหน้าที่บางส่วน"))
    expect(page.locator("[data-unsaved-note]").first).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.locator("#limitations")).to_have_value("ของเราเอง")
