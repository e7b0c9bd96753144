"""On which page of a PDF each heading stands, which the contents of a Word file show before Word counts."""

from collections.abc import Mapping, Sequence

from reports.paper.contents_layout import PaperHeading


def heading_pages(pdf: bytes, headings: Sequence[PaperHeading]) -> Mapping[str, int]:
    """Return the numbers of the pages by the names of the places; what the bookmarks of the file lack is left out."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        marks = [(_squeezed(mark.get_title()), mark.get_dest()) for mark in document.get_toc()]
        pages, place = {}, 0
        for heading in headings:
            at = next((at for at in range(place, len(marks)) if marks[at][0] == _squeezed(heading.text)), None)
            if at is not None and marks[at][1]:
                pages[heading.anchor], place = marks[at][1].get_index() + 1, at + 1
        return pages
    finally:
        document.close()


def _squeezed(title: str) -> str:
    return "".join(title.split())
