"""A plan in the words of documents: printed headings, months in one cell, columns that nothing is read from."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from measures.services import content_of
from measures.spreadsheets.table import NO_ROWS
from measures.spreadsheets.upload import MeasureUpload
from tests.assessments.score_files import edited
from tests.measures.plan_files import check, confirm, file_of, problems_of, state

PRINTED = ("มาตรการ", "ขั้นตอนหรือวิธีการปฏิบัติ", "ผู้รับผิดชอบ", "ระยะเวลา", "การกำกับติดตาม")
ROW = ("ก", "ขั้น 1", "กองคลัง", "ต.ค.67 - ก.ย.68", "รายงานทุกไตรมาส")


def checked(plan, *rows: tuple, heading: tuple = PRINTED):
    return MeasureUpload(plan, actor=None).check("plan.xlsx", file_of(*rows, heading=heading))


def cells(found) -> dict[str, str]:
    assert found.problems == (), found.problems
    (change,) = found.changes
    return {cell.column: cell.new for cell in change.cells}


def test_a_table_as_documents_print_it_is_stored_whole(plan, mine):
    page = check(mine, file_of(ROW, heading=PRINTED))
    assert "ส่วนที่ไม่ได้อ่าน" not in page.content.decode()
    assert confirm(mine, page).status_code == 302
    stored = content_of(plan.measures.last())
    assert (stored.title, stored.steps, stored.follow_up) == ("ก", ("ขั้น 1",), "รายงานทุกไตรมาส")
    assert [owner.name for owner in stored.owners] == ["กองคลัง"]
    assert (stored.start, stored.end, stored.timeframe_wording) == (date(2024, 10, 1), date(2025, 9, 30), "")


@pytest.mark.parametrize(
    "heading",
    [
        ("มาตรการ/โครงการ/กิจกรรม", "วิธีการดำเนินการ", "หน่วยงานที่รับผิดชอบ", "ระยะเวลาดำเนินการ", "การติดตามผล"),
        ("มาตรการ โครงการ หรือกิจกรรม", "ขั้นตอน/วิธีการปฏิบัติ", "ผู้รับผิดชอบ/ผู้เกี่ยวข้อง", "ระยะเวลา\u00a0ดำเนินการ", "กำกับติดตาม"),
        ("มาตรการ/แนวทาง", "การกำหนดขั้นตอนหรือวิธีการปฏิบัติ", "ส่วนราชการที่รับผิดชอบ", "ห้วงเวลา", "การติดตามและประเมินผล"),
        ("โครงการ/กิจกรรม", "ขั้นตอนการดำเนินงาน", "ผู้รับผิดชอบ (กอง/สำนัก)", "ระยะเวลา (ปีงบประมาณ 2568)", "การกํากับ ติดตาม"),
        ("ชื่อมาตรการ", "ขั้นตอน\u200b", "หน่วยงานรับผิดชอบ", "ช่วงเวลา", "การรายงานผล"),
    ],
)
def test_the_same_table_in_other_words_says_the_same(plan, heading: tuple[str, ...]):
    assert cells(checked(plan, ROW, heading=heading)) == {
        "มาตรการ": "ก",
        "ขั้นตอน": "ขั้น 1",
        "ผู้รับผิดชอบ": "กองคลัง",
        "เริ่ม": "ต.ค. 2567",
        "สิ้นสุด": "ก.ย. 2568",
        "การติดตามผล": "รายงานทุกไตรมาส",
    }


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("ม.ค.-มี.ค.68", {"เริ่ม": "ม.ค. 2568", "สิ้นสุด": "มี.ค. 2568"}),
        ("ตุลาคม ๒๕๖๗", {"เริ่ม": "ต.ค. 2567", "สิ้นสุด": "ต.ค. 2567"}),
        ("ไตรมาส 1-2", {"เริ่ม": "ต.ค. 2567", "สิ้นสุด": "มี.ค. 2568", "ระยะเวลาที่พิมพ์ในเอกสาร": "ไตรมาส 1-2"}),
        ("ทุกวันที่ 1 ของเดือน", {"ระยะเวลาที่พิมพ์ในเอกสาร": "ทุกวันที่ 1 ของเดือน"}),
        ("ตุลาคม ๒๕๖๗ เมษายน ๒๕๖๘", {"ระยะเวลาที่พิมพ์ในเอกสาร": "ตุลาคม ๒๕๖๗ เมษายน ๒๕๖๘"}),
    ],
)
def test_a_timeframe_is_months_where_it_plainly_is_and_else_the_words_as_they_are(plan, words: str, shown: dict):
    found = cells(checked(plan, ("ก", words), heading=("มาตรการ", "ระยะเวลา")))
    assert found == {"มาตรการ": "ก", **shown}


def test_every_column_that_is_not_read_is_named_on_the_page_and_by_the_command(plan, mine, tmp_path):
    rows = [("1", "ก", "50,000", "ดี", "นอกตาราง")]
    content = file_of(*rows, ("2", "ข", "", "", None), heading=("ที่", "มาตรการ", "งบประมาณ (บาท)", "ขั้นตอน", None))
    before = state()
    page = check(mine, content).content.decode()
    assert "ส่วนที่ไม่ได้อ่าน 2 รายการ" in page
    assert "<li>งบประมาณ (บาท)</li><li>คอลัมน์ E ซึ่งไม่มีหัวคอลัมน์</li>" in page
    (tmp_path / "plan.xlsx").write_bytes(content)
    out = StringIO()
    call_command("import_measures", tmp_path / "plan.xlsx", agency="nanueng", year=2568, dry_run=True, stdout=out)
    assert "ไม่ได้อ่าน: งบประมาณ (บาท)\nไม่ได้อ่าน: คอลัมน์ E" in out.getvalue()
    assert state() == before


def test_two_columns_of_one_thing_are_refused(plan):
    content = file_of(("ก", "กองคลัง", "กองช่าง"), heading=("มาตรการ", "ผู้รับผิดชอบหลัก", "ผู้รับผิดชอบร่วม"))
    assert problems_of(plan, content) == ["แถว 1 (ผู้รับผิดชอบ): หัวคอลัมน์นี้มีมากกว่าหนึ่งคอลัมน์"]


@pytest.mark.parametrize(
    "typed",
    [
        "– ก\n– ข",
        "· ก\n● ข",
        "➢ ก\n\uf0d8 ข",
        "1.1 ก\n1.2 ข",
        "ขั้นตอนที่ 1 ก\nขั้นตอนที่ 2 ข",
        "(๑) ก\n(๒) ข",
        "ก. ก\nข. ข",
        "๑. ก ๒. ข",
        "ก\n- ข",
    ],
)
def test_list_marks_come_off_imported_steps_and_titles(plan, typed: str):
    found = cells(checked(plan, ("๑. ก", typed), heading=("มาตรการ", "ขั้นตอน")))
    assert found == {"มาตรการ": "ก", "ขั้นตอน": "ก\nข"}


def test_a_department_is_found_in_any_spelling(plan):
    found = cells(checked(plan, ("ก", "ส\u0e4d\u0e32นัก\u00a0ปลัด\u200b"), heading=("มาตรการ", "ผู้รับผิดชอบ")))
    assert found["ผู้รับผิดชอบ"] == "สำนักปลัด"


@pytest.mark.parametrize("name", ["องค์การบริหารส่วนตำบลนาสอง", "อบต.นาหนึ่ง อ.ท่าบ่อ จ.หนองคาย"])
def test_the_plan_of_another_agency_is_refused(plan, name: str):
    (problem,) = problems_of(plan, file_of(PRINTED, ROW, heading=(f"มาตรการของ{name}",)))
    assert "หน่วยงานอื่น" in problem
    assert not problems_of(plan, file_of(PRINTED, ROW, heading=("มาตรการของ อบต. นาหนึ่ง",)))


def test_a_sheet_that_is_not_read_is_named(plan):
    def more_sheets(page):
        page.parent.create_sheet("สรุป").append(["รวม", 1])
        page.parent.create_sheet("แผนเดิม").append(["มาตรการ", "ขั้นตอน"])
        page.parent.create_sheet("ว่าง")

    content = edited(file_of(ROW, heading=PRINTED), more_sheets)
    found = MeasureUpload(plan, actor=None).check("plan.xlsx", content)
    assert (len(found.changes), found.not_read) == (1, ("แผ่นงาน “สรุป”", "แผ่นงาน “แผนเดิม”"))


@pytest.mark.parametrize(
    "words", ["ประเด็นที่ 1 การปฏิบัติหน้าที่", "ตัวชี้วัดที่ ๓", "EIT", "IIT แบบวัดการรับรู้", "รวม 2 มาตรการ", "รวมทั้งสิ้น"]
)
def test_a_row_that_only_heads_or_counts_others_is_named_and_becomes_no_measure(plan, words: str):
    found = checked(plan, (words, "", "", "", ""), ROW)
    assert cells(found)["มาตรการ"] == "ก"
    assert found.not_read == (f"แถว 2 “{words}”",)
    assert problems_of(plan, file_of((words, "", "", "", ""), heading=PRINTED)) == [NO_ROWS]


@pytest.mark.parametrize("title", ["ประเด็นสำคัญที่ต้องแก้", "ตัวชี้วัดที่ 10", "รวมพลังต้านทุจริต", "OITs"])
def test_a_measure_with_a_title_like_a_heading_stays_one(plan, title: str):
    row = (title, "", "กองคลัง", "", "") if title.startswith("ตัว") else (title, "", "", "", "")
    assert cells(checked(plan, row))["มาตรการ"] == title
