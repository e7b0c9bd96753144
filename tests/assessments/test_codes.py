import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.codes import normalised_code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("o10", "o10"),
        ("O10", "o10"),
        ("๐๑๐", "o10"),
        ("010", "o10"),
        ("๐10", "o10"),
        ("o๑๐", "o10"),
        ("ข้อ ๐๑๐", "o10"),
        ("ข้อo10", "o10"),
        (" O 10 ", "o10"),
        ("o01", "o1"),
        ("01", "o1"),
        ("๐๑", "o1"),
        ("i๗", "i7"),
        ("I7", "i7"),
        ("E15", "e15"),
        ("e1/1", "e1/1"),
        ("E๑/๒", "e1/2"),
        ("ข้อ e1 / 2", "e1/2"),
        ("1", "1"),
        ("๗", "7"),
        ("10", "10"),
        ("๑๐", "10"),
        ("iit", "IIT"),
        ("Eit1", "EIT1"),
        ("EIT๒", "EIT2"),
        ("OIT", "OIT"),
        ("Total", "total"),
        ("LEVEL", "level"),
    ],
)
def test_every_way_to_write_a_code_gives_its_one_spelling(typed: str, code: str):
    assert normalised_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "ข้อ", "0", "00", "11", "๙๙", "i", "i0", "i100", "x1", "e1/3", "e1/", "EIT3", "1.5", "o-1", "รวม"],
)
def test_what_is_no_code_is_refused(typed: str):
    assert normalised_code(typed) is None


def test_a_zero_before_the_number_is_an_open_data_item_and_not_an_indicator():
    assert normalised_code("010") == "o10"
    assert normalised_code("10") == "10"


@given(st.text(alphabet="oO0๐๑1239ieIET/ ข้อ", max_size=8))
def test_a_spelling_that_was_made_is_not_changed_again(typed: str):
    code = normalised_code(typed)
    assert code is None or normalised_code(code) == code


@pytest.mark.parametrize("year", [2563, 2566, 2568, 2569])
def test_every_code_of_a_year_is_its_own_spelling(structure_of, year: int):
    codes = structure_of(year).codes()
    assert {"total", "EIT1", "1", "10", "o26"} <= codes
    assert {code for code in codes if normalised_code(code) != code} == set()
