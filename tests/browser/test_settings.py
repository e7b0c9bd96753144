"""The settings of an agency on a desk and on a phone, with and without JavaScript, by keyboard."""

from playwright.sync_api import expect

from agencies.standard_departments import standard_departments
from tests.browser.accessibility import assert_sound_on_both
from tests.browser.waiting import follow

PAGE = "/maiklang/settings/"


def expect_names(page, *names: str) -> None:
    """Wait for the list after a form was sent."""
    expect(page.locator(".departments a")).to_have_text(list(names))


def test_the_page_is_accessible_and_fits_also_when_refused(open_page, stranger):
    page = open_page(stranger)
    page.goto(PAGE)
    assert_sound_on_both(page)
    page.get_by_label("เว็บไซต์").fill("www.example.go.th")
    follow(page.get_by_role("button", name="บันทึก", exact=True))
    expect(page.get_by_role("alert").first).to_be_visible()
    assert_sound_on_both(page)
    page.goto(PAGE)
    follow(page.get_by_role("link", name="กองคลัง"))
    assert_sound_on_both(page)


def test_departments_are_put_in_order_by_keyboard_without_javascript(open_page, stranger):
    page = open_page(stranger, java_script=False)
    page.goto(PAGE)
    page.get_by_role("button", name="ลง สำนักปลัด").focus()
    page.keyboard.press("Enter")
    expect_names(page, "กองคลัง", "สำนักปลัด", "กองช่าง")
    page.get_by_label("เพิ่มกองหรือสำนัก").fill("หน่วยตรวจสอบภายใน")
    page.keyboard.press("Enter")
    expect_names(page, "กองคลัง", "สำนักปลัด", "กองช่าง", "หน่วยตรวจสอบภายใน")
    page.get_by_role("link", name="หน่วยตรวจสอบภายใน").click()
    page.get_by_label("ชื่อกองหรือสำนัก").fill("หน่วยตรวจสอบ")
    page.keyboard.press("Enter")
    expect_names(page, "กองคลัง", "สำนักปลัด", "กองช่าง", "หน่วยตรวจสอบ")


def test_an_agency_without_departments_takes_those_of_its_kind(open_page, stranger, empty_agency):
    empty_agency.departments.all().delete()
    page = open_page(stranger)
    page.goto(PAGE)
    page.get_by_role("button", name="ใช้รายชื่อนี้").click()
    expect_names(page, *standard_departments("subdistrict"))
