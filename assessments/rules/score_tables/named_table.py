"""A table with what a person has chosen about it: its rows, the columns of its scores, and how it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assessments.rules.score_tables.columns import ColumnKind, SourceColumn
from assessments.rules.score_tables.layout import Layout, SourceLine
from assessments.rules.score_tables.result import NotTaken, ReadingAnswer, ReadingChoice
from assessments.rules.score_tables.rows import NamedRow, named_rows
from assessments.rules.score_tables.subjects import SubjectReader
from assessments.rules.score_tables.values import cell_value


@dataclass(frozen=True)
class NamedTable:
    """A table with what the person has chosen about it."""

    reader: SubjectReader
    layout: Layout
    key: str
    focus: str
    answers: Mapping[str, str]

    @cached_property
    def rows(self) -> tuple[NamedRow, ...]:
        return tuple(named_rows(self.layout, self.reader))

    @property
    def has_names(self) -> bool:
        """Whether any row says what it speaks of, by a name or a number beside its figure."""
        is_numbered = any(row.number is not None for row in self.rows) and bool(self._naming_columns)
        return any(row.code or row.said for row in self.rows) or is_numbered

    @cached_property
    def _naming_columns(self) -> list[SourceColumn]:
        return self.layout.of_kind(ColumnKind.NUMBER, ColumnKind.CODE, ColumnKind.NAME, ColumnKind.GROUP)

    @cached_property
    def columns(self) -> list[SourceColumn]:
        """The columns that may hold the scores: right of all names and numbers, where any are.

        Where none says so, nor has figures mostly, it is the only one that has any; else one of full marks or weights,
        which a person has to confirm.
        """
        after = max((column.at for column in self._naming_columns), default=-1)
        scores = self.layout.of_kind(ColumnKind.SCORE)
        others = [column for column in self.layout.of_kind(ColumnKind.UNKNOWN) if column.at and self.has_figure(column)]
        found = [column for column in scores if column.at > after] or scores or (others if len(others) == 1 else [])
        return found or self.layout.of_kind(ColumnKind.OTHER_FIGURES)

    def has_figure(self, column: SourceColumn) -> bool:
        return any(cell_value(line.cells[column.at]).is_figure for line in self.layout.lines)

    @cached_property
    def part_columns(self) -> list[SourceColumn]:
        """The columns of the two parts of a survey, where the headings tell them apart, and one for both.

        Where headings name years too, those of the sheet's year.
        """
        own = [column for column in self.columns if column.year == self.reader.structure.fiscal_year]
        found = own or [column for column in self.columns if column.year is None]
        parts = [column.part for column in found]
        return found if {1, 2} <= set(parts) and len(parts) == len(set(parts)) else []

    def choice(self, name: str, words: str, offered: Sequence[ReadingAnswer], proposed: str) -> ReadingChoice:
        given = self.answers.get(f"{self.key}-{name}", "")
        is_told = given in {answer.key for answer in offered}
        chosen = given if is_told else proposed
        return ReadingChoice(f"{self.key}-{name}", words, tuple(offered), chosen, self.layout.where, is_told=is_told)

    def left(self, line: SourceLine, reason: str, code: str = "", *, has_figure: bool = True) -> NotTaken:
        return NotTaken(line.words, reason, self.layout.where, line.number, code, has_figure)

    def level_in(self, text: str) -> str:
        """Return the level that a text names with more words: ระดับผ่านดี, อยู่ในระดับ ผ่าน, A (85.00 - 94.99)."""
        bare = " ".join(text.split()).removeprefix("อยู่ใน").removeprefix("ระดับ").partition("(")[0].strip(" :")
        return bare if bare in self.reader.structure.level_names else " ".join(text.split())
