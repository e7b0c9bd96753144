"""Nothing typed is lost, in a real browser: each form loses line and sign-in, and the text is found again.

What a server without a browser can show of it is in tests/agencies: each form and way in test_carried_forms.py, one
form in every case in test_carried.py and test_unsaved_forms.py.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle

import pytest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Locator, Page, expect

from agencies.models import Session, UnsavedForm, User
from measures.models import Measure
from tests.agencies.lost_sign_ins import ended_elsewhere, expired
from tests.agencies.written_forms import FORMS, MEASURE, TEXT, WrittenForm, addresses_of_forms
from tests.browser.accessibility import assert_sound
from tests.browser.conftest import sign_in
from tests.browser.waiting import expect_soon, follow
from tests.measures.rounds import IN_TIME

KEPT = "เก็บร่างไว้แล้วเมื่อ"
REFUSED = re.compile("กรุณาเข้าสู่ระบบอีกครั้ง|หน้านี้เปิดไว้นานเกินไป")


@pytest.fixture
def world(nanueng, coordinator, on_day, settings, tmp_path) -> dict[str, str]:
    """What the addresses of forms stand on."""
    settings.MEDIA_ROOT = tmp_path
    on_day(IN_TIME)
    return addresses_of_forms(nanueng, coordinator)


def signed_in_again(page: Page, user: User) -> None:
    """In another tab: the session is a new one, and so is the token."""
    Session.objects.all().delete()
    other = page.context.new_page()
    sign_in(other, user.username)
    other.close()


WAYS: list[Callable[[Page, User], None]] = [ended_elsewhere, expired, signed_in_again]
# The ways in turn, so that each is gone on several forms.
FORMS_AND_WAYS = list(zip(FORMS, cycle(WAYS), strict=False))


def text_of(page: Page, form: WrittenForm) -> Locator:
    return page.locator(f'main textarea[name="{form.field}"]').first


def open_form(page: Page, form: WrittenForm, world: dict[str, str]) -> None:
    page.goto(form.page.format(**world))
    if form.first:
        page.locator(form.first).first.click()


def type_into(page: Page, form: WrittenForm, world: dict[str, str]) -> None:
    open_form(page, form, world)
    text_of(page, form).fill(TEXT)


def store_button(page: Page, form: WrittenForm) -> Locator:
    return page.get_by_role("button", name=form.button, exact=True).first


def go_on_with_signing_in(page: Page, user: User) -> None:
    if page.get_by_label("รหัสผ่าน", exact=True).count():
        page.get_by_label("ชื่อผู้ใช้").fill(user.username)
        page.get_by_label("รหัสผ่าน", exact=True).fill("p")
        follow(page.get_by_role("button", name="เข้าสู่ระบบและไปต่อ"))


def send_without_line(page: Page, form: WrittenForm) -> None:
    page.context.set_offline(True)
    store_button(page, form).click()
    with suppress(BrowserError):  # the browser's own page says that there is no line
        page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)


@pytest.mark.parametrize(("form", "lose"), FORMS_AND_WAYS, ids=[form.name for form in FORMS])
def test_a_server_that_restarts_and_a_lost_sign_in_lose_no_text(open_page, coordinator, world, form: WrittenForm, lose):
    """Sent to nobody, the text waits in the browser, and is offered on the page that is opened anew.

    Sent again without a sign-in, it is shown by the page that refuses it, goes through the password and is stored.
    """
    page = open_page(coordinator)
    type_into(page, form, world)
    send_without_line(page, form)
    open_form(page, form, world)
    page.get_by_role("button", name="ใช้ร่าง").click()
    expect(text_of(page, form)).to_have_value(TEXT)
    expect_soon(page, lambda: page.evaluate("localStorage.length") == 0, "the text waits on the server alone")
    # A script that keeps texts would tell of the end first: here is who has pressed the button before that.
    page.route("**/account/drafts/", lambda route: route.abort())
    lose(page, coordinator)
    follow(store_button(page, form))
    expect(page.locator("h1")).to_have_text(REFUSED)
    go_on_with_signing_in(page, coordinator)
    send = page.get_by_role("button", name="ส่งข้อมูลเดิมอีกครั้ง")
    expect(send).to_be_visible()
    texts = [each.input_value() for each in page.locator("main textarea").all()]
    assert TEXT in texts
    follow(send)
    expect(page.locator("main")).not_to_contain_text("ส่งข้อมูลเดิมอีกครั้ง")
    if form.stores:
        expect(page.locator(".message-success").first).to_be_visible()
    # A table stays a draft until what it says is stored.
    assert UnsavedForm.objects.exists() is (form.name == "table")


def test_what_is_typed_is_kept_taken_up_and_shows_what_others_saved(open_page, coordinator, nanueng):
    measure = Measure.objects.filter(plan__agency=nanueng, plan__fiscal_year=2568).first()
    url = f"/nanueng/2568/measures/{measure.key}/"
    page = open_page(coordinator)
    page.goto(url)
    page.locator("#id_title").fill(TEXT)
    expect(page.locator("[data-unsaved-status]")).to_contain_text(KEPT)
    Measure.objects.filter(pk=measure.pk).update(title="ของผู้อื่น", version=measure.version + 1)
    page.goto("/account/drafts/", wait_until="commit")
    expect(page.get_by_text("ประชุมคณะทำงานเพื่อวิเคราะห์ผล")).to_be_visible()
    page.goto(url)
    expect(page.locator("#id_title")).to_have_value("ของผู้อื่น")
    assert_sound(page)
    page.get_by_role("button", name="ใช้ร่าง").click()
    expect(page.locator("#id_title")).to_have_value(TEXT)
    follow(page.get_by_role("button", name="บันทึกมาตรการ"))
    expect(page.locator(".message-error").first).to_be_visible()
    measure.refresh_from_db()
    assert measure.title == "ของผู้อื่น"
    page.get_by_role("button", name="บันทึกมาตรการ").click()
    expect(page.get_by_text("บันทึกมาตรการแล้ว")).to_be_visible()
    assert not UnsavedForm.objects.exists()


def test_signed_out_while_typing_the_page_says_so_and_goes_on(open_page, coordinator, world):
    page = open_page(coordinator)
    type_into(page, MEASURE, world)
    expect(page.locator("[data-unsaved-status]")).to_contain_text(KEPT)
    Session.objects.all().delete()
    page.locator("#id_title").press("End")
    page.keyboard.type(" ต่อ")
    expect(page.locator("[data-unsaved-status]")).to_contain_text("การเข้าสู่ระบบสิ้นสุดแล้ว")
    signed_in_again(page, coordinator)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-unsaved-status]")).to_contain_text(KEPT)
    page.get_by_role("button", name="เพิ่มมาตรการ").click()
    expect(page.get_by_text("เพิ่มมาตรการแล้ว")).to_be_visible()


def test_nothing_stays_in_the_browser_after_signing_out(open_page, coordinator, reader, world):
    page = open_page(coordinator)
    page.goto("/account/")
    fill = "localStorage.setItem('ita-unsaved someone /x measure', 'ข้อความ')"
    page.evaluate(fill)
    page.goto("/account/")
    expect_soon(page, lambda: page.evaluate("localStorage.length") == 0, "the text of somebody else is gone")
    type_into(page, MEASURE, world)
    page.context.set_offline(True)
    page.locator("#id_title").press("End")
    page.keyboard.type(" ต่อ")  # what was typed before may be on the server already
    expect(page.locator("[data-unsaved-status]")).to_contain_text("เก็บร่างไว้ในเครื่องนี้ชั่วคราว")
    assert page.evaluate("localStorage.length") == 1
    page.context.set_offline(False)
    # What is on its way while one signs out fails then, and does not come to lie here again.
    page.route("**/account/drafts/", lambda route: None)
    with page.expect_request("**/account/drafts/"):
        page.keyboard.type(" อีก")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".person-menu summary").click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/login/**")
    assert page.evaluate("localStorage.length") == 0
