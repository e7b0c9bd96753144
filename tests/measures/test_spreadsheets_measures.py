"""The plan as a workbook: out, and in again with a check."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from agencies.models import Change
from measures.models import Measure
from measures.services import content_of
from measures.spreadsheets.upload import MeasureUpload
from tests.assessments.score_files import edited
from tests.measures.plan_files import (
    EXPORT,
    HEADING,
    IMPORT,
    ROOM,
    check,
    column,
    confirm,
    file_of,
    problems_of,
    state,
    with_cells,
    with_row,
)

# Out


def test_the_export_has_every_measure_with_its_key_steps_and_owners_in_lines(plan, book):
    sheet = load_workbook(BytesIO(book)).active
    lines = list(sheet.iter_rows(values_only=True))
    assert list(lines[5]) == HEADING
    first = dict(zip(HEADING, lines[6], strict=True))
    measure = plan.measures.all()[0]
    assert first["รหัส"] == str(measure.key)
    assert first["มาตรการ"] == measure.title
    assert first["ขั้นตอน"].split("\n") == [step.text for step in measure.steps.all()]
    assert first["ผู้รับผิดชอบ"] == "สำนักปลัด"
    assert (first["เริ่ม"], first["สิ้นสุด"]) == ("ต.ค. 2567", "ก.ย. 2568")
    assert first["ประเด็น"] == str(measure.issue)
    assert [line[0] for line in lines[6:]] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert sheet.freeze_panes == "A7"


def test_the_export_imports_with_nothing_to_change(plan, mine, book):
    before = state()
    page = check(mine, book).content.decode()
    assert "ไม่มีรายการที่ต้องเปลี่ยน" in page
    assert "<dt>ไม่เปลี่ยน</dt><dd>8 มาตรการ</dd>" in page
    assert 'name="checked"' not in page
    assert state() == before


@pytest.mark.parametrize(
    "text", ["=1+1", "+66", "-ลด", "@here", "'=x", "\tแท็บ", "บรรทัด\r\nสอง", "ช่อง\u200bว่าง", "มี\x0bตัว"]
)
def test_whatever_a_text_begins_with_it_comes_back_unchanged_and_is_no_formula(plan, mine, text: str):
    measure = plan.measures.all()[0]
    Measure.objects.filter(pk=measure.pk).update(title=text, follow_up=text)
    measure.steps.update(text=text)
    content = mine.get(EXPORT).content
    sheet = load_workbook(BytesIO(content)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    found = MeasureUpload(plan, actor=None).check("plan.xlsx", content)
    assert (found.problems, found.changes, found.counts.unchanged) == ((), (), 8)


def test_days_within_a_month_survive_a_file_that_says_the_same_month(plan, mine):
    measure = plan.measures.all()[0]
    Measure.objects.filter(pk=measure.pk).update(start=date(2024, 10, 15), end=date(2025, 9, 10))
    content = with_cells(mine.get(EXPORT).content, {(7, "มาตรการ"): "ชื่อใหม่"})
    confirm(mine, check(mine, content))
    measure.refresh_from_db()
    assert (measure.title, measure.start, measure.end) == ("ชื่อใหม่", date(2024, 10, 15), date(2025, 9, 10))


# In


def test_a_file_is_checked_then_confirmed_and_each_measure_has_its_change(plan, mine, book, coordinator):
    first, second = plan.measures.all()[:2]
    content = with_cells(
        book,
        {
            (7, "มาตรการ"): "ชื่อใหม่",
            (7, "ขั้นตอน"): "1. ขั้นหนึ่ง\n2. ขั้นสอง\n\n",
            (7, "ผู้รับผิดชอบ"): "กองช่าง\nกองคลัง",
            (8, "เริ่ม"): "มกราคม ๒๕๖๘",
            (8, "สิ้นสุด"): date(2025, 6, 1),
            (8, "ประเด็น"): "5",
            (8, "ตัวชี้วัด"): "ตัวชี้วัดที่ ๙",
            (8, "ระยะเวลาที่พิมพ์ในเอกสาร"): "ทุกเดือน",
            (8, "การติดตามผล"): "รายงานทุกไตรมาส",
        },
    )
    content = with_row(content, มาตรการ="มาตรการใหม่", ขั้นตอน="ทำ", ผู้รับผิดชอบ="กองคลัง", เริ่ม="ต.ค.67", สิ้นสุด="30 ก.ย. 2568")
    before = state()
    checked = check(mine, content)
    page = checked.content.decode()
    assert state() == before
    for words in (
        "<dd>1 มาตรการ</dd>",
        "<dd>2 มาตรการ</dd>",
        "<dd>6 มาตรการ</dd>",
        "ยืนยันบันทึก 3 มาตรการ",
        "<ins>ชื่อใหม่</ins>",
    ):
        assert words in page
    answer = confirm(mine, checked)
    assert (answer.status_code, answer.headers["Location"]) == (302, ROOM)
    one, two = content_of(Measure.objects.get(pk=first.pk)), content_of(Measure.objects.get(pk=second.pk))
    assert (one.title, one.steps) == ("ชื่อใหม่", ("ขั้นหนึ่ง", "ขั้นสอง"))
    assert [owner.name for owner in one.owners] == ["กองช่าง", "กองคลัง"]  # the first leads
    assert (two.start, two.end) == (date(2025, 1, 1), date(2025, 6, 30))
    assert (two.issue.number, two.indicator.number) == (5, 9)
    assert (two.timeframe_wording, two.follow_up) == ("ทุกเดือน", "รายงานทุกไตรมาส")
    new = plan.measures.last()
    assert (new.title, new.position, new.start, new.end) == ("มาตรการใหม่", 9, date(2024, 10, 1), date(2025, 9, 30))
    changes = Change.objects.filter(reason="นำเข้าจากไฟล์ plan.xlsx")
    assert {change.subject for change in changes} == {f"measure:{each.key}" for each in (first, second, new)}
    assert {change.actor for change in changes} == {coordinator}
    assert "เพิ่ม 1 มาตรการ แก้ไข 2 มาตรการ" in mine.get(ROOM).content.decode()


def test_measures_that_the_file_does_not_name_and_cells_that_are_blank_stay(plan, mine, book):
    def change(sheet):
        sheet.delete_rows(8, 7)
        sheet.cell(7, column("ขั้นตอน")).value = None
        sheet.cell(7, column("เริ่ม")).value = None
        sheet.cell(7, column("มาตรการ")).value = "ชื่อใหม่"

    first = plan.measures.all()[0]
    old = content_of(first)
    assert confirm(mine, check(mine, edited(book, change))).status_code == 302
    assert plan.measures.count() == 8
    new = content_of(Measure.objects.get(pk=first.pk))
    assert (new.title, new.steps, new.start) == ("ชื่อใหม่", old.steps, old.start)


def test_a_table_of_one_s_own_with_other_columns_is_taken(plan, mine):
    content = file_of(
        ("ก", "กองคลัง"), ("ข", "กองคลัง, กองช่าง"), (None, None), heading=("มาตรการ", "ผู้รับผิดชอบ", "หมายเหตุ")
    )
    assert confirm(mine, check(mine, content)).status_code == 302
    added = list(plan.measures.all()[8:])
    assert [measure.title for measure in added] == ["ก", "ข"]
    assert {owner.name for owner in added[1].owners.all()} == {"กองคลัง", "กองช่าง"}


def test_every_problem_is_told_with_its_row_and_column_and_nothing_is_written(plan, mine, book, foreign_measure):
    content = with_cells(
        book,
        {
            (7, "ผู้รับผิดชอบ"): "กองคลง\nกองดาวอังคาร",
            (7, "เริ่ม"): "ต.ค. 2024",
            (8, "สิ้นสุด"): "13/2568",
            (8, "ประเด็น"): "99",
            (9, "รหัส"): str(foreign_measure.key),
            (10, "รหัส"): str(plan.measures.all()[0].key),
            (11, "มาตรการ"): "ก" * 2001,
            (11, "ขั้นตอน"): "\n".join(["ข" * 2001, *(f"ขั้น {n}" for n in range(60))]),
            (12, "มาตรการ"): "=A1",
            (13, "เริ่ม"): "ก.ย. 2568",
            (13, "สิ้นสุด"): "ต.ค. 2567",
            (14, "ระยะเวลาที่พิมพ์ในเอกสาร"): "ค" * 201,
        },
    )
    content = with_row(content, ขั้นตอน="ไม่มีชื่อ", เริ่ม="ต.ค. 2567")
    content = with_row(content, มาตรการ=plan.measures.all()[6].title)
    before = state()
    answer = check(mine, content)
    assert (answer.status_code, state()) == (422, before)
    page = answer.content.decode()
    problems = problems_of(plan, content)
    assert len(problems) == 16
    assert f"พบปัญหา {len(problems)} แห่ง" in page
    expected = [
        ("แถว 7 (ผู้รับผิดชอบ)", "ไม่พบกองหรือสำนัก “กองคลง” ใกล้เคียงที่สุดคือ “กองคลัง”"),
        ("แถว 7 (ผู้รับผิดชอบ)", "“กองดาวอังคาร”"),
        ("แถว 7 (เริ่ม)", "2024 เป็นปี ค.ศ. กรุณากรอกเป็นปี พ.ศ. (2567)"),
        ("แถว 8 (สิ้นสุด)", "ไม่มีเดือนที่ 13"),
        ("แถว 8 (ประเด็น)", "ไม่พบประเด็น “99”"),
        ("แถว 9 (รหัส)", "ไม่พบรหัสนี้ในแผนปีนี้"),
        ("แถว 9 (มาตรการ)", ""),
        ("แถว 10 (รหัส)", "ซ้ำกับแถว 7"),
        ("แถว 11 (มาตรการ)", "ไม่เกิน 2,000 ตัวอักษร"),
        ("แถว 11 (ขั้นตอน)", "ไม่เกิน 50 ขั้นตอน (กรอกไว้ 61 ขั้นตอน)"),
        ("แถว 11 (ขั้นตอน)", "ขั้นตอนที่ 1 ยาวกว่านั้น"),
        ("แถว 12 (มาตรการ)", "เป็นสูตร"),
        ("แถว 13 (สิ้นสุด)", "ต้องไม่อยู่ก่อนเดือนเริ่ม"),
        ("แถว 14 (ระยะเวลาที่พิมพ์ในเอกสาร)", "ไม่เกิน 200 ตัวอักษร"),
        ("แถว 15 (มาตรการ)", "กรุณากรอกชื่อมาตรการ"),
        ("แถว 15 (สิ้นสุด)", "กรุณาระบุทั้งเดือนเริ่มและเดือนสิ้นสุด"),
        ("แถว 16 (มาตรการ)", "แผนมีมาตรการชื่อนี้แล้ว"),
    ]
    for place, words in expected:
        if place != "แถว 9 (มาตรการ)":
            assert any(problem.startswith(place) and words in problem for problem in problems), (place, words, problems)
    assert foreign_measure.title not in page
    assert "ยืนยันบันทึก" not in page


def test_names_without_end_are_counted_and_not_each_compared(plan):
    assert problems_of(plan, file_of(("ก", "กอง," * 51))) == [
        "แถว 2 (ผู้รับผิดชอบ): กรอกได้ไม่เกิน 50 กองหรือสำนัก (กรอกไว้ 51 รายการ)"
    ]


def test_a_new_measure_stands_in_a_file_once(plan):
    assert problems_of(plan, file_of(("ก", None), ("ก", None))) == ["แถว 3 (มาตรการ): ซ้ำกับแถว 2"]


def test_a_plan_of_another_year_or_agency_is_refused_as_a_whole(plan, book):
    assert problems_of(plan, edited(book, lambda sheet: sheet.cell(4, 3, 2567)))[0].startswith(
        "แถว 4: ไฟล์นี้เป็นของปีงบประมาณ 2567"
    )
    assert "หน่วยงานอื่น (maiklang)" in problems_of(plan, edited(book, lambda sheet: sheet.cell(3, 3, "maiklang")))[0]


def test_a_key_of_another_plan_is_unknown_even_without_the_block_that_names_it(plan, foreign_measure):
    content = file_of((str(foreign_measure.key), "ชื่อใหม่"), ("ไม่ใช่รหัส", "อีกชื่อ"), heading=("รหัส", "มาตรการ"))
    assert [text.split(":")[0] for text in problems_of(plan, content)] == ["แถว 2 (รหัส)", "แถว 3 (รหัส)"]
    foreign_measure.refresh_from_db()
    assert foreign_measure.title == "มาตรการของหน่วยงานอื่น"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("plan.csv", "มาตรการ,ขั้นตอน\nก,ข".encode(), "ใช้ได้เฉพาะไฟล์ .xlsx"),
        ("plan.xlsx", b"", "ไฟล์ที่เลือกว่างเปล่า"),
        ("plan.xlsx", b"%PDF-1.7", "PDF"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0", "Excel รุ่นเก่า"),
        ("plan.xlsx", b"PK\x03\x04 broken", "ไม่ใช่ XLSX ที่อ่านได้"),
        ("plan.xlsx", b"x" * (5 * 1024 * 1024 + 1), "ใหญ่เกิน 5 MB"),
        ("plan.xlsx", "heading", "ไม่พบหัวคอลัมน์"),
        ("plan.xlsx", "empty", "ไม่มีแถวมาตรการ"),
        ("plan.xlsx", "twice", "หัวคอลัมน์นี้มีมากกว่าหนึ่งคอลัมน์"),
        ("plan.xlsx", "many", "ไฟล์มีเกิน 500 มาตรการ"),
        ("plan.xlsx", "rows", "ไฟล์มีเกิน 5,000 แถว"),
        ("plan.xlsx", "macro", "มีแมโคร"),
        ("plan.xlsm", "sound", "มีแมโคร"),
        ("plan.xlsx", "bomb", "ขยายแล้วใหญ่เกินไป"),
    ],
    ids=lambda given: "" if isinstance(given, bytes) else None,
)
def test_files_that_are_no_plan_are_refused(plan, mine, name, content, reason):
    made = {
        "heading": lambda: file_of(("ก", "ข"), heading=("ชื่อ", "มาตรการ")),
        "empty": lambda: file_of(),
        "twice": lambda: file_of(("ก", "ข"), heading=("มาตรการ", "มาตรการ", "ขั้นตอน")),
        "many": lambda: file_of(*((f"มาตรการ {number}", None) for number in range(501))),
        "rows": lambda: file_of(*((None, None) for _ in range(5_000)), ("ก", None)),
        "sound": lambda: file_of(("ก", None)),
        "macro": lambda: packed_with(file_of(("ก", None)), "xl/vbaProject.bin", b"macro"),
        "bomb": lambda: packed_with(file_of(("ก", None)), "xl/media/image.bin", b"0" * (21 * 1024 * 1024)),
    }
    content = made[content]() if isinstance(content, str) else content
    before = state()
    answer = check(mine, content, name)
    assert (answer.status_code, state()) == (422, before)
    assert reason in answer.content.decode()


def packed_with(content: bytes, name: str, part: bytes) -> bytes:
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return stream.getvalue()


def test_a_post_without_file_says_so(mine, plan):
    answer = mine.post(IMPORT)
    assert answer.status_code == 422
    assert "กรุณาเลือกไฟล์" in answer.content.decode()


def test_much_text_is_asked_to_be_parted_before_the_form_would_be_too_large(plan):
    rows = [(f"มาตรการ {number}", "\n".join([f"{number} " + "ก" * 1_900] * 15)) for number in range(40)]
    problems = problems_of(plan, file_of(*rows, heading=("มาตรการ", "ขั้นตอน")))
    assert problems == ["ข้อความที่เพิ่มหรือแก้ไขในไฟล์ยาวเกินไป กรุณาแบ่งเป็นหลายไฟล์"]
