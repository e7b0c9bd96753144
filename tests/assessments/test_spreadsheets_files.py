"""What a file of scores is read as, and why another is refused."""

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from assessments.models import Framework
from assessments.spreadsheets.upload import ScoreUpload
from tests.assessments.score_files import (
    changed,
    csv_of,
    edited,
    file_of,
    fill,
    packed,
    problems_in,
    saved,
    sheet_xml,
    xlsx_of,
)

# What a file says is found beside values that were read already; storing it is test_spreadsheets_upload.py.
pytestmark = pytest.mark.any_database

# Read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_however_an_office_saves_it(check, encoding: str, delimiter: str):
    content = csv_of(("i1", "81"), ("level", "ผ่าน"), encoding=encoding, delimiter=delimiter)
    assert changed(check(content)) == {"i1": ("80.00", "81.00"), "level": ("ผ่านดี", "ผ่าน")}


@pytest.mark.parametrize("typed", ["๘๑.๕", " 81.5 ", "81.50", "\u200b81.5"])
def test_figures_are_read_as_people_type_them(check, typed: str):
    assert changed(check(csv_of(("i1", typed)))) == {"i1": ("80.00", "81.50")}


@pytest.mark.parametrize("code", ["o10", "O10", "๐10", "010", "ข้อ ๐๑๐", " o10 "])
def test_codes_are_read_as_people_type_them(check, code: str):
    assert changed(check(csv_of((code, "70")))) == {"o10": ("100.00", "70.00")}


@pytest.mark.parametrize(
    ("value", "stored"), [(81, "81.00"), (81.5, "81.50"), (0.67, "0.67"), (84.30000000000001, "84.30")]
)
def test_numbers_of_a_workbook_are_read_without_binary_noise(check, value: float, stored: str):
    content = xlsx_of(("i1", value), (1, value), (10.0, value))
    assert {code: new for code, (_, new) in changed(check(content, "a.xlsx")).items()} == dict.fromkeys(
        ("i1", "1", "10"), stored
    )


def test_the_heading_may_stand_in_the_first_fifteen_rows_with_any_columns_around_it(check):
    above = [("บันทึกของกองคลัง",), (), ("sep=,",)] + [()] * 11
    rows = [*above, ("ที่", "คะแนน", "ข้อ", "รหัส"), (1, 81, "…", "i1"), (), (None, None), (2, 99, "…", "i2"), ()]
    content = xlsx_of(*rows[1:], heading=rows[0])
    result = check(content, "a.xlsx")
    assert changed(result) == {"i1": ("80.00", "81.00"), "i2": ("100.00", "99.00")}
    assert [change.row for change in result.changes] == [16, 19]
    nothing_known = xlsx_of(("ก", "ข"), heading=("รหัส", "ชื่อ"))
    assert problems_in(check(nothing_known, "a.xlsx")) == ["ไม่พบหัวคอลัมน์ รหัส และ คะแนน และไม่พบรหัสหรือชื่อตัวชี้วัดที่มีคะแนนอยู่ด้วย"]


def test_the_table_is_found_on_another_sheet_of_the_workbook(check):
    book = Workbook()
    book.active.append(["คำอธิบาย"])
    scores = book.create_sheet("คะแนน")
    scores.append(["รหัส", "คะแนน"])
    scores.append(["i1", 81])
    assert changed(check(saved(book), "a.xlsx")) == {"i1": ("80.00", "81.00")}


def test_a_blank_score_leaves_what_is_stored(check):
    result = check(csv_of(("i1", ""), ("i2", " "), ("i3", "100"), ("i4", "81"), ("rank", "")))
    assert changed(result) == {"i4": ("80.00", "81.00")}
    assert (result.counts.unchanged, result.counts.blank) == (1, 3)
    assert [row.texts[0] for row in result.rows] == ["i3", "i4"]


@pytest.mark.parametrize("file_type", ["xlsx", "csv"])
@pytest.mark.parametrize("with_parts", [False, True])
@pytest.mark.parametrize("year", [2564, 2565, 2566, 2567, 2568])
def test_what_the_portal_writes_it_reads_back_with_nothing_to_change(check, nanueng, file_type, with_parts, year):
    result = check(file_of(nanueng, year, file_type, with_parts), f"a.{file_type}", year)
    assert (problems_in(result), changed(result)) == ([], {})
    assert result.counts.unchanged > 10


def test_the_workbook_filled_in_and_saved_by_a_spreadsheet_is_read(check, nanueng):
    content = fill(
        file_of(nanueng, with_parts=True), i1=81, e1_1=70.25, EIT1="๘๓.๓๙", level="ผ่าน", rank="5 ของจังหวัด", _9=90
    )
    assert changed(check(content, "a.xlsx")) == {
        "i1": ("80.00", "81.00"),
        "e1/1": ("", "70.25"),
        "9": ("98.75", "90.00"),
        "EIT1": ("", "83.39"),
        "level": ("ผ่านดี", "ผ่าน"),
        "rank": ("", "5 ของจังหวัด"),
    }


@pytest.mark.parametrize(
    ("heading", "code", "figure"),
    [
        (("รหัส", "คะ\u0e40\u0e40นน"), "i1", "81"),
        (("รหัส\u00a0", "คะแนน\u200b"), "i1\u200b", "81"),
        (("\ufeffรหัส", "คะแนน"), "i\u00ad1", "81\u00a0"),
        (("รหัส", "คะ\u200bแนน"), "\u2060i1", "๘๑\u200b"),
        (("ร\u200cหัส", "คะแนน"), "I\u200d1", "81.00\ufeff"),
    ],
)
def test_headings_codes_and_scores_are_read_in_any_spelling(check, heading: tuple[str, str], code: str, figure: str):
    for name, content in (
        ("a.csv", csv_of((code, figure), heading=heading)),
        ("a.xlsx", xlsx_of((code, figure), heading=heading)),
    ):
        assert changed(check(content, name)) == {"i1": ("80.00", "81.00")}


# Tables of other layouts


def book_of(sheets: dict[str, list[tuple]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


OWN = ("รหัส", "คะแนน")


def test_all_sheets_of_a_workbook_are_read(check):
    content = book_of({"IIT": [OWN, ("i1", 81)], "EIT": [OWN, ("e1", 82)], "OIT": [OWN, ("o1", 83)]})
    assert {code: new for code, (_, new) in changed(check(content, "a.xlsx")).items()} == {
        "i1": "81.00",
        "e1": "82.00",
        "o1": "83.00",
    }


def test_sheets_named_after_instruments_may_number_their_questions(check):
    rows = [("ข้อ", "คะแนน"), (1, 81), (2, 82)]
    result = check(book_of({"IIT": rows, "EIT": rows, "OIT": rows}), "a.xlsx")
    assert set(changed(result)) == {"i1", "i2", "e1", "e2", "o1", "o2"}
    assert result.reading.is_certain


def test_a_sheet_that_is_not_read_is_named(check):
    result = check(book_of({"คะแนน": [OWN, ("i1", 81)], "สำรอง": [("i2", 82)]}), "a.xlsx")
    assert set(changed(result)) == {"i1"}
    assert [(each.where, each.has_figure) for each in result.reading.not_taken] == [("แผ่นงาน “สำรอง”", True)]


@pytest.mark.parametrize("heading", [("รหัส", "คะแนน", "คะแนน"), ("รหัส", "คะแนน ปี 2565", "คะแนน ปี 2566")])
def test_a_second_column_of_scores_is_asked_about(check, heading: tuple):
    result = check(csv_of(("i1", "81", "91"), heading=heading))
    assert changed(result) == {}
    assert [choice.words for choice in result.reading.choices if choice.is_open] == ["ใช้คะแนนจากคอลัมน์ใด"]


def test_a_result_page_saved_as_a_workbook_is_read_by_its_names(check):
    rows = [
        ("แบบ", "ลำดับ", "รายละเอียดตัวชี้วัด", "คะแนน"),
        ("IIT", 1, "การปฏิบัติหน้าที่", 81.5),
        (None, 2, "การใช้งบประมาณ", "๘๒.๐๐ คะแนน"),
        (None, None, "คะแนนรวม", 90),
        (None, None, "ระดับผลการประเมิน", "ผ่าน"),
    ]
    result = check(book_of({"ผล": rows}), "a.xlsx")
    assert {code: new for code, (_, new) in changed(result).items()} == {
        "1": "81.50",
        "2": "82.00",
        "total": "90.00",
        "level": "ผ่าน",
    }


def test_a_percentage_under_other_headings_is_what_the_person_sees(check):
    def as_percentage(sheet):
        sheet["B2"].number_format = "0.00%"

    content = edited(book_of({"ผล": [("ข้อคำถาม", "ร้อยละ"), ("ข้อ i1 งาน", 0.855)]}), as_percentage)
    assert changed(check(content, "a.xlsx")) == {"i1": ("80.00", "85.50")}


# Refuse


def test_every_problem_is_said_at_once_with_its_row(check):
    rows = [("i1", "81"), ("i2", "101"), ("zz", "5"), ("i3", "90.505"), ("I1", "70"), ("", "70"), ("i30", "80")]
    rows += [("level", "AA"), ("i4", "=A1+1"), ("o40", ""), ("e2/3", "1"), ("i5", "90,5")]
    result = check(csv_of(*rows))
    assert problems_in(result) == [
        "แถว 3 (i2): คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
        "แถว 4: ไม่รู้จักรหัส “zz”",
        "แถว 5 (i3): กรอกทศนิยมได้ไม่เกินสองตำแหน่ง",
        "แถว 6 (i1): รหัส i1 ซ้ำกับแถว 2",
        "แถว 7: มีคะแนนแต่ไม่มีรหัส",
        "แถว 8 (i30): ปีงบประมาณ พ.ศ. 2568 ไม่มีข้อ i30",
        "แถว 9 (level): ระดับของปีนี้มี ผ่านดีเยี่ยม ผ่านดี ผ่าน ต้องปรับปรุง ต้องปรับปรุงโดยด่วน",
        "แถว 10 (i4): เป็นสูตร กรุณาคัดลอกแล้ววางเป็นค่า",
        "แถว 11 (o40): ปีงบประมาณ พ.ศ. 2568 ไม่มีข้อ o40",
        "แถว 12: ไม่รู้จักรหัส “e2/3”",
        "แถว 13 (i5): ใช้เครื่องหมายจุลภาค (,) ไม่ได้ กรุณาใช้จุดทศนิยม เช่น 90.50",
    ]
    assert not result.can_be_stored


@pytest.mark.parametrize("formula", ["=80+1", "=SUM(A1:A2)", ArrayFormula("B2", "=80+1")])
def test_a_formula_is_no_score(check, formula):
    assert problems_in(check(xlsx_of(("i1", formula)), "a.xlsx")) == ["แถว 2 (i1): เป็นสูตร กรุณาคัดลอกแล้ววางเป็นค่า"]


def test_a_percentage_is_not_taken_for_a_score(check):
    def as_percentage(sheet):
        sheet["B2"].number_format = "0.00%"

    assert "ร้อยละ" in problems_in(check(edited(xlsx_of(("i1", 0.855)), as_percentage), "a.xlsx"))[0]


def test_a_file_of_another_year_is_refused(check, nanueng):
    other = file_of(nanueng, 2567)
    reason = "แถว 1: ไฟล์นี้เป็นของปีงบประมาณ 2567 แต่หน้านี้เป็นปีงบประมาณ 2568"
    assert problems_in(check(other, "a.xlsx")) == [reason]
    assert problems_in(check(file_of(nanueng, 2567, "csv"), "a.csv"))[0] == reason.replace("แถว 1", "แถว 2")
    thai = csv_of(("รหัส", "คะแนน"), ("i1", "80"), heading=("ผลคะแนน ปีงบประมาณ พ.ศ. ๒๕๖๗",))
    assert problems_in(check(thai)) == [reason]


def test_a_file_of_another_agency_is_refused(check, nanueng, empty_agency):
    assert problems_in(check(file_of(nanueng), "a.xlsx", agency=empty_agency)) == [
        "แถว 3: ไฟล์นี้เป็นของหน่วยงานอื่น (nanueng)"
    ]
    assert (
        problems_in(check(file_of(nanueng, file_type="csv"), agency=empty_agency))[0]
        == "แถว 2: ไฟล์นี้เป็นของหน่วยงานอื่น (nanueng)"
    )
    by_name = csv_of(("รหัส", "คะแนน"), ("i1", "81"), heading=("หน่วยงาน", "เทศบาลตำบลอื่น"))
    assert problems_in(check(by_name)) == ["แถว 1: ไฟล์นี้เป็นของหน่วยงานอื่น (เทศบาลตำบลอื่น)"]


@pytest.mark.parametrize(
    "heading",
    [
        ("หน่วยงาน", "อบต.นาหนึ่ง"),
        ("หน่วยงาน", "นาหนึ่ง จังหวัดหนองคาย"),
        ("หน่วยงานที่รับการประเมิน : องค์การบริหารส่วนตำบลนาหนึ่ง",),
        ("หน่วยงานที่รับการประเมิน :", "อบต. นาหนึ่ง"),
        ("ชื่อหน่วยงาน องค์การบริหารส่วนตำบล นาหนึ่ง อ.โพนพิสัย จ.หนองคาย",),
        ("ผลการประเมินองค์การบริหารส่วนตําบลนาหนึ่ง", "ปีงบประมาณ 2568"),
        ("ผลการประเมิน ITA ขององค์กรปกครองส่วนท้องถิ่น",),
    ],
)
def test_an_agency_may_be_named_as_people_name_it(check, heading: tuple[str, ...]):
    content = csv_of(("รหัส", "คะแนน"), ("i1", "81"), heading=heading)
    assert changed(check(content)) == {"i1": ("80.00", "81.00")}


@pytest.mark.parametrize(
    "heading",
    [
        ("หน่วยงานที่รับการประเมิน : องค์การบริหารส่วนตำบลนาสอง",),
        ("หน่วยงาน", "อบต.นาหนึ่งสอง"),
        ("หน่วยงาน", "เทศบาลตำบลนาหนึ่ง"),
        ("ผลการประเมิน อบต. นาหนึ่ง อำเภอท่าบ่อ จังหวัดหนองคาย",),
        ("อบต.นาหนึ่ง จ.อุดรธานี",),
        ("หน่วยงาน", "โรงพยาบาลหนองคาย"),
    ],
)
def test_who_is_named_otherwise_is_another_agency(check, heading: tuple[str, ...]):
    (problem,) = problems_in(check(csv_of(("รหัส", "คะแนน"), ("i1", "81"), heading=heading)))
    assert problem.startswith("แถว 1: ไฟล์นี้เป็นของหน่วยงานอื่น (")


WITH_UNITS = "รหัส,คะแนน\ni1,81.5%\ni2,๘๒ คะแนน\ni3,N/A\ni4,-\n"


@pytest.mark.parametrize(
    "content",
    [
        WITH_UNITS.encode("cp874"),
        WITH_UNITS.encode("utf-16-le"),
        WITH_UNITS.encode("utf-16-be"),
        WITH_UNITS.replace(",", "|").encode(),
        WITH_UNITS.replace(",", ";").encode("utf-16"),
    ],
)
def test_units_and_words_for_nothing_are_read_however_a_file_is_encoded_and_parted(check, content: bytes):
    assert [(change.code, change.new) for change in check(content).changes] == [("i1", "81.50"), ("i2", "82.00")]


def test_a_year_above_the_own_table_that_is_not_the_sheets_is_asked_about(check):
    result = check("ผลการประเมิน ITA ปี 2567\nรหัส,คะแนน\ni1,81\n".encode())
    assert (list(result.changes), [choice.is_open for choice in result.reading.choices]) == ([], [True])


def test_a_number_is_read_as_its_cell_shows_it(check):
    book = Workbook()
    for row in (("รหัส", "คะแนน"), ("i1", 81.235), ("i2", 82.994999), ("i3", 7)):
        book.active.append(row)
    for row in (2, 3, 4):
        book.active.cell(row, 2).number_format = "0.00"
    result = check(saved(book), "scores.xlsx")
    assert [change.new for change in result.changes] == ["81.24", "82.99", "7.00"]


@pytest.mark.parametrize("table", ["เทศบาลตำบลอื่น\ni1\t81", "ที่\tหน่วยงาน\tIIT\tOIT\n1\tอบต.นาสอง\t81\t82"])
def test_a_pasted_table_of_another_agency_is_refused(nanueng, table: str):
    upload = ScoreUpload(nanueng, Framework.objects.get(fiscal_year=2568), actor=None)
    (problem,) = problems_in(upload.check_pasted(table))
    assert "ตารางนี้เป็นของหน่วยงานอื่น (" in problem
    assert not problems_in(upload.check_pasted(table.replace("เทศบาลตำบลอื่น", "อบต. นาหนึ่ง").replace("นาสอง", "นาหนึ่ง")))


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7 ...", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04 no archive", b"\x89PNG\r\n\x1a\n\0"]
)
@pytest.mark.parametrize("name", ["scores.xlsx", "scores.csv"])
def test_another_kind_of_file_is_refused_whatever_it_is_called(check, start: bytes, name: str):
    result = check(start + b"\0\xff\xfe" * 100, name)
    assert len(problems_in(result)) == 1
    assert result.problems[0].row is None


@pytest.mark.parametrize(("start", "word"), [(b"%PDF-1.7", "PDF"), (b"\xd0\xcf\x11\xe0", "รหัสผ่าน")])
def test_a_mistaken_file_is_called_by_its_name(check, start: bytes, word: str):
    assert word in problems_in(check(start, "scores.xlsx"))[0]


@pytest.mark.parametrize("name", ["scores.xls", "scores.pdf", "scores", "scores.xlsx.exe"])
def test_other_names_are_refused(check, name: str):
    assert problems_in(check(csv_of(("i1", "81")), name)) == ["ใช้ได้เฉพาะไฟล์ .xlsx และ .csv"]


def test_a_workbook_called_csv_and_a_csv_called_xlsx_are_refused(check, book):
    assert "CSV" in problems_in(check(book, "a.csv"))[0]
    assert "XLSX" in problems_in(check(csv_of(("i1", "81")), "a.xlsx"))[0]


def test_a_table_without_rows_is_refused(check):
    assert problems_in(check(csv_of(("", ""), ()))) == ["ไม่มีแถวคะแนนในไฟล์"]


def test_a_large_file_is_refused(check):
    assert problems_in(check(b"x" * (5 * 1024 * 1024 + 1))) == ["ไฟล์ใหญ่เกิน 5 MB"]


def test_a_broken_workbook_is_refused(check, book):
    for content in (book[: len(book) // 2], packed(sheet_xml("<row><c>")), packed({"xl/styles.xml": "<a"})):
        assert "XLSX" in problems_in(check(content, "a.xlsx"))[0]
