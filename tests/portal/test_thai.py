from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.text import thai

DAYS = st.dates(min_value=date(1960, 1, 1), max_value=date(2150, 12, 31))


def test_digits_turn_and_everything_else_stays():
    assert thai.thai_digits("ข้อ o10 คะแนน 95.30%") == "ข้อ o๑๐ คะแนน ๙๕.๓๐%"
    assert thai.arabic_digits("พ.ศ. ๒๕๖๘ (๑)") == "พ.ศ. 2568 (1)"
    assert thai.thai_digits(2568) == "๒๕๖๘"


@given(st.text())
def test_a_text_in_one_style_of_digits_holds_none_of_the_other(text: str):
    assert not set(thai.thai_digits(text)) & set("0123456789")
    assert not set(thai.arabic_digits(text)) & set("๐๑๒๓๔๕๖๗๘๙")
    assert thai.arabic_digits(thai.thai_digits(text)) == thai.arabic_digits(text)


@pytest.mark.parametrize(
    ("day", "fiscal_year"),
    [
        (date(2024, 9, 30), 2567),
        (date(2024, 10, 1), 2568),
        (date(2024, 12, 31), 2568),
        (date(2025, 1, 1), 2568),
        (date(2025, 9, 30), 2568),
        (date(2025, 10, 1), 2569),
    ],
)
def test_fiscal_year_turns_on_the_first_of_october(day: date, fiscal_year: int):
    assert thai.fiscal_year_of(day) == fiscal_year


def test_fiscal_year_has_its_first_and_last_day():
    assert thai.fiscal_year_start(2568) == date(2024, 10, 1)
    assert thai.fiscal_year_end(2568) == date(2025, 9, 30)


@given(DAYS)
def test_every_day_lies_within_its_own_fiscal_year(day: date):
    year = thai.fiscal_year_of(day)
    assert thai.fiscal_year_start(year) <= day <= thai.fiscal_year_end(year)


@given(st.integers(min_value=2500, max_value=2700))
def test_fiscal_years_follow_each_other_without_a_gap(year: int):
    assert thai.fiscal_year_end(year) + timedelta(days=1) == thai.fiscal_year_start(year + 1)


@pytest.mark.parametrize(
    ("buddhist", "month", "first", "last"),
    [
        (2567, 10, date(2024, 10, 1), date(2024, 10, 31)),
        (2567, 2, date(2024, 2, 1), date(2024, 2, 29)),
        (2568, 2, date(2025, 2, 1), date(2025, 2, 28)),
        (2568, 9, date(2025, 9, 1), date(2025, 9, 30)),
    ],
)
def test_months_of_the_buddhist_era_have_their_first_and_last_day(buddhist: int, month: int, first: date, last: date):
    assert thai.month_start(buddhist, month) == first
    assert thai.month_end(buddhist, month) == last


def test_dates_are_worded_as_offices_word_them():
    assert thai.long_date(date(2022, 3, 31)) == "31 มีนาคม 2565"
    assert thai.short_month(date(2024, 10, 1)) == "ต.ค.67"
    assert thai.short_month(date(2057, 1, 1)) == "ม.ค.00"


def test_every_month_has_its_own_name():
    assert len(set(thai.MONTHS)) == len(set(thai.SHORT_MONTHS)) == 12


@pytest.mark.parametrize(
    ("start", "end", "wording"),
    [
        (date(2024, 10, 1), date(2025, 9, 30), "ต.ค.67 - ก.ย.68"),
        (date(2024, 10, 1), date(2024, 10, 31), "ต.ค.67"),
        (date(2024, 10, 1), date(2025, 10, 31), "ต.ค.67 - ต.ค.68"),
    ],
)
def test_months_are_worded_from_the_first_to_the_last(start: date, end: date, wording: str):
    assert thai.month_range(start, end) == wording
