"""What is opened first of a year's findings, and what comes after the one that is done."""

from dataclasses import replace

import pytest

from assessments.rules.analysis import Texts, subjects_of, weakest_of
from assessments.rules.writing_order import first_to_write, next_to_write
from tests.assessments.test_analysis import sheet_of

ORDER = ["issue:1", "issue:2", "issue:3", "limitations"]


@pytest.mark.parametrize(
    ("waiting", "first"),
    [(["issue:2", "issue:3"], "issue:2"), (["limitations"], "limitations"), ([], "issue:1"), (ORDER, "issue:1")],
)
def test_the_first_that_needs_work_is_opened_else_the_first_of_all(waiting, first):
    assert first_to_write(ORDER, waiting) == first


@pytest.mark.parametrize(
    ("waiting", "after", "comes"),
    [
        (["issue:1", "issue:3"], "issue:1", "issue:3"),
        (["issue:1", "issue:2"], "issue:2", "issue:1"),
        (["issue:1"], "limitations", "issue:1"),
        (["issue:2"], "issue:2", None),
        ([], "issue:2", None),
        (["issue:3"], "question:gone", "issue:3"),
    ],
)
def test_the_next_is_behind_the_one_that_is_left_and_never_itself(waiting, after, comes):
    assert next_to_write(ORDER, waiting, after) == comes


def test_a_draft_needs_work_like_an_empty_text():
    assert [Texts().needs_work, Texts("ก", is_draft=True).needs_work, Texts("ก").needs_work] == [True, True, False]


def test_the_weakest_subject_is_the_one_with_the_lowest_weak_figure():
    first, second = subjects_of(sheet_of(i1="84", i2="90", i3="70", e1="86"), {})
    assert weakest_of([first, second]) == second
    assert weakest_of([replace(first, rows=first.rows[1:])]) is None
    assert weakest_of([]) is None


def test_rows_part_into_the_weak_and_all_others_weakest_first():
    _, second = subjects_of(sheet_of(i3="86", e1="70"), {})
    assert [row.code for row in second.weak_rows] == ["e1"]
    assert [row.code for row in second.other_rows] == ["i3"]
    assert second.lowest is not None
    assert second.lowest.code == "e1"
    assert subjects_of(sheet_of(), {})[0].lowest is None
