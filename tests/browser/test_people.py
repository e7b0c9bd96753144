"""From an invitation on a phone to signing in by two steps, and what who guesses too often is shown."""

import re
import time
from base64 import b32decode

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE

PASSWORD = "ลมหนาวมาแล้ว-2568"


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1


def code_for(typed_key: str) -> str:
    totp = TOTP(b32decode(typed_key.replace(" ", "")))
    totp.time = time.time()
    return f"{totp.token():06d}"


@pytest.fixture
def link(open_page, stranger) -> str:
    """A link that a coordinator has just made and copied."""
    page = open_page(stranger)
    page.goto("/maiklang/people/")
    page.get_by_role("link", name="เชิญสมาชิก").click()
    page.get_by_label("ชื่อหรือตำแหน่งของผู้ได้รับเชิญ").fill("ผู้อำนวยการกองคลัง")
    page.get_by_label("บทบาท").select_option("executive")
    page.get_by_role("button", name="สร้างคำเชิญ").click()
    page.get_by_role("button", name="คัดลอกลิงก์").click()
    assert page.get_by_text("คัดลอกแล้ว", exact=True).is_visible()
    assert violations(page) == []
    return page.get_by_label("ลิงก์", exact=True).input_value()


def accept(page, link: str) -> None:
    page.goto(link)
    assert violations(page) == []
    assert fits(page)
    page.get_by_role("button", name="สร้างบัญชีและเข้าใช้งาน").click()
    assert page.get_by_role("alert").is_visible()
    assert violations(page) == []
    page.get_by_label("ชื่อที่แสดง").fill("สมหญิง ใจดี")
    page.get_by_label("ชื่อผู้ใช้").fill("somying")
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_label("ยืนยันรหัสผ่าน").fill(PASSWORD)
    page.get_by_role("button", name="สร้างบัญชีและเข้าใช้งาน").click()
    page.wait_for_url(re.compile("/maiklang/25"))


def set_up_second_step(page) -> str:
    """Turn the second step on, and return the secret of the app."""
    page.locator(".person-menu summary").click()
    page.get_by_role("link", name="บัญชีของฉัน").click()
    page.get_by_role("link", name=re.compile("ตั้งค่า.*การยืนยันตัวตนสองขั้น")).click()
    page.get_by_role("link", name="เริ่มตั้งค่า").click()
    assert page.get_by_alt_text("รหัสคิวอาร์สำหรับแอปยืนยันตัวตน").evaluate("image => image.naturalWidth") > 100
    assert violations(page) == []
    assert fits(page)
    key = page.locator(".typed-key").inner_text()
    page.get_by_label("รหัสผ่านปัจจุบัน").fill(PASSWORD)
    page.get_by_label("รหัสยืนยัน").fill(code_for(key))
    page.get_by_role("button", name="ยืนยันและเปิดใช้").click()
    assert page.locator(".recovery-codes li").count() == 10
    assert violations(page) == []
    assert fits(page)
    page.get_by_role("link", name="เก็บรหัสแล้ว ไปต่อ").click()
    return key


def test_from_the_link_on_a_phone_to_signing_in_by_two_steps(open_page, link):
    page = open_page(viewport=PHONE)
    accept(page, link)
    key = set_up_second_step(page)
    page.locator(".person-menu summary").click()
    page.get_by_role("button", name="ออกจากระบบ", exact=True).click()
    page.wait_for_url(re.compile("/login/"))
    page.get_by_label("ชื่อผู้ใช้").fill("somying")
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/login/code/"))
    assert violations(page) == []
    assert fits(page)
    TOTPDevice.objects.update(last_t=-1)  # as if half a minute had gone by since the code of the set-up
    page.get_by_label("รหัสยืนยัน").fill(code_for(key))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/maiklang/25"))
    page.goto(link)
    assert page.get_by_text("ลิงก์คำเชิญนี้ใช้ไม่ได้").is_visible()


def test_who_guesses_too_often_is_told_how_long_to_wait(open_page, stranger):
    page = open_page(viewport=PHONE)
    page.goto("/login/")
    for number in range(5):
        page.get_by_label("ชื่อผู้ใช้").fill(stranger.username)
        page.get_by_label("รหัสผ่าน", exact=True).fill(f"guess {number}")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    page.get_by_role("heading", name="พักการเข้าสู่ระบบชั่วคราว").wait_for()
    assert page.get_by_text("กรุณารอประมาณ 15 นาที").is_visible()
    assert violations(page) == []
    assert fits(page)
