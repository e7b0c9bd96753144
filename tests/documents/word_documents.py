"""The documents that are read back from Word: those of the five municipalities, and small ones."""

import html
import re
from dataclasses import replace

import pytest

from reports.output.formats import document_html
from reports.output.word import word_of
from reports.paper.blocks import Block, BodyRow, Document, Margins, Section
from reports.paper.layout import PaperTable, laid_out
from reports.paper.mark import DRAFT, Mark
from reports.paper.typesetting import THAI
from tests.documents.pdf_text import squeezed
from tests.documents.word_text import WordFile

DOCUMENTS = {
    "nanueng": ("analysis", 2568),
    "nahom": ("analysis", 2563),
    "khanom": ("progress", 2568),
    "dongsombun": ("analysis", 2566),
    "chokchai": ("memo", 2565),
    "nanueng-measures": ("measures", 2568),
}
ISSUED = Mark("0123456789abcdef" * 4, "https://ita.example.go.th/verify/7", "ฉบับที่ ๑")
MARGINS = Margins(2.5, 2, 2, 3)
EVERY = pytest.mark.parametrize("name", DOCUMENTS)


def read(document: Document, mark: Mark = DRAFT) -> WordFile:
    return WordFile.of(word_of(document, mark))


def a_document(*blocks: Block, **values) -> Document:
    given = {"title": "ชื่อเอกสาร", "agency": "หน่วยงาน", "digits": THAI, "margins": MARGINS} | values
    return Document(sections=(Section(blocks),), **given)


def words_of_page(document: Document) -> str:
    """Return all words that the paper shows, in order, but those within charts, which Word draws by itself."""
    body = re.sub(r"<title>.*?</title>", "", document_html(document, on_screen=False).partition("<body>")[2])
    body = re.sub(r"<figure.*?<caption>(.*?)</caption>.*?</figure>", r"\1", body, flags=re.DOTALL)
    body = re.sub(r'<div class="again.*?</div>', "", body)  # printed where a page begins with it
    return squeezed(html.unescape(re.sub(r"<[^>]+>", "", body)).replace("\u200b", ""))


def printed_tables(document: Document) -> list[PaperTable]:
    """Return the tables of a document as they are laid out."""
    return [each for each in laid_out(document).blocks if isinstance(each, PaperTable)]


def rows_of(table: PaperTable) -> list[BodyRow]:
    """Return the rows of a table, each part of one for itself, without a cell that is that of a row above."""
    parts = (part for group in table.printed_groups for part in group)
    return [part.body if part.down else replace(part.body, cells=part.body.cells[1:]) for part in parts]
