"""The whole way of a year, as a coordinator walks it: sign in, scores, a finding, a measure, the report."""

import re

import pytest
from playwright.sync_api import Page, expect

from agencies.models import Membership
from assessments.models import Framework
from ita_portal.text.thai import thai_digits
from tests.browser.conftest import FOR_A_WHOLE_YEAR, sign_in
from tests.browser.waiting import follow
from tests.browser.walk import PRINTING_MS
from tests.documents.pdf_text import body_of, squeezed, text_of
from tests.yaml_source import source_of
from workspace.demonstration.agencies import FOLDER

SOURCE = source_of(FOLDER / "nanueng.yaml")
FIGURES = next(row for row in SOURCE["assessments"] if row["fiscal_year"] == 2568)["figures"]
ROOM = "/maiklang/2568/"
WEAKNESS = "การยืมทรัพย์สินของราชการยังไม่มีขั้นตอนที่ชัดเจน ข้อ i10 ได้เพียง 0.67 คะแนน"
STEPS = ["แต่งตั้งคณะทำงานจัดทำแนวทาง", "กำหนดแบบคำขอยืม", "รายงานผลต่อผู้บริหารทุกไตรมาส"]


@pytest.fixture
def home_coordinator(empty_agency, member):
    return member(empty_agency, Membership.Role.COORDINATOR)


def codes() -> list[str]:
    structure = Framework.objects.get(fiscal_year=2568).structure()
    return [question.code for question in structure.questions]


def running(page: Page, code: str):
    return page.locator(f'[data-figure="{code}"]').first


def type_scores(page: Page, typed: dict[str, str]) -> None:
    """Type each score and go on with Enter, as from a sheet of paper."""
    page.locator('input[name="i1"]').focus()
    for code, text in typed.items():
        expect(page.locator(f'input[name="{code}"]')).to_be_focused()
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def test_a_coordinator_takes_a_year_from_scores_to_the_report(open_page, home_coordinator, empty_agency, tmp_path):
    page = open_page()
    sign_in(page, home_coordinator.username)
    page.goto(ROOM + "scores/")

    typed = {code: FIGURES[code] for code in codes()}
    assert len(typed) == 52
    typed |= {code: thai_digits(FIGURES[code]) for code in ("i10", "e1", "o2")}
    typed["i4"] = "80,00"
    type_scores(page, typed)

    expect(page.locator("#error-i4")).to_contain_text("จุลภาค", timeout=FOR_A_WHOLE_YEAR)
    expect(page.locator('input[name="i4"]')).to_have_value("80,00")
    expect(running(page, "total")).to_have_text("–")
    page.locator('input[name="i4"]').fill("80.00")
    page.keyboard.press("Enter")

    for code in ("7", "8", "9"):
        page.locator(f'input[name="{code}"]').fill(FIGURES[code])
        page.keyboard.press("Tab")
    expect(page.locator("#save-status")).to_have_text("บันทึกแล้ว", timeout=FOR_A_WHOLE_YEAR)
    for code, figure in {"IIT": "85.38", "EIT": "99.78", "OIT": "99.38", "total": "95.30", "level": "ผ่านดี"}.items():
        expect(running(page, code)).to_have_text(figure)
    expect(page.locator('input[name="i10"]')).to_have_value("0.67")
    assert len(empty_agency.assessments.get().figures.all()) == 55

    page.goto(ROOM + "analysis/?subject=issue:4")
    page.locator('textarea[name="issue-4-weakness"]').fill(WEAKNESS)
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("บันทึกการวิเคราะห์แล้ว")).to_be_visible()

    page.goto(ROOM + "measures/")
    follow(page.get_by_role("button").filter(has_text=re.compile("เริ่ม|สร้าง")).first)
    follow(page.get_by_role("link", name="เพิ่มมาตรการ").first)
    page.get_by_label("ประเด็นการวิเคราะห์").select_option(label="4. กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ")
    page.locator('textarea[name="title"]').fill("จัดทำแนวทางการยืมทรัพย์สินของราชการ")
    page.locator('textarea[name="steps"]').fill("\n".join(STEPS))
    page.get_by_role("checkbox", name="สำนักปลัด").check()
    page.get_by_role("checkbox", name="กองคลัง").check()
    page.get_by_label("เดือนเริ่ม", exact=True).select_option("2567-10")
    page.get_by_label("เดือนสิ้นสุด", exact=True).select_option("2568-09")
    follow(page.get_by_role("button", name=re.compile("บันทึก|เพิ่ม")).first)
    expect(page.get_by_text("ต.ค.67 - ก.ย.68").first).to_be_visible()

    page.goto(ROOM + "documents/")
    page.locator("#document-analysis summary", has_text="⋯").click()
    with page.expect_download(timeout=PRINTING_MS) as download:
        page.get_by_role("link", name=re.compile("PDF")).first.click(no_wait_after=True)
    pdf = tmp_path / "report.pdf"
    download.value.save_as(pdf)
    assert download.value.suggested_filename == "รายงานการวิเคราะห์ผลการประเมิน ทต.ใหม่กลาง 2568 (ร่าง).pdf"
    text = squeezed(body_of(text_of(pdf.read_bytes(), tmp_path)))
    for words in [WEAKNESS, *STEPS, "สำนักปลัด", "กองคลัง", "ต.ค.67 - ก.ย.68", "คะแนนรวม 95.30", "ระดับผลการประเมิน ผ่านดี"]:
        assert squeezed(thai_digits(words)) in text
    for code in codes():
        assert squeezed(thai_digits(f"ข้อ {code} ")) in text


def test_the_sheet_works_without_java_script(open_page, home_coordinator, empty_agency):
    page = open_page(home_coordinator, java_script=False)
    page.goto(ROOM + "scores/")
    page.locator('input[name="i1"]').fill("๘๐")
    page.locator('input[name="i2"]').fill("101")
    follow(page.get_by_role("button", name=re.compile("บันทึกคะแนน")).first)
    expect(page.locator("#error-i2")).to_contain_text("ระหว่าง 0 ถึง 100")
    expect(page.locator('input[name="i1"]')).to_have_value("๘๐")
    assert not empty_agency.assessments.exists()
    page.locator('input[name="i2"]').fill("90")
    follow(page.get_by_role("button", name=re.compile("บันทึกคะแนน")).first)
    expect(page.locator('input[name="i1"]')).to_have_value("80.00")
    assert len(empty_agency.assessments.get().figures.all()) == 2


def test_two_windows_on_one_cell_lose_nothing(open_page, home_coordinator, empty_agency, member):
    other = member(empty_agency, Membership.Role.OFFICER)
    mine, theirs = open_page(home_coordinator), open_page(other)
    for page in (mine, theirs):
        page.goto(ROOM + "scores/")
    theirs.locator('input[name="i1"]').fill("70")
    theirs.keyboard.press("Tab")
    expect(theirs.locator('input[name="i1"]')).to_have_value("70.00")

    mine.locator('input[name="i1"]').fill("90")
    mine.keyboard.press("Tab")
    conflict = mine.locator("#error-i1")
    expect(conflict).to_contain_text("70.00")
    expect(conflict).to_contain_text(other.display_name)
    expect(mine.locator('input[name="i1"]')).to_have_value("90")
    assert str(empty_agency.assessments.get().figures.get(code="i1").value) == "70.00"
