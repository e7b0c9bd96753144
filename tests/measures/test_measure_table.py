"""Tables of measures as documents hold them: over several rows, pages and tables, in many words."""

import pytest

from measures.rules.list_items import items_of, without_number
from measures.rules.measure_reading import Advance, PlacedTable
from measures.rules.measure_table import read_measure_tables
from measures.rules.owner_names import owner_names

HEAD = ("มาตรการ/แนวทาง", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา", "การติดตามผล")
FIRST = ("1. ประกาศนโยบาย", "- ร่างประกาศ\n- เผยแพร่", "สำนักปลัด", "ต.ค.67 - มี.ค.68", "รายงานทุกไตรมาส")
SECOND = ("2. จัดทำคู่มือ", "แต่งตั้งคณะทำงาน", "กองคลัง กองช่าง", "ไตรมาส 1-2", "-")


def read(*tables, year=2568):
    return read_measure_tables(
        [PlacedTable(f"ตารางที่ {at}", rows, follows=at > 1) for at, rows in enumerate(tables, 1)], year
    )


def test_each_row_is_a_measure_with_all_its_cells():
    reading = read((HEAD, FIRST, SECOND))
    first, second = reading.measures
    assert (first.title, first.number, first.steps) == ("ประกาศนโยบาย", 1, ("ร่างประกาศ", "เผยแพร่"))
    assert (first.start, first.end, first.timeframe) == ((2567, 10), (2568, 3), "")
    assert (first.follow_up, second.follow_up) == ("รายงานทุกไตรมาส", "")
    assert (second.owners, second.timeframe, second.end) == (("กองคลัง", "กองช่าง"), "ไตรมาส 1-2", (2568, 3))
    assert not reading.doubts
    assert not reading.not_taken


def test_a_measure_goes_over_rows_and_a_title_is_repeated_over_a_page():
    more = ("", "- ติดตาม", "กองคลัง", "", "")
    repeated = ("1. ประกาศนโยบาย (ต่อ)", "- รายงาน", "", "", "")
    (measure,) = read((HEAD, FIRST, more, repeated)).measures
    assert measure.steps == ("ร่างประกาศ", "เผยแพร่", "ติดตาม", "รายงาน")
    assert measure.owners == ("สำนักปลัด", "กองคลัง")


def test_a_table_with_its_heading_again_goes_on_without_a_doubt():
    reading = read((HEAD, FIRST), (HEAD, SECOND))
    assert [each.title for each in reading.measures] == ["ประกาศนโยบาย", "จัดทำคู่มือ"]
    assert not reading.doubts


def test_a_table_without_its_heading_goes_on_and_is_marked():
    reading = read((HEAD, FIRST), (SECOND,))
    assert [each.title for each in reading.measures] == ["ประกาศนโยบาย", "จัดทำคู่มือ"]
    assert [each.where for each in reading.doubts] == ["ตารางที่ 2 แถว 1"]


def test_steps_that_go_on_with_the_page_before_belong_to_the_measure_before():
    first = ("1. ประกาศ", "๑. ร่าง\n๒. เสนอ", "กองคลัง", "ต.ค.67", "")
    second = ("2. คู่มือ", "ผู้บริหาร\n๓. เผยแพร่\n๑. แต่งตั้ง\n๒. จัดทำ", "กองช่าง", "พ.ย.67", "")
    reading = read((HEAD, first), (second,))
    assert reading.measures[0].steps == ("ร่าง", "เสนอ ผู้บริหาร", "เผยแพร่")
    assert reading.measures[1].steps == ("แต่งตั้ง", "จัดทำ")
    assert reading.doubts


def test_a_row_of_one_cell_names_the_issue_of_the_measures_below():
    issue = ("ประเด็นที่ 3 ช่องทาง",) * 5
    reading = read((HEAD, issue, FIRST, ("หมายเหตุ",) * 5))
    assert reading.measures[0].issue == "ประเด็นที่ 3 ช่องทาง"
    assert [each.text for each in reading.not_taken] == ["หมายเหตุ"]


def test_columns_that_nobody_reads_are_named():
    reading = read((("มาตรการ", "ขั้นตอน", "งบประมาณที่ใช้"), ("ก", "ข", "1,000")))
    assert [each.text for each in reading.not_taken] == ["คอลัมน์ “งบประมาณที่ใช้”"]


TICKS = (
    ("", "", *("สถานะการดำเนินการ",) * 3),
    ("มาตรการ", "ขั้นตอนหรือวิธีการ", "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว"),
)


def test_ticked_columns_join_the_measures_of_the_table_before():
    ticked = (("ประกาศนโยบาย", "", "-", "/", "-"), ("การจัดทำคู่มือ", "", "", "", "/\n(ดูในเว็บไซต์)"))
    reading = read((HEAD, FIRST, SECOND), (*TICKS, *ticked))
    assert [each.progress.advance for each in reading.measures] == [Advance.IN_PROGRESS, Advance.DONE]
    assert reading.measures[1].progress.note == "(ดูในเว็บไซต์)"


def test_two_ticks_are_a_doubt():
    reading = read((*TICKS, ("ก", "ข", "/", "/", "-")))
    assert [each.text for each in reading.doubts] == ["ทำเครื่องหมายสถานะมากกว่าหนึ่งช่อง"]


@pytest.mark.parametrize(("chosen", "advance"), [("", Advance.NOT_STARTED), ("in_progress", Advance.IN_PROGRESS)])
def test_which_of_two_ticks_holds_can_be_chosen(chosen: str, advance: Advance):
    table = [PlacedTable("ตารางที่ 1", (*TICKS, ("ก", "ข", "/", "/", "-")))]
    (doubt,) = read_measure_tables(table, 2568).doubts
    assert dict(zip(doubt.keys, doubt.readings, strict=True)) == {
        "not_started": "ยังไม่ดำเนินการ",
        "in_progress": "อยู่ระหว่างดำเนินการ",
    }
    reading = read_measure_tables(table, 2568, {doubt.key: chosen})
    assert [each.progress.advance for each in reading.measures] == [advance]


def test_which_of_two_tellings_of_a_measure_holds_can_be_chosen():
    again = ("1. ประกาศนโยบาย", "- จัดประชุม", *FIRST[2:4], "รายงานทุกเดือน")
    tables = [PlacedTable("ตารางที่ 1", (HEAD, FIRST, SECOND)), PlacedTable("ตารางที่ 2", (HEAD, again))]
    first = read_measure_tables(tables, 2568)
    assert [each.keys for each in first.doubts] == [("first", "second")] * 2
    chosen = read_measure_tables(tables, 2568, {first.doubts[0].key: "second"})
    before, after = first.measures[0], chosen.measures[0]
    assert (before.steps, before.follow_up) == (("ร่างประกาศ", "เผยแพร่"), "รายงานทุกไตรมาส")
    assert (after.steps, after.follow_up) == (("จัดประชุม",), "รายงานทุกไตรมาส")


def test_what_goes_on_over_a_page_can_be_chosen_to_be_a_measure_of_its_own():
    rest = ("จัดทำคู่มือ", "แต่งตั้งคณะทำงาน", "กองคลัง", "", "")
    table = [PlacedTable("ตารางที่ 1", (HEAD, FIRST, rest), joins=(2,))]
    (doubt,) = read_measure_tables(table, 2568).doubts
    assert (doubt.keys, doubt.chosen) == (("rest", "own"), "rest")
    apart = read_measure_tables(table, 2568, {doubt.key: "own"})
    assert [each.title for each in apart.measures] == ["ประกาศนโยบาย", "จัดทำคู่มือ"]


def test_the_steps_before_a_new_count_can_be_chosen_to_stay_in_their_row():
    first = ("1. ประกาศ", "๑. ร่าง\n๒. เสนอ", "กองคลัง", "ต.ค.67", "")
    second = ("2. คู่มือ", "๓. เผยแพร่\n๑. แต่งตั้ง", "กองช่าง", "พ.ย.67", "")
    tables = [PlacedTable("ตารางที่ 1", (HEAD, first)), PlacedTable("ตารางที่ 2", (second,), follows=True)]
    doubt = next(each for each in read_measure_tables(tables, 2568).doubts if each.key)
    kept = read_measure_tables(tables, 2568, {doubt.key: "own"})
    assert [len(each.steps) for each in kept.measures] == [2, 2]


def test_a_heading_of_two_lines_parts_months_and_ticks():
    head = ("มาตรการ/แนวทางการดำเนินงาน", "ระยะเวลา", "ระยะเวลา", *["ผลการดำเนินการ"] * 3)
    below = (head[0], "เริ่ม", "สิ้นสุด", "ยังไม่ดำเนินการ", "กำลังดำเนินการ", "ดำเนินการแล้ว")
    (measure,) = read((head, below, ("1. จัดทำคู่มือ", "ต.ค.67", "มี.ค.68", "", "✓", ""))).measures
    assert (measure.start, measure.end) == ((2567, 10), (2568, 3))
    assert measure.progress.advance is Advance.IN_PROGRESS


def test_a_status_in_words_that_say_none_is_named():
    rows = (("มาตรการ", "ขั้นตอน", "สถานะ"), ("ก", "ข", "✓"), ("ค", "ง", "แล้วเสร็จ"))
    reading = read(rows)
    assert [each.progress.advance for each in reading.measures] == [None, Advance.DONE]
    assert [each.text for each in reading.not_taken] == ["สถานะ “✓” ของ “ก”"]


def test_outcome_and_result_are_progress():
    head = ("มาตรการ", "ขั้นตอน", "ผลลัพธ์หรือผลสัมฤทธิ์", "ผลการดำเนินงาน")
    (measure,) = read((head, ("ก", "ข", "๑. มีคู่มือ ๒. มีประกาศ", "แล้วเสร็จ"))).measures
    assert (measure.progress.outcome, measure.progress.result) == (("มีคู่มือ", "มีประกาศ"), "แล้วเสร็จ")


def test_the_same_measure_printed_twice_is_one():
    again = ("1. ประกาศ นโยบาย", *FIRST[1:])
    assert len(read((HEAD, FIRST), (HEAD, again)).measures) == 1


def test_other_tables_are_left_alone():
    assert not read((("อันดับ", "ตัวชี้วัด", "คะแนน"), ("1", "ก", "80"))).measures


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("๑. แต่งตั้ง ๒. ประชุม ๓.รายงาน", ("แต่งตั้ง", "ประชุม", "รายงาน")),
        ("- ก- ข", ("ก", "ข")),
        ("๑. ภายใน ๑๕ วัน ตามข้อ ๒๐. ของระเบียบ", ("ภายใน ๑๕ วัน ตามข้อ ๒๐. ของระเบียบ",)),
        ("๑) จัดทำคู่มือ\nให้ครบถ้วน\n๒) เผยแพร่", ("จัดทำคู่มือ ให้ครบถ้วน", "เผยแพร่")),
        ("ยืม-คืนพัสดุ", ("ยืม-คืนพัสดุ",)),
        ("• ทบทวน • ปรับปรุง", ("ทบทวน", "ปรับปรุง")),
        ("ก) แต่งตั้ง ข) ประชุม ค) รายงาน", ("แต่งตั้ง", "ประชุม", "รายงาน")),
        ("ขั้นตอนที่ 1 แต่งตั้ง ขั้นตอนที่ 2 ประชุม", ("แต่งตั้ง", "ประชุม")),
        ("ปฏิบัติตามข้อ 1 และข้อ 2 ของระเบียบ", ("ปฏิบัติตามข้อ 1 และข้อ 2 ของระเบียบ",)),
        ("ข้อ 1 และ ข้อ 2 ของระเบียบ", ("ข้อ 1 และ ข้อ 2 ของระเบียบ",)),
        ("", ()),
    ],
)
def test_items_of_a_list(text, items):
    assert items_of(text) == items


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("สำนักปลัด กองคลัง กองการศึกษา ฯ", ("สำนักปลัด", "กองคลัง", "กองการศึกษา ฯ")),
        ("- สำนักปลัด - กองคลัง", ("สำนักปลัด", "กองคลัง")),
        ("สำนักปลัด/กองช่าง / กองคลัง", ("สำนักปลัด", "กองช่าง", "กองคลัง")),
        ("สำนักปลัด, กองช่าง และกองคลัง", ("สำนักปลัด", "กองช่าง", "กองคลัง")),
        ("งานพัสดุ กองคลัง", ("งานพัสดุ กองคลัง",)),
        ("งานธุรการ/ งานบุคคล สำนักปลัด", ("งานธุรการ สำนักปลัด", "งานบุคคล สำนักปลัด")),
        ("-", ()),
    ],
)
def test_owner_names(text, names):
    assert owner_names(text) == names


def test_a_number_that_is_no_mark_stays():
    assert without_number("2.5 ล้านบาท") == "2.5 ล้านบาท"


def test_which_of_two_columns_of_one_heading_holds_it_can_be_chosen():
    head = ("มาตรการ", "ผู้รับผิดชอบ", "ผู้รับผิดชอบ", "ขั้นตอน")
    pages = [(head, ("1. ประกาศ", "กองคลัง", "กองช่าง", "ร่าง")), (head, ("2. คู่มือ", "กองช่าง", "กองคลัง", "แต่งตั้ง"))]
    tables = [PlacedTable(f"ตารางที่ {at}", rows, follows=at > 1) for at, rows in enumerate(pages, 1)]
    reading = read_measure_tables(tables, 2568)
    (doubt,) = reading.doubts
    assert (doubt.keys, doubt.chosen) == (("none", "1", "2"), "none")
    assert [each.owners for each in reading.measures] == [(), ()]
    chosen = read_measure_tables(tables, 2568, {doubt.key: "2"})
    assert [each.owners for each in chosen.measures] == [("กองช่าง",), ("กองคลัง",)]


@pytest.mark.parametrize(("end", "joined"), [("ประชุม ", "ประชุม คณะทำงาน"), ("ประชุม", "ประชุมคณะทำงาน")])
def test_a_step_that_a_page_parts_at_a_blank_keeps_it(end, joined):
    first = ("1. ประกาศ", f"1. ร่าง\n2. {end}", "กองคลัง", "", "")
    rest = ("1. ประกาศ (ต่อ)", "คณะทำงาน\n3. เผยแพร่", "", "", "")
    reading = read_measure_tables([PlacedTable("ตารางที่ 1", (HEAD, first, rest), joins=(2,))], 2568)
    assert [each.steps for each in reading.measures] == [("ร่าง", joined, "เผยแพร่")]
