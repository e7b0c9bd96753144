"""What a PDF tells to a reader who does not see it: its structure tree, links, bookmarks, and what it is."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class Tag:
    kind: str  # Figure, Table, H1 …
    alternative: str


def tags_of(pdf: bytes) -> Iterator[Tag]:
    """Yield the elements of the structure tree, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
        pdfium.FPDF_StructTree_Close(tree)


def _below(element: Any) -> Iterator[Tag]:
    if not element:
        return
    kind = _text(pdfium.FPDF_StructElement_GetType, element)
    yield Tag(kind, _text(pdfium.FPDF_StructElement_GetAltText, element))
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        yield from _below(pdfium.FPDF_StructElement_GetChildAtIndex(element, at))


def _text(read: Any, element: Any) -> str:
    length = read(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    read(element, buffer, length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le")


def links_of(pdf: bytes) -> list[list[str]]:
    """Return the addresses to which each page links."""
    document = pypdfium2.PdfDocument(pdf)
    return [list(_links(document, page)) for page in document]


def _links(document: Any, page: Any) -> Iterator[str]:
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, length)
        yield buffer.value.decode()


def bookmarks_of(pdf: bytes) -> list[tuple[int, str]]:
    """Return the bookmarks, each with its level."""
    return [(mark.level, mark.get_title()) for mark in pypdfium2.PdfDocument(pdf).get_toc()]


def properties_of(pdf: bytes) -> dict[str, str]:
    return dict(pypdfium2.PdfDocument(pdf).get_metadata_dict())
