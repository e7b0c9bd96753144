"""What a table with names asks about itself as a whole, before any of its rows is read."""

from collections.abc import Iterator, Sequence

from assessments.rules.codes import WORD_CODES
from assessments.rules.score_tables.columns import SourceColumn
from assessments.rules.score_tables.named_table import NamedTable
from assessments.rules.score_tables.numbers import NumberMeaning, offered_meanings
from assessments.rules.score_tables.result import LEAVE_OUT, ReadingAnswer, ReadingChoice
from assessments.rules.score_tables.row_texts import figure_text
from assessments.rules.score_tables.rows import NamedRow
from assessments.rules.score_tables.scale import marks_choice, scale_choice
from assessments.rules.score_tables.score_columns import column_choice
from assessments.rules.score_tables.years import year_choice

AS_PARTS, AS_QUESTIONS = "parts", "questions"


def chosen_columns(table: NamedTable) -> tuple[ReadingChoice | None, list[SourceColumn]]:
    """Return what is asked about the columns of scores, None where the headings tell, and those that are read."""
    if table.part_columns:
        return None, table.part_columns
    structure = table.reader.structure
    return column_choice(table.layout, table.columns, structure.fiscal_year, table.key, table.answers)


def choices_about(
    table: NamedTable, meaning: NumberMeaning, columns: Sequence[SourceColumn]
) -> Iterator[ReadingChoice | None]:
    """Yield what is asked about a table besides its columns, None for each that is no question."""
    yield year_choice(table.layout, columns, table.reader.structure.fiscal_year, table.choice)
    yield _meaning_choice(table, meaning)
    yield _spaced_choice(table)
    figures = [row for row in table.rows if row.code not in WORD_CODES and (row.code or row.number is not None)]
    scores = [(row, figure_text(table, row.line, columns)) for row in figures]
    yield scale_choice([text for _, text in scores], table.choice)
    beside = [column for column in table.layout.columns if column.has_full_marks and column not in columns]
    yield marks_choice([*_with_full_marks(beside, scores), *_with_weights(table, scores)], table.choice)


def _with_full_marks(
    beside: Sequence[SourceColumn], scores: Sequence[tuple[NamedRow, str]]
) -> Iterator[tuple[str, str]]:
    yield from (
        (text, row.line.cells[each.at]) for row, text in scores for each in beside if each.at < len(row.line.cells)
    )


def _with_weights(table: NamedTable, scores: Sequence[tuple[NamedRow, str]]) -> list[tuple[str, str]]:
    """Return the scores of instruments with their weights, where a table has several: 24.30 of IIT may be out of 30."""
    weights = {each.code: f"{each.weight.normalize():f}" for each in table.reader.structure.instruments}
    found = [(text, weights[row.code]) for row, text in scores if row.code in weights]
    return found if len(found) > 1 else []


def _meaning_choice(table: NamedTable, meaning: NumberMeaning) -> ReadingChoice | None:
    if not meaning.is_asked:
        return None
    words = "หมายเลขในตารางนี้คือหมายเลขของอะไร"
    return table.choice("numbers", words, offered_meanings(table.reader.structure), meaning.counts)


def _spaced_choice(table: NamedTable) -> ReadingChoice | None:
    """Ask what "EIT 1" is, a part of the survey or its first question, as the other rows of the table suggest."""
    structure = table.reader.structure
    parts = {code for each in structure.instruments for code in each.part_codes}
    spaced = [row for row in table.rows if row.spaced]
    if not any(row.code in parts for row in spaced):
        return None
    first = next(row.code for row in spaced if row.code in parts)
    offered = [
        ReadingAnswer(AS_PARTS, "คะแนนรวมของแต่ละส่วนของแบบสำรวจ"),
        ReadingAnswer(AS_QUESTIONS, "คะแนนของข้อคำถาม"),
        ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าตารางนี้"),
    ]
    proposed = AS_PARTS if all(row.code in parts for row in spaced) else AS_QUESTIONS
    return table.choice("spaced", f"“{first[:-1]} {first[-1]}” ในตารางนี้คือคะแนนของอะไร", offered, proposed)
