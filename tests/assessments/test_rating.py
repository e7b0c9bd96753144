from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.rating import Range, known_range, level_for, part_ranges
from tests.assessments.small_year import LETTERS, WORDS

EXCELLENT, GOOD, PASSED, IMPROVE, IMPROVE_URGENTLY = PASS_LEVELS = [level.name for level in WORDS]
LETTER_NAMES = [level.name for level in LETTERS]

PERCENT = st.decimals(min_value=0, max_value=100, places=3)
UNKNOWN = None


def letter_level(total: Decimal) -> str | None:
    return level_for(LETTERS, total)


def pass_level(total: Decimal, ranges: Iterable[Range]) -> str | None:
    return level_for(WORDS, total, ranges)


def instrument_ranges(iit, eit, eit_part_1, eit_part_2, oit) -> tuple[Range, ...]:
    return (known_range(iit), *part_ranges(eit_part_1, eit_part_2, eit), known_range(oit))


def level(total: str, *instruments: str | None) -> str | None:
    """The word for a total and IIT, EIT, EIT part 1, EIT part 2, OIT."""
    return pass_level(Decimal(total), instrument_ranges(*(Decimal(text) if text else None for text in instruments)))


@pytest.mark.parametrize(
    ("total", "letter"),
    [
        ("100", "AA"),
        ("95", "AA"),
        ("94.995", "AA"),
        ("94.994", "A"),
        ("94.99", "A"),
        ("85", "A"),
        ("84.99", "B"),
        ("75", "B"),
        ("74.99", "C"),
        ("65", "C"),
        ("64.99", "D"),
        ("63.33", "D"),
        ("55", "D"),
        ("54.99", "E"),
        ("50", "E"),
        ("49.995", "E"),
        ("49.99", "F"),
        ("0", "F"),
    ],
)
def test_letters_are_given_by_half_open_bands_on_two_decimals(total: str, letter: str):
    assert letter_level(Decimal(total)) == letter


@given(PERCENT, PERCENT)
def test_a_higher_total_never_earns_a_lower_letter(one: Decimal, other: Decimal):
    low, high = sorted((one, other))
    assert LETTER_NAMES.index(letter_level(high)) <= LETTER_NAMES.index(letter_level(low))


@pytest.mark.parametrize(
    ("total", "instruments", "word"),
    [
        ("97", ("95", None, "95", "95", "95"), EXCELLENT),
        ("94.995", ("95", None, "95", "95", "94.995"), EXCELLENT),
        ("97", ("94.99", None, "95", "95", "95"), GOOD),
        ("97", ("95", None, "94.99", "95", "95"), GOOD),
        ("97", ("95", None, "95", "94.99", "95"), GOOD),
        ("97", ("95", None, "95", "95", "94.99"), GOOD),
        ("94.99", ("95", None, "95", "95", "95"), GOOD),
        ("85", ("85", None, "85", "85", "85"), GOOD),
        ("97", ("84.99", None, "95", "95", "95"), PASSED),
        ("97", ("95", None, "84.99", "95", "95"), PASSED),
        ("97", ("95", None, "95", "84.99", "95"), PASSED),
        ("97", ("95", None, "95", "95", "84.99"), PASSED),
        ("85", ("84.995", None, "85", "85", "85"), GOOD),
        ("84.995", ("85", None, "85", "85", "85"), GOOD),
        ("84.99", ("100", None, "100", "100", "100"), IMPROVE),
        ("70", ("0", None, "0", "0", "0"), IMPROVE),
        ("69.995", ("50", None, "50", "50", "50"), IMPROVE),
        ("69.99", ("100", None, "100", "100", "100"), IMPROVE_URGENTLY),
        ("0", ("0", None, "0", "0", "0"), IMPROVE_URGENTLY),
    ],
)
def test_the_word_follows_the_total_and_the_weakest_of_four_instruments(total, instruments, word):
    assert level(total, *instruments) == word


@pytest.mark.parametrize(
    ("total", "instruments", "word"),
    [
        ("95.30", (None, None, None, None, None), UNKNOWN),
        ("85.00", (None, None, None, None, None), UNKNOWN),
        ("95.30", ("99", "90", None, None, "99"), UNKNOWN),
        ("96.00", ("99", None, "99", None, "99"), UNKNOWN),
        ("95.30", (None, "99", "99", "99", "99"), UNKNOWN),
        ("90.00", ("84", None, None, None, None), PASSED),
        ("84.99", (None, None, None, None, None), IMPROVE),
        ("69.99", (None, None, None, None, None), IMPROVE_URGENTLY),
    ],
)
def test_unknown_instruments_are_not_guessed_among_the_three_passing_words(total, instruments, word):
    assert level(total, *instruments) == word


def test_nanueng_2568_is_good_because_its_eit_bounds_both_parts():
    assert level("95.30", "85.38", "99.78", None, None, "99.38") == GOOD


def test_dongsombun_2566_passes_by_its_first_part_and_is_open_without_it():
    assert level("95.49", "99.85", "90.11", "83.39", None, "96.25") == PASSED
    assert level("95.49", "99.85", "90.11", None, None, "96.25") is None


def test_one_part_and_the_whole_give_the_other_part():
    assert level("95.49", "99.85", "90.11", None, "96.84", "96.25") == PASSED
    assert level("96.00", "99.00", "95.00", "90.00", None, "97.00") == GOOD


@pytest.mark.parametrize(
    ("eit", "word"), [("84.99", PASSED), ("93.00", GOOD), ("97.00", UNKNOWN), ("99.00", EXCELLENT)]
)
def test_of_two_unknown_parts_the_weaker_is_at_most_the_whole(eit: str, word: str | None):
    assert level("97.00", "99", eit, None, None, "99") == word


@given(PERCENT, PERCENT)
def test_the_bounds_of_the_parts_hold_for_every_pair_with_that_mean(one: Decimal, other: Decimal):
    low, high = sorted((one, other))
    _, first, second, _ = instrument_ranges(None, (one + other) / 2, None, None, None)
    weaker, stronger = sorted((first, second))
    assert weaker[0] <= low <= weaker[1]
    assert stronger[0] <= high <= stronger[1]


@given(PERCENT, st.tuples(PERCENT, PERCENT, PERCENT, PERCENT), st.sampled_from(range(4)), PERCENT)
def test_a_higher_instrument_never_earns_a_lower_word(total, four, which, better):
    improved = [*four]
    improved[which] = max(four[which], better)
    before = pass_level(total, [(value, value) for value in four])
    after = pass_level(total, [(value, value) for value in improved])
    assert PASS_LEVELS.index(after) <= PASS_LEVELS.index(before)


@given(PERCENT, PERCENT, st.tuples(PERCENT, PERCENT, PERCENT, PERCENT))
def test_a_higher_total_never_earns_a_lower_word(one, other, four):
    low, high = sorted((one, other))
    ranges = [(value, value) for value in four]
    assert PASS_LEVELS.index(pass_level(high, ranges)) <= PASS_LEVELS.index(pass_level(low, ranges))


@given(PERCENT, st.tuples(PERCENT, PERCENT, PERCENT, PERCENT), st.sets(st.sampled_from(range(4))))
def test_what_is_said_with_unknown_instruments_stays_true_when_they_are_known(total, four, hidden):
    iit, part_1, part_2, oit = (None if at in hidden else value for at, value in enumerate(four))
    eit = (four[1] + four[2]) / 2
    level = pass_level(total, instrument_ranges(iit, eit, part_1, part_2, oit))
    assert level in (None, pass_level(total, [(value, value) for value in four]))
