"""From tables to cells: which row is which figure, which column holds it, and what a person has to decide.

Rules, in this order:
- a code or a name that the year has decides over any number beside it; a number that contradicts a name is refused;
- a bare number is a question where the table, or the cell in which one pastes, says so, an indicator where that is
  said, and asked where nothing is said or two say different things;
- the column of scores is the one whose heading names the year of the sheet, else the only one, else it is asked;
- figures without any name go into the cells from the chosen one on, in the order of the sheet, and no further than
  its kind of figure reaches.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from assessments.rules.score_tables.blocks import block_reading
from assessments.rules.score_tables.layout import Layout, layouts_of
from assessments.rules.score_tables.named_rows import named_reading
from assessments.rules.score_tables.named_table import NamedTable
from assessments.rules.score_tables.result import (
    LEAVE_OUT,
    NotTaken,
    ReadCell,
    ReadingAnswer,
    ReadingChoice,
    ScoreReading,
)
from assessments.rules.score_tables.source import SourceTable
from assessments.rules.score_tables.subjects import SubjectReader
from assessments.rules.structure import Structure

NO_FIGURES = "ไม่พบคะแนนในส่วนนี้"


def read_score_tables(
    structure: Structure, tables: Sequence[SourceTable], *, focus: str = "", answers: Mapping[str, str] | None = None
) -> ScoreReading:
    """Return what tables say of the figures of a year.

    `focus` is the code of the cell in which a person pastes. `answers` are those to the choices of an earlier reading
    of the same tables, by key; an answer that no choice offers is ignored. Figures are 0 to 100 with at most two
    decimals, in the one spelling that is stored.
    """
    reader = SubjectReader(structure)
    layouts = [layout for table in tables for layout in layouts_of(table, reader)]
    readings = [_read(reader, layout, f"t{at}", focus, answers or {}) for at, layout in enumerate(layouts)]
    return _joined(readings, answers or {})


def _read(reader: SubjectReader, layout: Layout, key: str, focus: str, answers: Mapping[str, str]) -> ScoreReading:
    table = NamedTable(reader, layout, key, focus, answers)
    reading = named_reading(table) if table.has_names else block_reading(table)
    if reading.cells or reading.choices or any(each.has_figure for each in reading.not_taken) or not layout.where:
        return reading
    return ScoreReading(not_taken=(NotTaken("", NO_FIGURES, layout.where, has_figure=False),))


def _joined(readings: Sequence[ScoreReading], answers: Mapping[str, str]) -> ScoreReading:
    """Return the readings of all tables as one; where two tables differ about a cell, the person chooses."""
    cells = [cell for reading in readings for cell in reading.cells]
    kept: list[ReadCell] = []
    choices = [choice for reading in readings for choice in reading.choices]
    for code, same in groupby(sorted(cells, key=lambda cell: cell.code), lambda cell: cell.code):
        found = list(same)
        texts = dict.fromkeys(cell.text for cell in found)
        if len(texts) == 1:
            kept.append(found[0])
            continue
        choice = _either(code, found, answers)
        choices.append(choice)
        kept += [next(cell for cell in found if cell.text == choice.chosen)] if choice.chosen in texts else []
    order = {id(cell): at for at, cell in enumerate(cells)}
    kept.sort(key=lambda cell: order[id(cell)])
    return ScoreReading(tuple(kept), tuple(choices), tuple(_not_taken(readings)))


def _either(code: str, found: Sequence[ReadCell], answers: Mapping[str, str]) -> ReadingChoice:
    by_text = {cell.text: cell for cell in reversed(found)}
    offered = [ReadingAnswer(text, f"{text} ({cell.place})" if cell.place else text) for text, cell in by_text.items()]
    offered = [*reversed(offered), ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าช่องนี้")]
    key = f"cell-{code}"
    given = answers.get(key, "")
    chosen = given if given in {answer.key for answer in offered} else ""
    words = f"ช่อง {code} มีค่าต่างกัน ใช้ค่าใด"
    return ReadingChoice(key, words, tuple(offered), chosen, found[0].where, is_told=bool(chosen))


def _not_taken(readings: Sequence[ScoreReading]) -> Iterator[NotTaken]:
    for reading in readings:
        yield from reading.not_taken
