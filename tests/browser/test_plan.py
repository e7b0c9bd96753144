"""The list of a plan in a browser: edited in the row, moved by keyboard, met by two people, with and without script."""

import pytest
from playwright.sync_api import expect

from measures.models import Measure, MeasurePlan
from tests.browser.accessibility import assert_sound_on_both
from tests.browser.waiting import expect_soon

PLAN = "/nanueng/2568/measures/"


@pytest.fixture
def plan(nanueng) -> MeasurePlan:
    """A plan with a draft, whose second to fourth measure answer the same issue."""
    plan = nanueng.plans.get(fiscal_year=2568)
    plan.measures.filter(position=1).update(is_draft=True)
    plan.measures.filter(position=4).update(issue=plan.measures.all()[1].issue)
    return plan


def row(page, number: int):
    return page.locator(f'tr[data-number="{number}"]')


def owners(measure: Measure) -> list[str]:
    return [str(owner) for owner in measure.owners.order_by("position")]


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "plain"])
def test_owners_and_months_are_chosen_in_the_row(open_page, coordinator, plan, java_script: bool):
    page = open_page(coordinator, java_script=java_script)
    page.goto(PLAN)
    row(page, 8).get_by_role("link", name="แก้ไขผู้รับผิดชอบของมาตรการที่ 8").click()
    row(page, 8).get_by_label("กองช่าง").check()
    row(page, 8).get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("บันทึกผู้รับผิดชอบแล้ว")).to_be_visible()
    expect(row(page, 8).get_by_role("link", name="กองช่าง แก้ไขผู้รับผิดชอบ")).to_be_visible()
    expect(page.get_by_text("ขาดผู้รับผิดชอบ")).to_have_count(0)
    row(page, 8).get_by_role("link", name="แก้ไขระยะเวลา").click()
    row(page, 8).get_by_label("เดือนเริ่ม", exact=True).select_option("2568-01")
    row(page, 8).get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("บันทึกระยะเวลาแล้ว")).to_be_visible()
    measure = plan.measures.all()[7]
    assert (owners(measure), measure.timeframe) == (["กองช่าง"], "ม.ค.68 - ก.ย.68")


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "plain"])
def test_a_link_to_a_row_of_another_page_leads_there(open_page, coordinator, plan, java_script: bool):
    Measure.objects.bulk_create(Measure(plan=plan, position=at, title=f"มาตรการย่อย {at}") for at in range(9, 70))
    last = plan.measures.last()
    page = open_page(coordinator, java_script=java_script)
    page.goto(f"{PLAN}#measure-{last.key}")
    if not java_script:
        page.get_by_role("link", name="มาตรการย่อย 69").click()
    expect(row(page, 69)).to_be_visible()
    expect(page.locator("tr:target")).to_have_attribute("data-number", "69")
    if java_script:
        assert_sound_on_both(page)


def test_a_row_is_edited_and_moved_by_keyboard_alone(open_page, coordinator, plan):
    second, third, fourth = (str(each.key) for each in plan.measures.all()[1:4])
    page = open_page(coordinator)
    page.goto(PLAN)
    page.locator(f"#owners-{fourth}").focus()
    page.keyboard.press("Enter")
    expect(row(page, 4).get_by_role("checkbox", name="สำนักปลัด")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(row(page, 4).get_by_text("✓ บันทึกแล้ว")).to_be_visible()
    expect(page.locator(f"#owners-{fourth}")).to_be_focused()
    page.locator(f"#handle-measure-{fourth}").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("ย้ายไปลำดับที่ 3 แล้ว")).to_be_visible()
    expect(page.locator(f"#handle-measure-{fourth}")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("ย้ายไปลำดับที่ 2 แล้ว")).to_be_visible()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("มาตรการอยู่ลำดับที่ 2 ย้ายได้ภายในประเด็น")).to_be_visible()
    assert [str(each.key) for each in plan.measures.all()[1:4]] == [fourth, second, third]


def test_cells_are_copied_and_filled_down_by_keyboard(open_page, coordinator, plan):
    second, third, fourth = plan.measures.all()[1:4]
    second.owners.set(plan.agency.departments.filter(name="กองช่าง"), clear=True)
    page = open_page(coordinator)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PLAN)
    page.locator(f"#owners-{plan.measures.all()[0].key}").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#owners-{second.key}")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"#months-{second.key}")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("#plan-said")).to_have_text("เลือก 3 มาตรการ 3 ช่อง")
    page.keyboard.press("Control+c")
    copied = "navigator.clipboard.readText()"
    expect_soon(
        page, lambda: page.evaluate(copied).split("\n")[0].strip() == "กองช่าง", "the cells are on the clipboard"
    )
    page.keyboard.press("Control+d")
    expect(page.get_by_text("บันทึกแล้ว 2 มาตรการ")).to_be_visible()
    expect(page.locator(f"#owners-{second.key}")).to_be_focused()
    assert [owners(each) for each in (second, third, fourth)] == [["กองช่าง"]] * 3
    page.reload()
    page.locator(f"#owners-{second.key}").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("คืนค่าแล้ว 2 มาตรการ")).to_be_visible()
    assert [owners(each) == ["กองช่าง"] for each in (second, third, fourth)] == [True, False, False]
    page.keyboard.press("Control+y")
    expect(page.get_by_text("คืนค่าเดิม 2 มาตรการ")).to_be_attached()
    assert [owners(each) for each in (second, third, fourth)] == [["กองช่าง"]] * 3


def test_a_row_is_dragged_among_those_of_its_issue(open_page, coordinator, plan):
    second, third, fourth = (str(each.key) for each in plan.measures.all()[1:4])
    page = open_page(coordinator)
    page.goto(PLAN)
    page.locator(f"#handle-measure-{fourth}").drag_to(row(page, 2).locator("td.number"))
    expect(page.get_by_text("ย้ายไปลำดับที่ 2 แล้ว")).to_be_visible()
    assert [str(each.key) for each in plan.measures.all()[1:4]] == [fourth, second, third]


def test_two_windows_at_one_row(open_page, coordinator, plan):
    mine, theirs = open_page(coordinator), open_page(coordinator)
    for page in (mine, theirs):
        page.goto(PLAN)
        row(page, 8).get_by_role("link", name="แก้ไขผู้รับผิดชอบ").click()
    row(theirs, 8).get_by_label("กองช่าง").check()
    row(theirs, 8).get_by_role("button", name="บันทึก").click()
    expect(theirs.get_by_text("บันทึกผู้รับผิดชอบแล้ว")).to_be_visible()
    row(mine, 8).get_by_label("กองคลัง").check()
    row(mine, 8).get_by_role("button", name="บันทึก").click()
    expect(row(mine, 8).get_by_role("alert")).to_contain_text("ผู้อื่นบันทึกไว้ว่า “กองช่าง”")
    expect(row(mine, 8).get_by_label("กองคลัง")).to_be_checked()
    assert owners(plan.measures.all()[7]) == ["กองช่าง"]
    row(mine, 8).get_by_role("button", name="บันทึก").click()
    expect(mine.get_by_text("บันทึกผู้รับผิดชอบแล้ว")).to_be_visible()
    assert owners(plan.measures.all()[7]) == ["กองคลัง"]


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "plain"])
def test_proposals_are_taken_and_set_aside_and_drafts_confirmed(open_page, coordinator, plan, java_script: bool):
    plan.measures.exclude(position=1).delete()
    page = open_page(coordinator, java_script=java_script)
    page.goto(PLAN)
    panel = page.locator("#proposals")
    expect(panel.get_by_role("button", name="ไม่ใช้").nth(2)).to_be_visible()
    panel.get_by_role("button", name="ไม่ใช้").first.click()
    expect(panel.get_by_text("ไม่ใช้แล้ว 1 · เรียกกลับได้")).to_be_visible()
    panel.locator(".proposal-actions").first.get_by_role("button").first.click()
    expect(page.get_by_text("เพิ่มร่างแล้ว 1 มาตรการ")).to_be_visible()
    page.get_by_role("button", name="ยืนยันร่างทั้งหมด 2 มาตรการ").click()
    expect(page.get_by_text("ยืนยันร่างแล้ว 2 มาตรการ")).to_be_visible()
    assert not plan.measures.filter(is_draft=True).exists()


def test_the_open_row_and_the_menu_are_accessible_and_fit(open_page, coordinator, plan):
    page = open_page(coordinator)
    for part in ("owners", "months", "subject"):
        page.goto(f"{PLAN}?row={plan.measures.all()[1].key}&part={part}")
        menu = page.locator("details", has=page.locator(f"#menu-{plan.measures.all()[2].key}"))
        menu.locator("summary").click()
        expect(menu).to_have_attribute("open", "")
        assert_sound_on_both(page)
