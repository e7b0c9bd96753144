"""Which of its cells is the figure of a row, what it says of a level or a rank, and whether a number was left."""

import re
from collections.abc import Sequence

from assessments.rules.score_tables.columns import ColumnKind, SourceColumn
from assessments.rules.score_tables.layout import SourceLine
from assessments.rules.score_tables.named_table import NamedTable
from assessments.rules.score_tables.values import cell_value, says_a_number

_OF_NO_SCORES = (ColumnKind.NUMBER, ColumnKind.OTHER_FIGURES, ColumnKind.SCORE, ColumnKind.NOTE)
# A level of any year's scale; one of another year's is refused and named.
_LEVEL = re.compile(r"(?:อยู่ใน)?(?:ระดับ ?)?(?:AA|[A-F]|ผ่าน(?:ดี|ดีเยี่ยม)?|ต้องปรับปรุง(?:โดยด่วน)?)(?: ?\(.*\))?")


def word_text(line: SourceLine, columns: Sequence[SourceColumn]) -> str:
    """Return what a row says of a level or a rank: in the column of scores, else beside its name."""
    return _chosen(line, columns) or next((text for text in reversed(line.cells[1:]) if text), "")


def figure_text(table: NamedTable, line: SourceLine, columns: Sequence[SourceColumn]) -> str:
    """Return the figure of a row; a short one, such as a total over merged cells, has it further to the left."""
    cells = line.cells
    if chosen := _chosen(line, columns):
        return chosen
    if len(cells) < len(table.layout.columns) or line.is_short or line in table.layout.above:
        return _of_short_row(table, cells, columns)
    kinds = [column.kind for column in table.layout.columns]
    return _only_figure([text for text, kind in zip(cells, kinds, strict=False) if kind not in _OF_NO_SCORES][1:])


def _chosen(line: SourceLine, columns: Sequence[SourceColumn]) -> str:
    cells = line.cells
    return next((cells[column.at] for column in columns if column.at < len(cells) and cells[column.at]), "")


def _of_short_row(table: NamedTable, cells: Sequence[str], columns: Sequence[SourceColumn]) -> str:
    """Return the figure at the place of the chosen column among those of all columns, or the only one there can be."""
    figures = [text for text in cells[1:] if cell_value(text).is_figure]
    listed = [column.at for column in table.layout.of_kind(ColumnKind.SCORE, ColumnKind.OTHER_FIGURES)]
    if columns and len(figures) == len(listed) and columns[0].at in listed:
        return figures[listed.index(columns[0].at)]
    return _only_figure(cells[1:]) if len(listed) <= 1 else ""


def _only_figure(cells: Sequence[str]) -> str:
    figures = [text for text in cells if cell_value(text).is_figure]
    return figures[0] if len(figures) == 1 else ""


def level_beside(table: NamedTable, line: SourceLine, columns: Sequence[SourceColumn]) -> str:
    """Return what the row of the total says of the level: in its column, or beside it."""
    if line in table.layout.above:
        return ""
    at_level = {column.at for column in table.layout.of_kind(ColumnKind.LEVEL)}
    chosen = {column.at for column in columns}
    for at, text in enumerate(line.cells):
        if at in at_level or (at > 0 and at not in chosen and _LEVEL.fullmatch(text)):
            return "" if cell_value(text).is_blank else text
    return ""


def unread_number(table: NamedTable, line: SourceLine, columns: Sequence[SourceColumn]) -> bool:
    """Return whether a row of which no figure was taken has one, in a column that nobody was asked about."""
    filled = [text for text in line.cells if text]
    if len(filled) == 1:
        return says_a_number(filled[0])
    return any(_is_unread(table, at, text, columns) for at, text in enumerate(line.cells))


def _is_unread(table: NamedTable, at: int, text: str, columns: Sequence[SourceColumn]) -> bool:
    kind = table.layout.columns[at].kind if at < len(table.layout.columns) else ColumnKind.UNKNOWN
    if cell_value(text).is_blank or at in {column.at for column in columns}:
        return False
    if kind in (ColumnKind.OTHER_FIGURES, ColumnKind.UNKNOWN) and cell_value(text).is_figure:
        return True
    subject = table.reader.subject(text)
    return not columns and at > 0 and kind is ColumnKind.UNKNOWN and not (subject.code or subject.said)
