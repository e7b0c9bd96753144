from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.figures import HIGHEST, LOWEST, FigureRefused, parse_figure, printed, rounded
from ita_portal.text.thai import thai_digits

COMMA = "ใช้เครื่องหมายจุลภาค (,) ไม่ได้ กรุณาใช้จุดทศนิยม เช่น 90.50"
NO_NUMBER = "กรุณากรอกเป็นตัวเลข 0 ถึง 100 เช่น 90.50"
OUT_OF_RANGE = "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"
TOO_FINE = "กรอกทศนิยมได้ไม่เกินสองตำแหน่ง"
TWO_DECIMALS = st.decimals(min_value=0, max_value=100, places=2)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("90.5", "90.50"),
        ("๙๐.๕", "90.50"),
        ("๙0.๕0", "90.50"),
        ("100", "100.00"),
        ("0", "0.00"),
        (" 0.67 ", "0.67"),
        (".5", "0.50"),
        ("90.", "90.00"),
        ("007", "7.00"),
        ("90.500", "90.50"),
        ("\u200b85\ufeff", "85.00"),
    ],
)
def test_thai_and_arabic_figures_are_read(typed: str, value: str):
    assert parse_figure(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_an_empty_text_is_no_figure(typed: str):
    assert parse_figure(typed) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("90,5", COMMA),
        ("1,000", COMMA),
        ("เก้าสิบ", NO_NUMBER),
        ("90 คะแนน", NO_NUMBER),
        ("90%", NO_NUMBER),
        ("-5", NO_NUMBER),
        ("+5", NO_NUMBER),
        ("–", NO_NUMBER),
        (".", NO_NUMBER),
        ("9 0", NO_NUMBER),
        ("90.5.0", NO_NUMBER),
        ("NaN", NO_NUMBER),
        ("Infinity", NO_NUMBER),
        ("1e2", NO_NUMBER),
        ("1_0", NO_NUMBER),
        ("٩٠", NO_NUMBER),
        ("９０", NO_NUMBER),
        ("101", OUT_OF_RANGE),
        ("100.01", OUT_OF_RANGE),
        ("9" * 5_000, OUT_OF_RANGE),
        ("90.505", TOO_FINE),
        ("99.999", TOO_FINE),
        ("0.001", TOO_FINE),
    ],
)
def test_a_refusal_says_why(typed: str, reason: str):
    with pytest.raises(FigureRefused) as refused:
        parse_figure(typed)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("value", "text"),
    [("2.675", "2.68"), ("2.665", "2.67"), ("2.674999", "2.67"), ("94.995", "95.00"), ("0", "0.00"), ("100", "100.00")],
)
def test_figures_are_rounded_half_up_and_printed_with_two_decimals(value: str, text: str):
    assert printed(Decimal(value)) == text


@given(TWO_DECIMALS)
def test_a_printed_figure_reads_back_as_itself_in_either_digits(value: Decimal):
    assert parse_figure(printed(value)) == value
    assert parse_figure(thai_digits(printed(value))) == value


@given(st.text(alphabet="0123456789๐๕.,-+ eEก", max_size=8))
def test_whatever_is_typed_gives_a_figure_in_range_or_a_reason(typed: str):
    try:
        answer = parse_figure(typed)
    except FigureRefused as refused:
        answer = str(refused)
    if isinstance(answer, Decimal):
        assert LOWEST <= answer <= HIGHEST
        assert answer == rounded(answer)
    else:
        assert answer in (None, COMMA, NO_NUMBER, OUT_OF_RANGE, TOO_FINE)


@given(st.decimals(min_value=0, max_value=100, allow_nan=False), st.decimals(min_value=0, max_value=100))
def test_rounding_keeps_the_order_and_moves_at_most_half_a_cent(one: Decimal, other: Decimal):
    low, high = sorted((one, other))
    assert rounded(low) <= rounded(high)
    assert abs(rounded(one) - one) <= Decimal("0.005")
