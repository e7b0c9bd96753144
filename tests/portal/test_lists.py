import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.text.lists import lines_of

LINES = st.lists(st.text(alphabet=st.sampled_from("ก๑1 2.)(-•*๓"), max_size=8), max_size=4)


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
