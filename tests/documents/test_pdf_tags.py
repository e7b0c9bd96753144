"""What a PDF tells to who does not see it, and to who wants to verify it."""

from datetime import date

import pytest

from reports.output.formats import document_pdf
from reports.paper.mark import Mark
from tests.documents.pdf_tags import bookmarks_of, links_of, properties_of, tags_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ISSUED = Mark("ab12" * 16, "https://ita.example.go.th/verify/", "ฉบับที่ ๑", date(2025, 4, 30))


@pytest.fixture
def analysis(documents) -> bytes:
    return document_pdf(documents["dongsombun"], ISSUED)


def test_every_figure_has_its_words_and_every_table_its_caption(analysis):
    tags = list(tags_of(analysis))
    figures = [tag for tag in tags if tag.kind == "Figure"]
    assert len(figures) > 20
    assert [figure.alternative for figure in figures if len(figure.alternative) < 5] == []
    kinds = {tag.kind for tag in tags}
    assert kinds >= {"H1", "H2", "Table", "THead", "TH", "Caption", "P"}


def test_every_page_of_an_issued_document_links_to_its_verification(analysis):
    pages = links_of(analysis)
    assert len(pages) > 3
    assert {address for page in pages for address in page} == {
        "https://ita.example.go.th/verify/?code=ab12ab12ab12ab12"
    }
    assert all(pages)


def test_the_bookmarks_are_a_tree_of_the_headings(analysis):
    levels = [level for level, _ in bookmarks_of(analysis)]
    assert (levels[0], set(levels) >= {0, 1, 2}) == (0, True)


def test_the_file_says_who_speaks_and_of_which_day_it_is(analysis):
    properties = properties_of(analysis)
    assert properties["Author"] == "เทศบาลตำบลดงสมบูรณ์"
    assert properties["CreationDate"].startswith("D:20250430")
