"""From an invitation on a phone to signing in by two steps, and what who guesses too often is shown."""

import re
import time
from base64 import b32decode

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from tests.browser.accessibility import assert_sound, violations
from tests.browser.conftest import PHONE
from tests.browser.waiting import enter, expect_soon, follow

PASSWORD = "ลมหนาวมาแล้ว-2568"


def code_for(typed_key: str) -> str:
    totp = TOTP(b32decode(typed_key.replace(" ", "")))
    totp.time = time.time()
    return f"{totp.token():06d}"


@pytest.fixture
def link(open_page, stranger) -> str:
    """A link that a coordinator has just made and copied."""
    page = open_page(stranger)
    page.goto("/maiklang/people/")
    follow(page.get_by_role("link", name="เชิญสมาชิก"))
    page.get_by_label("ชื่อหรือตำแหน่งของผู้ได้รับเชิญ").fill("ผู้อำนวยการกองคลัง")
    page.get_by_label("บทบาท").select_option("executive")
    follow(page.get_by_role("button", name="สร้างคำเชิญ"))
    page.get_by_role("button", name="คัดลอกลิงก์").click()
    expect(page.get_by_text("คัดลอกแล้ว", exact=True)).to_be_visible()
    assert violations(page) == []
    return page.get_by_label("ลิงก์", exact=True).input_value()


def accept(page, link: str) -> None:
    page.goto(link)
    assert_sound(page)
    follow(page.get_by_role("button", name="สร้างบัญชีและเข้าใช้งาน"))
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("ชื่อที่แสดง").fill("สมหญิง ใจดี")
    page.get_by_label("ชื่อผู้ใช้").fill("somying")
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_label("ยืนยันรหัสผ่าน").fill(PASSWORD)
    follow(page.get_by_role("button", name="สร้างบัญชีและเข้าใช้งาน"))
    expect(page).to_have_url(re.compile("/maiklang/25"))


def set_up_second_step(page) -> str:
    """Turn the second step on, and return the secret of the app."""
    page.locator(".person-menu summary").click()
    follow(page.get_by_role("link", name="บัญชีของฉัน"))
    follow(page.get_by_role("link", name=re.compile("ตั้งค่า.*การยืนยันตัวตนสองขั้น")))
    follow(page.get_by_role("link", name="เริ่มตั้งค่า"))
    drawn = page.get_by_alt_text("รหัสคิวอาร์สำหรับแอปยืนยันตัวตน")
    expect_soon(page, lambda: drawn.evaluate("image => image.naturalWidth") > 100, "the code is drawn")
    assert_sound(page)
    key = page.locator(".typed-key").inner_text()
    page.get_by_label("รหัสผ่านปัจจุบัน").fill(PASSWORD)
    page.get_by_label("รหัสยืนยัน").fill(code_for(key))
    follow(page.get_by_role("button", name="ยืนยันและเปิดใช้"))
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert_sound(page)
    follow(page.get_by_role("link", name="เก็บรหัสแล้ว ไปต่อ"))
    return key


def test_from_the_link_on_a_phone_to_signing_in_by_two_steps(open_page, link):
    page = open_page(viewport=PHONE)
    accept(page, link)
    key = set_up_second_step(page)
    page.locator(".person-menu summary").click()
    follow(page.get_by_role("button", name="ออกจากระบบ", exact=True))
    expect(page).to_have_url(re.compile("/login/"))
    page.get_by_label("ชื่อผู้ใช้").fill("somying")
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    enter(page)
    expect(page).to_have_url(re.compile("/login/code/"))
    assert_sound(page)
    TOTPDevice.objects.update(last_t=-1)  # as if half a minute had gone by since the code of the set-up
    page.get_by_label("รหัสยืนยัน").fill(code_for(key))
    enter(page)
    expect(page).to_have_url(re.compile("/maiklang/25"))
    page.goto(link)
    expect(page.get_by_text("ลิงก์คำเชิญนี้ใช้ไม่ได้")).to_be_visible()


def test_who_guesses_too_often_is_told_how_long_to_wait(open_page, stranger):
    page = open_page(viewport=PHONE)
    page.goto("/login/")
    for number in range(5):
        page.get_by_label("ชื่อผู้ใช้").fill(stranger.username)
        page.get_by_label("รหัสผ่าน", exact=True).fill(f"guess {number}")
        enter(page)
    expect(page.get_by_role("heading", name="พักการเข้าสู่ระบบชั่วคราว")).to_be_visible()
    expect(page.get_by_text("กรุณารอประมาณ 15 นาที")).to_be_visible()
    assert_sound(page)
