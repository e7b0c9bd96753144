"""An overseer with 150 agencies, on a desk and on a phone: from the area to those that need help, and to the sheet."""

import pytest
from playwright.sync_api import expect

from agencies.models import Agency, Notice
from tests.browser.accessibility import assert_sound
from tests.browser.conftest import PHONE, WIDE
from tests.browser.waiting import follow
from tests.workspace.test_oversight import neighbours, with_plans


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_from_the_area_to_advice(open_page, nanueng, overseer, coordinator, viewport):
    neighbours(149, nanueng.province)
    with_plans(Agency.objects.filter(slug__in=("n3", "n4")))
    page = open_page(overseer, viewport=viewport)
    page.goto("/oversight/?year=2568")
    expect(page.get_by_text("พบ 150 หน่วยงาน")).to_be_visible()
    assert_sound(page)
    follow(page.get_by_role("link", name="อำเภอ 1", exact=True))
    expect(page.get_by_text("พบ 50 หน่วยงาน")).to_be_visible()
    assert_sound(page)
    page.goto("/oversight/?year=2568")
    follow(page.get_by_role("link", name="มาตรการเกินกำหนด", exact=True))
    row = page.get_by_role("row").filter(has=page.get_by_label("เลือก อบต.เพื่อนบ้าน 3", exact=True))
    expect(row.get_by_role("link", name="2 มาตรการเกินกำหนดของ อบต.เพื่อนบ้าน 3")).to_be_visible()
    follow(page.get_by_role("link", name="ต่ำกว่าค่าเป้าหมาย"))
    follow(page.get_by_role("link", name="คะแนนรวม 40", exact=True))
    page.get_by_label("บันทึกตัวกรองนี้ชื่อ").fill("ต้องช่วย")
    follow(page.get_by_role("button", name="บันทึกตัวกรอง"))
    expect(page.get_by_role("link", name="ต้องช่วย", exact=True)).to_be_visible()
    page.goto("/oversight/?year=2568")
    page.get_by_label("เลือก อบต.นาหนึ่ง").check()
    follow(page.get_by_role("button", name="ให้คำแนะนำหน่วยงานที่เลือก"))
    assert_sound(page)
    page.get_by_label("เรื่อง").fill("ตัวชี้วัดที่ 4")
    page.get_by_role("textbox", name="คำแนะนำ").fill("ควรจัดทำคู่มือ")
    follow(page.get_by_role("button", name="ส่งคำแนะนำ"))
    expect(page.get_by_text("ส่งคำแนะนำถึง 1 หน่วยงานแล้ว")).to_be_visible()
    assert Notice.objects.filter(user=coordinator, event__kind="advice").exists()
