"""A document as its reader hands it on, whatever file it was: paragraphs and tables, in the order of the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ita_portal.documents.line_ends import LIST_MARK, begins_paragraph, joint

Rows = tuple[tuple[str, ...], ...]
# A document is no book: what it may hold, so that whoever goes through it comes to an end.
MAX_BLOCKS, MAX_ROWS, MAX_COLUMNS = 20_000, 5_000, 50
MAX_TEXT = 2_000_000
_PAGE_MARK = re.compile(
    r"(?:หน้า(?:ที่)? ?|[Pp]age )?[-–( ]{0,3}[0-9๐-๙]{1,3}[-–) ]{0,3}(?:(?:จาก|/|of) ?[0-9๐-๙]{1,3})?"
    r"|/[^\n]{1,60}(?:\.{2,}|…)"
)
_GOES_ON = "(ต่อ)"
_NUMBER = re.compile(r"[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,4})?[.%]?")
_SENTENCE = 20  # letters of a cell that is no name of a group of rows
_CUT = "แถวนี้ถูกตัดข้ามหน้า จึงอ่านต่อกันเป็นแถวเดียว: “{}”"


class DocumentTooLong(Exception):
    """The document holds more than any that is of use here."""


@dataclass(frozen=True)
class DocumentParagraph:
    """A paragraph with the place that people find it by; `level` is 1 and more for a heading, 0 for text."""

    text: str
    where: str
    level: int = 0


@dataclass(frozen=True)
class DocumentTable:
    """A table with every merged cell unfolded: its text stands in each of the places that it covers.

    `joins` are the rows, counted from 0, that begin a page: such a row may go on with the one before it.
    `notes` say what of it is read as it seems, for people to look at.
    """

    rows: Rows
    where: str
    joins: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


DocumentBlock = DocumentParagraph | DocumentTable


@dataclass(frozen=True)
class SourceDocument:
    blocks: tuple[DocumentBlock, ...]
    unread: tuple[str, ...] = ()  # places where there is a picture and no text
    left: tuple[tuple[str, str], ...] = ()  # other places that were not read, each with the reason
    notes: tuple[str, ...] = ()  # what of the whole is read as it seems

    @cached_property
    def tables(self) -> tuple[DocumentTable, ...]:
        return tuple(block for block in self.blocks if isinstance(block, DocumentTable))

    @cached_property
    def paragraphs(self) -> tuple[DocumentParagraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, DocumentParagraph))


@dataclass(frozen=True)
class SpanCell:
    """A cell as a file describes it: its text, and over how many columns and rows it lies."""

    text: str
    across: int = 1
    down: int = 1


def unfolded(rows: Sequence[Sequence[SpanCell]]) -> Rows:
    """Return the rows with the text of a merged cell in each place that it covers; all rows are equally long."""
    covered: dict[tuple[int, int], str] = {}
    for number, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (number, column) in covered:
                column += 1
            if column >= MAX_COLUMNS:
                break
            _cover(covered, cell, number, column, len(rows))
    width = max((column for _, column in covered), default=-1) + 1
    return tuple(tuple(covered.get((row, column), "") for column in range(width)) for row in range(len(rows)))


def _cover(covered: dict[tuple[int, int], str], cell: SpanCell, row: int, column: int, last: int) -> None:
    for below in range(row, min(row + cell.down, last)):
        for beside in range(column, min(column + cell.across, MAX_COLUMNS)):
            covered.setdefault((below, beside), cell.text)


class BlockWriter:
    """Collects the blocks of a document, names their places, and stops where there is no end to them."""

    def __init__(self) -> None:
        self.blocks: list[DocumentBlock] = []
        self.page = 0  # of a document that has pages
        self._pages: list[int] = []
        self._open: set[int] = set()
        self._length = 0
        self._tables = 0

    def paragraph(self, text: str, level: int = 0, *, is_open: bool = False) -> None:
        """Write a paragraph; one whose last line is full is open: it may go on over the end of the page."""
        if text.strip():
            self._add(DocumentParagraph(text.strip(), self._place(f"ย่อหน้า “{_beginning(text)}”"), level), len(text))
            self._open |= {len(self.blocks) - 1} if is_open else set()

    def table(self, rows: Rows, notes: tuple[str, ...] = ()) -> None:
        if len(rows) > MAX_ROWS:
            raise DocumentTooLong
        if any(text for row in rows for text in row):
            self._tables += 1
            length = sum(len(text) for row in rows for text in row)
            self._add(DocumentTable(rows, self._place(f"ตารางที่ {self._tables}"), notes=notes), length)

    @property
    def is_page_begun(self) -> bool:
        """Whether anything but the number of a page stands on the page already."""
        here = (block for block, page in zip(self.blocks, self._pages, strict=True) if page == self.page)
        return any(isinstance(block, DocumentTable) or not is_page_mark(block.text) for block in here)

    def document(self, unread: tuple[str, ...] = (), notes: tuple[str, ...] = ()) -> SourceDocument:
        blocks = joined_over_pages(*self._with_whole_paragraphs())
        return SourceDocument(blocks, unread, notes=notes)

    def _with_whole_paragraphs(self) -> tuple[list[DocumentBlock], list[int]]:
        """Return the blocks, and their pages, with the paragraphs whole that a page parts."""
        blocks: list[DocumentBlock] = []
        pages: list[int] = []
        open_at: int | None = None
        for number, (block, page) in enumerate(zip(self.blocks, self._pages, strict=True)):
            before = blocks[open_at] if open_at is not None and page == pages[open_at] + 1 else None
            is_mark = isinstance(block, DocumentParagraph) and is_page_mark(block.text)
            if isinstance(before, DocumentParagraph) and isinstance(block, DocumentParagraph) and _goes_on(block):
                assert open_at is not None
                blocks[open_at] = replace(before, text=f"{before.text}{joint(before.text, block.text)}{block.text}")
                open_at = None
                continue
            if not is_mark:
                open_at = len(blocks) if number in self._open else None
            blocks.append(block)
            pages.append(page)
        return blocks, pages

    def _place(self, words: str) -> str:
        return f"หน้า {self.page} {words}" if self.page else words

    def _add(self, block: DocumentBlock, length: int) -> None:
        self._length += length
        if self._length > MAX_TEXT or len(self.blocks) >= MAX_BLOCKS:
            raise DocumentTooLong
        self.blocks.append(block)
        self._pages.append(self.page)


def joined_over_pages(blocks: Sequence[DocumentBlock], pages: Sequence[int]) -> tuple[DocumentBlock, ...]:
    """Return the blocks with a table that goes on from page to page as one; `pages` are those of the blocks.

    Numbers of pages, and the word that a page ends with, stand between; a heading that is repeated is left out.
    """
    joined: list[DocumentBlock] = []
    last: tuple[int, int] | None = None  # where the table before stands in `joined`, and the page on which it ends
    for block, page in zip(blocks, pages, strict=True):
        if isinstance(block, DocumentTable):
            before = joined[last[0]] if last and page == last[1] + 1 else None
            if isinstance(before, DocumentTable) and last and len(before.rows[0]) == len(block.rows[0]):
                joined[last[0]] = _continued(before, block)
                last = (last[0], page)
                continue
            last = (len(joined), page)
        elif not is_page_mark(block.text):
            last = None
        joined.append(block)
    return tuple(_trimmed(block) if isinstance(block, DocumentTable) else block for block in joined)


def _trimmed(table: DocumentTable) -> DocumentTable:
    """Return a table whose cells end in a blank only where a page may have cut their text."""
    cut = {at - 1 for at in table.joins}
    rows = (row if at in cut else tuple(text.rstrip(" ") for text in row) for at, row in enumerate(table.rows))
    return replace(table, rows=tuple(rows))


def _goes_on(paragraph: DocumentParagraph) -> bool:
    return not paragraph.level and not is_page_mark(paragraph.text) and not LIST_MARK.match(paragraph.text)


def _continued(before: DocumentTable, block: DocumentTable) -> DocumentTable:
    repeated = 0
    while repeated < min(len(block.rows), len(before.rows)) and block.rows[repeated] == before.rows[repeated]:
        repeated += 1
    rows = block.rows[repeated:]
    notes = (*before.notes, *block.notes)
    if rows and is_rest_of_row(before.rows[-1], rows[0]):
        last = tuple(_with_rest(text, rest) for text, rest in zip(before.rows[-1], rows[0], strict=True))
        if rows[0][0]:
            notes = (*notes, _CUT.format(" | ".join(" ".join(text.split()) for text in last if text)))
        return DocumentTable((*before.rows[:-1], last, *rows[1:]), before.where, before.joins, notes)
    joins = (*before.joins, len(before.rows)) if rows else before.joins
    return DocumentTable((*before.rows, *rows), before.where, joins, notes)


def is_rest_of_row(last: Sequence[str], first: Sequence[str]) -> bool:
    """Return whether the first row of a page is what a page has cut off the last row of the page before.

    Two figures of one column are two rows; a text without its figure goes on with one that lacks its end.
    """
    pairs = [pair for pair in zip(last, first, strict=True) if any(text.strip() for text in pair)]
    if any(_is_number(one) and _is_number(other) for one, other in pairs):
        return False
    if last[0] and not first[0]:
        return True
    if first[0] and not last[0]:
        return any(last) and all(not one.strip() or not other.strip() for one, other in pairs)
    has_figure = [any(map(_is_number, row)) for row in (last, first)]
    return has_figure[0] != has_figure[1] and all(_goes_on_in(*pair) for pair in pairs)


def _goes_on_in(text: str, rest: str) -> bool:
    """Return whether a cell may go on on the next page: with a sentence, or with the figure that stands low in it."""
    if not rest.strip() or _is_number(rest):
        return True
    return not begins_paragraph(rest) and len(text) >= _SENTENCE


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.strip()))


def _with_rest(text: str, rest: str) -> str:
    """Return a cell with what stands of it on the next page; the items of a list keep their lines."""
    if _is_repeated(text, rest.rstrip(" ")):
        return text
    if not text or not rest or LIST_MARK.match(rest):
        return "\n".join(filter(None, (text, rest)))
    return f"{text}{joint(text, rest)}{rest}"


def _is_repeated(text: str, rest: str) -> bool:
    """Return whether a page repeats a cell, or its first words, to say which row goes on: "๑. จัด… (ต่อ)"."""
    if not rest.endswith(_GOES_ON):
        return False
    words = "".join(rest.removesuffix(_GOES_ON).split()).removesuffix("…")
    return bool(words) and "".join(text.split()).startswith(words)


def is_page_mark(text: str) -> bool:
    """Return whether a paragraph is the number of a page, or the first words of the next one: "- ๒ -", "/ผลการ..."."""
    return bool(_PAGE_MARK.fullmatch(text.strip()))


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:40]}…"
