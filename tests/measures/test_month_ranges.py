"""The timeframe of a measure, read from one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.text.thai import month_range, month_start
from measures.rules.month_ranges import BACKWARDS, FAR_AWAY, NO_MONTHS, MonthRange, read_month_range

YEAR = ((2567, 10), (2568, 9))
MONTHS_OF_PLAN = [(2567, month) for month in (10, 11, 12)] + [(2568, month) for month in range(1, 10)]


@pytest.mark.parametrize(
    "text",
    [
        "ต.ค.67 - ก.ย.68",
        "ต.ค.๖๗ - ก.ย.๖๘",
        "ต.ค. 2567 – ก.ย. 2568",
        "ตุลาคม 2567 ถึง กันยายน 2568",
        "ตั้งแต่เดือนตุลาคม 2567 ถึงเดือนกันยายน 2568",
        "ตุลาคม\u00a02567\u200b — กันยายน\u00a02568",
        "ต.ค. - ก.ย.",
        "ต.ค.-ก.ย.68",
        "ต.ค.67 - ก.ย.",
        "10/2567 - 9/2568",
        "10-2567 - 9-2568",
    ],
)
def test_months_are_read_however_they_are_written(text: str):
    assert read_month_range(text, 2568) == MonthRange(*YEAR)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("ม.ค.-มี.ค.68", ((2568, 1), (2568, 3))),
        ("ธ.ค.-ก.พ.68", ((2567, 12), (2568, 2))),
        ("พ.ย. 67 - ม.ค.", ((2567, 11), (2568, 1))),
        ("ตุลาคม ๒๕๖๗", ((2567, 10), (2567, 10))),
        ("เดือนมีนาคม", ((2568, 3), (2568, 3))),
        ("ธันวาคม", ((2567, 12), (2567, 12))),
    ],
)
def test_a_month_without_a_year_has_that_of_the_other_or_of_the_plan(text: str, months: tuple):
    assert read_month_range(text, 2568) == MonthRange(*months)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("ไตรมาส 1-2", ((2567, 10), (2568, 3))),
        ("ไตรมาสที่ ๒", ((2568, 1), (2568, 3))),
        ("ไตรมาสที่ 1 ถึงไตรมาสที่ 4 ปีงบประมาณ 2569", ((2568, 10), (2569, 9))),
        ("ตลอดปีงบประมาณ", YEAR),
        ("ตลอดทั้งปีงบประมาณ พ.ศ. 2568", YEAR),
        ("1 ต.ค. 67 – 30 ก.ย. 68", YEAR),
        ("31 มีนาคม 2568", ((2568, 3), (2568, 3))),
    ],
)
def test_words_that_say_more_than_months_are_worth_keeping(text: str, months: tuple):
    assert read_month_range(text, 2568) == MonthRange(*months, says_more=True)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("", NO_MONTHS),
        ("ตลอดปี", NO_MONTHS),
        ("ทุกวันที่ 1 ของเดือน", NO_MONTHS),
        ("ตุลาคม ๒๕๖๗ เมษายน ๒๕๖๘", NO_MONTHS),
        ("ต.ค.67-ธ.ค.67, ม.ค.68", NO_MONTHS),
        ("ไตรมาส 1 และ 3", NO_MONTHS),
        ("ไตรมาส 5", NO_MONTHS),
        ("ภายในเดือนมีนาคม 2568", NO_MONTHS),
        ("มี.ค. 68 และ ก.ย. 68", NO_MONTHS),
        ("ต.ค.2024 - ก.ย.2025", NO_MONTHS),
        ("ก.ย.68 - ต.ค.67", BACKWARDS),
        ("ต.ค. 2565 - ก.ย. 2566", FAR_AWAY.format(2567, 2569)),
        ("ต.ค.67 - " * 40, NO_MONTHS),
    ],
)
def test_what_is_not_plainly_one_range_is_a_doubt_and_no_month(text: str, doubt: str):
    assert read_month_range(text, 2568) == MonthRange(doubt=doubt)


@given(st.sampled_from(MONTHS_OF_PLAN), st.sampled_from(MONTHS_OF_PLAN))
def test_what_the_portal_prints_is_read_as_it_was(one: tuple[int, int], other: tuple[int, int]):
    start, end = sorted((one, other))
    printed = month_range(month_start(*start), month_start(*end))
    assert read_month_range(printed, 2568) == MonthRange(start, end)
