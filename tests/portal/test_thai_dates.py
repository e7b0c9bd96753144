"""Dates typed the Thai way."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.date_field import ThaiDateField
from ita_portal.text.thai import buddhist_year, long_date, short_date, thai_digits
from ita_portal.text.thai_dates import DateRefused, parse_date

DAYS = st.dates(min_value=date(1957, 1, 1), max_value=date(2156, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "31 มี.ค. 2568",
        "31 มี.ค.2568",
        "31 มีค 2568",
        "31 มีค. 2568",
        "31/3/2568",
        "31/03/2568",
        "31-3-2568",
        "31.3.2568",
        " 31 / 3 / 2568 ",
        "๓๑ มีนาคม ๒๕๖๘",
        "๓๑/๓/๒๕๖๘",
        "๓๑มีนาคม๒๕๖๘",
        "31 มีนาคม พ.ศ. 2568",
        "31 เดือนมีนาคม พ.ศ.2568",
        "วันที่ 31 มีนาคม 2568",
        "31\u200b มีนาคม 2568",
    ],
)
def test_a_date_is_read_however_officials_write_it(typed: str):
    assert parse_date(typed) == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31/3/2025", "ปี 2025 เป็นปี ค.ศ. กรุณากรอกเป็นปี พ.ศ. (2568)"),
        ("31 มี.ค. 2025", "ปี 2025 เป็นปี ค.ศ. กรุณากรอกเป็นปี พ.ศ. (2568)"),
        ("31/3/68", "กรุณากรอกปี พ.ศ. ให้ครบสี่หลัก เช่น 2568"),
        ("31 มี.ค. 68", "กรุณากรอกปี พ.ศ. ให้ครบสี่หลัก เช่น 2568"),
        ("31/3/25680", "กรุณากรอกปี พ.ศ. ให้ครบสี่หลัก เช่น 2568"),
        ("31/3/2499", "ปี พ.ศ. ต้องอยู่ระหว่าง 2500 ถึง 2699"),
        ("31/3/0000", "ปี พ.ศ. ต้องอยู่ระหว่าง 2500 ถึง 2699"),
        ("3/31/2568", "ไม่มีเดือนที่ 31 กรุณากรอกวัน เดือน ปี ตามลำดับ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ("1/0/2568", "ไม่มีเดือนที่ 0 กรุณากรอกวัน เดือน ปี ตามลำดับ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ("29/2/2568", "เดือนกุมภาพันธ์ 2568 มีวันที่ 1 ถึง 28"),
        ("30 ก.พ. 2567", "เดือนกุมภาพันธ์ 2567 มีวันที่ 1 ถึง 29"),
        ("0/3/2568", "เดือนมีนาคม 2568 มีวันที่ 1 ถึง 31"),
        ("2568/3/31", "กรุณากรอกวัน เดือน ปี ตามลำดับ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ("31 มีนาคา 2568", "ไม่รู้จักเดือน “มีนาคา” กรุณากรอก เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ("31 March 2568", "กรุณากรอกวันที่ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ("31/3-2568", "กรุณากรอกวันที่ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ("มีนาคม 2568", "กรุณากรอกวันที่ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ("٣١/٣/٢٥٦٨", "กรุณากรอกวันที่ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ("9" * 5_000 + "/3/2568", "กรุณากรอกวัน เดือน ปี ตามลำดับ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
        ("", "กรุณากรอกวันที่ เช่น 31 มี.ค. 2568 หรือ 31/3/2568"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused_with_the_reason(typed: str, reason: str):
    with pytest.raises(DateRefused) as refused:
        parse_date(typed)
    assert str(refused.value) == reason


@given(DAYS)
def test_a_printed_date_is_read_back(day: date):
    figures = f"{day.day}/{day.month}/{buddhist_year(day)}"
    for text in (long_date(day), short_date(day), figures):
        assert parse_date(text) == parse_date(thai_digits(text)) == day


@given(st.text(max_size=30))
def test_no_text_does_more_than_be_refused(typed: str):
    with suppress(DateRefused):
        assert isinstance(parse_date(typed), date)


def test_the_field_shows_a_date_in_short_and_what_was_refused_as_it_was_typed():
    field = ThaiDateField()
    assert field.prepare_value(date(2025, 3, 31)) == "31 มี.ค. 2568"
    assert field.prepare_value("31/3/68") == "31/3/68"
