import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.text.lists import lines_of
from ita_portal.text.spelling import one_spelling

LINES = st.lists(st.text(alphabet=st.sampled_from("กขa๑1 2.)(-•*๓➢"), max_size=8), max_size=4)


@pytest.mark.parametrize(
    "typed",
    ["1. จัดทำคู่มือ", "1.จัดทำคู่มือ", "๑) จัดทำคู่มือ", "(๓) จัดทำคู่มือ", "12) จัดทำคู่มือ", "- จัดทำคู่มือ", "  • จัดทำคู่มือ", "* จัดทำคู่มือ"],
)
def test_list_marks_that_people_type_are_dropped(typed: str):
    assert lines_of(typed) == ["จัดทำคู่มือ"]


@pytest.mark.parametrize(
    "typed",
    ["2.5 ล้านบาท", "๒.๕ ล้านบาท", "8.30 น. เริ่มประชุม", "2568 เป็นปีแรก", "100. ครั้ง", "จัดทำ 1. คู่มือ", "1 ครั้งต่อเดือน"],
)
def test_a_figure_at_the_start_of_a_sentence_is_kept(typed: str):
    assert lines_of(typed) == [typed]


def test_items_keep_their_order_and_blank_lines_vanish():
    assert lines_of("1. ข\r\n\r\n   \n2. ก\n3.\n") == ["ข", "ก"]


def test_no_text_is_no_list():
    assert lines_of("") == []


@given(LINES)
def test_reading_a_list_again_changes_nothing(lines: list[str]):
    items = lines_of("\n".join(lines))
    assert lines_of("\n".join(items)) == items


MARKS = [
    *("–", "·", "●", "➢", "▪", "✓", "○", "o", "①", "1.1", "๒.๑", "1.1.1)", "ขั้นตอนที่ 1", "ขั้นตอนที่ ๒:", "ขั้นที่ 3"),
    *("(๑)", "ก.", "(ก)", "a)", "A.", "1. –", "1.)"),
    *("§", "§\t", "Ø  ", "ü\t", "v", "q", "»"),
]
PRIVATE = ["\uf0b7", "\uf0d8", "\uf0fc\xa0", "\uf0a7", "\u200b1.\xa0"]
KEPT = [
    *("1.1 ล้านบาท เป็นงบประมาณ", "2.5 เท่า", "1.2 จัดทำ", "8.30 น. เริ่ม", "1 ต.ค. 2567 ประชุม", "31.12.2567 สรุปผล"),
    *("31/3/2568 รายงาน", "ก.พ. 2568 ประเมิน", "ต. นาหนึ่ง อ. โพนพิสัย", "ข. หลังจากนั้น", "ขั้นตอนที่ 1 ถึง 3 ให้แล้วเสร็จ"),
    *("ขั้นตอนที่ 1", "ขั้น 1", "O10 โครงสร้าง", "b) ต่อ", "v. 2 ของคู่มือ", "q1 ของปี", "COVID-19", "ข้อ 1 ของระเบียบ"),
]


@pytest.mark.parametrize("mark", MARKS)
def test_list_marks_of_word_and_of_outlines_come_off(mark: str):
    assert lines_of(f"{mark} จัดทำคู่มือ") == ["จัดทำคู่มือ"]


@pytest.mark.parametrize("mark", PRIVATE)
def test_bullets_of_the_fonts_of_word_come_off_once_the_text_is_in_one_spelling(mark: str):
    assert lines_of(one_spelling(f"{mark} จัดทำคู่มือ")) == ["จัดทำคู่มือ"]


@pytest.mark.parametrize("typed", KEPT)
def test_what_begins_with_a_figure_a_date_or_an_abbreviation_stays(typed: str):
    assert lines_of(typed) == [typed]


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("1.1 ก\n1.2 ข\n1.3 ค", ["ก", "ข", "ค"]),
        ("๒.๑ ก\n๒.๒ ข", ["ก", "ข"]),
        ("ก. หนึ่ง\nข. สอง\nค. สาม", ["หนึ่ง", "สอง", "สาม"]),
        ("a) หนึ่ง\nb) สอง", ["หนึ่ง", "สอง"]),
        ("➢ ข\n➢ ก", ["ข", "ก"]),
        ("1.1 ก\n2.5 ล้านบาท\n1.2 ข", ["ก", "2.5 ล้านบาท", "ข"]),
    ],
)
def test_a_series_goes_on_in_its_order(typed: str, items: list[str]):
    assert lines_of(typed) == items
