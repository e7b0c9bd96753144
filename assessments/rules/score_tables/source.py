"""Tables as they come: rows of texts, from a clipboard, a sheet of a workbook, a document."""

import csv
from dataclasses import dataclass
from io import StringIO

from assessments.rules.score_tables.lines import below_each_other, pairs_of_lines, parted_by_signs
from assessments.rules.score_tables.values import parted_line

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 1_000, 30, 1_000


@dataclass(frozen=True)
class SourceTable:
    """Rows of texts; `where` names the table for people, `context` are words that stand over it, such as its sheet's.

    A cell that spans rows is named in the first of them; `first_row` is the number of the first row in its file.
    """

    rows: tuple[tuple[str, ...], ...]
    where: str = ""
    context: str = ""
    first_row: int = 1


def table_of_text(text: str, where: str = "") -> SourceTable:
    """Return what a clipboard holds: one row a line, cells parted by tabs, or by the figures that end a line.

    Spreadsheets put cells of several lines between quotes. What is longer than any table of scores is left off.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    rows = [[_one_line(cell) for cell in row[:MAX_COLUMNS]] for row in _lines(lines)[:MAX_ROWS]]
    if all(len(row) <= 1 for row in rows):
        texts = [row[0] if row else "" for row in rows]
        rows = (
            pairs_of_lines(texts)
            or parted_by_signs(texts)
            or below_each_other(texts)
            or [parted_line(text) if text else [] for text in texts]
        )
    return SourceTable(tuple(map(tuple, rows)), where)


def _lines(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:  # a quotation mark that no spreadsheet has put there
        return [line.split("\t") for line in text.split("\n")]


def _one_line(text: str) -> str:
    return " ".join(text[:MAX_CELL].split())
