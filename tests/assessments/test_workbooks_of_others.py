"""Workbooks as colleagues keep them: several years, hidden and many sheets, formulas, columns beside the scores."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from assessments.spreadsheets.upload import ScoreCheck
from tests.assessments.score_files import HEADING, changed, csv_of, problems_in, saved, xlsx_of

I1 = {"i1": ("", "81.00")}


def book_of(**sheets: list[tuple]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def left(check: ScoreCheck) -> dict[str, str]:
    return {each.where: each.reason for each in check.reading.not_taken}


def calculated(content: bytes, **values: str) -> bytes:
    """Put the values beside the formulas of a workbook as the program that saves it does."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as out:
        for name in source.namelist():
            part = source.read(name).decode() if name == "xl/worksheets/sheet1.xml" else source.read(name)
            for cell, value in values.items() if isinstance(part, str) else ():
                begin, _, rest = part.partition(f'<c r="{cell}"')
                part = f'{begin}<c r="{cell}"{rest.replace("<v />", f"<v>{value}</v>", 1)}'
            out.writestr(name, part)
    return stream.getvalue()


@pytest.fixture
def check_of(check, empty_agency):
    def checked(content: bytes, name: str = "scores.xlsx") -> ScoreCheck:
        return check(content, name, agency=empty_agency)

    return checked


def test_a_sheet_named_after_another_year_is_named_and_not_read(check_of):
    found = check_of(saved(book_of(**{"ปี 2567": [HEADING, ("i1", 71)], "2568": [HEADING, ("i1", 81)]})))
    assert changed(found) == I1
    assert left(found) == {"แผ่นงาน “ปี 2567”": "ชื่อแผ่นงานหรือข้อความเหนือตารางระบุปีอื่น จึงไม่ได้อ่าน"}


@pytest.mark.parametrize("heading", [HEADING, ("ข้อ", "ผลคะแนน")], ids=["own", "other"])
@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_and_not_read(check_of, heading, state):
    book = book_of(เก่า=[heading, ("i2", 71)], ว่าง=[], ใช้=[heading, ("i1", 81)])
    book["เก่า"].sheet_state = book["ว่าง"].sheet_state = state
    found = check_of(saved(book))
    assert changed(found) == I1
    assert left(found) == {"แผ่นงาน “เก่า”": "เป็นแผ่นงานที่ซ่อนไว้ จึงไม่ได้อ่าน"}


def test_a_workbook_of_hidden_sheets_alone_is_refused_by_their_names(check_of):
    book = book_of(ใช้=[], เก่า=[HEADING, ("i1", 81)])
    book["เก่า"].sheet_state = "hidden"
    assert problems_in(check_of(saved(book))) == ["แผ่นงาน “เก่า” เป็นแผ่นงานที่ซ่อนไว้ จึงไม่ได้อ่าน"]


def test_sheets_beyond_the_tenth_are_named(check_of):
    found = check_of(saved(book_of(**{f"ข้อ {number}": [HEADING, (f"i{number}", 80)] for number in range(1, 13)})))
    assert len(changed(found)) == 10
    assert left(found) == {f"แผ่นงาน “ข้อ {number}”": "อ่านเฉพาะ 10 แผ่นงานแรก แผ่นงานนี้จึงไม่ได้อ่าน" for number in (11, 12)}


def test_a_formula_is_read_as_the_value_that_its_program_shows(check_of):
    content = xlsx_of(("i1", "=80+1"), ("i2", "=A9"), ("i3", 83))
    assert problems_in(check_of(content)) == [
        "แถว 2 (i1): เป็นสูตร กรุณาคัดลอกแล้ววางเป็นค่า",
        "แถว 3 (i2): เป็นสูตร กรุณาคัดลอกแล้ววางเป็นค่า",
    ]
    assert changed(check_of(calculated(content, B2="81.25", B3="82"))) == {
        "i1": ("", "81.25"),
        "i2": ("", "82.00"),
        "i3": ("", "83.00"),
    }
    table = xlsx_of(("การปฏิบัติหน้าที่", "=80+1"), ("คะแนน ITA", "=B2"), heading=("ตัวชี้วัด", "ผล"))
    assert changed(check_of(calculated(table, B2="81", B3="82"))) == {"1": ("", "81.00"), "total": ("", "82.00")}


@pytest.mark.parametrize("beside", ["คะแนนใหม่", "คะแนน (เต็ม 100)", "ปี 2568", "ผลการประเมิน"])
def test_scores_beside_the_portals_own_column_are_never_left_out_without_a_word(check_of, beside: str):
    found = check_of(csv_of(("i1", 71, 81), heading=(*HEADING, beside)), "scores.csv")
    assert [choice.words for choice in found.reading.choices] == ["ใช้คะแนนจากคอลัมน์ใด"]
