"""The parts of a survey stand in the tables of scores wherever they are known, since the level may hang on one."""

from decimal import Decimal

import pytest

from assessments.models import Framework
from assessments.rules.sheet import build_sheet
from reports.content.score_tables import comparison_table, indicator_table


@pytest.fixture
def sheet_of(frameworks):
    def build(year: int, **figures: str):
        structure = Framework.objects.get(fiscal_year=year).structure()
        return build_sheet(structure, {code: Decimal(text) for code, text in figures.items()}, target=Decimal(85))

    return build


def test_a_known_part_is_printed_above_the_sum_of_its_instrument(sheet_of):
    table = indicator_table(sheet_of(2566, EIT="90.11", EIT1="83.39", total="95.49"), "ตาราง")
    rows = [(row.heading, row.cells[-1][0]) for row in table.rows]
    at = rows.index(("คะแนน EIT", "90.11"))
    assert rows[at - 1] == ("คะแนน EIT ส่วนที่ 1", "83.39")


def test_unknown_parts_are_left_out(sheet_of):
    table = indicator_table(sheet_of(2566, EIT="90.11", total="95.49"), "ตาราง")
    assert not any("ส่วนที่" in row.heading for row in table.rows)


def test_two_years_show_a_part_beside_its_earlier_figure(sheet_of):
    table = comparison_table(sheet_of(2565, EIT1="80"), sheet_of(2566, EIT1="83.39"), "ตาราง")
    assert (("EIT ส่วนที่ 1",), ("80.00",), ("83.39",)) in [row.cells for row in table.rows]
