"""Lines of text with a figure each, gathered into the table that they would be in a spreadsheet."""

from collections.abc import Iterator

from assessments.rules.score_tables import SourceTable
from assessments.rules.score_tables.figure_lines import figure_line
from assessments.rules.score_tables.subjects import SubjectReader
from assessments.rules.structure import Structure


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
