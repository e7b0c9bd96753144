"""Fields of Word: what it counts by itself, so that tables, figures and pages are right after somebody inserts some."""

import re
from collections.abc import Iterator

from ita_portal.text.thai import thai_digits
from reports.output.word.markup import Element, make, paragraph, run, tab
from reports.output.word.page import Page
from reports.output.word.styles import CONTENTS_STYLES
from reports.paper.contents_layout import DEEPEST, PaperContents, PaperHeading
from reports.paper.typesetting import THAI

_NUMBERED = re.compile(r"((?:ภาพ|ตาราง)ที่) ([0-9๐-๙]{1,4})(?![0-9๐-๙])")
_SWITCHES = {THAI: "THAIARABIC"}
TO_BE_COUNTED = "…"


def field(instruction: str, shown: str, **how: str) -> Iterator[Element]:
    """Yield a field with what it shows until Word counts; `dirty` asks it to count when the file is opened."""
    text = make("w:instrText")
    text.text = f" {instruction} "
    yield make("w:r", make("w:fldChar", fldCharType="begin", **how))
    yield make("w:r", text)
    yield make("w:r", make("w:fldChar", fldCharType="separate"))
    yield run(shown)
    yield make("w:r", make("w:fldChar", fldCharType="end"))


def captioned(caption: str, digits: str) -> list[Element | str]:
    """Return a caption whose number Word counts: each label, ภาพที่ or ตารางที่, for itself."""
    found = _NUMBERED.match(caption)
    if not found:
        return [caption]
    label, number = found.groups()
    counted = f"SEQ {label} \\* {_SWITCHES.get(digits, 'ARABIC')}"
    fields = _quoted(counted, number) if digits == THAI else field(counted, number)
    return [f"{label} ", *fields, caption[found.end() :]]


def _quoted(instruction: str, shown: str) -> Iterator[Element]:
    """Yield a field within one that quotes it: LibreOffice knows no Thai digits, and leaves a quotation as it is."""
    begin, quoting, *shown_and_end = field("QUOTE", shown)
    inner_begin, inner, _, _, inner_end = field(instruction, "")
    yield from (begin, quoting, inner_begin, inner, inner_end, *shown_and_end)


def named_place(block: PaperHeading, page: Page) -> list[Element]:
    """Return a heading's text within the bookmark to which the table of contents leads."""
    number = next(page.ids)
    return [
        make("w:bookmarkStart", id=number, name=_place(block)),
        run(block.text),
        make("w:bookmarkEnd", id=number),
    ]


def contents(block: PaperContents, page: Page) -> list[Element]:
    """Return the table of contents: the headings with the pages of the PDF, until Word counts its own."""
    lines = [
        paragraph(CONTENTS_STYLES[heading.level], *_entry(heading, page), is_linked_to=_place(heading))
        for heading in block.headings
    ]
    begin, instruction, separate, _, end = field(f'TOC \\o "1-{DEEPEST - 1}" \\h \\z \\u', "", dirty="true")
    if lines:
        for at, each in enumerate((begin, instruction, separate), 1):
            lines[0].insert(at, each)
        lines[-1].append(end)
    title = paragraph("ContentsTitle", block.contents.title)
    return [title, paragraph("ContentsPages", block.contents.page_word), *lines]


def _entry(heading: PaperHeading, page: Page) -> list[Element]:
    number = str(page.heading_pages.get(heading.anchor, TO_BE_COUNTED))
    shown = thai_digits(number) if page.digits == THAI else number
    return [run(heading.text), tab(), *field(f"PAGEREF {_place(heading)} \\h", shown)]


def _place(block: PaperHeading) -> str:
    return f"_Toc{block.anchor.rpartition('-')[2]:0>8}"
