"""The table of contents of a document that has one: its headings, each with the place to which its line leads."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import ClassVar

from reports.paper.blocks import Block, Contents, Document, Heading

DEEPEST = 3  # of the levels that are listed


@dataclass(frozen=True)
class PaperHeading(Block):
    """A heading with the name of its place."""

    template: ClassVar[str] = "reports/blocks/heading.html"
    heading: Heading
    anchor: str

    @property
    def text(self) -> str:
        return self.heading.text

    @property
    def level(self) -> int:
        return self.heading.level

    @property
    def is_listed(self) -> bool:
        return self.level <= DEEPEST


@dataclass(frozen=True)
class PaperContents(Block):
    """A table of contents with its lines; the printers know the pages."""

    template: ClassVar[str] = "reports/blocks/contents.html"
    contents: Contents
    headings: tuple[PaperHeading, ...]
    digits: str


def with_contents(document: Document) -> Document:
    """Return a document whose table of contents lists its headings; one without such a table stays as it is."""
    if not any(isinstance(block, Contents) for block in document.blocks):
        return document
    numbers = count(1)
    document = document.with_blocks(lambda block: _named(block, numbers))
    listed = tuple(block for block in document.blocks if isinstance(block, PaperHeading) and block.is_listed)
    return document.with_blocks(
        lambda block: PaperContents(block, listed, document.digits) if isinstance(block, Contents) else block
    )


def _named(block: Block, numbers: Iterator[int]) -> Block:
    return PaperHeading(block, f"heading-{next(numbers)}") if isinstance(block, Heading) else block
