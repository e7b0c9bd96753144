"""The laws of layout on every page of every demonstration document (five agencies, all kinds and forms) and of hard
cases, as PDF and as Word.

Word files are laid out by LibreOffice, with a font of the measures of the official one.
"""

import pytest

from reports.output.word import word_of
from reports.paper.mark import DRAFT
from tests.documents.every_document import NAMES
from tests.documents.hard_documents import HARD_NAMES, hard_documents
from tests.documents.page_laws import broken_laws, cut_words
from tests.documents.printed_pages import pages_of_file, printed_pages
from tests.documents.uncommon_documents import UNCOMMON_NAMES, uncommon_documents
from tests.documents.word_text import pdfs_of

# The paper is drawn from documents that were read already.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


EACH = pytest.mark.parametrize("name", [*NAMES, *HARD_NAMES, *UNCOMMON_NAMES])


@pytest.fixture(scope="module")
def papers(every_document):
    return every_document | hard_documents(every_document) | uncommon_documents(every_document)


@EACH
def test_every_page_of_a_pdf_keeps_the_laws(papers, name):
    document = papers[name]
    pages = printed_pages(document)
    assert broken_laws(document, pages) == []
    assert [*cut_words(document, pages)] == []


@pytest.fixture(scope="module")
def word_pages(papers, tmp_path_factory):
    files = {name: word_of(document, DRAFT) for name, document in papers.items()}
    return {name: pages_of_file(pdf) for name, pdf in pdfs_of(files, tmp_path_factory.mktemp("word")).items()}


@EACH
def test_every_page_of_a_word_file_keeps_the_laws(papers, word_pages, name):
    assert broken_laws(papers[name], word_pages[name]) == []
