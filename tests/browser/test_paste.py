"""Tables pasted from the real clipboard: what has one reading is stored, everything else is shown first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from agencies.models import Membership
from assessments.models import Assessment
from tests.assessments.score_tables import INDICATORS
from tests.browser.accessibility import assert_sound
from tests.browser.conftest import PHONE

ROOM = "/maiklang/{}/scores/"


@pytest.fixture
def open_sheet(open_page, empty_agency, member) -> Callable[..., Page]:
    coordinator = member(empty_agency, Membership.Role.COORDINATOR)

    def opened(year: int = 2568, **options) -> Page:
        page = open_page(coordinator, **options)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(ROOM.format(year))
        return page

    return opened


def paste(page: Page, code: str, *lines: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", "\r\n".join(lines).replace("|", "\t") + "\r\n")
    page.locator(f'.score[name="{code}"]').focus()
    page.keyboard.press("Control+V")


def expect_offered(page: Page, cells: dict[str, str]) -> None:
    """Wait for the preview to say what cells would become."""
    expect(page.locator("#paste-dialog")).to_be_visible()
    rows = page.locator("#paste-dialog .upload-changes tbody tr")
    expect(rows).to_have_count(len(cells))
    for row, (code, figure) in zip(rows.all(), cells.items(), strict=True):
        expect(row.locator("th, td").nth(0)).to_have_text(code)
        expect(row.locator("th, td").nth(2)).to_have_text(figure)


def stored(agency, year: int = 2568) -> dict[str, str]:
    assessment = Assessment.objects.for_year(agency, year).first()
    return {figure.code: str(figure.value) for figure in assessment.figures.all()} if assessment else {}


def says(page: Page, words: str) -> None:
    expect(page.locator("#save-status")).to_have_text(words)


def test_a_column_of_a_spreadsheet_is_shown_when_some_of_it_cannot_be_taken(open_sheet, empty_agency):
    page = open_sheet()
    lines = [f"{40 + row}.5 " for row in range(52)]
    lines[1], lines[2], lines[3], lines[4] = "๙๙.๒๕", "", "101", "90,5"
    paste(page, "i1", *lines)
    expect(page.locator("#paste-dialog .upload-changes tbody tr")).to_have_count(49)
    left = page.locator("#paste-dialog .upload-not-taken tbody tr")
    expect(left).to_have_count(2)
    expect(left.first).to_contain_text("คะแนนต้องอยู่ระหว่าง 0 ถึง 100")
    expect(left.last).to_contain_text("จุลภาค")
    assert_sound(page)
    page.keyboard.press("Escape")
    expect(page.locator("#paste-dialog")).to_be_hidden()
    assert stored(empty_agency) == {}
    page.keyboard.press("Control+V")
    page.get_by_role("button", name="วาง 49 ช่อง").click()
    says(page, "วาง 49 ช่อง บันทึกแล้ว 49 ช่อง")
    figures = stored(empty_agency)
    assert (len(figures), figures["i2"], figures["o28"]) == (49, "99.25", "91.50")


def test_tables_with_one_reading_fill_their_cells_at_once(open_sheet, empty_agency):
    page = open_sheet()
    paste(page, "i1", "ข้อ|ข้อคำถาม|คะแนนเต็ม|คะแนนที่ได้", "i1|ก|100|81.00", "i2|ข|100|82.00")
    says(page, "วาง 2 ช่อง บันทึกแล้ว 2 ช่อง")
    paste(page, "e1", "ลำดับ|รหัส|ข้อคำถาม|คะแนน", "1|e1|ก|85.21", "2|e2|ข|86.00", "3|e3|ค|90.00")
    says(page, "วาง 3 ช่อง บันทึกแล้ว 3 ช่อง")
    paste(page, "1", *(f"{90 + number}.58" for number in range(1, 10)), "91.07")
    says(page, "วาง 10 ช่อง บันทึกแล้ว 10 ช่อง")
    paste(page, "i5", f"{INDICATORS[0]}|77.5", "คะแนนรวม|92.10", "ระดับ|ผ่าน")
    says(page, "วาง 3 ช่อง บันทึกแล้ว 3 ช่อง")
    paste(page, "i1", "คะแนน", "61.00", "62.00")
    says(page, "วาง 2 ช่อง บันทึกแล้ว 2 ช่อง")
    paste(page, "i1", "ลำดับ|ข้อคำถาม|คะแนน", "1|ก|81.00", "2|ข|82.00", "3|ค|83.00")
    says(page, "วาง 3 ช่อง บันทึกแล้ว 3 ช่อง")
    expected = {
        "i1": "81.00",
        "i2": "82.00",
        "i3": "83.00",
        "e1": "85.21",
        "e2": "86.00",
        "e3": "90.00",
        "total": "92.10",
    }
    ten = {str(number): f"{90 + number}.58" for number in range(2, 10)} | {"1": "77.50", "10": "91.07"}
    assert stored(empty_agency) == expected | ten
    assert Assessment.objects.get(agency=empty_agency).published_level == "ผ่าน"


COPY = """([html, text]) => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], { type: "text/html" }), "text/plain": new Blob([text], { type: "text/plain" }),
})])"""


def row_of(*cells: str) -> str:
    return "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in cells) + "</tr>"


def paste_markup(page: Page, code: str, html: str, text: str) -> None:
    page.evaluate(COPY, [html, text])
    page.locator(f'.score[name="{code}"]').focus()
    page.keyboard.press("Control+V")


def test_the_markup_of_a_table_tells_its_cells_apart(open_sheet, empty_agency):
    """As Word, pages and spreadsheets copy them, with the text that they put beside it."""
    page = open_sheet()
    of_word = row_of("i1", "<td><p>งานตาม</p><p>ขั้นตอน</p></td>", "81") + row_of(
        "i2", "<td>จอ 5&quot;<br>ใหญ่</td>", "82"
    )
    paste_markup(page, "i1", f"<table>{of_word}</table>", 'i1\tงานตาม\nขั้นตอน\t81\ni2\tจอ 5"\nใหญ่\t82')
    says(page, "วาง 2 ช่อง บันทึกแล้ว 2 ช่อง")
    head = row_of("เครื่องมือ", "คะแนนเครื่องมือ", "ตัวชี้วัด", "คะแนน")
    spanned = row_of("<td rowspan=2>IIT</td>", "<td rowspan=2>90</td>", INDICATORS[0], "81") + row_of(
        INDICATORS[1], "82"
    )
    paste_markup(page, "1", f"<table>{head}{spanned}</table>", f"IIT\t90\t{INDICATORS[0]}\t81\n{INDICATORS[1]}\t82")
    expect_offered(page, {"1": "81.00", "2": "82.00"})
    page.keyboard.press("Escape")
    assert stored(empty_agency) == {"i1": "81.00", "i2": "82.00"}


# Chromium takes the looks off what a page itself puts on the clipboard; a spreadsheet leaves them on.
PASTE = """(input, [html, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_a_table_of_a_spreadsheet_with_its_looks_is_read_without_a_refusal_of_the_policy(open_sheet, empty_agency):
    page = open_sheet()
    merged = row_of("<td colspan=2 style='border:1px'>รหัสและชื่อ</td>", "คะแนน") + row_of("e1", "ก", "<td x:num>91</td>")
    looks = "<head><style>td {color: red}</style></head>"
    html = f'<html>{looks}<body><table style="width:9pt">{merged}</table></body></html>'
    page.locator('.score[name="e1"]').evaluate(PASTE, [html, "รหัสและชื่อ\t\tคะแนน\ne1\tก\t91"])
    says(page, "วาง 1 ช่อง บันทึกแล้ว 1 ช่อง")
    assert stored(empty_agency) == {"e1": "91.00"}


@pytest.mark.parametrize("around", ["<p>ปี 2567</p>{}", "{}<table><tr><td>x</td></tr></table>"])
def test_words_around_the_markup_of_a_table_are_not_lost(open_sheet, empty_agency, around: str):
    page = open_sheet()
    table = f"<table>{row_of('รหัส', 'คะแนน')}{row_of('i1', '81')}{row_of('i2', '82')}</table>"
    paste_markup(page, "i1", around.format(table), "ผลการประเมิน ปี 2567\nรหัส\tคะแนน\ni1\t81\ni2\t82")
    expect(page.get_by_label("ข้อความเหนือตารางระบุปี 2567")).to_be_visible()
    assert stored(empty_agency) == {}


def test_the_person_chooses_between_columns_and_sees_what_each_gives(open_sheet, empty_agency):
    page = open_sheet(2563)
    paste(page, "1", "ที่|ตัวชี้วัด|ปี 2562|ปี 2563", "1|ก|71|81", "2|ข|72|82", "ผลรวมของกอง|||99")
    expect_offered(page, {"1": "81.00", "2": "82.00"})
    expect(page.locator(".upload-not-taken tbody tr")).to_have_count(1)
    page.get_by_label("ใช้คะแนนจากคอลัมน์ใด").select_option(label="ปี 2562 (71, 72 …)")
    expect(page.locator(".upload-changes tbody tr").first).to_contain_text("71.00")
    page.get_by_label("ใช้คะแนนจากคอลัมน์ใด").select_option(label="ไม่นำเข้าตารางนี้")
    expect(page.get_by_role("button", name="วาง 2 ช่อง")).to_have_count(0)
    page.get_by_role("button", name="ยกเลิก").click()
    expect(page.locator("#paste-dialog")).to_be_hidden()
    assert stored(empty_agency, 2563) == {}
    paste(page, "i1", "ที่|ตัวชี้วัด|คะแนน", "1|ก|85.21%", "2|ข|90.00%", "3|ค|77.50 คะแนน")
    expect_offered(page, {"i1": "85.21", "i2": "90.00", "i3": "77.50"})
    page.get_by_label("หมายเลขในตารางนี้คือหมายเลขของอะไร").select_option("indicators")
    page.get_by_role("button", name="วาง 3 ช่อง").click()
    says(page, "วาง 3 ช่อง บันทึกแล้ว 3 ช่อง")
    assert stored(empty_agency, 2563) == {"1": "85.21", "2": "90.00", "3": "77.50"}


def test_codes_twice_become_the_parts_of_the_survey_when_the_person_says_so(open_sheet, empty_agency):
    """The page shows no cells for the parts: what is chosen is stored as an upload is, and the page opens anew."""
    page = open_sheet(2566, viewport=PHONE)
    paste(page, "e1", "e1|85.00", "e2|86.00", "e1|90.00", "e2|91.00")
    expect_offered(page, {})
    page.get_by_label("มีรหัสซ้ำกันสองชุด").select_option("parts")
    expect(page.get_by_role("button", name="วาง 4 ช่อง")).to_be_visible()
    assert_sound(page)
    page.get_by_role("button", name="วาง 4 ช่อง").click()
    expect(page.get_by_text("นำเข้าคะแนนแล้ว 4 ช่อง")).to_be_visible()
    assert stored(empty_agency, 2566) == {"e1/1": "85.00", "e2/1": "86.00", "e1/2": "90.00", "e2/2": "91.00"}


def test_a_table_of_nothing_that_is_known_is_refused_with_the_reason(open_sheet, empty_agency):
    page = open_sheet()
    paste(page, "i1", "ตัวชี้วัดที่ 2 การปฏิบัติหน้าที่|80", "เรื่องอื่น|81")
    expect(page.locator("#paste-dialog")).to_contain_text("ยังไม่มีการวาง")
    expect(page.get_by_role("button", name="ยกเลิก")).to_be_visible()
    assert stored(empty_agency) == {}


def test_without_network_the_table_is_kept_to_be_read_again(open_sheet, empty_agency):
    page = open_sheet()
    page.evaluate("text => navigator.clipboard.writeText(text)", "81\n82")
    page.context.set_offline(True)
    page.locator('.score[name="i1"]').focus()
    page.keyboard.press("Control+V")
    expect(page.locator("#paste-dialog")).to_contain_text("ติดต่อระบบไม่ได้")
    page.context.set_offline(False)
    page.get_by_role("button", name="ลองอีกครั้ง").click()
    page.get_by_role("button", name="วาง 2 ช่อง").click()
    says(page, "วาง 2 ช่อง บันทึกแล้ว 2 ช่อง")
    assert stored(empty_agency) == {"i1": "81.00", "i2": "82.00"}
