"""Every kind of block as elements of Word."""

from collections.abc import Callable
from typing import Any

from reports.output.word.charts import chart, chart_key, chart_pair
from reports.output.word.fields import contents, named_place
from reports.output.word.forms import announcement_date, announcement_head, cover, memo_head, opinion, signature
from reports.output.word.lists import numbered_paragraph
from reports.output.word.markup import Element, keep_together, paragraph, run
from reports.output.word.page import Page
from reports.output.word.styles import STRONG
from reports.output.word.tables import table
from reports.paper.blocks import (
    AnnouncementDate,
    AnnouncementHead,
    Block,
    ChartKey,
    Cover,
    Heading,
    Items,
    OpinionBlock,
    Paragraph,
    Signature,
)
from reports.paper.chart_layout import ChartPair, PaperChart
from reports.paper.contents_layout import PaperContents, PaperHeading
from reports.paper.layout import PaperTable
from reports.paper.letter import KeptTogether, PaperMemoHead

# Level 1 is the document's title.
STYLE_OF_LEVEL = {2: "Heading1", 3: "Heading2", 4: "Heading3"}
STYLE_OF_PARAGRAPH = {
    "text": "BodyText",
    "apart": "BodyApart",
    "strong": "Lead",
    "note": "Note",
    "right": "ToTheRight",
}


def elements_of(block: Block, page: Page) -> list[Element]:
    """Return the paragraphs and tables of a block."""
    return WRITERS[type(block)](block, page)


def _heading(block: Heading, page: Page) -> list[Element]:
    style = "HeadingCentred" if page.heads_page and block.level == 2 else STYLE_OF_LEVEL[block.level]
    return [paragraph(style, block.text)]


def _named_heading(block: PaperHeading, page: Page) -> list[Element]:
    (element,) = _heading(block.heading, page)
    text = element[-1]
    element.remove(text)
    element.extend(named_place(block, page))
    return [element]


def _paragraph(block: Paragraph, page: Page) -> list[Element]:
    label = [run(block.label, STRONG), " "] if block.label else []
    return [paragraph(STYLE_OF_PARAGRAPH[block.style], *label, block.text)]


def _items(block: Items, page: Page) -> list[Element]:
    elements = [numbered_paragraph(page, "items", "List", text) for text in block.texts]
    keep_together(elements)
    return elements


def _kept_together(block: KeptTogether, page: Page) -> list[Element]:
    elements = [element for each in block.blocks for element in elements_of(each, page)]
    keep_together(elements)
    return elements


WRITERS: dict[type[Block], Callable[[Any, Page], list[Element]]] = {
    AnnouncementDate: announcement_date,
    AnnouncementHead: announcement_head,
    ChartKey: chart_key,
    ChartPair: chart_pair,
    Cover: cover,
    Heading: _heading,
    Items: _items,
    KeptTogether: _kept_together,
    OpinionBlock: opinion,
    PaperMemoHead: memo_head,
    Paragraph: _paragraph,
    Signature: signature,
    PaperChart: chart,
    PaperContents: contents,
    PaperHeading: _named_heading,
    PaperTable: table,
}
