"""Word files as LibreOffice lays them out."""

import re
from dataclasses import replace

import pytest

from ita_portal.text.thai import arabic_digits
from reports.output.word import word_of
from reports.paper import blocks
from reports.paper.blocks import Document
from reports.paper.mark import DRAFT
from tests.documents.pdf_text import squeezed
from tests.documents.word_documents import words_of_page
from tests.documents.word_text import pdf_pages_of

# Tells pytest-django to make the database; the documents themselves are built once for all tests.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CONVERTED = ("nanueng", "khanom", "chokchai", "nanueng-measures")  # one of each kind


def without_charts(document: Document) -> Document:
    """Return a document without its charts, whose words have no order on a page; test_charts.py reads them."""
    sections = (
        replace(section, blocks=tuple(each for each in section.blocks if not isinstance(each, blocks.Chart)))
        for section in document.sections
    )
    return replace(document, sections=tuple(sections))


@pytest.fixture(scope="module")
def pages(documents, tmp_path_factory):
    plain = {name: word_of(without_charts(documents[name]), DRAFT) for name in CONVERTED}
    return pdf_pages_of(plain, tmp_path_factory.mktemp("word"))


def without_repeated_headings(pages: list[str], document: Document, words: str) -> tuple[str, int]:
    """Return the text of pages without the headings that a table repeats on them, and how many those were."""
    headings = {
        arabic_digits(squeezed("".join(cell.text for row in each.heading_rows for cell in row)))
        for each in document.blocks
        if isinstance(each, blocks.Table)
    }
    text, repeated = "", 0
    for page in pages:
        body = squeezed(re.sub(r"^- [๐-๙0-9]+ -( ร่าง)?$|^ร่าง$", "", page, flags=re.MULTILINE))
        heading = next((each for each in headings if body.startswith(each)), "")
        if heading and not words.startswith(text + body[: len(heading) + 10]):
            body, repeated = body.removeprefix(heading), repeated + 1
        text += body
    return text, repeated


@pytest.mark.parametrize("name", CONVERTED)
def test_libreoffice_prints_the_same_words_and_repeats_headings(documents, pages, name):
    # LibreOffice counts the points of lists in Arabic digits; Word takes those that the file asks for.
    document = without_charts(documents[name])
    words = arabic_digits(words_of_page(document))
    text, repeated = without_repeated_headings(list(map(arabic_digits, pages[name])), document, words)
    assert text == words
    assert repeated >= {"nanueng": 5, "khanom": 4, "chokchai": 3, "nanueng-measures": 3}[name]


@pytest.mark.parametrize("name", CONVERTED)
def test_libreoffice_numbers_pages_from_the_second(pages, name):
    # It knows no Thai digits for pages and prints Arabic ones; Word prints those that the file asks for.
    numbers = [re.findall(r"^- ([๐-๙0-9]+) -", page, flags=re.MULTILINE) for page in pages[name]]
    assert numbers == [[], *([str(number)] for number in range(2, len(numbers) + 1))]
    assert all("ร่าง" in page for page in pages[name])
