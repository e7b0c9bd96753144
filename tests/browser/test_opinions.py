"""After the round: the executives approve, and report and memo print what was accepted."""

from playwright.sync_api import expect

from measures.models import MeasurePlan, Progress
from tests.browser.conftest import PHONE
from tests.browser.waiting import follow
from tests.measures.rounds import accept, open_round, submit

MEMO = "/nanueng/2568/documents/memo/"


def test_the_executives_approve_what_was_accepted_and_the_memo_prints_it(open_page, nanueng, coordinator, executive):
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

    phone = open_page(executive, viewport=PHONE)
    phone.goto("/nanueng/2568/")
    follow(phone.get_by_role("link", name="อ่านและให้ความเห็น"))
    for number in range(3):
        phone.get_by_role("radio", name="เห็นชอบ").check()
        phone.get_by_label("ข้อความ").fill(f"ความเห็นลำดับที่ {number + 1}")
        follow(phone.get_by_role("button", name="บันทึกความเห็น"))
        expect(phone.get_by_text(f"เห็นชอบ ความเห็นลำดับที่ {number + 1}")).to_be_visible()
    expect(phone.get_by_text("เห็นชอบครบทุกลำดับ")).to_be_visible()

    desk.goto(MEMO)
    expect(desk.get_by_text("เห็นชอบ ความเห็นลำดับที่ ๓")).to_be_visible()
    expect(desk.get_by_text("ดูในเว็บไซต์ของหน่วยงาน")).to_be_visible()
    desk.goto("/nanueng/2568/documents/progress/")
    expect(desk.get_by_text("จัดทำคู่มือแล้ว")).to_be_visible()
