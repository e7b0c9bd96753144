"""Paragraphs and tables of a page of a PDF that says by its tags what they are."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from ita_portal.documents.line_ends import joint
from ita_portal.documents.pdf_glyphs import Run, TagNode
from ita_portal.documents.pdf_layout import RuledTable
from ita_portal.documents.pdf_lines import SAME_LINE
from ita_portal.documents.source import BlockWriter, SpanCell, unfolded
from ita_portal.documents.spelling import lines_joined, trimmed_lines

_HEADINGS = {f"H{level}": level for level in range(1, 7)} | {"H": 1, "Title": 1}
_PARAGRAPHS = {"P", "LI", "Caption", "BlockQuote", "TOCI", "Note", *_HEADINGS}
FULL_LINE = 0.9  # of the right edge of a page's text: how far the last line of a paragraph reaches that may go on
BESIDE = 12  # points by which a text in the middle of its cell may begin before another one
BLANK = 0.18  # of the size of the letters: how far apart runs stand that a blank parts


def runs_by_mark(runs: Iterator[Run]) -> dict[int, list[Run]]:
    by_mark: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        if run.mark >= 0:
            by_mark[run.mark].append(run)
    return by_mark


class TagReader:
    """Writes what a page is tagged as."""

    def __init__(
        self, writer: BlockWriter, runs: Mapping[int, Sequence[Run]], carried: list[float], ruled: Sequence[RuledTable]
    ) -> None:
        self._writer, self._runs, self._carried, self._ruled = writer, runs, carried, ruled
        self._right = max((run.right for marked in runs.values() for run in marked), default=0.0)

    def read(self, node: TagNode) -> None:
        if node.kind == "Table":
            self._table(node)
        elif node.kind in _PARAGRAPHS:
            self._paragraph(node)
        else:
            self._loose(node)

    def _loose(self, node: TagNode) -> None:
        """Go on into what is no paragraph itself; text that stands in it is one."""
        marks = [child for child in node.children if isinstance(child, int)]
        self._writer.paragraph(trimmed_lines(self._joined(marks)))
        inline = [child for child in node.children if isinstance(child, TagNode)]
        if inline and all(child.kind in ("Span", "Link") for child in inline):
            self._writer.paragraph(trimmed_lines(self._joined([mark for each in inline for mark in _marks(each)])))
            return
        for child in inline:
            self.read(child)

    def _paragraph(self, node: TagNode) -> None:
        for table in _tables(node):
            self._table(table)
        self._writer.paragraph(
            trimmed_lines(self._text(node)), _HEADINGS.get(node.kind, 0), is_open=self._is_open(_marks(node))
        )

    def _is_open(self, marks: list[int]) -> bool:
        """Return whether the last line of a paragraph reaches the right edge of the page's text."""
        last = [run for mark in marks for run in self._runs.get(mark, ())][-1:]
        return bool(last) and last[0].right >= self._right * FULL_LINE

    def _table(self, node: TagNode) -> None:
        for caption in _found(node, lambda kind: kind == "Caption"):
            self._writer.paragraph(trimmed_lines(self._text(caption)))
        rows = [
            [cell for cell in row.children if isinstance(cell, TagNode) and cell.kind in ("TD", "TH")]
            for row in _found(node, lambda kind: kind == "TR")
        ]
        has_spans = any(cell.across > 1 or cell.down > 1 for row in rows for cell in row)
        edges = [] if has_spans else self._ruled_edges(rows) or self._edges(rows)
        self._writer.table(unfolded([self._row(row, edges) for row in rows]))

    def _ruled_edges(self, rows: list[list[TagNode]]) -> list[float]:
        """Return where the columns begin by the lines that are drawn around the first text; none where there are none.

        A row that lacks a cell, since nothing stands in it, is known by nothing else when a page holds no whole row.
        """
        runs = (run for row in rows for cell in row for mark in _marks(cell) for run in self._runs.get(mark, ()))
        first = next(runs, None)
        table = next((each for each in self._ruled if first and each.column(first.x, first.y) is not None), None)
        if table is None or len(table.xs) - 1 < max(map(len, rows)):
            return []
        self._carried[:] = table.xs[:-1]
        return self._carried

    def _edges(self, rows: list[list[TagNode]]) -> list[float]:
        """Return where the columns begin, as the row with the most cells shows."""
        known = [[left for cell in row if (left := self._left(cell)) is not None] for row in rows]
        whole = [lefts for lefts, row in zip(known, rows, strict=True) if len(lefts) == len(row)]
        most = max(map(len, whole), default=0)
        # A heading stands in the middle of its cell, the texts below it begin at the edge.
        edges = [min(lefts) - BESIDE for lefts in zip(*(each for each in whole if len(each) == most), strict=True)]
        if not self._writer.is_page_begun and self._carried:  # the table of the page before may go on
            if len(edges) == len(self._carried):
                edges = [min(pair) for pair in zip(edges, self._carried, strict=True)]
            elif len(edges) < len(self._carried):
                edges = list(self._carried)
        self._carried[:] = edges
        return edges

    def _row(self, cells: list[TagNode], edges: list[float]) -> list[SpanCell]:
        """Return the cells of a row; of one that lacks some, as the rest of one that a page parts, by their places."""
        told = [SpanCell(self._cell_text(cell), cell.across, cell.down) for cell in cells]
        places = [_nearest_edge(self._left(cell), edges) for cell in cells]
        is_placed = len(set(places)) == len(places) and None not in places
        if len(told) >= len(edges) or not is_placed:
            return told
        by_place = dict(zip(places, told, strict=True))
        return [by_place.get(at, SpanCell("")) for at in range(len(edges))]

    def _left(self, cell: TagNode) -> float | None:
        """Return where the text of a cell begins; None for one without text."""
        return min((run.x for mark in _marks(cell) for run in self._runs.get(mark, ())), default=None)

    def _cell_text(self, node: TagNode) -> str:
        """Return the text of a cell; a blank at its end stays, since the cell may go on on the next page."""
        text = self._text(node)
        last = [run for mark in _marks(node) for run in self._runs.get(mark, ())][-1:]
        return f"{text} " if text and last and last[0].text.endswith(" ") else text

    def _text(self, node: TagNode) -> str:
        """Return the text of an element, each paragraph within it on a line of its own."""
        lines: list[list[int]] = [[]]
        self._gather(node, lines)
        return lines_joined("\n".join(self._joined(marks) for marks in lines))

    def _gather(self, node: TagNode, lines: list[list[int]]) -> None:
        for child in node.children:
            if isinstance(child, int):
                lines[-1].append(child)
            elif child.kind == "Table":
                continue
            else:
                is_line = child.kind in _PARAGRAPHS
                if is_line:
                    lines.append([])
                self._gather(child, lines)
                if is_line:
                    lines.append([])

    def _joined(self, marks: list[int]) -> str:
        """Return the texts of marked contents as one: with a blank where there was one, also at the end of a line."""
        text, last = "", None
        for run in (run for mark in marks for run in self._runs.get(mark, ())):
            if last and _is_next_line(last, run):
                text += joint(text, run.text)
            elif last and run.x - last.right > BLANK * run.size and not text.endswith((" ", "\u0e33")):
                text += "" if run.text[:1].isspace() else " "
            text, last = text + run.text, run
        return text


def _is_next_line(last: Run, run: Run) -> bool:
    return abs(last.y - run.y) > SAME_LINE * max(run.size, 1)


def _nearest_edge(left: float | None, edges: list[float]) -> int | None:
    """Return the last column that begins before a place; text in the middle of its cell begins further right."""
    before = [at for at, edge in enumerate(edges) if left is not None and edge <= left]
    return before[-1] if before else None


def _marks(node: TagNode) -> list[int]:
    return [mark for child in node.children for mark in ([child] if isinstance(child, int) else _marks(child))]


def _tables(node: TagNode) -> list[TagNode]:
    return list(_found(node, lambda kind: kind == "Table"))


def _found(node: TagNode, is_wanted: Callable[[str], bool]) -> Iterator[TagNode]:
    """Yield the elements of a kind within one, but not within a table inside it."""
    for child in node.children:
        if isinstance(child, int):
            continue
        if is_wanted(child.kind):
            yield child
        elif child.kind != "Table":
            yield from _found(child, is_wanted)
