"""From HTML to PDF: the paper, the fonts, and a renderer that reaches neither files nor network."""

from collections import OrderedDict
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders

STYLESHEET = "css/document.css"
CACHED_DOCUMENTS = 32

_cache: OrderedDict[str, bytes] = OrderedDict()
_cache_lock = Lock()


def pdf_of(html: str) -> bytes:
    """Return the PDF of a document's HTML. The same HTML gives the same bytes, rendered once."""
    styles = paper_style() + stylesheet()
    key = sha256(f"{html}\0{styles}".encode()).hexdigest()
    with _cache_lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    pdf = _render(html, styles)
    with _cache_lock:
        _cache[key] = pdf
        while len(_cache) > CACHED_DOCUMENTS:
            _cache.popitem(last=False)
    return pdf


def paper_style() -> str:
    """Return the page rules with the margins of the settings."""
    margins = settings.DOCUMENT_MARGINS_CM
    sides = " ".join(f"{margins[side]}cm" for side in ("top", "right", "bottom", "left"))
    return f"@page {{ size: A4; margin: {sides}; }}\n@page wide {{ size: A4 landscape; }}\n"


def stylesheet() -> str:
    """Return the one stylesheet of documents, for the screen and for paper."""
    path = finders.find(STYLESHEET)
    assert isinstance(path, str), f"{STYLESHEET} is missing"
    return Path(path).read_text(encoding="utf-8")


def _render(html: str, styles: str) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from reports import actual_text

    actual_text.install()
    fonts = FontConfiguration()
    fetcher = _closed_fetcher()
    document = HTML(string=html, base_url=None, url_fetcher=fetcher, media_type="print")
    pdf = document.write_pdf(
        stylesheets=[CSS(string=styles, font_config=fonts, url_fetcher=fetcher)],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
    )
    assert isinstance(pdf, bytes)
    return pdf


def _closed_fetcher() -> Any:
    """Return a fetcher that knows data URIs and nothing else: no file, no network, no redirect."""
    from weasyprint import URLFetcher

    return URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
