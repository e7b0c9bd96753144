"""The page of a document as a tree of elements.

WeasyPrint reads HTML as browsers do, letter by letter in Python, which takes a fifteenth of the time of a document. The
portal's own pages need less: closed elements, and escaped texts. They are read by the parser of XML that comes with
Python and is written in C; what that one refuses is left to WeasyPrint.
"""

import re
from typing import Any
from xml.etree import ElementTree

EMPTY_ELEMENT = re.compile(r"<((?:br|col|img|meta)\b[^<>]*)(?<!/)>")
DRAWING, NAMED_DRAWING = "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '


def page_of(html: str, fetcher: Any) -> Any:
    """Return a page that WeasyPrint can lay out for print."""
    from weasyprint import HTML

    tree = tree_of(html)
    if tree is None:
        page = HTML(string=html, base_url=None, url_fetcher=fetcher, media_type="print")
    else:
        page = _page_of_tree(tree, fetcher)
    _style_columns(page.etree_element)
    return page


def tree_of(html: str) -> ElementTree.Element | None:
    """Return the root of a page of closed elements; nothing where it has others, or letters that XML does not know."""
    closed = EMPTY_ELEMENT.sub(r"<\1/>", html).replace(DRAWING, NAMED_DRAWING)
    try:
        # The portal's own page: its texts are escaped, and it declares nothing that could be expanded.
        return ElementTree.fromstring(closed)  # noqa: S314
    except ElementTree.ParseError:
        return None


def _page_of_tree(tree: ElementTree.Element, fetcher: Any) -> Any:
    """Return what WeasyPrint makes of a page once it has read it."""
    from weasyprint import HTML, cssselect2

    page = HTML.__new__(HTML)
    page.base_url, page.url_fetcher, page.media_type = None, fetcher, "print"
    page.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
    page.etree_element = page.wrapper_element.etree_element
    return page


def _style_columns(tree: ElementTree.Element) -> None:
    """Say the widths of columns in styles: to heed attributes WeasyPrint would look at those of every element."""
    for column in tree.iter("col"):
        if width := column.get("width"):
            column.set("style", f"width: {width}")
