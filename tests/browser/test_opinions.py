"""After the round: the executives approve, and report and memo print what was accepted."""

import pytest
from playwright.sync_api import Page, expect

from measures.models import MeasurePlan, Progress
from tests.browser.conftest import PHONE
from tests.browser.waiting import follow
from tests.measures.rounds import accept, open_round, submit
from tests.reports.chain import hold

MEMO = "/nanueng/2568/documents/memo/"


@pytest.fixture
def mayor(nanueng, member):
    person = member(nanueng, "executive", "mayor")
    person.display_name = "นายกของนาหนึ่ง"
    person.save()
    return person


def give(page: Page, choice: str, text: str) -> None:
    """Give the opinion whose turn it is, below or beside the document."""
    document, decision = page.locator(".opinion-preview"), page.locator(".opinion-decision")
    expect(decision.get_by_role("button", name="บันทึกความเห็น")).to_be_visible()
    above, beside = document.bounding_box(), decision.bounding_box()
    assert above
    assert beside
    is_narrow = page.viewport_size["width"] < 600
    assert (beside["y"] >= above["y"] + above["height"]) == is_narrow
    assert (beside["x"] >= above["x"] + above["width"]) != is_narrow
    page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_label("ข้อความ").fill(text)
    follow(page.get_by_role("button", name="บันทึกความเห็น"))
    expect(page.locator(".opinions").get_by_text(f"{choice} {text}")).to_be_visible()


def test_the_executives_approve_what_was_accepted_and_the_memo_prints_it(
    open_page, nanueng, coordinator, executive, mayor
):
    hold(nanueng, coordinator, executive, mayor)
    reporting_round = open_round(MeasurePlan.objects.get(agency=nanueng))
    measure = reporting_round.plan.measures.first()
    done = {"status": Progress.Status.DONE, "outcome": "จัดทำคู่มือแล้ว", "note": "ดูในเว็บไซต์ของหน่วยงาน"}
    accept(submit(measure, reporting_round, coordinator, **done), coordinator)

    desk = open_page(coordinator)
    desk.goto("/nanueng/2568/documents/")
    desk.locator("#document-memo summary", has_text="⋯").click()
    follow(desk.get_by_role("link", name="ความเห็นผู้บริหาร"))
    follow(desk.get_by_role("button", name="เสนอผู้บริหาร"))
    expect(desk.get_by_text("เสนอผู้บริหารแล้ว")).to_be_visible()

    give(desk, "เห็นชอบ", "พิมพ์ผิด")
    follow(desk.get_by_role("button", name="ถอนความเห็นนี้"))
    expect(desk.get_by_text("ความเห็นเดิมเก็บไว้ในประวัติ")).to_be_visible()
    give(desk, "เห็นชอบ", "ความเห็นลำดับที่ 1")
    for person, choice, number in ((executive, "ทราบ", 2), (mayor, "อนุมัติ", 3)):
        phone = open_page(person, viewport=PHONE)
        phone.goto("/nanueng/2568/")
        follow(phone.get_by_role("link", name="อ่านและให้ความเห็น"))
        give(phone, choice, f"ความเห็นลำดับที่ {number}")
    expect(phone.get_by_text("ให้ความเห็นครบทุกลำดับ")).to_be_visible()

    desk.goto(MEMO)
    expect(desk.get_by_text("อนุมัติ ความเห็นลำดับที่ ๓")).to_be_visible()
    expect(desk.get_by_text("(นายกของนาหนึ่ง)")).to_be_visible()
    expect(desk.get_by_text("ดูในเว็บไซต์ของหน่วยงาน")).to_be_visible()
    desk.goto("/nanueng/2568/documents/progress/")
    expect(desk.get_by_text("จัดทำคู่มือแล้ว")).to_be_visible()
