"""A document as its reader hands it on, whatever file it was: paragraphs and tables, in the order of the document."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

Rows = tuple[tuple[str, ...], ...]
# A document is no book: what it may hold, so that whoever goes through it comes to an end.
MAX_BLOCKS, MAX_ROWS, MAX_COLUMNS = 20_000, 5_000, 50
MAX_TEXT = 2_000_000


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
    """A table with every merged cell unfolded: its text stands in each of the places that it covers."""

    rows: Rows
    where: str


DocumentBlock = DocumentParagraph | DocumentTable


@dataclass(frozen=True)
class SourceDocument:
    blocks: tuple[DocumentBlock, ...]
    unread: tuple[str, ...] = ()  # places where there is a picture and no text

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
        self._length = 0
        self._tables = 0

    def paragraph(self, text: str, level: int = 0) -> None:
        if text.strip():
            self._add(DocumentParagraph(text.strip(), self._place(f"ย่อหน้า “{_beginning(text)}”"), level), len(text))

    def table(self, rows: Rows) -> None:
        if len(rows) > MAX_ROWS:
            raise DocumentTooLong
        if any(text for row in rows for text in row):
            self._tables += 1
            length = sum(len(text) for row in rows for text in row)
            self._add(DocumentTable(rows, self._place(f"ตารางที่ {self._tables}")), length)

    def document(self) -> SourceDocument:
        return SourceDocument(tuple(self.blocks))

    def _place(self, words: str) -> str:
        return f"หน้า {self.page} {words}" if self.page else words

    def _add(self, block: DocumentBlock, length: int) -> None:
        self._length += length
        if self._length > MAX_TEXT or len(self.blocks) >= MAX_BLOCKS:
            raise DocumentTooLong
        self.blocks.append(block)


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:40]}…"
