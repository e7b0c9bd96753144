"""What each row of a table speaks of: the most exact of all that its cells name, and what it stands under."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assessments.rules.score_tables.columns import ColumnKind
from assessments.rules.score_tables.layout import Layout, SourceLine
from assessments.rules.score_tables.stated_years import without_year
from assessments.rules.score_tables.subjects import INDICATOR, NOTHING, QUESTION, RowSubject, SubjectReader
from assessments.rules.score_tables.values import cell_value

_NO_NAMES = (ColumnKind.SCORE, ColumnKind.OTHER_FIGURES, ColumnKind.NOTE)


@dataclass(frozen=True)
class NamedRow:
    """A row with what it speaks of, and the instrument and the part of a survey under which it stands."""

    line: SourceLine
    code: str = ""
    number: int | None = None
    said: str = ""  # what the number is said to be of
    is_glued: bool = False  # number and name stand in one cell
    is_contradiction: bool = False
    instrument: str = ""
    part: int = 0  # said by a row without a figure
    part_beside: int = 0  # said by a row that has one
    spaced: bool = False  # "EIT 1", which could be a part or a question
    is_loose: bool = False  # a total in words that could be an instrument's
    is_mean: bool = False  # of these, one that says no more than รวม or เฉลี่ย
    year: int | None = None  # another one than the sheet's, of which the row says to be


def named_rows(layout: Layout, reader: SubjectReader) -> Iterator[NamedRow]:
    """Yield the rows of a table, the lines above it included."""
    structure = reader.structure
    owners = {code: (each.code, part) for each in structure.instruments for part, code in enumerate(each.part_codes, 1)}
    owners |= {each.code: (each.code, 0) for each in structure.instruments}
    instrument, part = owners.get(reader.subject(layout.context).code, ("", 0))
    beside, year = 0, None
    for line in (*layout.above, *layout.lines):
        row = _row(layout, reader, line)
        if line in layout.lines and _is_year_alone(line):
            year = row.year
        if row.code in owners:
            instrument, named_part = owners[row.code]
            is_heading = not any(cell_value(text).is_figure for text in line.cells)
            part, beside = (named_part, 0) if is_heading else (0, named_part)
        # A cell that spans the rows of an instrument names it in the first of them alone.
        if (own := _own_instrument(layout, reader, line)) and own != instrument:
            instrument, part, beside = own, 0, 0
        yield replace(row, instrument=instrument, part=part, part_beside=beside, year=row.year or year)


def _is_year_alone(line: SourceLine) -> bool:
    """Return whether a line is the heading of a year's rows."""
    filled = [text for text in line.cells if text]
    return len(filled) == 1 and not without_year(" ".join(filled[0].split()))[0]


def _own_instrument(layout: Layout, reader: SubjectReader, line: SourceLine) -> str:
    known = {each.code for each in reader.structure.instruments}
    named = (reader.subject(line.cells[column.at]).code for column in layout.of_kind(ColumnKind.GROUP))
    return next((code for code in named if code in known), "") if len(line.cells) == len(layout.columns) else ""


def _row(layout: Layout, reader: SubjectReader, line: SourceLine) -> NamedRow:
    subjects = _subjects(layout, reader, line)
    number = next((each for each in subjects if each.number is not None), NOTHING)
    year = next((each.year for each in subjects if each.year), None)
    best, *others = _most_exact_first(reader, subjects, number) or [NOTHING]
    if best.code in _instruments(reader) and _asks_strange_question(layout, reader, line):
        return NamedRow(line)
    told = number if best.number is None else best
    return NamedRow(
        line,
        best.code,
        told.number,
        told.said,
        is_glued=best.number is not None,
        is_contradiction=not all(reader.agrees(best.code, each.code) for each in others),
        spaced=best.spaced,
        is_loose=best.is_loose,
        is_mean=best.is_mean,
        year=year,
    )


def _subjects(layout: Layout, reader: SubjectReader, line: SourceLine) -> list[RowSubject]:
    """Return what the cells of a line name, one after the other."""
    beyond = _last_score(layout)
    return [
        _subject(layout, reader, at, text)
        for at, text in enumerate(line.cells)
        if at < beyond or _kind_at(layout, at) not in (ColumnKind.UNKNOWN, ColumnKind.NUMBER)
    ]


def _most_exact_first(reader: SubjectReader, subjects: list[RowSubject], number: RowSubject) -> list[RowSubject]:
    """Return those of a row's subjects that have a code; without the instrument where `number` is of a question."""
    coded = sorted((each for each in subjects if each.code), key=lambda each: reader.coarseness(each.code))
    if number.said == QUESTION:  # "OIT | ข้อ ๐๑ โครงสร้าง" begins the questions of the instrument
        return [each for each in coded if each.code not in _instruments(reader)]
    return coded


def _kind_at(layout: Layout, at: int) -> ColumnKind:
    """Return what a column holds; a line above the table may have more cells than the table has columns."""
    return layout.columns[at].kind if at < len(layout.columns) else ColumnKind.UNKNOWN


def _last_score(layout: Layout) -> int:
    """Return the column of the last score: words behind it without a known heading, and ranks, name nothing."""
    return max((column.at for column in layout.of_kind(ColumnKind.SCORE)), default=len(layout.columns))


def _subject(layout: Layout, reader: SubjectReader, at: int, text: str) -> RowSubject:
    """Return what a cell names; the heading of its column may say what a bare number is of."""
    column = layout.columns[at] if at < len(layout.columns) else None
    if column and column.kind in _NO_NAMES:
        return NOTHING
    subject = reader.subject(text)
    if column is None or subject.number is None or subject.said:
        return subject
    said = INDICATOR if column.kind is ColumnKind.CODE else column.said if column.kind is ColumnKind.NUMBER else ""
    return replace(subject, said=said)


def _instruments(reader: SubjectReader) -> set[str]:
    return {each.code for each in reader.structure.instruments}


def _asks_strange_question(layout: Layout, reader: SubjectReader, line: SourceLine) -> bool:
    """Return whether a cell speaks of a question that the year does not have; its row is no row of the instrument."""
    return any(
        text.lstrip().startswith("ข้อ") and _subject(layout, reader, at, text) == NOTHING
        for at, text in enumerate(line.cells)
    )
