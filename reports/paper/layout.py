"""A document as it is laid out for printing: tables with widths, on upright or wide pages, their rows ready to part.

The content of a document says nothing of this, so that what was issued keeps its fingerprint when paper is laid out
better. Every printer (web page, PDF, Word) asks here, once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from typing import ClassVar

from assessments.rules.figures import UNKNOWN
from reports.paper.blocks import (
    TEXT,
    Block,
    BodyCell,
    BodyRow,
    Column,
    Document,
    Heading,
    HeadingCell,
    MemoHead,
    Paragraph,
    Section,
    Table,
)
from reports.paper.chart_layout import placed_charts
from reports.paper.column_texts import (
    CM_PER_POINT,
    TITLE_COLUMNS,
    column_texts,
    heading_lines,
    line_height,
    lines_taken,
    shortened_title,
)
from reports.paper.column_widths import ColumnText, column_widths, lines_of, squeezed_widths
from reports.paper.contents_layout import with_contents
from reports.paper.letter import kept_together, on_leaders
from reports.paper.row_parts import row_parts

SHORT_SIDE, LONG_SIDE = 21.0, 29.7  # A4, in centimetres
AROUND = 13 * CM_PER_POINT  # 5 points on either side of a text, the line, and what fonts of one kind differ by
# What is longer, in cm, parts between its words where its column is narrower; where no page is wide enough, everything.
LONGEST_COMPOUND, NO_COMPOUND = 3.2, 0.0
# Wide pages hold fewer lines; a table stays on upright ones unless it takes more paper there by this much.
WORTH_TURNING = 1.6
SHARE_OF_A_LETTER = 0.5  # of a page: a longer table stands in an annex rather than within a letter
CONTINUED = "(ต่อ)"
MERGED = ("indicators",)  # tables whose first column holds what several rows have in common
SPARE_LINES = 1  # that a hanging title leaves below it
# Of the lines of a page; a taller row may part within a sentence, since it would leave a hole at the foot of a page.
# Word, which would part a title too, keeps all rows whole but those that would leave a page nearly empty.
TALL, VERY_TALL = 0.4, 0.7


@dataclass(frozen=True)
class RepeatedTitle:
    """What stands in the column of titles where a page begins with a part of a row, or within it."""

    text: str
    may_hang: bool  # down beside the parts below, which have nothing in that column


@dataclass(frozen=True)
class PaperRow:
    """A row as it is printed, or a part of one that may go on below the end of a page."""

    body: BodyRow
    begins: bool = True
    ends: bool = True
    again: RepeatedTitle | None = None
    share: float = 0  # of a page, about how tall it is
    down: int = 1  # rows over which its first cell reaches; none where it is that of a row above

    @property
    def is_tall(self) -> bool:
        return self.share > TALL

    @property
    def is_very_tall(self) -> bool:
        return self.share > VERY_TALL

    @property
    def cells(self) -> tuple[BodyCell, ...]:
        return self.body.cells


@dataclass(frozen=True)
class PaperTable(Block):
    """A table with the columns that are printed, as wide as they are printed."""

    template: ClassVar[str] = "reports/blocks/table.html"
    table: Table
    names: tuple[str, ...]  # that are kept whole
    lines_of_a_page: float
    is_tight: bool = False  # fits no page: its words may be broken

    @property
    def caption(self) -> str:
        return self.table.caption

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.columns

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def is_short(self) -> bool:
        return self.table.is_short

    @property
    def title_column(self) -> str:
        """The key of the column that tells what a row is about, where rows may part; empty where they may not."""
        return TITLE_COLUMNS.get(self.name, "")

    @property
    def heading_rows(self) -> tuple[tuple[HeadingCell, ...], ...]:
        return self.table.heading_rows

    @property
    def headings(self) -> tuple[tuple[Column, tuple[str, ...]], ...]:
        """The columns, each with its heading in lines."""
        rooms = ((column, column.width - AROUND) for column in self.columns)
        return tuple((column, heading_lines(column.heading, self.table, room, self.names)) for column, room in rooms)

    @property
    def row_groups(self) -> tuple[tuple[BodyRow, ...], ...]:
        return self.table.row_groups

    @property
    def shares(self) -> tuple[str, ...]:
        """The widths as a web page takes them."""
        whole = sum(column.width for column in self.columns)
        return tuple(f"{100 * column.width / whole:.3f}%" for column in self.columns)

    @cached_property
    def printed_groups(self) -> tuple[tuple[PaperRow, ...], ...]:
        """The rows in their groups, those of sentences parted."""
        groups = (tuple(part for row in group for part in self._parted(row)) for group in self.row_groups)
        return tuple(map(_merged, groups)) if self.name in MERGED and self.is_short else tuple(groups)

    def _parted(self, row: BodyRow) -> tuple[PaperRow, ...]:
        if not self.title_column or row.is_title or row.across:
            return (PaperRow(row),)
        cells = [self._pieces(cell) for cell in row.cells]
        heights = [
            [self._height(lines, cell.column) for lines in pieces]
            for cell, pieces in zip(row.cells, cells, strict=True)
        ]
        tallest = TALL * self.lines_of_a_page
        parts = row_parts(cells, heights, tallest)
        tall = [self._part_height(part) for part in parts]
        return tuple(
            PaperRow(
                replace(row, cells=tuple(map(BodyCell, self.columns, map(_joined, part)))),
                begins=number == 0,
                ends=number == len(parts) - 1,
                again=self._again(row, tall[number], _room_below(tall[number:], tallest))
                if number or tall[number] > tallest
                else None,
                share=tall[number] / self.lines_of_a_page,
            )
            for number, part in enumerate(parts)
        )

    def _part_height(self, part: Sequence[Sequence[tuple[str, ...]]]) -> float:
        cells = zip(part, self.columns, strict=True)
        return max(self._height(_joined(pieces), column) for pieces, column in cells)

    def _pieces(self, cell: BodyCell) -> list[tuple[str, ...]]:
        """Return what of a cell stays together: each line, but all lines of a title, and a tick with its note."""
        is_whole = cell.column.key == self.title_column or cell.column.kind != TEXT
        return [cell.lines] if is_whole else [(line,) for line in cell.lines]

    def _height(self, lines: Sequence[str], column: Column) -> float:
        """Return how many lines some texts take in a column."""
        return lines_taken(lines, self.table, column.width - AROUND, self.names)

    def _again(self, row: BodyRow, own: float, room: float) -> RepeatedTitle | None:
        """Return the title for the top of a page, beside a part that is `own` lines tall and those below it.

        Where they are not tall enough, it is shortened, so that no hole is left in the columns beside it.
        """
        cell = next((each for each in row.cells if each.column.key == self.title_column), None)
        if cell is None:
            return None
        title, width = " ".join(cell.lines), cell.column.width - AROUND
        whole = own <= TALL * self.lines_of_a_page
        most = max(own, room - SPARE_LINES, 1) if whole else VERY_TALL * self.lines_of_a_page
        text = shortened_title(title, CONTINUED, self.table, width, int(most), self.names)
        return RepeatedTitle(text, may_hang=self._height((text,), cell.column) <= room - SPARE_LINES)


def _merged(rows: Sequence[PaperRow]) -> tuple[PaperRow, ...]:
    """Return rows in which equal first cells, one below the other, are one."""
    merged: list[PaperRow] = []
    for _, same in groupby(rows, key=lambda row: row.cells[0].lines if row.cells and not row.body.across else row):
        first, *others = same
        merged += [replace(first, down=1 + len(others)), *(replace(each, down=0) for each in others)]
    return tuple(merged)


def _room_below(heights: Sequence[float], tallest: float) -> float:
    """Return how tall a part and all below it are; of one that may itself part nobody knows how much is left."""
    return sum(heights[1:] if heights[0] > tallest else heights)


def laid_out(document: Document) -> Document:
    """Return a document whose tables have their final columns, on the pages that they fit."""
    sections = (part for section in document.sections for part in _laid_out(section, document))
    return with_contents(replace(document, sections=tuple(sections)))


def left_out_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns that are not printed, since they are empty in every row; the places for ticks stay."""
    whole_rows = [row.cells for row in table.rows if row.cells]
    if table.name not in TITLE_COLUMNS or not whole_rows or {*map(len, whole_rows)} != {len(table.columns)}:
        return ()
    by_column = zip(table.columns, zip(*whole_rows, strict=True), strict=True)
    return tuple(column for column, cells in by_column if column.kind == TEXT and not any(map(_says, cells)))


def is_long(table: Table, letter: Document) -> bool:
    """Return whether a table is too long, or too wide, to stand within a letter that somebody is to read."""
    if _needs_a_wide_page(table, letter):
        return True
    columns = column_texts(_without_empty(table), letter.names, LONGEST_COMPOUND)
    widths = column_widths(columns, line_width(letter, is_wide=False), AROUND)
    if widths is None:
        return True
    height = lines_of(columns, widths, AROUND) * line_height(table)
    return height > SHARE_OF_A_LETTER * _page_height(letter, is_wide=False)


def misfits(document: Document) -> tuple[str, ...]:
    """Return in words why tables of a document fit no page, not even a wide one."""
    line = line_width(document, is_wide=True)
    tables = [_without_empty(each) for each in document.blocks if isinstance(each, Table)]
    asked = [(table, _least(column_texts(table, document.names, NO_COMPOUND))) for table in tables]
    return tuple(
        f"คอลัมน์ของตาราง “{' '.join(table.caption.split())}” ต้องกว้างรวมกันอย่างน้อย {width:.1f} ซม. "
        f"แต่กระดาษแนวนอนมีที่ {line:.1f} ซม. กรุณาเลือกคอลัมน์ให้น้อยลง หรือลดขอบกระดาษ"
        for table, width in asked
        if width > line
    )


def line_width(document: Document, *, is_wide: bool) -> float:
    """Return the length of a line in centimetres."""
    return (LONG_SIDE if is_wide else SHORT_SIDE) - document.margins.left - document.margins.right


def _page_height(document: Document, *, is_wide: bool) -> float:
    return (SHORT_SIDE if is_wide else LONG_SIDE) - document.margins.top - document.margins.bottom


def _laid_out(section: Section, document: Document) -> Iterator[Section]:
    """Yield a section, or its pieces where a table in it needs a wide page and what stands around it does not."""
    tables = [each for each in section.blocks if isinstance(each, Table)]
    turned = [] if section.is_wide else [each for each in tables if _needs_a_wide_page(each, document)]
    if turned and turned == tables and _only_leads_to_a_table(section):
        section, turned = replace(section, is_wide=True), []
    for blocks in _runs(section.blocks, turned):
        is_wide = section.is_wide or blocks[0] in turned
        printed = kept_together([_printed(each, document, is_wide=is_wide) for each in blocks])
        yield replace(section, blocks=placed_charts(printed, document.digits), is_wide=is_wide)


def _only_leads_to_a_table(section: Section) -> bool:
    return all(isinstance(each, Heading | Paragraph | Table) for each in section.blocks)


def _runs(blocks: Sequence[Block], turned: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks in runs, each of the turned ones alone."""
    ends = [index for index, each in enumerate(blocks) if each in turned]
    places = sorted({0, len(blocks), *ends, *(index + 1 for index in ends)})
    yield from (tuple(blocks[start:end]) for start, end in pairwise(places))


def _needs_a_wide_page(table: Table, document: Document) -> bool:
    """Return whether a table does not fit an upright page, or would take much more paper there."""
    columns = column_texts(_without_empty(table), document.names, LONGEST_COMPOUND)
    pages = {}
    for is_wide in (False, True):
        widths = column_widths(columns, line_width(document, is_wide=is_wide), AROUND)
        if widths is None:
            return not is_wide  # what fits nowhere is squeezed where there is most room
        pages[is_wide] = lines_of(columns, widths, AROUND) / _page_height(document, is_wide=is_wide)
    return pages[False] > WORTH_TURNING * pages[True]


def _printed(block: Block, document: Document, *, is_wide: bool) -> Block:
    if isinstance(block, MemoHead):
        return on_leaders(block, line_width(document, is_wide=is_wide), document.names)
    if not isinstance(block, Table):
        return block
    table, line = _without_empty(block), line_width(document, is_wide=is_wide)
    texts = [column_texts(table, document.names, longest) for longest in (LONGEST_COMPOUND, NO_COMPOUND)]
    fitting = next(filter(None, (column_widths(columns, line, AROUND) for columns in texts)), None)
    widths = fitting or squeezed_widths(texts[-1], line, AROUND)
    wide_enough = tuple(replace(each, width=width) for each, width in zip(table.columns, widths, strict=True))
    lines = _page_height(document, is_wide=is_wide) / line_height(table)
    return PaperTable(replace(table, columns=wide_enough), document.names, lines, is_tight=fitting is None)


def _without_empty(table: Table) -> Table:
    """Return a table without the columns that are empty in every row."""
    left_out = left_out_columns(table)
    if not left_out:
        return table
    kept = [column not in left_out for column in table.columns]
    rows = tuple(
        replace(row, cells=tuple(cell for cell, keep in zip(row.cells, kept, strict=True) if keep))
        if row.cells
        else row
        for row in table.rows
    )
    columns = tuple(column for column in table.columns if column not in left_out)
    return replace(table, columns=columns, rows=rows)


def _joined(pieces: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(line for lines in pieces for line in lines)


def _says(lines: Sequence[str]) -> bool:
    return any(line not in ("", UNKNOWN) for line in lines)


def _least(columns: Sequence[ColumnText]) -> float:
    return sum(column.longest_word + AROUND for column in columns)
