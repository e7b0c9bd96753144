"""A web page, saved or pasted, as paragraphs and tables: what a person would read of it."""

from collections.abc import Iterator
from typing import Any

from ita_portal.documents.source import BlockWriter, SourceDocument, SpanCell, unfolded
from ita_portal.documents.spelling import lines_joined, trimmed_lines

_LEFT_OUT = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "object",
    "select",
    "textarea",
    "svg",
    "title",
}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "q", "s"),
    *("small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
}
_LEVELS = {f"h{level}": level for level in range(1, 7)}


def read_web_page(text: str) -> SourceDocument:
    """Return the page; nothing that it names is fetched."""
    from lxml import html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    writer = BlockWriter()
    if text.strip():
        root = html.document_fromstring(f"<div>{_without_declaration(text)}</div>", parser=parser)
        _PageReader(writer).read(root)
    return writer.document()


def _without_declaration(text: str) -> str:
    """Return a page without the line that declares an encoding: it was decoded already."""
    return text.partition("?>")[2] if text.lstrip("\ufeff \n\r\t").startswith("<?xml") else text


class _PageReader:
    """Goes through a page and writes what it comes by; inline text is gathered until something else begins."""

    def __init__(self, writer: BlockWriter) -> None:
        self._writer = writer
        self._gathered: list[str] = []

    def read(self, root: Any) -> None:
        self._block(root, 0)
        self._flush(0)

    def _block(self, element: Any, level: int) -> None:
        self._gathered.append(_plain(element.text))
        for child in element:
            self._child(child, level)
            self._gathered.append(_plain(child.tail))

    def _child(self, child: Any, level: int) -> None:
        if not _is_read(child):
            return
        if child.tag == "table":
            self._flush(level)
            self._table(child)
        elif child.tag == "br":
            self._gathered.append("\n")
        elif child.tag in _INLINE:
            self._block(child, level)
        else:
            self._flush(level)
            self._block(child, _LEVELS.get(child.tag, level))
            self._flush(_LEVELS.get(child.tag, level))

    def _flush(self, level: int) -> None:
        text = trimmed_lines("".join(self._gathered))
        self._gathered = []
        self._writer.paragraph(text, level)

    def _table(self, table: Any) -> None:
        """Write a table; one that only lays out a page holds others, and is read cell by cell."""
        rows = list(_within(table, "tr"))
        if any(_within(cell, "table") for row in rows for cell in _cells(row)):
            for row in rows:
                for cell in _cells(row):
                    self._block(cell, 0)
                    self._flush(0)
            return
        for caption in _within(table, "caption"):
            self._writer.paragraph(lines_joined(_lines(caption)))
        self._writer.table(unfolded([[_span_cell(cell) for cell in _cells(row)] for row in rows]))


def _is_read(element: Any) -> bool:
    is_hidden = "hidden" in element.attrib or "display:none" in element.get("style", "").replace(" ", "").lower()
    return isinstance(element.tag, str) and element.tag not in _LEFT_OUT and not is_hidden


def _within(element: Any, tag: str) -> list[Any]:
    """Return what lies within an element, but not within a table inside it."""
    return list(_walk(element, tag))


def _walk(element: Any, tag: str) -> Iterator[Any]:
    for child in filter(_is_read, element):
        if child.tag == tag:
            yield child
        elif child.tag != "table":
            yield from _walk(child, tag)


def _cells(row: Any) -> list[Any]:
    return [child for child in row if child.tag in ("td", "th") and _is_read(child)]


def _span_cell(cell: Any) -> SpanCell:
    return SpanCell(lines_joined(_lines(cell)), _span(cell, "colspan"), _span(cell, "rowspan"))


def _span(cell: Any, name: str) -> int:
    digits = cell.get(name, "1").strip()
    return max(1, int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 5 else 1


def _lines(element: Any) -> str:
    """Return the text of a cell, what is no inline text on lines of its own."""
    parts = [_plain(element.text)]
    for child in element:
        if _is_read(child):
            is_block = child.tag not in _INLINE
            parts.append(f"\n{_lines(child)}\n" if is_block else _lines(child))
        parts.append(_plain(child.tail))
    return "".join(parts)


def _plain(text: str | None) -> str:
    """Return a text with its line breaks as the blanks that they are on a page."""
    return "" if not text else text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
