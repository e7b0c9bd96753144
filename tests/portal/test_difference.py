import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.text.difference import ADDED, REMOVED, SAME, after, before, beginning, difference, shortened

THAI = st.text("กขคนมาิี่้ำเแ 12.\nab", max_size=80)


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("80.00", "85.00", [(REMOVED, "80.00"), (ADDED, "85.00")]),
        (
            "จัดอบรมเจ้าหน้าที่เรื่องการให้บริการ",
            "จัดอบรมเจ้าหน้าที่และผู้บริหารเรื่องการให้บริการ",
            [(SAME, "จัดอบรมเจ้าหน้าที่"), (ADDED, "และผู้บริหาร"), (SAME, "เรื่องการให้บริการ")],
        ),
        ("ก\nข\nค\n", "ก\nค\n", [(SAME, "ก\n"), (REMOVED, "ข\n"), (SAME, "ค\n")]),
        ("", "ข้อความ", [(ADDED, "ข้อความ")]),
        ("เหมือนเดิม", "เหมือนเดิม", [(SAME, "เหมือนเดิม")]),
        # What two sentences have in common by chance is not told as the same.
        ("เห็นควรปรับปรุงระบบ", "ไม่ต้องแก้อะไรเลยครับ", [(REMOVED, "เห็นควรปรับปรุงระบบ"), (ADDED, "ไม่ต้องแก้อะไรเลยครับ")]),
    ],
)
def test_what_differs_is_told(old: str, new: str, parts: list[tuple[str, str]]):
    assert [(part.kind, part.text) for part in difference(old, new)] == parts


def test_no_mark_is_torn_from_its_letter():
    parts = difference("โครงการปลูกป่าชายเลนน้ำตื้น", "โครงการปลูกป่าชายเลนน้าตื้น")
    assert not [part for part in parts if part.text[0] in "ำาิีึืุู่้๊๋์"]


@given(THAI, THAI)
def test_the_parts_make_up_both_texts(old: str, new: str):
    parts = difference(old, new)
    assert "".join(part.text for part in before(parts)) == old
    assert "".join(part.text for part in after(parts)) == new


def test_a_long_unchanged_text_is_cut_around_the_change():
    parts = shortened(difference("ก ข " * 300 + "เดิม", "ก ข " * 300 + "ใหม่"))
    assert [part.kind for part in parts] == [SAME, REMOVED, ADDED]
    assert len(parts[0].text) < 120
    assert parts[0].text.startswith(" … ")


def test_of_a_long_text_its_beginning_is_told():
    assert beginning("สั้น") == "สั้น"
    assert len(beginning("ข้อความ " * 500)) < 620
    assert beginning("ข้อความ " * 500).endswith(" …")


def test_long_texts_are_compared_in_no_time():
    """Two texts of 20,000 letters without anything in common would take minutes piece by piece."""
    old, new = "กขคงจ" * 4_000, "ฉชซฌญ" * 4_000
    assert [part.kind for part in difference(old, new)] == [REMOVED, ADDED]
    edited = "กขคงจ" * 2_000 + "แก้ไข" + "กขคงจ" * 2_000
    assert [(part.kind, part.text) for part in difference(old, edited)][1] == (ADDED, "แก้ไข")
