"""The formats of a document: HTML, PDF and Word, each from the same final values."""

from collections.abc import Callable, Mapping

from django.template.loader import render_to_string
from django.utils import timezone

from ita_portal.turns import NoTurn
from reports.content.material import DocumentMissing
from reports.output.heading_pages import heading_pages
from reports.output.pdf import paper_style, pdf_of, screen_style
from reports.paper.blocks import Contents, Document
from reports.paper.contents_layout import PaperContents
from reports.paper.layout import laid_out
from reports.paper.mark import DRAFT, Mark

# About 2,000 rows of measures, of which a thousand took 6 s and 370 MB. What is longer could hold a process beyond
# gunicorn's timeout on a busy machine.
LONGEST_HTML = 1_000_000
TOO_LONG = "เอกสารยาวเกินกว่าที่ระบบจัดทำเป็น PDF ได้ กรุณาดาวน์โหลดเป็น Word หรือลดส่วนและคอลัมน์ที่พิมพ์ในหน้าตั้งค่ารูปแบบเอกสาร"


def document_html(document: Document, mark: Mark = DRAFT, *, on_screen: bool = True) -> str:
    """Return a document as a complete web page of the portal.

    The page for the screen links the stylesheet; the renderer of PDF is given it, since it reaches no file.
    """
    context = {"document": laid_out(document), "mark": mark, "on_screen": on_screen}
    return render_to_string("reports/document.html", context)


def document_page(document: Document, mark: Mark = DRAFT) -> bytes:
    """Return a document as a web page that needs no other file, to be kept and opened anywhere."""
    context = {"document": laid_out(document), "mark": mark, "on_screen": True, "style": screen_style()}
    return render_to_string("reports/document.html", context).encode()


def document_pdf(document: Document, mark: Mark = DRAFT) -> bytes:
    """Return a document as PDF, from the template of the web page; raise DocumentMissing where it is too long."""
    html = document_html(document, mark, on_screen=False)
    if len(html) > LONGEST_HTML:
        raise DocumentMissing(TOO_LONG)
    style = paper_style(document, mark)
    return pdf_of(html, style, names=document.names, with_continuation=document.has_continuation)


def document_docx(document: Document, mark: Mark = DRAFT) -> bytes:
    """Return a document as a Word file with the same blocks."""
    from reports.output.word import word_of

    return word_of(document, mark, timezone.localdate(), _heading_pages(document, mark))


def _heading_pages(document: Document, mark: Mark) -> Mapping[str, int]:
    """Return where the PDF has the headings that a table of contents lists; nothing where it cannot be printed now."""
    if not any(isinstance(block, Contents) for block in document.blocks):
        return {}
    contents = next(block for block in laid_out(document).blocks if isinstance(block, PaperContents))
    try:
        return heading_pages(document_pdf(document, mark), contents.headings)
    except (DocumentMissing, NoTurn):
        return {}


FORMATS: dict[str, Callable[..., bytes]] = {
    "pdf": document_pdf,
    "html": document_page,
    "docx": document_docx,
}
