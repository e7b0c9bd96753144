"""Tables as people have them: what each is read as, what is asked, and what is named as not taken."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.entry import read_entry
from assessments.rules.score_tables import ScoreReading, SourceTable, read_score_tables, table_of_text
from assessments.rules.score_tables.year_words import words_of
from assessments.rules.structure import Structure
from tests.assessments import odd_score_tables, pasted_tables, score_tables
from tests.assessments.score_tables import TEN_AS_NUMBERED_NAMES, TableCase
from tests.assessments.small_year import small_year

# Pure rules over the structure of a year, which the tests of frameworks read from both databases.
pytestmark = pytest.mark.any_database

CERTAIN = score_tables.CERTAIN + odd_score_tables.CERTAIN
DECIDED_BY_HEADING = score_tables.DECIDED_BY_HEADING + odd_score_tables.DECIDED_BY_HEADING
ASKED = score_tables.ASKED + odd_score_tables.ASKED
PASTED = pasted_tables.PASTED + pasted_tables.VARIED
LEFT_OVER = score_tables.LEFT_OVER + odd_score_tables.LEFT_OVER


def read(structure: Structure, text: str, focus: str = "", answers: dict[str, str] | None = None) -> ScoreReading:
    return read_score_tables(structure, [table_of_text(text)], focus=focus, answers=answers)


def cells(reading: ScoreReading) -> dict[str, str]:
    return {cell.code: cell.text for cell in reading.cells}


def ids(cases: list[TableCase]) -> list[str]:
    return [case.name for case in cases]


@pytest.mark.parametrize("case", CERTAIN, ids=ids(CERTAIN))
def test_a_table_with_one_reading_is_read_as_a_person_would(structure_of, case: TableCase):
    reading = read(structure_of(case.year), case.text, case.focus)
    assert cells(reading) == case.expected
    assert (reading.choices, reading.not_taken) == ((), ())
    assert reading.is_certain


@pytest.mark.parametrize("case", DECIDED_BY_HEADING, ids=ids(DECIDED_BY_HEADING))
def test_a_heading_decides_between_columns_and_the_person_still_sees_the_others(structure_of, case: TableCase):
    reading = read(structure_of(case.year), case.text, case.focus)
    assert cells(reading) == case.expected
    assert [choice.is_open for choice in reading.choices] == [False]
    assert not reading.is_certain


@pytest.mark.parametrize("case", ASKED, ids=ids(ASKED))
def test_where_there_is_more_than_one_reading_nothing_is_taken_before_it_is_chosen(structure_of, case: TableCase):
    structure = structure_of(case.year)
    reading = read(structure, case.text, case.focus)
    (choice,) = (each for each in reading.choices if each.is_open)
    assert set(cells(reading)) & set(case.expected) == set()
    answered = read(structure, case.text, case.focus, {choice.key: case.answer})
    assert cells(answered) == cells(reading) | case.expected
    assert not answered.is_certain


@pytest.mark.parametrize("case", LEFT_OVER, ids=ids(LEFT_OVER))
def test_what_is_not_taken_is_named(structure_of, case: TableCase):
    reading = read(structure_of(case.year), case.text, case.focus)
    assert cells(reading) == case.expected
    assert [each.row for each in reading.not_taken] == list(case.left_rows)
    assert all(each.reason for each in reading.not_taken)
    assert not reading.is_certain


@pytest.mark.parametrize("case", PASTED, ids=ids(PASTED))
def test_a_table_that_was_stored_wrongly_gives_right_figures_or_none(structure_of, case: TableCase):
    assert cells(read(structure_of(case.year), case.text, case.focus)) == case.expected


@pytest.mark.parametrize("text", TEN_AS_NUMBERED_NAMES)
def test_ten_indicators_are_read_however_their_names_are_numbered(structure_of, text: str):
    expected = {str(number): f"{80 + number}.00" for number in range(1, 11)}
    assert cells(read(structure_of(2568), text)) == expected


def test_an_answer_that_no_choice_offers_is_ignored(structure_of):
    text = "รหัส\tคะแนน\tคะแนน\ni1\t81\t91"
    reading = read(structure_of(2568), text, answers={"t0-column": "7", "other": "1"})
    assert [choice.is_open for choice in reading.choices] == [True]


def test_what_a_person_leaves_out_is_named(structure_of):
    reading = read(structure_of(2568), "รหัส\tคะแนน\tคะแนน\ni1\t81\t91", answers={"t0-column": "none"})
    assert (cells(reading), [each.row for each in reading.not_taken]) == ({}, [2])


def test_two_tables_that_differ_about_a_cell_are_asked_about(structure_of):
    tables = [
        SourceTable((("i1", "80"), ("i2", "90")), "ตารางที่ 1"),
        SourceTable((("i1", "81"), ("i2", "90")), "ตารางที่ 2"),
    ]
    reading = read_score_tables(structure_of(2568), tables)
    assert cells(reading) == {"i2": "90.00"}
    (choice,) = reading.choices
    assert [answer.key for answer in choice.answers] == ["80.00", "81.00", "none"]
    chosen = read_score_tables(structure_of(2568), tables, answers={choice.key: "81.00"})
    assert cells(chosen) == {"i1": "81.00", "i2": "90.00"}


def test_the_name_of_a_sheet_says_whose_questions_are_numbered(structure_of):
    tables = [SourceTable((("ข้อ", "คะแนน"), ("1", "80")), name, name) for name in ("IIT", "EIT", "OIT")]
    assert cells(read_score_tables(structure_of(2568), tables)) == {"i1": "80.00", "e1": "80.00", "o1": "80.00"}


def test_a_sheet_without_any_figure_is_named(structure_of):
    tables = [SourceTable((("i1", "80"),), "แผ่นงาน “ก”"), SourceTable((("คำอธิบาย",),), "แผ่นงาน “ข”")]
    assert [each.where for each in read_score_tables(structure_of(2568), tables).not_taken] == ["แผ่นงาน “ข”"]


def test_letters_and_instruments_are_those_of_the_year():
    reading = read(small_year(), "e1\t80\ni9\t70")
    assert cells(reading) == {"e1": "80.00"}
    assert [each.row for each in reading.not_taken] == [2]


CELLS = st.sampled_from(
    [
        "",
        "i1",
        "i2",
        "e1",
        "o1",
        "1",
        "2",
        "9",
        "80",
        "๙๑.๕",
        "101",
        "85.21%",
        "90 คะแนน",
        "IIT",
        "คะแนนรวม",
        "ระดับ",
        "ผ่าน",
        "ที่",
        "คะแนน",
        "ตัวชี้วัด",
        "ข้อคำถาม",
        "ปี 2567",
        "ปี 2568",
        "การปฏิบัติหน้าที่",
        "การใช้งบประมาณ",
        "ข้อ 1",
        "x",
        "80 90",
    ]
)


@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6),
    focus=st.sampled_from(["", "i1", "e1", "e1/1", "1", "IIT", "total"]),
)
def test_whatever_is_pasted_each_cell_once_in_its_spelling_and_each_figure_taken_asked_or_named(rows, focus):
    structure = small_year()
    text = "\n".join("\t".join(row) for row in rows)
    reading = read(structure, text, focus)
    codes = [cell.code for cell in reading.cells]
    assert len(codes) == len(set(codes))
    for cell in reading.cells:
        assert read_entry(structure, cell.code, cell.text).text == cell.text != ""
    if reading.is_certain:
        figures = [cell.text for cell in reading.cells if cell.code not in ("level", "rank")]
        assert all(Decimal(0) <= Decimal(figure) <= Decimal(100) for figure in figures)
    assert read(structure, text, focus) == reading


def test_a_year_that_was_corrected_is_read_by_its_new_words_at_once():
    """Though those of a structure are gathered once."""
    before = small_year()
    iit, *others = before.instruments
    renamed = replace(iit, indicators=(replace(iit.indicators[0], name="การทำงานตามหน้าที่"), *iit.indicators[1:]))
    table = "การทำงานตามหน้าที่\t81.00"
    assert cells(read(before, table)) == {}
    assert cells(read(replace(before, instruments=(renamed, *others)), table)) == {"1": "81.00"}
    assert words_of(small_year()) is words_of(before)
