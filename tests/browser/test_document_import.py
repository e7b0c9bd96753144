"""Bringing in an old document in a browser: the page of what was found is accessible and fits, also on a phone."""

from playwright.sync_api import expect

from tests.browser.accessibility import assert_sound_on_both
from tests.browser.waiting import follow

REPORT = (
    "รายงานผลการประเมิน ประจำปีงบประมาณ 2568\nคะแนนรวม 91.40 คะแนน\n\n"
    "อันดับ\tตัวชี้วัด\tคะแนน\n1\tการป้องกันการทุจริต\t99.10\n2\tการปฏิบัติหน้าที่\t90.20 88.00\n\n"
    "ประเด็นที่ 1 กระบวนการ\nการพัฒนา : เพิ่มช่องทาง\n\nข้อจำกัดและปัญหาอุปสรรคของหน่วยงาน\n1. ขาดบุคลากร\n\n"
    "มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tผลการดำเนินงาน\n1. จัดทำคู่มือใหม่\t1. แต่งตั้ง 2. เผยแพร่\tกองใหม่\tแล้วเสร็จ"
)


def test_what_was_found_is_accessible_fits_and_is_taken_back_after_a_reload(open_page, coordinator):
    page = open_page(coordinator)
    page.goto("/nanueng/2568/import/")
    page.get_by_label("หรือวางข้อความและตาราง").fill(REPORT)
    follow(page.get_by_role("button", name="อ่านเอกสาร"))
    assert_sound_on_both(page)
    page.get_by_label("จัดทำคู่มือใหม่").check()
    follow(page.get_by_role("button", name="บันทึกส่วนที่เลือก"))
    assert_sound_on_both(page)
    page.reload()
    page.get_by_role("button", name="ยกเลิกการนำเข้าทั้งหมด").click()
    expect(page.get_by_text("ข้อมูลกลับเป็นเหมือนก่อนนำเข้า")).to_be_visible()
