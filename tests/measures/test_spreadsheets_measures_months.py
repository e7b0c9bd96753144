"""Months in workbooks of plans."""

import pytest

from measures.rules.months import MonthRefused, read_month
from tests.measures.plan_files import problems_of, with_cells


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("ต.ค. 2567", (2567, 10)),
        ("ต.ค.2567", (2567, 10)),
        ("ตค 2567", (2567, 10)),
        ("ตุลาคม ๒๕๖๗", (2567, 10)),
        ("เดือนตุลาคม พ.ศ. 2567", (2567, 10)),
        ("ต.ค.67", (2567, 10)),
        ("ม.ค. 69", (2569, 1)),
        ("10/2567", (2567, 10)),
        ("๑๐/๒๕๖๗", (2567, 10)),
        ("1 ต.ค. 2567", (2567, 10)),
        ("30/9/2568", (2568, 9)),
        ("2024-10-01 00:00:00", (2567, 10)),
        ("2567-10-01 00:00:00", (2567, 10)),
    ],
)
def test_months_are_read_as_people_write_them(text: str, month: tuple[int, int]):
    assert read_month(text, 2568) == month


@pytest.mark.parametrize(
    "text",
    ["ตุลาคม", "2567", "13/2567", "ต.ค. 2024", "ต.ค. 24", "10/67", "ธันวาคา 2567", "45566", "0/2567", "ต.ค. 25670", "x"],
)
def test_what_could_be_another_month_is_refused(text: str):
    with pytest.raises(MonthRefused):
        read_month(text, 2568)


def test_a_month_far_from_the_plan_is_refused(plan, book):
    assert "ปีงบประมาณ 2567 ถึง 2569" in problems_of(plan, with_cells(book, {(7, "เริ่ม"): "ต.ค. 2560"}))[0]
