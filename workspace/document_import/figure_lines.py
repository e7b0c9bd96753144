"""Lines of text with a figure each, gathered into the table that they would be in a spreadsheet."""

import re
from collections.abc import Iterator

from assessments.rules.score_tables import SourceTable
from assessments.rules.score_tables.figure_lines import figure_line
from assessments.rules.score_tables.subjects import SubjectReader
from assessments.rules.structure import Structure
from ita_portal.text.thai import arabic_digits

# A figure alone, or two that lost the blank between them.
_ALONE = re.compile(r"[0-9]{1,3}\.[0-9]{2}")
_GLUED = re.compile(r"[0-9]\.[0-9]{2}[0-9]{1,3}\.[0-9]{2}(?![0-9])")


def is_figures(text: str) -> bool:
    """Return whether a paragraph is what is left of a row of figures.

    >>> is_figures("๘๑.๐๐"), is_figures("คะแนนรวม 74.0084.00"), is_figures("ได้ 84.00 คะแนน")
    (True, True, False)
    """
    flat = arabic_digits(text.strip())
    return bool(_ALONE.fullmatch(flat) or _GLUED.search(flat))


class FigureLines:
    """Gathers the lines of one table until something else stands between them."""

    def __init__(self, structure: Structure) -> None:
        self._reader = SubjectReader(structure)
        self._rows: list[tuple[str, str]] = []
        self._where = ""

    def takes(self, where: str, text: str) -> bool:
        """Take a paragraph each of whose lines says one figure, and say whether it is one."""
        found = [figure_line(self._reader, line) for line in text.split("\n") if line.strip()]
        rows = [each for each in found if each]
        if not rows or len(rows) < len(found):
            return False
        self._where = self._where or where
        self._rows += rows
        return True

    def table(self, context: str) -> Iterator[SourceTable]:
        """Yield the table of the lines that were taken since the last one, if any were."""
        if self._rows:
            yield SourceTable(tuple(self._rows), self._where, context)
        self._rows, self._where = [], ""
