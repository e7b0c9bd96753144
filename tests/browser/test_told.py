"""A returned report and a returned memo, each through the people concerned: the inbox says to each what to do."""

import re

import pytest
from playwright.sync_api import Page, expect

from measures.models import MeasurePlan, MeasureReport
from reports.content.kinds import KINDS
from reports.issue.approval import document_submit
from tests.browser.waiting import follow
from tests.measures.rounds import open_round, submit
from tests.reports.chain import hold

MEMO = "/nanueng/2568/documents/memo/opinions/"


@pytest.fixture
def mayor(nanueng, member):
    return member(nanueng, "executive", "mayor")


def from_sign_in(page: Page, action: str, thing: str) -> None:
    """Go from where one is after signing in to what waits: two clicks."""
    page.goto("/")
    link = page.locator(".bar-inbox")
    expect(link.locator(".count")).to_be_visible()
    follow(link)
    expect(page.get_by_role("heading", name="การแจ้งเตือน", exact=False).first).to_be_visible()
    entry = page.locator(".notice-entry", has_text=thing).first
    follow(entry.get_by_role("button", name=re.compile(f"^{action}")))


def test_a_returned_report_is_mended_and_accepted_by_what_each_is_told(open_page, nanueng, coordinator, officer):
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    measure = plan.measures.filter(owners=officer.memberships.get().department).first()
    current = open_round(plan, coordinator)
    submit(measure, current, officer, work="ประชุมแล้ว")

    desk = open_page(coordinator)
    from_sign_in(desk, "ตรวจรายงาน", measure.title)
    row = desk.locator(f"#report-{measure.key}")
    row.locator("summary", has_text="ส่งกลับให้แก้ไข").click()
    row.get_by_label("สิ่งที่ต้องแก้ไข").fill("กรุณาแนบภาพถ่าย")
    follow(row.get_by_role("button", name=re.compile("^ส่งกลับ")))
    expect(desk.locator(f"#report-{measure.key}").get_by_text("ส่งกลับให้แก้ไข").first).to_be_visible()

    office = open_page(officer)
    from_sign_in(office, "แก้ไขรายงาน", "กรุณาแนบภาพถ่าย")
    expect(office.get_by_text("กรุณาแนบภาพถ่าย").first).to_be_visible()
    assert MeasureReport.objects.get(measure=measure, round=current).state == "returned"


def test_a_returned_memo_comes_back_to_the_coordinator_with_the_reason(
    open_page, nanueng, coordinator, officer, executive, mayor
):
    hold(nanueng, officer, executive, mayor)
    document_submit(kind=KINDS["memo"], agency=nanueng, fiscal_year=2568, actor=coordinator)

    first = open_page(officer)
    from_sign_in(first, "อ่านและให้ความเห็น", "เสนอผู้บริหาร")
    first.get_by_role("radio", name="ส่งกลับให้แก้ไข", exact=True).check()
    first.get_by_label("ข้อความ").fill("ขอข้อมูลเพิ่ม")
    follow(first.get_by_role("button", name="บันทึกความเห็น"))
    expect(first.locator(".opinions").get_by_text("ขอข้อมูลเพิ่ม")).to_be_visible()

    desk = open_page(coordinator)
    from_sign_in(desk, "ดูความเห็นและแก้ไข", "ขอข้อมูลเพิ่ม")
    expect(desk.locator(".opinions").get_by_text("ขอข้อมูลเพิ่ม")).to_be_visible()
    expect(desk.get_by_role("button", name="เสนอผู้บริหารอีกครั้ง")).to_be_visible()
