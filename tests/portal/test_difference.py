import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.changes import ChangeSubject, changes_record
from agencies.history import entries_of
from agencies.models import Change
from ita_portal.text.difference import (
    ADDED,
    REMOVED,
    SAME,
    ComparisonBudget,
    after,
    before,
    beginning,
    difference,
    shortened,
)

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
        # Equal lines around a change are set aside, however many they are.
        (
            "ก\n" * 9_000,
            "ก\n" * 4_000 + "ข\n" + "ก\n" * 5_000,
            [(SAME, "ก\n" * 4_000), (ADDED, "ข\n"), (SAME, "ก\n" * 5_000)],
        ),
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


LINES = range(10_000)
# Each took from 15 s to minutes: equal lines are compared each with each, and lines that are equal one by one are
# looked for again after each.
ENDLESS = {
    "equal lines": ("ก\n" * 10_000 + "a\n", "b\n" + "ก\n" * 10_000),
    "two lines in turn": ("ก\nข\n" * 5_000, "ข\nก\n" * 5_000),
    "every other line": ("".join(f"ก{n}\nข{n}\n" for n in LINES), "".join(f"ก{n}\nค{n}\n" for n in LINES)),
    "one piece": ("ก" * 10_000 + "a", "b" + "ก" * 10_000),
    "many changed lines": ("".join(f"{n} กข\n" for n in LINES), "".join(f"{n} ขก\n" for n in LINES)),
    "a megabyte": ("กข " * 330_000, "ขก " * 330_000),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_texts_made_to_take_long_are_compared_in_no_time_and_told_in_full(name: str):
    old, new = ENDLESS[name]
    began = time.process_time()
    parts = difference(old, new)
    assert time.process_time() - began < 2
    assert "".join(part.text for part in before(parts)) == old
    assert "".join(part.text for part in after(parts)) == new


def test_a_page_of_such_changes_takes_no_longer_than_its_budget(empty_agency):
    about = ChangeSubject(empty_agency, 2568, "measure:a", "แก้ไขมาตรการ")
    changes_record([(about, old, new) for old, new in list(ENDLESS.values())[:5]] * 10, None)
    changes = list(Change.objects.all())
    began = time.process_time()
    entries = entries_of(changes)
    assert time.process_time() - began < 6
    assert all(entry.before and entry.after for entry in entries)


def test_what_a_page_may_not_compare_any_more_is_told_as_replaced():
    spent = ComparisonBudget(10)
    assert [part.kind for part in difference("จัดอบรมเจ้าหน้าที่", "จัดอบรมเจ้าหน้าที่แล้ว", spent)] == [REMOVED, ADDED]
    assert spent.left == 10
    assert [part.kind for part in difference("80", "85", ComparisonBudget(16))] == [REMOVED, ADDED]
