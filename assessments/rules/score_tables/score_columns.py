"""Which column of a table holds the scores: by its heading, or as the person chooses."""

from collections.abc import Mapping, Sequence

from assessments.rules.score_tables.columns import ColumnKind, SourceColumn
from assessments.rules.score_tables.layout import Layout
from assessments.rules.score_tables.result import LEAVE_OUT, ReadingAnswer, ReadingChoice

SAMPLES = 3  # figures of a column by which a person knows it


def column_choice(
    layout: Layout, columns: Sequence[SourceColumn], fiscal_year: int, key: str, answers: Mapping[str, str]
) -> tuple[ReadingChoice | None, list[SourceColumn]]:
    """Return the choice of a person, None where there is nothing to choose, and the columns that are read.

    A heading that names the year of the sheet decides, else one that says that it is what was scored.
    """
    own = [column for column in columns if column.year == fiscal_year]
    if len(columns) == 1 and columns[0].year in (None, fiscal_year) and columns[0].kind is not ColumnKind.OTHER_FIGURES:
        return None, list(columns)
    if not columns:
        return None, []
    proposed = _only(own) or _only([column for column in columns if column.is_earned and column.year is None])
    choice = _choice(layout, columns, f"{key}-column", str(proposed.at) if proposed else "", answers)
    return choice, [column for column in columns if str(column.at) == choice.chosen]


def _only(columns: Sequence[SourceColumn]) -> SourceColumn | None:
    return columns[0] if len(columns) == 1 else None


def _choice(
    layout: Layout, columns: Sequence[SourceColumn], key: str, proposed: str, answers: Mapping[str, str]
) -> ReadingChoice:
    offered = (
        *(ReadingAnswer(str(column.at), _words(layout, column)) for column in columns),
        ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าตารางนี้"),
    )
    given = answers.get(key, "")
    is_told = given in {answer.key for answer in offered}
    words = "ใช้คะแนนจากคอลัมน์ใด"
    return ReadingChoice(key, words, offered, given if is_told else proposed, layout.where, is_told=is_told)


def _words(layout: Layout, column: SourceColumn) -> str:
    """Return a column as people know it: its heading, or its place, with its first figures."""
    figures = [line.cells[column.at] for line in layout.lines if line.cells[column.at]][:SAMPLES]
    return f"{column.heading or f'คอลัมน์ที่ {column.at + 1}'} ({', '.join(figures)} …)"
