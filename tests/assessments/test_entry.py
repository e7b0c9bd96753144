import pytest

from assessments.rules.entry import MAX_RANK_LENGTH, Entry, EntryRefused, read_entry
from tests.assessments.small_year import small_year


@pytest.mark.parametrize(
    ("code", "typed", "text"),
    [
        ("i1", "๙๐.๕", "90.50"),
        ("e1/2", "70", "70.00"),
        ("total", "95.3", "95.30"),
        ("EIT1", " 83.39 ", "83.39"),
        ("i1", "", ""),
        ("level", " ผ่านดี ", "ผ่านดี"),
        ("level", "", ""),
        ("rank", " ลำดับที่ 589 ", "ลำดับที่ 589"),
        ("rank", "ลำดับ\0ที่ 589", "ลำดับที่ 589"),
    ],
)
def test_an_entry_has_one_spelling(code: str, typed: str, text: str):
    assert read_entry(small_year(), code, typed) == Entry(code, text)


@pytest.mark.parametrize(
    ("rating", "code", "typed", "reason"),
    [
        ("pass", "i99", "90", "ปีงบประมาณ พ.ศ. 2568 ไม่มีข้อ i99"),
        ("pass", "i1/1", "90", "ปีงบประมาณ พ.ศ. 2568 ไม่มีข้อ i1/1"),
        ("pass", "", "90", "ปีงบประมาณ พ.ศ. 2568 ไม่มีข้อ "),
        ("pass", "i1", "101", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("pass", "level", "A", "ระดับของปีนี้มี ผ่านดีเยี่ยม ผ่านดี ผ่าน ต้องปรับปรุง ต้องปรับปรุงโดยด่วน"),
        ("letters", "level", "ผ่าน", "ระดับของปีนี้มี AA A B C D E F"),
        ("pass", "rank", "ก" * (MAX_RANK_LENGTH + 1), "กรุณากรอกไม่เกิน 200 ตัวอักษร"),
    ],
)
def test_a_refused_entry_says_why(rating: str, code: str, typed: str, reason: str):
    with pytest.raises(EntryRefused) as refused:
        read_entry(small_year(rating), code, typed)
    assert str(refused.value) == reason


def test_level_and_rank_are_no_figures():
    assert read_entry(small_year(), "i1", "5").is_figure
    assert not read_entry(small_year(), "level", "ผ่าน").is_figure
    assert not read_entry(small_year(), "rank", "5").is_figure


def test_an_emptied_cell_has_no_value():
    assert read_entry(small_year(), "i1", "").value is None
