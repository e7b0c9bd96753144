"""The shape of a table: what stands above it, its heading, its columns and rows; turned where it lies on its side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assessments.rules.score_tables.columns import ColumnKind, SourceColumn, heading_of, is_heading, of_content
from assessments.rules.score_tables.source import SourceTable
from assessments.rules.score_tables.subjects import INDICATOR, SubjectReader
from assessments.rules.score_tables.table_heads import counts_up, numbers_columns, repeats_after
from assessments.rules.score_tables.values import cell_value

HEADING_WITHIN = 15
# A name across the head of a table and one down its side: so many make it a table on its side.
LEAST_NAMES = 2
MOST_HEADINGS = 4  # lines
PAIR = 2  # cells of a name and its figure


@dataclass(frozen=True)
class SourceLine:
    """A row of the table: its number in its file, and its texts, as many as there are columns."""

    number: int
    cells: tuple[str, ...]
    is_short: bool = False  # it has fewer cells than the table has columns

    @property
    def words(self) -> str:
        return " ".join(filter(None, self.cells))


@dataclass(frozen=True)
class Layout:
    where: str
    context: str
    above: tuple[SourceLine, ...]
    columns: tuple[SourceColumn, ...]
    lines: tuple[SourceLine, ...]
    first: int = 1  # the row below the heading

    def of_kind(self, *kinds: ColumnKind) -> list[SourceColumn]:
        return [column for column in self.columns if column.kind in kinds]


def layouts_of(table: SourceTable, reader: SubjectReader) -> list[Layout]:
    """Return the tables that stand below each other, each in the shape in which it is read.

    That is a row for each name, and a column for each of its figures.
    """
    blocks = (half for lines in _blocks(_numbered(table)) for half in _beside_each_other(lines, reader))
    return [_layout(table, lines, reader) for lines in blocks]


def _beside_each_other(lines: list[SourceLine], reader: SubjectReader) -> Iterator[list[SourceLine]]:
    """Part a table whose heading stands twice in one line, รหัส | คะแนน | รหัส | คะแนน, or its rows without any."""
    heading = next((line for line in lines[:HEADING_WITHIN] if _reads_as_heading(line)), None)
    width = repeats_after(heading.cells) if heading else PAIR if _are_pairs(lines, reader) else 0
    if not width:
        yield lines
        return
    starts = range(0, max(len(line.cells) for line in lines), width)
    for start in starts:
        yield [
            replace(line, cells=line.cells[start : start + width])
            for line in lines
            if any(line.cells[start : start + width])
        ]


def _are_pairs(lines: list[SourceLine], reader: SubjectReader) -> bool:
    """Return whether every line is made of several pairs of a name or code and its figure: i1 | 81 | i2 | 82."""
    pairs = [(line.cells[at], _at(line, at + 1)) for line in lines for at in range(0, len(line.cells), PAIR)]
    filled = [pair for pair in pairs if any(pair)]
    is_wide = any(len(line.cells) > PAIR for line in lines)
    return is_wide and all(reader.subject(name).code and cell_value(figure).is_figure for name, figure in filled)


def _blocks(lines: list[SourceLine]) -> Iterator[list[SourceLine]]:
    """Part lines before each heading that follows rows of figures."""
    block: list[SourceLine] = []
    has_figures = False
    for line in lines:
        if has_figures and len(line.cells) > 1 and _reads_as_heading(line):
            yield block
            block, has_figures = [], False
        block.append(line)
        has_figures = has_figures or any(cell_value(text).is_figure for text in line.cells)
    if block:
        yield block


def _layout(table: SourceTable, lines: list[SourceLine], reader: SubjectReader) -> Layout:
    above, heading, body = _parted(lines, reader)
    if turned := _turned(heading, body, reader):
        heading, body = turned
    width = max((len(line.cells) for line in (*heading, *body)), default=0)
    body = [_padded(line, width, heading, reader) for line in body]
    columns = _columns(heading, body, width)
    first = heading[-1].number + 1 if heading else table.first_row
    return Layout(table.where, table.context, tuple(above), tuple(columns), tuple(body), first)


def _numbered(table: SourceTable) -> list[SourceLine]:
    lines = (SourceLine(number, _labelled(cells)) for number, cells in enumerate(table.rows, table.first_row))
    return [line for line in lines if any(line.cells)]


def _labelled(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of a row; a line that says "label : value" in one cell becomes two."""
    stripped = tuple(text.strip() for text in cells)
    filled = [text for text in stripped if text]
    if len(filled) == 1 and ":" in filled[0]:
        label, _, value = filled[0].partition(":")
        return (label.strip(), value.strip())
    return stripped


def _parted(
    lines: list[SourceLine], reader: SubjectReader
) -> tuple[list[SourceLine], list[SourceLine], list[SourceLine]]:
    """Return what stands above the heading, the heading's rows, and all others."""
    head = lines[:HEADING_WITHIN]
    is_column = all(len(line.cells) == 1 for line in lines)
    found = (at for at, line in enumerate(head) if _reads_as_heading(line) and (is_column or _heads_columns(line)))
    at = next(found, None)
    if at is None:
        return [], [], lines
    end = _end_of_heading(lines, at, reader)
    rows = lines[end:]
    return lines[:at], lines[at:end], rows[1:] if rows and numbers_columns(rows[0].cells) else rows


def _end_of_heading(lines: list[SourceLine], at: int, reader: SubjectReader) -> int:
    """Return the line below a heading; its last lines part the columns, those between may say more words."""
    end = at + 1
    for later, line in enumerate(lines[at + 1 : at + MOST_HEADINGS], at + 1):
        if _continues_heading(line, lines[end - 1]):
            end = later + 1
        elif any(cell_value(text).is_figure or reader.subject(text).code for text in line.cells):
            break
    return end


def _reads_as_heading(line: SourceLine) -> bool:
    return not any(cell_value(text).is_figure for text in line.cells) and is_heading(line.cells)


def _heads_columns(line: SourceLine) -> bool:
    """Return whether a heading stands over more than the first column."""
    return any(line.cells[1:]) and (bool(line.cells[0]) or heading_of(0, line.words).year is not None)


def _continues_heading(line: SourceLine, above: SourceLine) -> bool:
    """Return whether a row below a heading parts its columns further: by years, by the parts of a survey.

    A cell that spans both rows says the same in each.
    """
    filled = [text for at, text in enumerate(line.cells) if text and text != _at(above, at)]
    if len(line.cells) > 1 and not any(line.cells[1:]):  # ปี 2568 alone heads the rows below it
        return False
    kinds = {heading_of(0, text).kind for text in filled}
    is_parting = bool(kinds) and kinds <= {ColumnKind.SCORE, ColumnKind.OTHER_FIGURES, ColumnKind.LEVEL}
    return is_parting and kinds != {ColumnKind.LEVEL} and not any(cell_value(text).is_figure for text in filled)


def _turned(
    heading: list[SourceLine], body: list[SourceLine], reader: SubjectReader
) -> tuple[list[SourceLine], list[SourceLine]] | None:
    """Return heading and rows of a table that lies on its side, with its names across, else None."""
    names = heading[0] if heading else next(iter(body), None)
    records = body if heading else body[1:]
    names = _said_of_numbers(names) if names else None
    if names is None or not records or any(cell_value(text).is_figure for text in names.cells):
        return None
    if _names_in(names.cells, reader) < LEAST_NAMES:
        return None
    if _names_in((_side(line, reader) for line in records), reader) >= _names_in(names.cells, reader):
        return None
    if _are_parts_of(names.cells, records, reader):
        return None
    figures = [at for at, text in enumerate(names.cells) if _names_one(text, reader)]
    labels = [_label(line, figures) for line in records]
    rows = [SourceLine(names.number, (names.cells[at], *(_at(line, at) for line in records))) for at in figures]
    return [SourceLine(names.number, ("", *labels))], rows


def _said_of_numbers(names: SourceLine) -> SourceLine:
    """Return a head of numbers that says what they are of, ตัวชี้วัดที่ | 1 | 2 | 3, with each of them named."""
    said = heading_of(0, names.cells[0]).said
    if not said or not counts_up(names.cells[1:]):
        return names
    word = "ตัวชี้วัดที่" if said == INDICATOR else "ข้อ"
    return replace(names, cells=("", *(f"{word} {number}" for number in names.cells[1:])))


def _are_parts_of(names: Sequence[str], records: Sequence[SourceLine], reader: SubjectReader) -> bool:
    """Return whether the names across are the parts of a survey, or an instrument, whose questions stand below."""
    across = [code for text in names if (code := reader.subject(text).code)]
    side = [code for line in records if (code := reader.subject(_side(line, reader)).code)]
    return bool(side) and max(map(reader.coarseness, side)) < min(map(reader.coarseness, across), default=0)


def _side(line: SourceLine, reader: SubjectReader) -> str:
    return next((text for text in line.cells if _names_one(text, reader)), "")


def _label(line: SourceLine, figures: list[int]) -> str:
    return " ".join(text for at, text in enumerate(line.cells) if at not in figures and text)


def _names_in(texts: Iterable[str], reader: SubjectReader) -> int:
    return sum(_names_one(text, reader) for text in texts)


def _names_one(text: str, reader: SubjectReader) -> bool:
    subject = reader.subject(text)
    return bool(subject.code) or (subject.number is not None and bool(subject.said))


def _padded(line: SourceLine, width: int, heading: list[SourceLine], reader: SubjectReader) -> SourceLine:
    """Return a row with a cell for each column: one whose first cell spans several rows lacks it in all others."""
    missing = width - len(line.cells)
    first = heading_of(0, heading[0].cells[0]).kind if heading else ColumnKind.UNKNOWN
    if missing == 1 and first is ColumnKind.GROUP and not _is_instrument(line.cells[0], reader):
        return SourceLine(line.number, ("", *line.cells))
    return SourceLine(line.number, line.cells + ("",) * missing, is_short=missing > 0)


def _is_instrument(text: str, reader: SubjectReader) -> bool:
    return reader.subject(text).code in {each.code for each in reader.structure.instruments}


def _columns(heading: list[SourceLine], body: list[SourceLine], width: int) -> Iterator[SourceColumn]:
    headings = [" ".join(dict.fromkeys(filter(None, (_at(line, at) for line in heading)))) for at in range(width)]
    has_words_after = width > 2 and not _holds_figures(body, 1) and _holds_figures(body, width - 1)
    for at, text in enumerate(headings):
        column = heading_of(at, text)
        if column.kind is ColumnKind.UNKNOWN:
            cells = [_at(line, at) for line in body]
            is_first = at == 0 and width > 1
            column = of_content(column, cells, is_first=is_first, has_words_after=has_words_after)
        yield column


def _holds_figures(body: list[SourceLine], at: int) -> bool:
    texts = [text for line in body if (text := _at(line, at))]
    return sum(cell_value(text).is_figure for text in texts) * 2 > len(texts)


def _at(line: SourceLine, at: int) -> str:
    return line.cells[at] if at < len(line.cells) else ""
