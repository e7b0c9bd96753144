"""Indicators are found by what other documents call them."""

import pytest

from assessments.rules.indicator_names import indicator_by_name


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("การใช้อำนาจ", 3),
        ("การใช้อำนาจของผู้บริหารด้านการบริหารงานบุคคล", 3),
        ("ตัวชี้วัดที่ ๓ การใช้อำนาจ", 3),
        ("5. การแก้ปัญหา การทุจริต", 5),
        ("10) การป้องกันการทุจริต", 10),
        ("การปรับปรุงระบบการทำงาน\u200b", 8),
    ],
)
def test_an_indicator_is_found_by_its_name_or_an_alias(structure_of, typed: str, number: int):
    assert indicator_by_name(structure_of(2568), typed).number == number


@pytest.mark.parametrize("typed", ["", "3", "ตัวชี้วัดที่ 3", "การใช้", "การทุจริต"])
def test_what_is_no_name_finds_nothing(structure_of, typed: str):
    assert indicator_by_name(structure_of(2568), typed) is None
