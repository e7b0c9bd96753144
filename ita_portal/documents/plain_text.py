"""Plain text as paragraphs and tables: columns parted by tabs, aligned by blanks, or one cell to a line.

Text that was saved or copied out of other programs brings remains of their markup along; these come off.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from ita_portal.documents.source import BlockWriter, SourceDocument
from ita_portal.documents.spelling import lines_joined, trimmed_lines

# A tag of markup begins a line, or is nothing; a text may hold "<" of its own.
_LINE_TAGS = re.compile(r"</?(?:p|ul|ol|li|br|div)(?: [^<>]{0,200})?/?>", re.IGNORECASE)
_OTHER_TAGS = re.compile(r"</?(?:b|i|u|strong|em|span|font)(?: [^<>]{0,200})?>", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6}) ")
_COLUMNS = re.compile(r"(?<=\S)(?: {2,}|\t)(?=\S)")
_RULE = re.compile(r"[\s|:=_-]*")
# Fewer lines with the same number of columns are sentences with wide blanks.
FEWEST_ALIGNED = 3
FEWEST_CELLS = 2


def read_plain_text(text: str) -> SourceDocument:
    writer = BlockWriter()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(lines):
        at = _write_cell_lines(writer, lines, at) or _write_rows(writer, lines, at) or _write_line(writer, lines, at)
    return writer.document()


def _write_line(writer: BlockWriter, lines: Sequence[str], at: int) -> int:
    text = _without_markup(lines[at])
    heading = _HEADING.match(text)
    writer.paragraph(text[heading.end() :] if heading else text, len(heading[1]) if heading else 0)
    return at + 1


def _write_rows(writer: BlockWriter, lines: Sequence[str], at: int) -> int:
    """Write the table whose rows are the lines from here on; return the line after it, 0 where there is none."""
    tabbed = list(takewhile(_has_tab, lines[at:]))
    if tabbed:
        cells = [line.split("\t") for line in tabbed if not _RULE.fullmatch(line)]
        writer.table(_even([[lines_joined(_without_markup(cell)) for cell in row] for row in cells]))
        return at + len(tabbed)
    count = len(_aligned(lines[at]))
    aligned = list(takewhile(lambda line: len(_aligned(line)) == count, lines[at:])) if count > 1 else []
    if len(aligned) < FEWEST_ALIGNED:
        return 0
    writer.table(_even([[lines_joined(_without_markup(cell)) for cell in _aligned(line)] for line in aligned]))
    return at + len(aligned)


def _has_tab(line: str) -> bool:
    return "\t" in line and bool(line.strip())


def _aligned(line: str) -> list[str]:
    return _COLUMNS.split(line.strip())


def _write_cell_lines(writer: BlockWriter, lines: Sequence[str], at: int) -> int:
    """Write a table of which each cell stands on a line of its own, begun with a tab, as some programs save it.

    The cells up to the first empty line are those of a row; lines without a tab go on with the cell above them.
    """
    first = list(takewhile(_is_cell, lines[at:]))
    if len(first) < FEWEST_CELLS:
        return 0
    cells: list[list[str]] = []
    end = at
    for number, line in enumerate(lines[at:], at):
        if _is_cell(line):
            cells.append([line[1:]])
        elif line.strip() and not lines[number - 1].strip() and len(cells) % len(first) == 0:
            break
        else:
            cells[-1].append(line)
        end = number + 1
    texts = [lines_joined(_without_markup("\n".join(cell))) for cell in cells]
    writer.table(_even([texts[start : start + len(first)] for start in range(0, len(texts), len(first))]))
    return end


def _is_cell(line: str) -> bool:
    return line.startswith("\t") and "\t" not in line[1:]


def _even(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _without_markup(text: str) -> str:
    text = _OTHER_TAGS.sub("", _LINE_TAGS.sub("\n", text)).replace("**", "")
    return trimmed_lines(text).strip()
