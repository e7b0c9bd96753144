from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.text.thai import fiscal_year_of
from measures.rules.timeframe import is_within, timeframe_text

OCTOBER, SEPTEMBER = date(2024, 10, 1), date(2025, 9, 30)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2080, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "wording", "text"),
    [
        (OCTOBER, SEPTEMBER, "", "ต.ค.67 - ก.ย.68"),
        (OCTOBER, date(2024, 10, 31), "", "ต.ค.67"),
        (date(2025, 1, 1), date(2025, 3, 31), "", "ม.ค.68 - มี.ค.68"),
        (OCTOBER, SEPTEMBER, "ไตรมาส 1-2", "ไตรมาส 1-2"),
        (None, None, "ทุกวันที่ 1 ของเดือน", "ทุกวันที่ 1 ของเดือน"),
        (None, None, "", ""),
    ],
)
def test_a_timeframe_is_worded_by_its_months_unless_the_agency_has_its_own_words(start, end, wording: str, text: str):
    assert timeframe_text(start, end, wording) == text


@pytest.mark.parametrize(
    ("start", "end", "within"),
    [
        (OCTOBER, SEPTEMBER, True),
        (date(2024, 9, 30), SEPTEMBER, False),
        (OCTOBER, date(2025, 10, 1), False),
        (date(2023, 10, 1), date(2024, 9, 30), False),
    ],
)
def test_a_timeframe_is_within_its_fiscal_year_from_the_first_day_to_the_last(start: date, end: date, within: bool):
    assert is_within(2568, start, end) is within


@given(DAYS, DAYS)
def test_two_days_are_within_a_year_exactly_when_both_fall_in_it(one: date, other: date):
    start, end = sorted((one, other))
    year = fiscal_year_of(start)
    assert is_within(year, start, end) is (fiscal_year_of(end) == year)
