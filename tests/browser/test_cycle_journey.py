"""The cycle as a coordinator lives it on 28 November 2569: from an invitation to four published documents.

After the invitation there are links and buttons only: no typed address, and nobody from the administration. What is
counted is what a person does with the mouse; see `tests/browser/walk.py`.
"""

from datetime import date

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from agencies.models import Agency, Membership
from agencies.services import InvitationContent, invitation_create
from assessments.models import Assessment, Framework
from measures.models import MeasurePlan
from reports.models import IssuedDocument
from tests.browser.conftest import PHONE
from tests.browser.waiting import follow
from tests.browser.walk import CountedWalk

TODAY = date(2026, 11, 28)
MOST_CLICKS, MOST_LOADS = 90, 45
PASSWORD = "ลมหนาวมาแล้ว-2569"
USUAL = {"i": 93.4, "e": 92.1, "o": 100}
WEAK = {"i2": 80.5, "i10": 61.2, "i11": 84.1, "e7": 78.3, "e9": 70.05, "o10": 0, "o22": 0, "EIT1": 84.2, "EIT2": 92.03}
WORDS = ("ประชุมคณะทำงานและมอบหมายผู้รับผิดชอบแล้ว", "เจ้าหน้าที่ทราบขั้นตอนและถือปฏิบัติ", "ดำเนินการขั้นตอนแรกแล้ว")


@pytest.fixture
def today(on_day, frameworks) -> date:
    on_day(TODAY)
    return TODAY


def test_a_new_municipality_takes_its_first_cycle_to_four_published_documents(
    open_page, administrator, today, tmp_path
):
    link = invited_by_the_administrator(open_page(administrator))
    walk = CountedWalk(open_page(), "new")
    joined(walk, link)
    walk.says("ยังไม่มีคะแนนของปี 2569")
    scores_uploaded(walk, tmp_path)
    analysed(walk)
    walk.button("เริ่มแผนมาตรการ")
    planned(walk)
    the_rest(walk)


def test_a_municipality_with_last_years_plan_goes_on_with_it_on_a_phone(open_page, last_year, today, tmp_path):
    walk = CountedWalk(open_page(viewport=PHONE), "phone")
    joined(walk, last_year)
    walk.says("ค้างจากรอบก่อน (ผลปี 2568 → แผนปี 2569)")
    scores_uploaded(walk, tmp_path)
    analysed(walk)
    walk.link("เริ่มโดยนำมาตรการจากแผนปี 2569 มาใช้ต่อ")
    walk.button("นำมาตรการที่เลือกไปปี 2570")
    walk.says("นำมาแล้ว 2 มาตรการ")
    planned(walk)
    the_rest(walk)
    assert len(MeasurePlan.objects.get(fiscal_year=2569).measures.all()) == 2


@pytest.fixture
def last_year(empty_agency, live_server) -> str:
    """The invitation to an agency that has a result of 2568 and a plan of 2569 with two measures, nothing reported."""
    before = Assessment.objects.create(agency=empty_agency, framework=Framework.objects.get(fiscal_year=2568))
    before.figures.create(code="total", value=88)
    plan = MeasurePlan.objects.create(agency=empty_agency, fiscal_year=2569, assessment=before)
    for number, title in enumerate(("จัดทำคู่มือการให้บริการประชาชน", "อบรมจริยธรรมเจ้าหน้าที่ทุกกอง"), 1):
        issue = before.framework.issues.get(number=number * 3)
        measure = plan.measures.create(
            title=title, position=number, issue=issue, start=date(2025, 10, 1), end=date(2026, 9, 30)
        )
        measure.steps.create(position=1, text=f"แต่งตั้งคณะทำงานเพื่อ{title}")
        measure.owners.set(empty_agency.departments.all()[:1], clear=True)
    content = InvitationContent(name="นางสาวสมศรี ใจดี", role=Membership.Role.COORDINATOR)
    _, token = invitation_create(agency=empty_agency, content=content, actor=None)
    return f"/invitation/{token}/"


def invited_by_the_administrator(page: Page) -> str:
    """Create a municipality in an empty installation, invite its coordinator, and return the link."""
    page.goto("/")
    follow(page.get_by_role("link", name="เพิ่มหน่วยงาน"))
    for name, text in {"slug": "maiklang", "name": "ใหม่กลาง", "district": "แม่ริม", "province": "เชียงใหม่"}.items():
        page.locator(f"#id_{name}").fill(text)
    page.locator("#id_kind").select_option(label="เทศบาลตำบล")
    follow(page.get_by_role("button", name="บันทึกแล้วแก้ไขต่อ"))
    follow(page.get_by_role("link", name="เชิญและดูแลสมาชิก"))
    follow(page.get_by_role("link", name="เชิญสมาชิก"))
    page.get_by_label("ชื่อหรือตำแหน่งของผู้ได้รับเชิญ").fill("นางสาวสมศรี ใจดี")
    page.get_by_label("บทบาท").select_option(label="ผู้ประสานงาน ITA")
    follow(page.get_by_role("button", name="สร้างคำเชิญ"))
    return page.get_by_label("ลิงก์", exact=True).input_value()


def joined(walk: CountedWalk, link: str) -> None:
    walk.begin(link)
    fields = {"display_name": "นางสาวสมศรี ใจดี", "username": "somsri", "password1": PASSWORD, "password2": PASSWORD}
    for name, text in fields.items():
        walk.page.locator(f"#id_{name}").fill(text)
    walk.button("สร้างบัญชีและเข้าใช้งาน")


def scores_uploaded(walk: CountedWalk, folder) -> None:
    """Download the form of the year, fill it in elsewhere, and bring it back."""
    walk.link("เปิด กรอกคะแนน")
    with walk.page.expect_download() as download:
        walk.click(walk.page.get_by_role("link", name="ดาวน์โหลดแบบกรอก (XLSX)"))
    path = folder / "scores.xlsx"
    download.value.save_as(path)
    fill_in(path)
    walk.link("นำเข้าจากไฟล์")
    walk.file(walk.page.locator('input[type="file"]'), path)
    walk.button("ตรวจไฟล์")
    walk.button("ยืนยันบันทึก")


def fill_in(path) -> None:
    book = load_workbook(path)
    rows = list(book.worksheets[0].iter_rows())
    heading = next(row for row in rows if row[0].value == "รหัส")
    column = [cell.value for cell in heading].index("คะแนน")
    for row in rows:
        code = str(row[0].value)
        is_question = code[:1] in USUAL and code[1:].isdigit()
        value = WEAK.get(code, USUAL[code[:1]] if is_question else None)
        if value is not None:
            row[column].value = value
    book.save(path)


def analysed(walk: CountedWalk) -> None:
    walk.link("ไปต่อ: วิเคราะห์ผลการประเมิน")
    walk.button("ร่างข้อค้นพบจากคะแนน")
    for number in range(1, 8):
        walk.button("ยืนยันและไปต่อ")
        walk.says(f"ยืนยันประเด็นที่ {number} แล้ว")
    walk.press("ผู้รับผิดชอบงาน ITA มีจำนวนน้อยและมีภารกิจประจำหลายด้าน")
    walk.button("บันทึกและไปต่อ")
    walk.link("ไปต่อ: กำหนดมาตรการ")


def planned(walk: CountedWalk) -> None:
    """Take all proposals, confirm them, and give those without one a department."""
    walk.press("ใช้ทั้ง")
    walk.says("เพิ่มร่างแล้ว")
    walk.press("ยืนยันร่างทั้งหมด")
    walk.says("ยืนยันร่างแล้ว")
    walk.click(walk.page.get_by_text("กำหนดกอง เดือน หรือประเด็น ให้มาตรการที่เลือก"))
    walk.tick(walk.page.get_by_label("เลือกทุกมาตรการที่แสดง"))
    walk.choose(walk.page.get_by_label("การเปลี่ยนผู้รับผิดชอบ"), "เพิ่มกองหรือสำนักที่เลือก")
    walk.tick(walk.page.locator("#assign").get_by_label("สำนักปลัด").first)
    walk.press("บันทึกการมอบหมาย")
    walk.says("ครบแล้ว")
    walk.link("ไปต่อ: ออกเอกสาร")


def the_rest(walk: CountedWalk) -> None:
    """Publish the plan, report on it in a round, publish the report, and count what all of it took."""
    for name in ("รายงานการวิเคราะห์ผลการประเมิน", "ประกาศมาตรการ"):
        walk.link(f"อ่านและออกเอกสาร {name}")
        issued_and_published(walk)
    reported(walk)
    menu = walk.page.locator("#document-progress .document-menu")
    walk.click(menu.locator("summary"))
    walk.link("ออกเอกสาร", menu)
    issued_and_published(walk)
    walk.link("อ่านและเสนอผู้บริหาร")
    walk.link("ออกเอกสารเพื่อลงนามในกระดาษ")
    issued_and_published(walk)
    walk.link("ภาพรวม")
    the_board_tells_the_truth(walk)
    published = IssuedDocument.objects.filter(published_at__isnull=False)
    assert sorted(published.values_list("kind", flat=True)) == ["analysis", "measures", "memo", "progress"]
    assert walk.clicks <= MOST_CLICKS, walk.counted
    assert walk.loads <= MOST_LOADS, walk.counted


def issued_and_published(walk: CountedWalk) -> None:
    for box in walk.page.get_by_label("ตรวจแล้ว ยืนยันตามนี้").all():
        walk.tick(box)
    walk.button("ออกเอกสาร", exact=True)
    walk.button("เผยแพร่", exact=True)


def reported(walk: CountedWalk) -> None:
    """Open the rounds of the year, report on every measure in the first, and accept what was reported."""
    walk.link("ภาพรวม")
    walk.link("เปิด กำหนดรอบการรายงาน")
    walk.button("เปิดทั้งสองรอบ")
    walk.link("รอบ 6 เดือน")
    walk.link("รายงานทั้งแผน")
    for row in walk.page.locator(".plan-report-row").all():
        walk.choose(row.locator("select"), "อยู่ระหว่างดำเนินการ")
        for field, text in zip(row.locator("textarea").all()[:3], WORDS, strict=True):
            field.fill(text)
        walk.page.keyboard.press("Tab")
        expect(walk.page.locator("#save-status")).to_have_text("บันทึกแล้ว ร่างยังไม่ได้ส่ง")
    walk.button("ส่งทั้งหมด")
    walk.link("ไปต่อ: ตรวจรับรายงาน")
    walk.button("ตรวจรับทุกรายการที่ส่งแล้ว")
    walk.link("ไปต่อ: ออกเอกสาร")


def the_board_tells_the_truth(walk: CountedWalk) -> None:
    """What was done is done; the report on a part of the year does not pass for the report of the year."""
    said = {
        "กรอกคะแนน": "ครบ",
        "กำหนดมาตรการ": "ครบ",
        "ประกาศมาตรการ ปี 2570": "เผยแพร่แล้ว",
        "รอบ “รอบ 6 เดือน”": "ตรวจรับครบ",
        "รอบ “รอบ 12 เดือน”": "ยังไม่ถึงเวลา",
        "รายงานผลการดำเนินการ ปี 2570": "ยังไม่ถึงเวลา",
        "บันทึกข้อความรายงานผล ปี 2570": "ออกเอกสารแล้ว",
    }
    for title, state in said.items():
        task = walk.page.locator(".board-task", has=walk.page.get_by_role("link", name=title, exact=True))
        expect(task.locator(".board-state"), title).to_contain_text(state)
    assert len(Agency.objects.all()) == 1
