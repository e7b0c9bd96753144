"""The pages of documents are read by the parser of XML, and printed as they are where WeasyPrint reads them itself."""

from xml.etree.ElementTree import Element

import pytest

from reports.output import page_tree
from reports.output import pdf as rendering
from reports.output.formats import document_html
from reports.paper.mark import DRAFT
from tests.documents.every_document import NAMES

pytestmark = pytest.mark.paper

PAGE = (
    '<!DOCTYPE html>\n<html lang="th">\n<head>\n<meta charset="utf-8">\n<title>ก</title>\n</head>\n'
    "<body>\n<main>\n{}</main>\n</body>\n</html>\n"
)
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
PAGES = {
    "a break": "<h1>หนึ่ง<br>สอง</h1>\n",
    "columns": '<table><colgroup><col width="70%"><col width="30%"></colgroup>\n<tbody>\n'
    "<tr><td>หนึ่ง</td><td>สอง</td></tr>\n</tbody></table>\n",
    "a drawing": '<svg viewBox="0 0 100 40" preserveAspectRatio="none"><title>แท่ง</title>'
    '<rect x="0" y="4" width="96" height="32" fill="#123"/></svg>',
    "a picture": f'<img class="emblem" src="data:image/png;base64,{DOT}" alt="ตรา">',
    "what was typed": "<p>&lt;br&gt; &amp;nbsp; &quot;ก&#x27; &lt;script&gt; &lt;svg </p>",
}
OTHERS = {
    "an element that is not closed": "<p>หนึ่ง<p>สอง",
    "a letter that XML does not know": "<p>หนึ่ง\x0bสอง\uffff</p>",
    "a name for a letter": "<p>หนึ่ง&nbsp;สอง</p>",
}


def printed(body: str) -> bytes:
    rendering._cache.clear()
    return rendering.pdf_of(PAGE.format(body))


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_a_page_is_printed_as_if_it_were_read_letter_by_letter(monkeypatch, body):
    assert page_tree.tree_of(PAGE.format(body)) is not None
    read = printed(body)
    monkeypatch.setattr(page_tree, "tree_of", lambda html: None)
    assert printed(body) == read


@pytest.mark.parametrize("name", [None, "an element that is not closed"], ids=["read as XML", "read by WeasyPrint"])
def test_columns_are_as_wide_as_they_say(name):
    body = PAGES["columns"] + (OTHERS[name] if name else "")
    assert printed(body) != printed(body.replace("70%", "50%").replace("30%", "50%"))


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_what_the_parser_refuses_is_printed_all_the_same(body):
    assert page_tree.tree_of(PAGE.format(body)) is None
    assert printed(body).startswith(b"%PDF")


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_a_page_of_closed_elements(every_document, name):
    tree = page_tree.tree_of(document_html(every_document[name], DRAFT, on_screen=False))
    assert isinstance(tree, Element)
    assert not {element.tag for element in tree.iter()} & {"svg", "rect", "path"}
