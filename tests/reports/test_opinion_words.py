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
    ],
)
def test_what_was_chosen_and_written_is_said_once(choice, text, words):
    assert opinion_words(choice, text) == words


def test_a_text_that_is_the_word_of_another_choice_is_known():
    assert other_choice(AGREED, " อนุมัติ") == APPROVED
    assert other_choice(AGREED, "เห็นชอบ") is None
    assert other_choice(AGREED, "อนุมัติตามเสนอ") is None


def test_only_the_last_of_the_chain_approves():
    assert set(choices_offered(is_last=False)) == set(OpinionChoice) - {APPROVED}
    assert set(choices_offered(is_last=True)) == set(OpinionChoice)


def test_who_cannot_speak_is_told_why_and_whom_to_ask():
    unnamed = why_not_speaking("คำสั่งนายก", ["นาย ก"], [], ["ผู้ดูแลงาน"])
    assert "ผู้ที่กำหนดได้คือผู้ประสานงาน ITA (ผู้ดูแลงาน)" in unnamed
    waiting = why_not_speaking("คำสั่งนายก", ["นาย ก"], ["ปลัดเทศบาล"], ["ผู้ดูแลงาน"])
    assert "ขณะนี้รอ “คำสั่งนายก”" in waiting
    assert "นาย ก" in waiting
