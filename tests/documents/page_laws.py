"""The laws of layout for every page of a document, in PDF and in Word alike; each function tells what breaks one."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reports.paper.blocks import Block, Cover, Document, Heading, Paragraph, Signature, Table
from reports.paper.layout import PaperTable, laid_out
from reports.paper.letter import KeptTogether
from reports.paper.ruler import word_ends
from tests.documents.pdf_text import squeezed
from tests.documents.printed_pages import MARGINS, PrintedPage, points

LEAST_FILL = 0.25
CHART = "ภาพที่"
SEEN = 6  # letters on either side of a line's end by which its place is found


def broken_laws(document: Document, pages: Sequence[PrintedPage]) -> list[str]:
    """Return what a strict reader would send back, with the number of its page."""
    laws = (over_the_edge, without_heading, nearly_empty, standing_alone)
    return [fault for law in laws for fault in law(document, pages)]


def over_the_edge(document: Document, pages: Sequence[PrintedPage]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        if CHART in page.body:  # test_charts.py reads charts, whose texts stand upon lines
            continue
        right, left = page.page.get_width() - points(MARGINS.right), points(MARGINS.left)
        if page.over_borders():
            yield f"{number}: a letter over a border"
        if page.overprinted():
            yield f"{number}: a letter upon another"
        if page.letters and (
            max(b.right for b in page.letters) > right + 3 or min(b.left for b in page.letters) < left - 3
        ):
            yield f"{number}: a letter in the margin"


def without_heading(document: Document, pages: Sequence[PrintedPage]) -> Iterator[str]:
    """Yield the pages that begin within a table, but have not its heading."""
    tables = [block for block in laid_out(document).blocks if isinstance(block, PaperTable)]
    headings = [squeezed("".join(cell.text for row in each.heading_rows for cell in row)) for each in tables]
    openings = {squeezed(text)[:20] for block in document.blocks for text in _openings(block)}
    for number, page in enumerate(pages, 1):
        is_known = any(each in page.body for each in headings) or page.body.startswith(tuple(filter(None, openings)))
        if page.is_ruled_from_the_top and not is_known:
            yield f"{number}: a table goes on without its heading"


def nearly_empty(document: Document, pages: Sequence[PrintedPage]) -> Iterator[str]:
    """Yield the pages with little on them, but those with which a part ends."""
    befores = (None, *document.sections)
    begin = {
        squeezed(text)[:20]
        for before, section in zip(befores, document.sections, strict=False)
        if section.starts_page
        or section.is_wide
        or (before and before.starts_page)
        or isinstance(section.blocks[0], Cover)
        for text in _openings(section.blocks[0])
    }
    for number, (page, after) in enumerate(pairwise(pages), 1):
        ends_part = page.page.get_width() != after.page.get_width() or any(map(after.body.startswith, begin))
        if number > 1 and not ends_part and page.fill < LEAST_FILL:
            yield f"{number}: {page.fill:.0%} full"


def standing_alone(document: Document, pages: Sequence[PrintedPage]) -> Iterator[str]:
    """Yield the pages that end with what leads to something, or begin with what belongs to something."""
    leading = [(text, _letters(text)) for text in _leading(document)]
    for number, page in enumerate(pages[1:-1], 2):
        body = _letters(page.body)
        found = next((text for text, letters in leading if letters and body.endswith(letters)), "")
        if found:
            yield f"{number}: alone at the end: {found}"
    for number, page in enumerate(pages, 1):
        if page.body.startswith("(ลงชื่อ)"):
            yield f"{number}: a signature alone"


def cut_words(document: Document, pages: Sequence[PrintedPage]) -> Iterator[str]:
    """Yield the ends of lines at which no word of the dictionary ends, but for those within addresses."""
    sources = [each for each in map(_joined, _texts(document)) if each]
    whole = [(squeezed(text), _ends(text)) for text in sources]
    for number, page in enumerate(pages, 1):
        for line, below in pairwise(page.lines):
            before, after = squeezed(line)[-SEEN:], squeezed(below)[:SEEN]
            joined = before + after
            if len(joined) < SEEN or joined.isascii():
                continue
            places = [
                (found.start() + len(before), ends)
                for text, ends in whole
                if joined in text
                for found in re.finditer(re.escape(joined), text)
            ]
            if places and not any(place in ends for place, ends in places):
                yield f"{number}: {before}/{after}"


def _ends(text: str) -> set[int]:
    return {len(squeezed(text[:end])) for end in word_ends(text)}


def _openings(block: Block) -> Iterator[str]:
    """Yield the texts with which a page may begin that begins with a block."""
    match block:
        case Heading():
            yield block.text
        case Table():
            yield block.caption
        case Cover():
            yield "".join(block.title_lines)
        case Paragraph():
            yield block.text


def _leading(document: Document) -> Iterator[str]:
    """Yield what is never the last thing on a page: headings, captions, heads of tables, closing words."""
    for block in laid_out(document).blocks:
        match block:
            case PaperTable():
                yield squeezed(block.caption)
                heads = squeezed("".join(cell.text for row in block.heading_rows for cell in row))
                yield heads
                yield from (heads + squeezed(group[0].heading) for group in block.row_groups if group[0].is_title)
            case KeptTogether(blocks=(Paragraph(text=text), *_)) if any(isinstance(b, Signature) for b in block.blocks):
                yield squeezed(text)
    yield from (squeezed(block.text) for block in document.blocks if isinstance(block, Heading))


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                yield from block.text.splitlines()
            case Table():
                yield block.caption
                yield from (line for row in block.body_rows for cell in row.cells for line in cell.lines)


def _letters(text: str) -> str:
    """Return a text without the marks above and below its letters, which pdfium may name in another order."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn")


def _joined(text: str) -> str:
    return re.sub(r"\s+", " ", text)
