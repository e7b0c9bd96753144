"""Ticked steps, percentages and deadlines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rules.completion import StepTick, carried_over, percent_of, step_key, steps_words, ticked, ticks_of
from measures.rules.deadlines import days_left, nearness

TEXTS = ["แต่งตั้งคณะทำงาน", "จัดทำคู่มือ", "รายงานผล"]


@pytest.mark.parametrize(
    ("done", "of", "percent"), [(0, 3, None), (1, 3, 33), (2, 3, 67), (3, 3, 100), (1, 8, 13), (0, 0, None)]
)
def test_the_percentage_is_the_share_of_the_steps_rounded_half_up(done: int, of: int, percent):
    assert percent_of([StepTick(str(number), number < done) for number in range(of)]) == percent


@given(st.lists(st.booleans(), min_size=1, max_size=50))
def test_a_percentage_lies_within_its_bounds_and_more_steps_are_never_less(done: list[bool]):
    percent = percent_of([StepTick("", each) for each in done])
    assert percent is None or 0 < percent <= 100
    more = percent_of([StepTick("", True)] + [StepTick("", each) for each in done[1:]])
    assert (percent or 0) <= more
    assert (percent == 100) == all(done) or len(done) > 200


def test_steps_are_ticked_by_place_and_wording():
    keys = {step_key(2, TEXTS[1])}
    assert [step.is_done for step in ticked(TEXTS, keys)] == [False, True, False]
    assert not any(step.is_done for step in ticked([TEXTS[0], "จัดทำคู่มือใหม่", TEXTS[2]], keys))
    assert not any(step.is_done for step in ticked(TEXTS[::-1][1:], keys))


def test_what_was_done_stays_done_where_steps_move_and_a_reworded_step_is_new():
    before = [StepTick(TEXTS[0], True), StepTick(TEXTS[1], True), StepTick(TEXTS[2])]
    edited = [TEXTS[2], "จัดทำคู่มือฉบับย่อ", f" {TEXTS[0]}"]
    assert [step.is_done for step in carried_over(edited, before)] == [False, False, True]


def test_of_two_steps_with_one_text_only_as_many_are_done_as_were():
    done = carried_over(["ประชุม", "ประชุม"], [StepTick("ประชุม", True), StepTick("ประชุม")])
    assert [step.is_done for step in done] == [True, False]


def test_steps_come_back_as_they_were_stored():
    steps = (StepTick("ก", True), StepTick("ข"))
    assert ticks_of([vars(step) for step in steps]) == steps
    assert steps_words(steps) == "ทำแล้ว 1 จาก 2 ขั้นตอน"
    assert steps_words(()) == ""


@pytest.mark.parametrize(
    ("day", "words", "near"),
    [
        (date(2025, 4, 1), "เหลืออีก 14 วัน", "later"),
        (date(2025, 4, 8), "เหลืออีก 7 วัน", "soon"),
        (date(2025, 4, 15), "ครบกำหนดวันนี้", "soon"),
        (date(2025, 4, 16), "เกินกำหนด 1 วัน", "overdue"),
    ],
)
def test_a_deadline_is_told_in_days(day: date, words: str, near: str):
    due = date(2025, 4, 15)
    assert (days_left(due, day), nearness(due, day)) == (words, near)
