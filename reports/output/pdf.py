"""From HTML to PDF: the paper, the fonts, and a renderer that reaches neither files nor network."""

from collections import OrderedDict
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from django.contrib.staticfiles import finders

from ita_portal.turns import PDF, turn
from reports.output.continuation import CONTINUATION_STYLE
from reports.output.page_tree import page_of
from reports.output.qr_code import qr_code_uri
from reports.paper.blocks import Document
from reports.paper.mark import DRAFT_WORD, Mark
from reports.paper.typesetting import THAI

STYLESHEET, SCREEN_STYLESHEET = "css/document.css", "css/document-screen.css"
CACHED_DOCUMENTS = 32

_cache: OrderedDict[str, bytes] = OrderedDict()
_cache_lock = Lock()


def pdf_of(html: str, page_style: str = "", *, names: tuple[str, ...] = (), with_continuation: bool = False) -> bytes:
    """Return the PDF of a document's HTML. The same content gives the same bytes, rendered once.

    No line breaks within one of the names.

    Raises NoTurn where the machine prints as many as it can already.
    """
    styles = page_style + stylesheet()
    key = sha256(f"{html}\0{styles}\0{names}\0{with_continuation}".encode()).hexdigest()
    with _cache_lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    with turn(PDF):
        pdf = _render(html, styles, names, with_continuation=with_continuation)
    with _cache_lock:
        _cache[key] = pdf
        while len(_cache) > CACHED_DOCUMENTS:
            _cache.popitem(last=False)
    return pdf


def paper_style(document: Document, mark: Mark) -> str:
    """Return the rules of the page: margins, page numbers, and the mark of a draft or of an issue."""
    margins = document.margins
    sides = " ".join(f"{side}cm" for side in (margins.top, margins.right, margins.bottom, margins.left))
    counter = "counter(page, thai)" if document.digits == THAI else "counter(page)"
    draft = f"@top-right {{ content: {css_text(DRAFT_WORD)}; }}" if mark.is_draft else ""
    foot = "" if mark.is_draft else _foot_style(mark)
    return (
        f"@page {{ size: A4; margin: {sides}; @top-center {{ content: '- ' {counter} ' -'; }} {draft} {foot} }}\n"
        "@page :first { @top-center { content: none; } }\n"
        "@page wide { size: A4 landscape; }\n"
    )


def _foot_style(mark: Mark) -> str:
    """Return the rules that put the words of an issue, which link to its verification, and a QR code on each page."""
    code = css_text(qr_code_uri(mark.code_address))
    return (
        "@bottom-left { content: element(issue-mark); } "
        f"@bottom-left-corner {{ background: url({code}) 70% 10% / 1.5cm no-repeat; content: ''; }}"
    )


def css_text(text: str) -> str:
    """Return a text as a CSS string, whatever it holds."""
    return '"' + "".join(f"\\{ord(letter):x} " if letter in '"\\\n\r\f' else letter for letter in text) + '"'


def stylesheet() -> str:
    """Return the stylesheet of documents, the same for the screen and for paper."""
    return _static_text(STYLESHEET)


def screen_style() -> str:
    """Return all that dresses a document on the screen."""
    return stylesheet() + _static_text(SCREEN_STYLESHEET)


def _static_text(name: str) -> str:
    path = finders.find(name)
    assert isinstance(path, str), f"{name} is missing"
    return Path(path).read_text(encoding="utf-8")


def _render(html: str, styles: str, names: tuple[str, ...], *, with_continuation: bool) -> bytes:
    from reports.output import actual_text, continuation, line_breaks, lines_once, repeated_titles

    for module in (actual_text, continuation, line_breaks, lines_once, repeated_titles):
        module.install()
    fonts = line_breaks.fonts_for(names)
    with lines_once.kept_lines(fonts):
        laid_out = _lay_out(html, styles + CONTINUATION_STYLE if with_continuation else styles, fonts)
        pdf = laid_out.write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(pdf, bytes)
    return pdf


def _lay_out(html: str, styles: str, fonts: Any) -> Any:
    from weasyprint import CSS

    fetcher = _closed_fetcher()
    sheet = CSS(string=styles, font_config=fonts, url_fetcher=fetcher)
    page = page_of(html, fetcher)
    return page.render(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")


def _closed_fetcher() -> Any:
    """Return a fetcher that knows data URIs and nothing else: no file, no network, no redirect."""
    from weasyprint import URLFetcher

    return URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
