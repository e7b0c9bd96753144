"""The words of an opinion, each once; who may choose which."""

import pytest

from reports.issue.rules.speaking import why_not_speaking
from reports.paper.opinion_words import OpinionChoice, choices_offered, opinion_words, other_choice

AGREED, NOTED, APPROVED, RETURNED = (
    OpinionChoice.AGREED,
    OpinionChoice.ACKNOWLEDGED,
    OpinionChoice.APPROVED,
    OpinionChoice.RETURNED,
)


@pytest.mark.parametrize(
    ("choice", "text", "words"),
    [
        (AGREED, "", "เห็นชอบ"),
        (AGREED, "เห็นชอบ", "เห็นชอบ"),
        (AGREED, " เห็นชอบตามเสนอ ", "เห็นชอบตามเสนอ"),
        (AGREED, "เห็นควรเสนอปลัด", "เห็นชอบ เห็นควรเสนอปลัด"),
        (NOTED, "ทราบ", "ทราบ"),
        (APPROVED, "อนุมัติ", "อนุมัติ"),
        (APPROVED, "ดำเนินการ", "อนุมัติ ดำเนินการ"),
        (RETURNED, "เพิ่มหลักฐาน", "ส่งกลับให้แก้ไข เพิ่มหลักฐาน"),
        (RETURNED, "ส่งกลับเพื่อเพิ่มหลักฐาน", "ส่งกลับเพื่อเพิ่มหลักฐาน"),
        (NOTED, "รับทราบครับ", "รับทราบครับ"),
        (AGREED, "(เห็นชอบ)", "(เห็นชอบ)"),
        (AGREED, "- เห็นชอบ", "- เห็นชอบ"),
        (AGREED, "ทราบ/เห็นชอบ", "ทราบ/เห็นชอบ"),
        (AGREED, "ทราบและเห็นชอบ", "ทราบและเห็นชอบ"),
        (APPROVED, "อนุมัติ.", "อนุมัติ."),
    ],
)
def test_what_was_chosen_and_written_is_said_once(choice, text, words):
    assert opinion_words(choice, text) == words


@pytest.mark.parametrize(
    ("choice", "text", "other"),
    [
        (AGREED, " อนุมัติ", APPROVED),
        (AGREED, "อนุมัติตามเสนอ", APPROVED),
        (AGREED, "“อนุมัติ!”", APPROVED),
        (NOTED, "เห็น ชอบ.", AGREED),
        (APPROVED, "รับทราบ", NOTED),
        (APPROVED, "ส่งกลับให้แก้ไข", RETURNED),
        (AGREED, "ไม่เห็นชอบ เพราะไม่มีหลักฐาน", RETURNED),
        (APPROVED, "ไม่อนุมัติ", RETURNED),
        (NOTED, "ไม่เห็นด้วย", RETURNED),
        (RETURNED, "ไม่เห็นชอบ", None),
        (AGREED, "เห็นชอบ", None),
        (AGREED, "ทราบ/เห็นชอบ", None),
        (AGREED, "อนุมัติงบประมาณไว้แล้ว จึงเห็นควรดำเนินการ", None),
        (AGREED, "ทราบว่ามีผู้รับผิดชอบแล้ว", None),
        (APPROVED, "เห็นชอบในหลักการ", None),
        (AGREED, "", None),
    ],
)
def test_a_text_that_names_another_choice_is_known(choice, text, other):
    assert other_choice(choice, text) == other


def test_only_the_last_of_the_chain_approves():
    assert set(choices_offered(is_last=False)) == set(OpinionChoice) - {APPROVED}
    assert set(choices_offered(is_last=True)) == set(OpinionChoice)


def test_who_cannot_speak_is_told_why_and_whom_to_ask():
    unnamed = why_not_speaking("คำสั่งนายก", ["นาย ก"], [], ["ผู้ดูแลงาน"])
    assert "ผู้ที่กำหนดได้คือผู้ประสานงาน ITA (ผู้ดูแลงาน)" in unnamed
    waiting = why_not_speaking("คำสั่งนายก", ["นาย ก"], ["ปลัดเทศบาล"], ["ผู้ดูแลงาน"])
    assert "ขณะนี้รอ “คำสั่งนายก”" in waiting
    assert "นาย ก" in waiting
