"""The sentence that says why a result has its level."""

from decimal import Decimal

import pytest

from assessments.rules.level_reason import level_reason
from assessments.rules.sheet import build_sheet


@pytest.fixture
def reason_of(structure_of):
    def reason(year: int, published_level: str = "", **figures: str) -> str:
        values = {code: Decimal(value) for code, value in figures.items()}
        return level_reason(
            build_sheet(structure_of(year), values, target=Decimal(85), published_level=published_level)
        )

    return reason


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (
            {"total": "95.49", "IIT": "99.85", "EIT": "90.11", "EIT1": "83.39", "EIT2": "96.83", "OIT": "96.25"},
            "EIT ส่วนที่ 1 ได้ 83.39 ต่ำกว่า 85",
        ),
        (
            {"total": "90.83", "IIT": "85.97", "EIT1": "90.04", "EIT2": "96", "OIT": "93"},
            "คะแนนรวม ได้ 90.83 IIT ได้ 85.97 EIT ส่วนที่ 1 ได้ 90.04 และ OIT ได้ 93.00 ต่ำกว่า 95",
        ),
        (
            {"total": "98", "IIT": "97", "EIT1": "96", "EIT2": "95", "OIT": "95"},
            "คะแนนรวมและทุกเครื่องมือได้ตั้งแต่ 95 ขึ้นไป",
        ),
        (dict.fromkeys(("total", "IIT", "EIT1", "EIT2", "OIT"), "84.99"), "คะแนนรวม ได้ 84.99 ต่ำกว่า 85"),
        ({"total": "69.99"}, "คะแนนรวม ได้ 69.99 ต่ำกว่า 70"),
        ({"total": "96"}, ""),  # the instruments are unknown, and so is the level
        ({}, ""),
    ],
)
def test_what_keeps_a_result_from_the_next_better_level(reason_of, figures: dict[str, str], expected: str):
    assert reason_of(2568, **figures) == expected


def test_letters_go_by_the_total_alone(reason_of):
    assert reason_of(2563, total="63.33") == "คะแนนรวม ได้ 63.33 ต่ำกว่า 65"
    assert reason_of(2563, total="95.00") == "คะแนนรวมได้ตั้งแต่ 95 ขึ้นไป"


def test_a_level_that_the_figures_do_not_give_has_no_reason(reason_of):
    assert reason_of(2563, published_level="A", total="63.33") == ""


def test_a_figure_is_judged_as_it_is_printed(reason_of):
    figures = {"total": "90", "IIT": "90", "EIT1": "85.00", "EIT2": "95", "OIT": "90"}
    assert "EIT ส่วนที่ 1 ได้ 85.00 ต่ำกว่า 85" not in reason_of(2568, **figures)
