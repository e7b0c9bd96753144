"""A Word file as paragraphs and tables, in the order of its body.

Read from its XML itself: the libraries that write Word leave out what municipalities' files are full of, such as text
boxes, content controls, merged cells and tables within tables. Footnotes and what is marked as deleted stay out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml import ElementTree

from ita_portal.documents.source import BlockWriter, SourceDocument, SpanCell, unfolded
from ita_portal.documents.spelling import lines_joined, trimmed_lines

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY, _STYLES = "word/document.xml", "word/styles.xml"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# What stands in a paragraph and is none of its text: boxes are told after it; the fallback repeats them.
_ASIDE = {f"{_W}txbxContent", _FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"}
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)


@dataclass(frozen=True)
class _Cell:
    """A cell with the column in which it begins; `continues` one that lies in the rows above."""

    element: Any
    across: int
    continues: bool


def read_word(content: bytes) -> SourceDocument:
    """Return the document; `content` was found to be a Word file that is not too large."""
    with ZipFile(BytesIO(content)) as archive:
        body = ElementTree.fromstring(archive.read(_BODY), forbid_dtd=True)
        has_styles = _STYLES in archive.namelist()
        styles = ElementTree.fromstring(archive.read(_STYLES), forbid_dtd=True) if has_styles else None
    writer = BlockWriter()
    _write_blocks(writer, body, _levels(styles))
    return writer.document()


def _levels(styles: Any) -> dict[str, int]:
    """Return the level of each style of headings."""
    levels = {}
    for style in () if styles is None else styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        found = _HEADING.fullmatch(name.get(f"{_W}val", "")) if name is not None else None
        if found:
            levels[style.get(f"{_W}styleId", "")] = int(found[1])
    return levels


def _write_blocks(writer: BlockWriter, parent: Any, levels: dict[str, int]) -> None:
    for child in parent:
        if child.tag == f"{_W}p":
            writer.paragraph(trimmed_lines(_text(child)), levels.get(_style(child), 0))
            for box in _boxes(child):
                _write_blocks(writer, box, levels)
        elif child.tag == f"{_W}tbl":
            _write_table(writer, child, levels)
        elif child.tag not in _ASIDE:  # the body, a content control, a mark of what was inserted
            _write_blocks(writer, child, levels)


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val", ""))


def _text(element: Any) -> str:
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in _MARKS:
        return _MARKS[element.tag]
    return "".join(_text(child) for child in element if child.tag not in _ASIDE)


def _boxes(element: Any) -> Iterator[Any]:
    """Yield the content of text boxes that hang at a paragraph, each once."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _write_table(writer: BlockWriter, table: Any, levels: dict[str, int]) -> None:
    rows = [list(_cells(row)) for row in _children(table, f"{_W}tr")]
    writer.table(unfolded(list(_with_spans(rows))))
    for row in rows:
        for cell in row:
            for inner in _children(cell.element, f"{_W}tbl"):
                _write_table(writer, inner, levels)


def _cells(row: Any) -> Iterator[_Cell]:
    before = _number(row, "trPr/gridBefore")
    if before:
        yield _Cell(None, before, continues=False)
    for cell in _children(row, f"{_W}tc"):
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        continues = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        yield _Cell(cell, _number(cell, "tcPr/gridSpan") or 1, continues)


def _with_spans(rows: list[list[_Cell]]) -> Iterator[list[SpanCell]]:
    """Yield the rows with the text of a cell again where it goes on below, as Word marks it cell by cell."""
    above: dict[int, str] = {}
    for row in rows:
        cells, column, now = [], 0, {}
        for cell in row:
            text = above.get(column, "") if cell.continues else _cell_text(cell.element)
            cells.append(SpanCell(text, cell.across))
            now[column] = text
            column += cell.across
        above = now
        yield cells


def _cell_text(cell: Any) -> str:
    """Return the lines of a cell, those of its text boxes among them, without the tables in it."""
    if cell is None:
        return ""
    paragraphs = (_text_with_boxes(each) for each in _children(cell, f"{_W}p"))
    return lines_joined("\n".join(paragraphs))


def _text_with_boxes(paragraph: Any) -> str:
    boxed = (_text(each) for box in _boxes(paragraph) for each in _children(box, f"{_W}p"))
    return "\n".join([_text(paragraph), *boxed])


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the children of a kind, also those within content controls and marks of what was inserted."""
    for child in () if parent is None else parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _children(child, tag)


def _number(element: Any, path: str) -> int:
    found = element.find("/".join(f"{_W}{part}" for part in path.split("/")))
    digits = "" if found is None else found.get(f"{_W}val", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else 0
