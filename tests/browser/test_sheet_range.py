"""The score sheet as a sheet: ranges, filling, copying, undo after a reload, and all of it by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from agencies.models import Membership
from tests.browser.accessibility import overhang, violations
from tests.browser.conftest import PHONE
from tests.browser.waiting import expect_soon

SHEET = "/nanueng/2568/scores/"
OFFICE = {"width": 1280, "height": 800}
# What stands in full on the screen, above the foot of the sheet.
IN_VIEW = """() => {
  const foot = document.querySelector(".sheet-foot").getBoundingClientRect().top;
  const isInView = ({top, bottom, height}) => height > 0 && top >= 0 && bottom <= foot;
  const rows = [...document.querySelectorAll(".question-row")];
  return rows.filter((row) => isInView(row.getBoundingClientRect())).length;
}"""
ABOVE_FOOT = """() => document.activeElement.getBoundingClientRect().bottom
  <= document.querySelector(".sheet-foot").getBoundingClientRect().top"""
COPIED = "navigator.clipboard.readText()"


@pytest.fixture
def sheet(open_page, officer) -> Page:
    page = open_page(officer, viewport=OFFICE)
    page.goto(SHEET)
    return page


def cell(page: Page, code: str):
    return page.locator(f'.score[name="{code}"]')


def says(page: Page, words: str) -> None:
    expect(page.locator("#save-status")).to_have_text(words)


def expect_selected(page: Page, *codes: str) -> None:
    expect(page.locator(".score.is-selected")).to_have_count(len(codes))
    for code in codes:
        expect(cell(page, code)).to_contain_class("is-selected")


def expect_texts(page: Page, codes: list[str], expected: list[str]) -> None:
    for code, text in zip(codes, expected, strict=True):
        expect(cell(page, code)).to_have_value(text)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_rows_are_of_one_line_and_the_one_that_is_worked_in_is_in_full(sheet):
    assert sheet.evaluate(IN_VIEW) >= 14
    row = sheet.locator('[data-row="i2"]')
    one_line = row.bounding_box()["height"]
    assert one_line < 34
    cell(sheet, "i2").focus()
    expect_soon(sheet, lambda: row.bounding_box()["height"] > one_line, "the row opens")
    question = row.locator(".question-text")
    assert question.evaluate("text => text.scrollWidth <= text.clientWidth")
    expect(cell(sheet, "i2")).to_have_accessible_name("คะแนนข้อ i2")
    expect(cell(sheet, "i2")).to_have_accessible_description(question.text_content().strip())
    assert violations(sheet) == []


def test_a_range_is_selected_filled_copied_and_cleared_by_keys(sheet):
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = [cell(sheet, code).input_value() for code in ("i4", "i5", "i6")]
    cell(sheet, "i4").focus()
    press(sheet, "Shift+ArrowDown", "Shift+ArrowDown")
    expect_selected(sheet, "i4", "i5", "i6")
    expect(cell(sheet, "i4")).to_be_focused()
    expect(sheet.locator("#selection-said")).to_have_text("i4 ถึง i6 เลือก 3 ช่อง เฉลี่ย 93.33")
    press(sheet, "Control+c")
    expect_soon(sheet, lambda: sheet.evaluate(COPIED).split() == before, "the range is on the clipboard")

    press(sheet, "Control+d")
    says(sheet, "เติม 2 ช่อง บันทึกแล้ว 2 ช่อง")
    expect_texts(sheet, ["i4", "i5", "i6"], ["80.00"] * 3)
    sheet.keyboard.type("๗๗.๕")
    press(sheet, "Control+Enter")
    says(sheet, "เติม 3 ช่อง บันทึกแล้ว 3 ช่อง")
    expect_texts(sheet, ["i4", "i5", "i6"], ["77.50"] * 3)
    press(sheet, "Delete")
    says(sheet, "ล้าง 3 ช่อง บันทึกแล้ว 3 ช่อง")
    press(sheet, "Escape")
    expect_selected(sheet)

    # Each was an act of its own, and is known after a reload.
    sheet.reload()
    for words in ("เลิกทำแล้ว คืนค่าเดิม 3 ช่อง", "เลิกทำแล้ว คืนค่าเดิม 3 ช่อง", "เลิกทำแล้ว คืนค่าเดิม 2 ช่อง"):
        press(sheet, "Control+z")
        says(sheet, words)
    expect_texts(sheet, ["i4", "i5", "i6"], before)
    expect(sheet.locator("#undo")).to_be_disabled()
    sheet.reload()
    press(sheet, "Control+y")
    says(sheet, "ทำซ้ำแล้ว ใส่ค่าอีกครั้ง 2 ช่อง")
    press(sheet, "Control+Shift+Z")
    says(sheet, "ทำซ้ำแล้ว ใส่ค่าอีกครั้ง 3 ช่อง")
    expect_texts(sheet, ["i4", "i5", "i6"], ["77.50"] * 3)


def test_what_is_copied_comes_back_by_pasting(sheet):
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    cell(sheet, "i10").focus()
    press(sheet, "Shift+ArrowDown", "Shift+ArrowDown", "Control+x")
    says(sheet, "ล้าง 3 ช่อง บันทึกแล้ว 3 ช่อง")
    cell(sheet, "i1").focus()
    press(sheet, "Control+v")
    expect(cell(sheet, "i1")).to_have_value("0.67")
    expect_texts(sheet, ["i2", "i3", "i10"], ["100.00", "80.00", ""])


def test_a_range_is_dragged_and_stretched_by_the_mouse(sheet):
    sheet.locator('[data-row="i7"] .question-text').click()
    expect(cell(sheet, "i7")).to_be_focused()
    cell(sheet, "i1").hover()
    sheet.mouse.down()
    cell(sheet, "i2").hover()
    cell(sheet, "i3").hover()
    sheet.mouse.up()
    expect_selected(sheet, "i1", "i2", "i3")
    cell(sheet, "i5").click(modifiers=["Shift"])
    expect_selected(sheet, "i1", "i2", "i3", "i4", "i5")
    sheet.get_by_role("button", name="เติมลง").click()
    says(sheet, "เติม 3 ช่อง บันทึกแล้ว 3 ช่อง")
    expect_texts(sheet, ["i1", "i2", "i3", "i4", "i5"], ["80.00"] * 5)
    cell(sheet, "i8").click()
    expect_selected(sheet)
    expect(sheet.locator("#selection")).to_be_hidden()


def test_by_touch_a_long_press_begins_a_range_and_a_tap_ends_it(sheet):
    touch = {"pointerType": "touch", "bubbles": True}
    cell(sheet, "i1").dispatch_event("pointerdown", touch)
    expect(sheet.locator("#selection-words")).to_have_text("แตะช่องสุดท้ายของช่วงที่ต้องการเลือก")
    cell(sheet, "i1").dispatch_event("pointerup", touch)
    cell(sheet, "i3").click()
    expect_selected(sheet, "i1", "i2", "i3")
    cell(sheet, "i5").click()  # without a long press a tap goes to its cell
    expect_selected(sheet)
    cell(sheet, "i2").dispatch_event("pointerdown", touch)
    cell(sheet, "i2").dispatch_event("pointercancel", touch)  # the page was scrolled
    cell(sheet, "i4").click()
    expect_selected(sheet)


def test_keys_lead_from_cell_to_cell_and_out_again(sheet):
    cell(sheet, "i2").focus()
    for key, code in {
        "Tab": "i3",
        "Shift+Tab": "i2",
        "Control+ArrowDown": "o28",
        "Home": "i1",
        "End": "o28",
        "Control+Home": "i1",
    }.items():
        press(sheet, key)
        expect(cell(sheet, code)).to_be_focused()
    # Right leads to the links of the row, Escape back; what is typed is taken back by it.
    press(sheet, "F2", "ArrowRight")
    expect(sheet.locator('[data-history="i1"]')).to_be_focused()
    press(sheet, "Escape")
    expect(cell(sheet, "i1")).to_be_focused()
    sheet.keyboard.type("5")
    press(sheet, "Escape")
    expect(cell(sheet, "i1")).to_have_value("80.00")
    # No trap: past the last cell one is out of the table, and before the first as well.
    press(sheet, "Shift+Tab")
    expect(sheet.locator(".score:focus")).to_have_count(0)
    cell(sheet, "rank-nation").focus()
    press(sheet, "Tab")
    expect(sheet.locator(".score:focus")).to_have_count(0)


@pytest.mark.parametrize("viewport", [OFFICE, PHONE], ids=["office", "phone"])
def test_no_cell_that_the_tab_key_reaches_hides_behind_the_foot(open_page, officer, viewport):
    page = open_page(officer, viewport=viewport)
    page.goto(SHEET)
    cell(page, "i1").focus()
    hidden = []
    for _ in range(51):
        page.keyboard.press("Tab")
        if not page.evaluate(ABOVE_FOOT):
            hidden.append(page.evaluate("document.activeElement.name"))
    assert hidden == []


def test_a_year_is_entered_in_few_keys(open_page, empty_agency, member):
    """From opening the page: four keys to the first cell, and then what is typed with one key more for each cell."""
    page = open_page(member(empty_agency, Membership.Role.OFFICER), viewport=OFFICE)
    page.goto("/maiklang/2568/scores/")
    pressed = ["Tab", "Enter", "Tab", "Enter"]
    press(page, *pressed)
    expect(cell(page, "i1")).to_be_focused()
    for at in range(8):  # of the 52, which go on like this
        keys = [*str(40 + at), "Enter"]
        press(page, *keys)
        pressed += keys
    expect(page.locator('[data-figure="entered"]')).to_have_text("8")
    assert len(pressed) == 4 + 8 * 3
    # By pasting: the same way to the first cell, and one chord; and Ctrl+Z takes all of it back.
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText([...Array(52).keys()].map((at) => `${45 + at}.25`).join('\\n'))")
    page.reload()
    press(page, "Tab", "Enter", "Tab", "Enter", "Control+v")
    says(page, "วาง 52 ช่อง บันทึกแล้ว 52 ช่อง")
    press(page, "Control+z")
    says(page, "เลิกทำแล้ว คืนค่าเดิม 52 ช่อง")
    expect_texts(page, ["i1", "i8", "i9", "o28"], ["40.00", "47.00", "", ""])


def test_a_conflict_is_solved_by_keys(sheet, officer, as_user):
    client = as_user(officer)
    client.post(f"{SHEET}cells/", {"i1": "70", "seen-i1": "80.00"})
    cell(sheet, "i1").focus()
    sheet.keyboard.type("75")
    press(sheet, "Enter")
    expect(sheet.locator("#error-i1")).to_contain_text("70.00")
    press(sheet, "ArrowUp", "F2", "ArrowRight")
    expect(sheet.get_by_role("button", name="ใช้ค่าที่ท่านกรอก (75)")).to_be_focused()
    press(sheet, "ArrowRight", "Enter")
    expect(cell(sheet, "i1")).to_have_value("70.00")
    expect(cell(sheet, "i1")).to_be_focused()
    says(sheet, "บันทึกแล้ว")


def test_published_figures_are_taken_as_computed_and_shown_alone(sheet):
    sheet.get_by_role("link", name="ตัวชี้วัด 10 ข้อ").click()
    expect(cell(sheet, "i1")).to_be_hidden()
    expect(sheet).to_have_url(re.compile(r"\?view=indicators$"))
    take = sheet.locator('[name=as_computed][value="9"]')
    take.click()
    expect(cell(sheet, "9")).to_have_value("97.50")
    expect(take).to_be_hidden()
    sheet.get_by_role("button", name="ใช้ค่าที่คำนวณได้ในช่องที่ยังว่าง").click()
    expect(cell(sheet, "IIT")).to_have_value("85.38")
    expect(cell(sheet, "EIT")).to_have_value("99.78")
    expect(cell(sheet, "EIT1")).to_have_value("")
    assert violations(sheet) == []
    sheet.set_viewport_size(PHONE)
    assert overhang(sheet) == 0
    sheet.get_by_role("link", name="คะแนนรวม", exact=True).click()
    expect(cell(sheet, "IIT")).to_be_hidden()
    expect(cell(sheet, "total")).to_be_visible()
