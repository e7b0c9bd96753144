"""The pages of a PDF as pdfium sees them: their texts, and the boxes of letters and lines."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2

from reports.output.formats import document_pdf
from reports.paper.blocks import Document, Margins
from reports.paper.column_texts import CM_PER_POINT
from tests.documents.pdf_text import body_of, squeezed

MARGINS = Margins(2.5, 2, 2, 3)
WIDEST_LETTER = 40  # points
NEIGHBOURS = 3


@dataclass(frozen=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class PrintedPage:
    """A page as pdfium sees it: its text, and the boxes of its letters and upright lines, in points."""

    page: pypdfium2.PdfPage

    @cached_property
    def textpage(self) -> pypdfium2.PdfTextPage:
        return self.page.get_textpage()

    @cached_property
    def text(self) -> str:
        return squeezed(self.textpage.get_text_range()).replace("\u200b", "")

    @cached_property
    def body(self) -> str:
        """The text between the margins."""
        return squeezed(body_of(self.textpage.get_text_range().replace("\r", ""))).replace("\u200b", "")

    @cached_property
    def lines(self) -> list[str]:
        """The lines between the margins, as they are drawn: cell by cell."""
        drawn = body_of(self.textpage.get_text_range().replace("\r", "")).replace("\u200b", "").split("\n")
        return [line.strip() for line in drawn if line.strip()]

    @cached_property
    def characters(self) -> list[tuple[str, Box]]:
        """Every character with its box, but for blanks; of those that pdfium cannot name the box alone."""
        texts, count = self.textpage.get_text_range(0, -1), self.textpage.count_chars()
        named = texts.ljust(count, "?")
        return [(named[at], Box(*self.textpage.get_charbox(at))) for at in range(count) if not named[at].isspace()]

    @cached_property
    def letters(self) -> list[Box]:
        """The boxes of letters between the margins, which hold page numbers and marks."""
        low, high = points(MARGINS.bottom), self.page.get_height() - points(MARGINS.top)
        return [box for _, box in self.characters if low - 3 < box.bottom < high and box.right > box.left]

    def overprinted(self) -> list[str]:
        """Return the letters that stand upon another one, those apart that belong above and below a letter.

        Of neighbours pdfium may give one box for both.
        """
        seen: dict[tuple[int, int], tuple[int, str]] = {}
        found = []
        for number, (letter, box) in enumerate(self.characters):
            if unicodedata.category(letter) == "Mn" or letter in "\u0e33\u200b":
                continue
            middle = (round((box.left + box.right) / 6), round((box.bottom + box.top) / 6))
            before, upon = seen.get(middle, (number, ""))
            if number - before > NEIGHBOURS:
                found.append(upon + letter)
            seen[middle] = (number, letter)
        return found

    @cached_property
    def uprights(self) -> list[Box]:
        boxes = [Box(*each.get_bounds()) for each in self.page.get_objects(filter=[2])]
        return [box for box in boxes if box.right - box.left < 2 and box.top - box.bottom > 4]

    def over_borders(self) -> int:
        """Return how many letters stand over an upright line, and not only with their feet above its end."""
        letters = sorted(self.letters, key=lambda box: box.left)
        lefts = [box.left for box in letters]
        return sum(
            letter.right > line.right + 0.6 and line.bottom < letter.bottom < line.top - 3
            for line in self.uprights
            for letter in letters[bisect_left(lefts, line.left - WIDEST_LETTER) : bisect_left(lefts, line.left - 0.6)]
        )

    @property
    def is_ruled_from_the_top(self) -> bool:
        """Whether the first thing between the margins stands in a table."""
        if not self.letters or not self.uprights:
            return False
        top = max(box.top for box in self.letters)
        return any(line.top > top - 2 for line in self.uprights)

    @property
    def fill(self) -> float:
        """How much of the page is printed on, from its top to the last line."""
        top = self.page.get_height() - points(MARGINS.top)
        return (top - min((box.bottom for box in self.letters), default=top)) / (top - points(MARGINS.bottom))


def points(centimetres: float) -> float:
    return centimetres / CM_PER_POINT


def printed_pages(document: Document) -> list[PrintedPage]:
    return pages_of_file(document_pdf(document))


def pages_of_file(pdf: bytes | Path) -> list[PrintedPage]:
    return [PrintedPage(page) for page in pypdfium2.PdfDocument(pdf)]
