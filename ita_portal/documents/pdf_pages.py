"""What stands on the pages of a PDF, seen together: what all of them repeat, and tables that go over several."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita_portal.documents.pdf_glyphs import Run, TagNode
from ita_portal.documents.pdf_layout import TOUCH, RuledTable
from ita_portal.documents.pdf_lines import TextLine, text_lines
from ita_portal.documents.pdf_marks import Letter
from ita_portal.documents.source import is_page_mark
from ita_portal.text.thai import arabic_digits

# A line is a running head where it stands at one height on so many pages, first or last, or next to that.
FEWEST_PAGES, OUTERMOST = 3, 2
_COUNTED = re.compile(r"(?:หน้า|page)[^0-9]{0,6}[0-9]{1,3}", re.IGNORECASE)


@dataclass(frozen=True)
class PageContent:
    """A page with its letters, the tables that its lines draw, from the top down, and what it is tagged as."""

    letters: tuple[Letter, ...]
    tables: tuple[RuledTable, ...]
    has_pictures: bool = False
    structure: tuple[TagNode, ...] = ()
    runs: Mapping[int, Sequence[Run]] = field(default_factory=dict)

    @property
    def outside(self) -> list[Letter]:
        """The letters that stand in no table."""
        return [letter for letter in self.letters if not any(table.place(letter) for table in self.tables)]


def pages_as_one(pages: Sequence[PageContent]) -> list[PageContent]:
    """Return the pages without running heads but the first, with the columns that a table has on the pages beside."""
    kept = _without_running_heads(pages)
    for at in range(1, len(kept)):
        kept[at] = _with_columns_of(kept[at], kept[at - 1], is_below=True)
    for at in range(len(kept) - 1, 0, -1):
        kept[at - 1] = _with_columns_of(kept[at - 1], kept[at], is_below=False)
    return kept


def _without_running_heads(pages: Sequence[PageContent]) -> list[PageContent]:
    lines = [_outermost(text_lines(page.outside)) for page in pages]
    count = Counter(_key(line) for found in lines for line in found)
    seen: set[tuple[str, int]] = set()
    kept = []
    for page, found in zip(pages, lines, strict=True):
        heights = [line.y for line in found if count[_key(line)] >= FEWEST_PAGES and _key(line) in seen]
        seen |= {_key(line) for line in found}
        kept.append(_without_lines(page, heights))
    return kept


def _outermost(lines: Sequence[TextLine]) -> list[TextLine]:
    return [*lines[:OUTERMOST], *lines[OUTERMOST:][-OUTERMOST:]]


def _key(line: TextLine) -> tuple[str, int]:
    return _COUNTED.sub("#", arabic_digits("".join(line.text.split()))), round(line.y / TOUCH)


def _without_lines(page: PageContent, heights: Sequence[float]) -> PageContent:
    if not heights:
        return page
    dropped = {id(each) for each in page.outside if any(abs(each.y - y) < each.size / 2 for y in heights)}
    return replace(page, letters=tuple(each for each in page.letters if id(each) not in dropped))


def _with_columns_of(page: PageContent, other: PageContent, *, is_below: bool) -> PageContent:
    """Return a page whose table at the edge has the columns of the part of it on the page beside."""
    if not page.tables or not other.tables:
        return page
    at, beside = (0, -1) if is_below else (-1, 0)
    table, more = page.tables[at], other.tables[beside]
    if not _is_at_edge(page, is_top=is_below) or not _is_at_edge(other, is_top=not is_below):
        return page
    if len(more.xs) <= len(table.xs) or not _has_same_columns(table, more):
        return page
    tables = list(page.tables)
    tables[at] = replace(table, xs=more.xs)
    return replace(page, tables=tuple(tables))


def _has_same_columns(few: RuledTable, many: RuledTable) -> bool:
    is_within = all(any(abs(x - other) < TOUCH for other in many.xs) for x in few.xs)
    return is_within and abs(few.xs[0] - many.xs[0]) < TOUCH and abs(few.xs[-1] - many.xs[-1]) < TOUCH


def _is_at_edge(page: PageContent, *, is_top: bool) -> bool:
    """Return whether nothing but the number of the page stands above its first table, or below its last."""
    edge = page.tables[0].top if is_top else page.tables[-1].ys[-1]
    return not any(_told(page, edge, is_top))


def _told(page: PageContent, edge: float, is_top: bool) -> Iterator[TextLine]:
    for line in text_lines(page.outside):
        if (line.y > edge) == is_top and not is_page_mark(line.text):
            yield line
