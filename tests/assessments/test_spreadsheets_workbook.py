"""The workbook and the CSV file as somebody opens them."""

import csv
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from assessments.models import Assessment, Framework
from assessments.spreadsheets.csv_file import exchange_csv
from assessments.spreadsheets.exchange import Exchange, Line, LineGroup
from assessments.spreadsheets.workbook import exchange_xlsx
from ita_portal.text.formulas import with_formula_mark, without_formula
from tests.assessments.score_files import rows_of_everything, send

DOWNLOAD = "/nanueng/2568/scores/download/"
HEADING = ["รหัส", "เครื่องมือ", "ตัวชี้วัด", "ข้อคำถาม", "คะแนน", "หมายเหตุ"]
PUBLISHED = [*map(str, range(1, 11)), "IIT", "EIT1", "EIT2", "EIT", "OIT", "total", "level", "rank"]
PUBLISHED += ["rank-district", "rank-province", "rank-nation"]


@pytest.fixture
def reading(reader, as_user):
    """The member with the fewest rights."""
    return as_user(reader)


@pytest.fixture
def page_of(reading):
    """Return a function that downloads the workbook and opens its sheet."""
    return lambda address=f"{DOWNLOAD}xlsx/": load_workbook(BytesIO(reading.get(address).content)).active


def heading_row(page) -> int:
    return next(cell.row for cell in page["A"] if cell.value == "รหัส")


def lines(page) -> dict[str, tuple]:
    rows = page.iter_rows(min_row=heading_row(page) + 1)
    return {str(row[0].value): row for row in rows if row[0].value is not None}


def test_it_says_what_it_is_before_the_table(page_of, nanueng):
    page = page_of()
    above = [[cell.value for cell in row if cell.value] for row in page.iter_rows(max_row=heading_row(page) - 1)]
    assert above[0] == ["คะแนนการประเมิน ITA ปีงบประมาณ พ.ศ. 2568"]
    assert above[1] == ["หน่วยงาน", f"{nanueng.full_name} {nanueng.place}"]
    assert above[2:4] == [["รหัสหน่วยงาน", "nanueng"], ["ปีงบประมาณ", 2568]]
    assert "ช่องว่างไม่เปลี่ยนคะแนนเดิม" in above[4][0]
    assert [cell.value for cell in page[heading_row(page)]] == HEADING


@pytest.mark.parametrize("year", range(2563, 2570))
def test_it_has_every_question_of_the_year_and_then_what_is_published(page_of, year: int):
    page = page_of(f"/nanueng/{year}/scores/download/xlsx/")
    structure = Framework.objects.get(fiscal_year=year).structure()
    codes = [question.code for question in structure.questions]
    assert [code for code in lines(page) if "/" not in code] == codes + PUBLISHED


def test_rows_carry_the_words_and_the_figures_as_numbers(page_of):
    found = lines(page_of())
    assert [cell.value for cell in found["i10"]][1:3] == ["IIT", "ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ"]
    assert (found["i10"][4].value, found["i10"][4].number_format) == (0.67, "0.00")
    assert found["i10"][5].value == "ต่ำกว่าค่าเป้าหมาย"
    assert (found["9"][4].value, found["9"][5].value) == (98.75, "ต่างจากที่คำนวณได้")
    assert (found["level"][4].value, found["IIT"][4].value) == ("ผ่านดี", None)


def test_each_indicator_has_a_row_of_its_own_above_its_questions(page_of):
    page = page_of()
    groups = [row[1].value for row in page.iter_rows(min_row=heading_row(page) + 1) if row[0].value is None]
    assert len(groups) == 11
    assert (groups[0], groups[-1]) == ("IIT ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", "คะแนนที่ประกาศ")


def test_unconfirmed_wording_is_said(page_of):
    notes = [row[5].value or "" for row in lines(page_of("/nanueng/2569/scores/download/xlsx/")).values()]
    assert any("ข้อความยังไม่ได้ตรวจกับคู่มือของปีนี้" in note for note in notes)


def test_only_the_scores_can_be_edited(page_of):
    page = page_of()
    assert page.protection.sheet
    assert not page.protection.password
    unlocked = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {row[4].coordinate for row in lines(page).values()}


def test_the_spreadsheet_refuses_what_the_portal_would(page_of):
    page = page_of()
    figures, levels = page.data_validations.dataValidation
    assert (figures.type, figures.operator, figures.formula1, figures.formula2) == ("decimal", "between", "0", "100")
    assert (levels.type, levels.formula1) == ("list", '"ผ่านดีเยี่ยม,ผ่านดี,ผ่าน,ต้องปรับปรุง,ต้องปรับปรุงโดยด่วน"')
    guarded = {code for code, row in lines(page).items() if row[4].coordinate in figures.cells}
    assert guarded == set(lines(page)) - {"level", "rank", "rank-district", "rank-province", "rank-nation"}
    assert lines(page)["level"][4].coordinate in levels.cells


def test_it_is_set_up_for_the_screen_and_for_paper(page_of):
    page = page_of()
    row = heading_row(page)
    assert page.freeze_panes == f"B{row + 1}"
    assert page.print_title_rows == f"${row}:${row}"
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.column_dimensions["D"].width > page.column_dimensions["A"].width
    assert lines(page)["i1"][3].alignment.wrap_text


def test_parts_have_rows_when_asked_or_when_they_hold_figures(page_of, nanueng):
    assert "e1/1" not in lines(page_of())
    asked = list(lines(page_of(f"{DOWNLOAD}xlsx/?parts=1")))
    assert asked[asked.index("e1") :][:3] == ["e1", "e1/1", "e1/2"]
    assessment = Assessment.objects.for_year(nanueng, 2568).get()
    assessment.figures.filter(code="e1").delete()
    assessment.figures.create(code="e1/1", value=70)
    assessment.figures.create(code="e1/2", value=80)
    found = lines(page_of())
    assert (found["e1"][4].value, found["e1/1"][4].value, found["e1/2"][4].value) == (None, 70, 80)
    assert found["e1"][5].value == "ต่ำกว่าค่าเป้าหมาย, เฉลี่ยจากสองส่วน 75.00"


def test_a_year_without_scores_gives_an_empty_table(page_of):
    found = lines(page_of("/nanueng/2569/scores/download/xlsx/"))
    assert {row[4].value for row in found.values()} == {None}


def test_csv_is_one_table_in_utf_8_that_excel_knows(reading):
    content = reading.get(f"{DOWNLOAD}csv/").content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = {row["รหัส"]: row for row in csv.DictReader(StringIO(content.decode("utf-8-sig")))}
    assert (rows["i10"]["คะแนน"], rows["level"]["คะแนน"], rows["IIT"]["คะแนน"]) == ("0.67", "ผ่านดี", "")
    assert (rows["i1"]["ปีงบประมาณ"], rows["i1"]["รหัสหน่วยงาน"]) == ("2568", "nanueng")
    assert rows["i1"]["ข้อคำถาม"]


# Text that would come alive

LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "'=1+1"]


@pytest.mark.parametrize("text", LIVE)
def test_text_never_reaches_a_spreadsheet_as_a_formula(text: str):
    line = Line("i1", text, "80.00", instrument=text, indicator=text, note=text)
    exchange = Exchange(text, "a", 2568, ("A",), (LineGroup("g", (line, Line("rank", "r", text))),))
    page = load_workbook(BytesIO(exchange_xlsx(exchange))).active
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or str(cell.value).startswith(tuple("=+-@\t\r"))]
    assert lines(page)["i1"][4].value == 80
    rows = csv.reader(StringIO(exchange_csv(exchange).decode("utf-8-sig"), newline=""))
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]


@pytest.mark.parametrize("text", [*LIVE, "5", "'5", "", "ลำดับที่ 5 = ดี"])
def test_the_mark_against_formulas_is_taken_off_again(text: str):
    assert with_formula_mark(without_formula(text)) == text


@pytest.mark.parametrize("file_type", ["xlsx", "csv"])
def test_a_rank_that_looks_like_a_formula_comes_back_unchanged(nanueng, coordinator, as_user, file_type):
    Assessment.objects.for_year(nanueng, 2568).update(rank="=HYPERLINK(1)")
    client = as_user(coordinator)
    page = send(client, client.get(f"{DOWNLOAD}{file_type}/").content, f"a.{file_type}")
    assert "ไม่มีรายการที่ต้องเปลี่ยน" in page.content.decode()


def test_control_characters_do_not_break_the_workbook(nanueng, page_of):
    Assessment.objects.for_year(nanueng, 2568).update(rank="5\x0bก")
    assert lines(page_of())["rank"][4].value == "5ก"


# The download as a page


@pytest.mark.parametrize("file_type", ["xlsx", "csv"])
def test_the_download_is_named_in_thai_and_writes_nothing(reading, file_type: str, django_assert_max_num_queries):
    before = rows_of_everything()
    with django_assert_max_num_queries(15):
        answer = reading.get(f"{DOWNLOAD}{file_type}/")
    assert quote(f"คะแนน ITA อบต.นาหนึ่ง 2568.{file_type}") in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert rows_of_everything() == before


@pytest.mark.parametrize("address", [f"{DOWNLOAD}pdf/", f"{DOWNLOAD}XLSX/", "/nanueng/2575/scores/download/xlsx/"])
def test_what_there_is_no_file_of_is_not_found(reading, address: str):
    assert reading.get(address).status_code == 404


def test_a_download_is_only_read(reading):
    assert reading.post(f"{DOWNLOAD}xlsx/").status_code == 405


def test_a_stranger_downloads_nothing(nanueng, stranger, as_user, client):
    assert as_user(stranger).get(f"{DOWNLOAD}xlsx/").status_code == 404
    assert "/login/" in client.get(f"{DOWNLOAD}xlsx/").headers["Location"]
