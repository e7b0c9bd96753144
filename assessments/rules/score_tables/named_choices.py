"""What a table with names asks about itself as a whole, before any of its rows is read."""

from collections.abc import Iterator, Sequence

from assessments.rules.codes import WORD_CODES
from assessments.rules.score_tables.columns import SourceColumn
from assessments.rules.score_tables.named_table import NamedTable
from assessments.rules.score_tables.numbers import NumberMeaning, offered_meanings
from assessments.rules.score_tables.result import LEAVE_OUT, ReadingAnswer, ReadingChoice
from assessments.rules.score_tables.row_texts import figure_text
from assessments.rules.score_tables.scale import scale_choice
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
    figures = (row for row in table.rows if row.code not in WORD_CODES and (row.code or row.number is not None))
    yield scale_choice([figure_text(table, row.line, columns) for row in figures], table.choice)


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
