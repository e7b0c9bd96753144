"""The score sheet under the hands: pasting, keys, undo, narrowing, parts, the lock."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from agencies.models import Change, Membership
from assessments.models import Assessment, Framework
from assessments.rules.structure import Structure
from tests.browser.accessibility import assert_sound, violations
from tests.browser.conftest import FOR_A_WHOLE_YEAR, PATIENCE, PHONE, session_of
from tests.browser.waiting import enter, follow

ROOM = "/maiklang/{}/scores/"
# What a spreadsheet puts on the clipboard.
PASTE = """(input, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def home_coordinator(empty_agency, member):
    return member(empty_agency, Membership.Role.COORDINATOR)


@pytest.fixture
def open_sheet(open_page, home_coordinator) -> Callable[..., Page]:
    """Return a function that opens the sheet of a year of an agency on its first day."""

    def opened(year: int = 2568, query: str = "", **options) -> Page:
        page = open_page(home_coordinator, **options)
        page.goto(ROOM.format(year) + query)
        return page

    return opened


def structure_of(year: int) -> Structure:
    return Framework.objects.get(fiscal_year=year).structure()


def cell(page: Page, code: str):
    return page.locator(f'.score[name="{code}"]')


def paste(page: Page, code: str, text: str) -> None:
    cell(page, code).focus()
    cell(page, code).evaluate(PASTE, text)


def says(page: Page, words: str, patience: float = PATIENCE) -> None:
    expect(page.locator("#save-status")).to_have_text(words, timeout=patience)


def expect_rows(page: Page, *codes: str) -> None:
    """Wait until the rows of these questions are shown, and no others."""
    expect(page.locator(".question-row:visible")).to_have_count(len(codes))
    for code in codes:
        expect(page.locator(f'.question-row[data-row="{code}"]')).to_be_visible()


def stored(agency, year: int = 2568) -> dict[str, str]:
    assessment = Assessment.objects.for_year(agency, year).first()
    return {figure.code: str(figure.value) for figure in assessment.figures.all()} if assessment else {}


# Pasting


def test_one_value_is_pasted_as_text(open_sheet):
    page = open_sheet()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('๘๐.๒๕ \\r\\n')")
    cell(page, "i1").focus()
    page.keyboard.press("Control+V")
    page.keyboard.press("Enter")
    expect(cell(page, "i1")).to_have_value("80.25")


# Keys


def test_a_whole_year_is_entered_without_the_mouse(open_sheet, empty_agency):
    page = open_sheet()
    structure = structure_of(2568)
    questions = [question.code for question in structure.questions]
    published = ["1", "2", "3", "4", "5", "IIT", "6", "7", "8", "EIT1", "EIT2", "EIT", "9", "10", "OIT", "total"]
    cell(page, "i1").focus()
    for index, code in enumerate([*questions, *published]):
        expect(cell(page, code)).to_be_focused()
        page.keyboard.type("90")
        page.keyboard.press("Tab" if index % 2 else "Enter")
    expect(cell(page, "level")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(cell(page, "rank")).to_be_focused()
    page.keyboard.type("ลำดับที่ ๕")
    page.keyboard.press("Enter")
    expect(cell(page, "rank-district")).to_be_focused()
    page.keyboard.type("อันดับ ๓ จาก ๑๒")
    page.keyboard.press("Enter")
    expect(cell(page, "rank-district")).to_have_value("3 จาก 12", timeout=FOR_A_WHOLE_YEAR)
    says(page, "บันทึกแล้ว", FOR_A_WHOLE_YEAR)
    assert stored(empty_agency) == dict.fromkeys([*questions, *published], "90.00")
    assessment = empty_agency.assessments.get()
    assert (assessment.published_level, assessment.rank) == ("ผ่านดี", "ลำดับที่ ๕")
    assert (assessment.district_rank, assessment.district_rank_among) == (3, 12)
    expect(page.locator('.sheet-foot [data-figure="level"]')).to_have_text("ผ่านดี")


# Undo


def test_the_last_change_is_taken_back(open_sheet, empty_agency):
    page = open_sheet()
    undo = page.get_by_role("button", name="เลิกทำ", exact=True)
    expect(undo).to_be_disabled()
    for text in ("80", "85"):
        cell(page, "i1").fill(text)
        page.keyboard.press("Enter")
        expect(cell(page, "i1")).to_have_value(f"{text}.00")
    page.keyboard.press("Control+z")
    expect(cell(page, "i1")).to_have_value("80.00")
    says(page, "เลิกทำแล้ว คะแนนข้อ i1 กลับเป็น 80.00")
    undo.click()
    expect(cell(page, "i1")).to_have_value("")
    expect(undo).to_be_disabled()
    says(page, "เลิกทำแล้ว คะแนนข้อ i1 กลับเป็น ว่าง")
    assert stored(empty_agency) == {}
    history = Change.objects.for_year(empty_agency, 2568).of("figure:i1").order_by("pk")
    assert list(history.values_list("old", "new")) == [
        ("", "80.00"),
        ("80.00", "85.00"),
        ("85.00", "80.00"),
        ("80.00", ""),
    ]


def test_a_paste_is_taken_back_at_once(open_sheet, empty_agency):
    page = open_sheet()
    cell(page, "i2").fill("70")
    page.keyboard.press("Enter")
    expect(cell(page, "i2")).to_have_value("70.00")
    paste(page, "i1", "81\n82\n83\n")
    says(page, "วาง 3 ช่อง บันทึกแล้ว 3 ช่อง")
    page.keyboard.press("Control+z")
    says(page, "เลิกทำแล้ว คืนค่าเดิม 3 ช่อง")
    assert stored(empty_agency) == {"i2": "70.00"}


def test_the_keys_of_undo_belong_to_the_text_while_it_is_typed(open_sheet, empty_agency):
    page = open_sheet()
    cell(page, "i1").fill("80")
    page.keyboard.press("Enter")
    expect(cell(page, "i1")).to_have_value("80.00")
    page.keyboard.type("7")
    page.keyboard.press("Control+z")
    expect(cell(page, "i2")).to_have_value("")
    expect(cell(page, "i1")).to_have_value("80.00")
    assert stored(empty_agency) == {"i1": "80.00"}


def test_undo_waits_for_what_is_on_its_way(open_sheet, empty_agency):
    page = open_sheet()
    cell(page, "i1").fill("80")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+z")
    says(page, "เลิกทำแล้ว คะแนนข้อ i1 กลับเป็น ว่าง")
    assert stored(empty_agency) == {}


def test_undo_does_not_overwrite_what_somebody_else_wrote(open_sheet, open_page, empty_agency, member):
    officer = member(empty_agency, Membership.Role.OFFICER)
    mine, theirs = open_sheet(), open_page(officer)
    cell(mine, "i1").fill("80")
    mine.keyboard.press("Enter")
    expect(cell(mine, "i1")).to_have_value("80.00")
    theirs.goto(ROOM.format(2568))
    cell(theirs, "i1").fill("70")
    theirs.keyboard.press("Enter")
    expect(cell(theirs, "i1")).to_have_value("70.00")
    mine.keyboard.press("Control+z")
    says(mine, f"ไม่ได้คืนค่า 1 ช่องที่มีการแก้ไขหลังจากนั้น: คะแนนข้อ i1 เป็น 70.00 โดย {officer}")
    expect(cell(mine, "i1")).to_have_value("70.00")
    assert stored(empty_agency) == {"i1": "70.00"}


# When the server cannot be reached


def test_what_is_typed_without_network_is_saved_when_it_is_back(open_sheet, empty_agency):
    page = open_sheet()
    page.context.set_offline(True)
    cell(page, "i1").focus()
    page.keyboard.type("80")
    page.keyboard.press("Enter")
    page.keyboard.type("81")
    page.keyboard.press("Enter")
    expect(page.locator("#save-status")).to_contain_text("กำลังลองใหม่")
    page.context.set_offline(False)
    says(page, "บันทึกแล้ว")
    assert stored(empty_agency) == {"i1": "80.00", "i2": "81.00"}


def test_what_is_typed_after_the_session_has_ended_is_saved_after_signing_in(
    open_sheet, home_coordinator, empty_agency
):
    page = open_sheet()
    page.context.clear_cookies()
    cell(page, "i1").fill("80")
    page.keyboard.press("Enter")
    expect(page.locator("#save-status")).to_contain_text("หมดเวลาการใช้งาน")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="เข้าสู่ระบบในแท็บใหม่").click()
    opened.value.get_by_label("ชื่อผู้ใช้").fill(home_coordinator.username)
    opened.value.get_by_label("รหัสผ่าน", exact=True).fill("p")
    opened.value.keyboard.press("Enter")
    expect(opened.value.get_by_role("heading", name="คะแนน", exact=True)).to_be_visible()
    page.get_by_role("button", name="บันทึกที่ค้างอยู่").click()
    says(page, "บันทึกแล้ว")
    assert stored(empty_agency) == {"i1": "80.00"}


def test_what_one_typed_is_never_saved_in_the_name_of_who_signs_in_instead(
    open_sheet, home_coordinator, empty_agency, member, live_server
):
    page = open_sheet()
    page.context.clear_cookies()
    cell(page, "i1").fill("80")
    page.keyboard.press("Enter")
    expect(page.locator("#save-status")).to_contain_text("หมดเวลาการใช้งาน")
    for person, figures in ((member(empty_agency, Membership.Role.OFFICER), {}), (home_coordinator, {"i1": "80.00"})):
        page.context.add_cookies([session_of(person) | {"url": live_server.url}])
        with page.expect_response(lambda answer: answer.url.endswith("/scores/")):
            page.get_by_role("button", name="บันทึกที่ค้างอยู่").click()
        if figures:
            says(page, "บันทึกแล้ว")
        expect(cell(page, "i1")).to_have_value("80.00" if figures else "80")
        assert stored(empty_agency) == figures


# Narrowing


def test_the_sheet_narrows_to_empty_or_weak_questions(open_sheet):
    page = open_sheet()
    paste(page, "i1", "80\n\n90\n" + "95\n" * 48)
    says(page, "วาง 50 ช่อง บันทึกแล้ว 50 ช่อง")
    page.get_by_role("link", name="ที่ยังว่าง 2").click()
    expect_rows(page, "i2", "o28")
    expect(page).to_have_url(re.compile(r"\?show=empty$"))
    # A row stays while one works in it, and until one chooses again.
    cell(page, "i2").fill("60")
    page.keyboard.press("Enter")
    expect(cell(page, "o28")).to_be_focused()
    expect(page.get_by_role("link", name="ที่ยังว่าง 1")).to_be_visible()
    expect_rows(page, "i2", "o28")
    page.get_by_role("link", name="ต่ำกว่าค่าเป้าหมาย 85.00: 2").click()
    expect_rows(page, "i1", "i2")
    assert violations(page) == []
    page.get_by_role("link", name="ทั้งหมด 52").click()
    expect(page.locator(".question-row:visible")).to_have_count(52)


def test_the_sheet_narrows_without_java_script(open_sheet):
    page = open_sheet(java_script=False)
    cell(page, "i1").fill("80")
    follow(page.get_by_role("button", name="บันทึกคะแนน"))
    follow(page.get_by_role("link", name="ต่ำกว่าค่าเป้าหมาย 85.00: 1"))
    expect(page.locator(".question-row:visible")).to_have_count(1)
    follow(page.get_by_role("link", name="ที่ยังว่าง 51"))
    expect(page.locator(".question-row:visible")).to_have_count(51)


# The two parts of the external survey


def test_the_parts_of_the_external_survey_are_entered_beside_each_other(open_sheet, empty_agency):
    page = open_sheet(2566)
    follow(page.get_by_role("link", name="กรอก EIT แยกส่วนที่ 1 และส่วนที่ 2"))
    cell(page, "e1/1").focus()
    page.keyboard.type("80")
    page.keyboard.press("Tab")
    page.keyboard.type("91")
    page.keyboard.press("Enter")
    expect(cell(page, "e2/2")).to_be_focused()
    expect(page.locator('[data-mean="e1"]')).to_have_text("เฉลี่ยสองส่วน 85.50")
    cell(page, "e2/1").fill("x")
    page.keyboard.press("ArrowUp")
    expect(cell(page, "e1/1")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cell(page, "e1/2")).to_be_focused()
    expect(page.locator("#error-e2-1")).to_contain_text("ตัวเลข")
    paste(page, "e2/1", "70\t60\n71\t61\n")
    says(page, "วาง 4 ช่อง บันทึกแล้ว 4 ช่อง")
    expected = {"e1/1": "80.00", "e1/2": "91.00", "e2/1": "70.00", "e2/2": "60.00", "e3/1": "71.00", "e3/2": "61.00"}
    assert stored(empty_agency, 2566) == expected
    # Below the last part of a question is no whole question to fill.
    paste(page, "e15/1", "50\n51\n")
    page.get_by_role("button", name="วาง 1 ช่อง").click()
    says(page, "วาง 1 ช่อง บันทึกแล้ว 1 ช่อง")
    assert stored(empty_agency, 2566) == expected | {"e15/1": "50.00"}
    assert violations(page) == []
    page.goto(ROOM.format(2566))
    expect(cell(page, "e3/2")).to_have_value("61.00")


def test_a_long_year_with_parts_fits_a_phone(open_sheet):
    page = open_sheet(2566, "?parts=1", viewport=PHONE)
    assert_sound(page)
    page.get_by_role("link", name="OIT", exact=True).click()
    expect(page.get_by_role("heading", name="OIT")).to_be_in_viewport()


# The lock


def test_a_coordinator_locks_and_opens_with_a_reason(open_sheet, empty_agency):
    page = open_sheet()
    cell(page, "i1").fill("80")
    page.keyboard.press("Enter")
    expect(cell(page, "i1")).to_have_value("80.00")
    page.reload()
    follow(page.get_by_role("button", name="ล็อกคะแนน"))
    expect(page.get_by_role("heading", name="ล็อกคะแนนของปีนี้แล้ว")).to_be_visible()
    expect(page.locator(".score")).to_have_count(0)
    expect(page.locator('[data-row="i1"] .figure')).to_have_text("80.00")
    assert violations(page) == []
    page.get_by_label("เหตุผลที่เปิดให้แก้ไข").fill("ประกาศผลแก้ไขครั้งที่ 2")
    enter(page)
    expect(cell(page, "i1")).to_have_value("80.00")
    change = Change.objects.for_year(empty_agency, 2568).of("lock").latest("pk")
    assert change.reason == "ประกาศผลแก้ไขครั้งที่ 2"


def test_a_lock_set_meanwhile_is_said_at_the_cell_and_the_text_stays(open_sheet, empty_agency):
    page = open_sheet()
    cell(page, "i1").fill("80")
    page.keyboard.press("Enter")
    expect(cell(page, "i1")).to_have_value("80.00")
    empty_agency.assessments.update(is_locked=True)
    cell(page, "i2").fill("91.5")
    page.keyboard.press("Enter")
    expect(page.locator("#error-i2")).to_contain_text("ล็อกคะแนนของปีนี้แล้ว")
    expect(cell(page, "i2")).to_have_value("91.5")
    assert stored(empty_agency) == {"i1": "80.00"}


# History


def test_a_figure_leads_to_its_history(open_sheet):
    page = open_sheet()
    link = page.locator('[data-history="i1"]')
    expect(link).to_be_hidden()
    cell(page, "i1").fill("80")
    page.keyboard.press("Enter")
    expect(cell(page, "i1")).to_have_value("80.00")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("F2")
    page.keyboard.press("ArrowRight")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("subject=figure:i1$"))
    expect(page.get_by_role("definition").filter(has_text="80.00")).to_be_visible()
