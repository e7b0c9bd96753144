"""Tracking measures in a browser: by keyboard and mouse, on a desk and on a phone, with and without script."""

import re
from datetime import date

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from measures.models import Measure, MeasurePlan
from tests.assessments.score_files import edited
from tests.browser.accessibility import assert_sound, assert_sound_on_both, overhang
from tests.browser.conftest import PHONE, WIDE
from tests.browser.waiting import enter, expect_soon, follow

ROOM = "/nanueng/2568/measures/"
TRACKING, TIMELINE = f"{ROOM}tracking/", f"{ROOM}tracking/timeline/"


@pytest.fixture
def plan(nanueng) -> MeasurePlan:
    """A plan with one measure that is long overdue, one that is done and one that was cancelled."""
    plan = nanueng.plans.get(fiscal_year=2568)
    for measure, status in zip(plan.measures.all(), ("in_progress", "done", "cancelled"), strict=False):
        Measure.objects.filter(pk=measure.pk).update(end=date(2024, 12, 31))
        measure.progress.create(
            status=status, percent=60, reported_on=date(2026, 1, 31), note="งบไม่พอ", actor_name="ระบบ"
        )
    return plan


def rows(page):
    return page.locator("#tracking tbody tr")


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "plain"])
def test_a_coordinator_narrows_the_list_and_assigns_what_is_shown(open_page, coordinator, plan, java_script: bool):
    page = open_page(coordinator, java_script=java_script)
    page.goto(ROOM)
    follow(page.get_by_role("link", name="ติดตามมาตรการ"))
    expect(rows(page)).to_have_count(8)
    follow(page.get_by_role("link", name="ตามกองและสำนัก"))
    follow(page.get_by_role("link", name="กองคลัง ทั้งหมด"))
    expect(page.get_by_role("link", name="นำตัวกรองออก ผู้รับผิดชอบ: กองคลัง")).to_be_visible()
    narrowed = rows(page).count()
    assert 0 < narrowed < 8
    follow(page.get_by_role("columnheader", name="มาตรการ", exact=True).get_by_role("link"))
    expect(page.get_by_role("columnheader", name="มาตรการ", exact=True)).to_have_attribute("aria-sort", "ascending")
    expect(rows(page)).to_have_count(narrowed)

    if java_script:
        page.get_by_label("เลือกทุกมาตรการที่แสดง").check()
        expect(page.get_by_text(f"เลือกไว้ {narrowed} มาตรการ")).to_be_visible()
    else:
        for box in page.locator('#tracking input[name="measure"]').all():
            box.check()
    page.get_by_label("การเปลี่ยนผู้รับผิดชอบ").select_option("replace")
    page.locator("#assign").get_by_label("กองช่าง").check()
    follow(page.get_by_role("button", name="บันทึกการมอบหมาย"))
    expect(page.get_by_text(f"บันทึกแล้ว {narrowed} มาตรการ")).to_be_visible()
    expect(page).to_have_url(re.compile("sort=title"))
    follow(page.get_by_role("link", name="นำตัวกรองออก ผู้รับผิดชอบ: กองคลัง"))
    expect(rows(page)).to_have_count(8)
    assert len(plan.measures.filter(owners__name="กองช่าง")) >= narrowed
    assert not plan.measures.filter(owners__name="กองคลัง").exists()


def test_the_list_is_reached_and_narrowed_by_keyboard_alone(open_page, coordinator, plan):
    page = open_page(coordinator)
    page.goto(TRACKING)
    page.get_by_label("คำค้น").focus()
    page.keyboard.type("คู่มือ")
    enter(page)
    expect(page.get_by_role("link", name="นำตัวกรองออก คำค้น")).to_be_visible()
    shown = rows(page).count()
    assert 0 < shown < 8
    page.get_by_role("link", name="นำตัวกรองออก คำค้น").focus()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(8)


def test_the_months_are_scrolled_by_keyboard(open_page, coordinator, plan):
    page = open_page(coordinator, viewport=PHONE)
    page.goto(TIMELINE)
    page.get_by_text("ตัวกรองและการเรียงลำดับ").focus()
    page.keyboard.press("Tab")
    box = page.get_by_role("region", name="เลื่อนดูได้")
    expect(box).to_be_focused()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect_soon(page, lambda: box.evaluate("box => box.scrollLeft") > 50, "the months are scrolled")


def test_a_phone_scrolls_the_months_inside_their_box_while_the_names_stay(open_page, coordinator, plan):
    page = open_page(coordinator, viewport=PHONE)
    page.goto(TIMELINE)
    box = page.locator(".timeline-scroll")
    name = page.locator(".timeline tbody th").first
    before = name.bounding_box()
    box.evaluate("box => box.scrollLeft = 400")
    assert box.evaluate("box => box.scrollLeft") == 400
    assert abs(name.bounding_box()["x"] - before["x"]) < 2
    words = page.locator(".timeline-words").first
    expect(words).to_contain_text("เกินกำหนด")
    assert words.bounding_box()["x"] >= before["x"] + before["width"] - 2
    assert overhang(page) == 0


def test_the_pages_are_accessible_and_fit_also_when_refused(open_page, coordinator, plan):
    page = open_page(coordinator)
    for path in (TRACKING, f"{TRACKING}?due=overdue&q=ไม่มี", f"{TRACKING}?by=department", TIMELINE, f"{ROOM}import/"):
        page.goto(path)
        assert_sound_on_both(page)
    page.goto(TRACKING)
    follow(page.get_by_role("button", name="บันทึกการมอบหมาย"))
    expect(page.get_by_role("alert")).to_contain_text("กรุณาเลือกอย่างน้อยหนึ่งมาตรการในตาราง")
    assert_sound_on_both(page)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_the_plan_goes_out_is_edited_checked_and_comes_in(open_page, coordinator, plan, viewport, tmp_path):
    page = open_page(coordinator, viewport=viewport)
    page.goto(f"{ROOM}import/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel (.xlsx)").click()
    assert download.value.suggested_filename == "มาตรการ อบต.นาหนึ่ง 2568.xlsx"
    download.value.save_as(tmp_path / "plan.xlsx")
    book = (tmp_path / "plan.xlsx").read_bytes()

    def choose(content: bytes) -> None:
        page.get_by_label("ไฟล์มาตรการ").set_input_files({"name": "plan.xlsx", "mimeType": "", "buffer": content})
        follow(page.get_by_role("button", name="ตรวจไฟล์"))

    choose(edited(book, lambda sheet: sheet.cell(7, 7, "กองคลง")))
    expect(page.get_by_text("พบปัญหา 1 แห่ง")).to_be_visible()
    expect(page.get_by_text("ใกล้เคียงที่สุดคือ “กองคลัง”")).to_be_visible()
    assert_sound(page)
    choose(edited(book, lambda sheet: sheet.cell(7, 5, "ชื่อใหม่จากไฟล์")))
    expect(page.get_by_role("table", name="มาตรการที่จะเปลี่ยน").locator("tbody tr")).to_have_count(1)
    assert_sound(page)
    page.get_by_role("button", name="ยืนยันบันทึก 1 มาตรการ").click()
    expect(page.get_by_text("เพิ่ม 0 มาตรการ แก้ไข 1 มาตรการ")).to_be_visible()
    assert plan.measures.all()[0].title == "ชื่อใหม่จากไฟล์"


def test_the_workbook_of_what_is_shown_follows_the_filters(open_page, coordinator, plan, tmp_path):
    page = open_page(coordinator)
    page.goto(f"{TRACKING}?status=done")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดตารางนี้ (XLSX)").click()
    download.value.save_as(tmp_path / "shown.xlsx")
    column = [row[0] for row in load_workbook(tmp_path / "shown.xlsx").active.iter_rows(values_only=True)]
    numbers = [str(number) for number in column if isinstance(number, int)]
    expect(rows(page).locator('[data-column="ลำดับ"]')).to_have_text(numbers)


def test_paper_has_the_list_and_neither_forms_nor_boxes(open_page, coordinator, plan):
    page = open_page(coordinator)
    page.goto(f"{TRACKING}?due=overdue")
    page.emulate_media(media="print")
    expect(page.locator("#tracking")).to_be_visible()
    expect(page.get_by_text("กำหนด: เกินกำหนด")).to_be_visible()
    for hidden in (
        ".tracking-filters",
        "#assign",
        ".choose >> nth=0",
        ".bar",
        ".progress-link >> nth=0",
        "[data-print]",
    ):
        expect(page.locator(hidden)).to_be_hidden()
