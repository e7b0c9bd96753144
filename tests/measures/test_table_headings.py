"""What the columns of a table of measures hold, by the words above them."""

import pytest

from measures.rules.table_headings import MeasureField as F
from measures.rules.table_headings import TableHeadings, field_of, is_measure_table, read_headings
from reports.content.columns import PROGRESS_COLUMNS, STATUS_COLUMNS

# As the five source documents head their tables.
SOURCES = {
    "ประเด็นการวิเคราะห์|มาตรการโครงการหรือกิจกรรม|ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง|การกำหนดขั้นตอนหรือวิธีการปฏิบัติ|ระยะเวลาในการดำเนินการ": (
        F.ISSUE, F.TITLE, F.OWNERS, F.STEPS, F.TIMEFRAME,
    ),
    "มาตรการ/แนวทาง|วิธีการดำเนินการ|ผู้รับผิดชอบ|ระยะเวลา|การติดตามผล": (F.TITLE, F.STEPS, F.OWNERS, F.TIMEFRAME, F.FOLLOW_UP),
    "มาตรการ|ขั้นตอน/วิธีการปฏิบัติ|ผู้รับผิดชอบ|ระยะเวลา|ผลลัพธ์หรือผลสัมฤทธิ์|ผลการดำเนินงาน": (
        F.TITLE, F.STEPS, F.OWNERS, F.TIMEFRAME, F.OUTCOME, F.RESULT,
    ),
    "มาตรการ/แนวทาง|วิธีการดำเนินการ|ระยะเวลา ดำเนินการ|การติดตามผล|ผู้รับผิดชอบ": (
        F.TITLE, F.STEPS, F.TIMEFRAME, F.FOLLOW_UP, F.OWNERS,
    ),
    "มาตรการ|ขั้นตอนหรือวิธีการ|ผู้รับผิดชอบ|การกำกับติดตาม": (F.TITLE, F.STEPS, F.OWNERS, F.FOLLOW_UP),
    "มาตรการ|ขั้นตอนหรือวิธีการ|ยังไม่ดำเนินการ|อยู่ระหว่างดำเนินการ|ดำเนินการเสร็จเรียบร้อยแล้ว": (
        F.TITLE, F.STEPS, F.NOT_STARTED, F.IN_PROGRESS, F.DONE,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("headings", "fields"), SOURCES.items())
def test_the_headings_of_the_source_documents_are_known(headings: str, fields: tuple[F, ...]):
    assert read_headings(headings.split("|")) == TableHeadings(dict(enumerate(fields)))
    assert is_measure_table(headings.split("|"))


# Told of by the import as columns that are not read: they repeat steps, and name files that lie in the portal.
NOT_READ = ("ticked_steps", "evidence")


def test_every_heading_that_the_portal_prints_is_known():
    renamed = {"measure": F.TITLE} | dict.fromkeys(NOT_READ)
    for key, heading in PROGRESS_COLUMNS.items():
        assert field_of(heading) == renamed.get(key, key), heading
    known = [field_of(each.column.heading) for each in STATUS_COLUMNS]
    assert known == [F.TITLE, F.STEPS, F.NOT_STARTED, F.IN_PROGRESS, F.DONE]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("มาตรการ/โครงการ/กิจกรรม", F.TITLE),
        ("มาตรการ โครงการ หรือกิจกรรม", F.TITLE),
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", F.TITLE),
        ("หน่วยงานที่รับผิดชอบ", F.OWNERS),
        ("ผู้รับผิดชอบ (กอง/สำนัก)", F.OWNERS),
        ("การกํากับ ติดตาม และประเมินผล", F.FOLLOW_UP),
        ("ระยะเวลา\n(ปีงบประมาณ พ.ศ. 2568)", F.TIMEFRAME),
        ("ขั้นตอน\u200bการดําเนินงาน", F.STEPS),
        ("ตัวชี้วัด ITA", F.INDICATOR),
        ("ปัญหา/อุปสรรค", F.OBSTACLES),
        ("ตัวชี้วัดความสำเร็จ", None),
        ("งบประมาณ", None),
        ("การดำเนินการ", None),
        ("มาตรการป้องกันไฟป่า", None),
        ("มาตรการและผู้รับผิดชอบ", None),
        ("/", None),
        ("", None),
        ("ผู้รับผิดชอบ" * 60, None),
    ],
)
def test_a_heading_is_known_by_its_words_or_not_at_all(heading: str, field: F | None):
    assert field_of(heading) == field


def test_columns_that_are_not_known_are_named_and_blank_ones_are_not():
    found = read_headings(["ที่", "มาตรการ", "", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"])
    assert found == TableHeadings({0: F.NUMBER, 1: F.TITLE, 4: F.OWNERS}, unknown=(3,))


def test_between_two_columns_of_one_thing_nobody_guesses():
    found = read_headings(["มาตรการ", "ผู้รับผิดชอบหลัก", "ผู้รับผิดชอบร่วม"])
    assert found == TableHeadings({0: F.TITLE}, twice=(F.OWNERS,))


def test_activities_beside_measures_are_no_titles():
    found = read_headings(["มาตรการ", "โครงการ/กิจกรรม", "ผู้รับผิดชอบ"])
    assert found == TableHeadings({0: F.TITLE, 2: F.OWNERS}, unknown=(1,))
    assert read_headings(["โครงการ/กิจกรรม", "ผู้รับผิดชอบ"]).fields == {0: F.TITLE, 1: F.OWNERS}


@pytest.mark.parametrize("headings", [["มาตรการ"], ["มาตรการ", "ลำดับ"], ["รหัส", "คะแนน"], ["ขั้นตอน", "ผู้รับผิดชอบ"], []])
def test_a_row_without_measures_and_something_said_of_them_heads_no_such_table(headings: list[str]):
    assert not is_measure_table(headings)
