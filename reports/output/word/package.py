"""The Word file itself: its parts, its properties, and the same bytes for the same document."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from types import MappingProxyType
from typing import Any

from ita_portal.text.spelling import without_unwritable
from reports.output.word.archive import NO_TIME, without_time
from reports.output.word.blocks import elements_of
from reports.output.word.lists import add_lists
from reports.output.word.markup import Element, make, paragraph, twips
from reports.output.word.page import Page, margin_references, page_properties, runs_of_pages
from reports.output.word.styles import FONT, KINDRED_FONTS, LANGUAGE, LATIN_LANGUAGE, paragraph_styles, style_elements
from reports.paper.blocks import Cover, Document
from reports.paper.contents_layout import PaperContents
from reports.paper.layout import laid_out, line_width
from reports.paper.mark import Mark

LONGEST_PROPERTY = 255
THAI_CHARACTERS = "DE"  # so that another font with Thai letters stands in for one that is missing
COMPATIBILITY = 15  # lay out as Word 2013 and later do
KEPT_PARTS = ("styles", "settings", "core-properties", "officeDocument")
FONT_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"


def word_of(
    document: Document, mark: Mark, made_on: date | None = None, heading_pages: Mapping[str, int] = MappingProxyType({})
) -> bytes:
    """Return a document as a Word file, dated when it was issued, else made. The same document gives the same bytes.

    The table of contents shows the pages on which the PDF has its headings, until Word counts.
    """
    from docx import Document as open_template

    document = laid_out(document)
    file = open_template()
    _forget_template(file)
    _set_styles(file, document)
    _set_fonts(file)
    _set_properties(file, document, mark.issued_on or made_on)
    _write(file, document, mark, heading_pages)
    stream = BytesIO()
    file.save(stream)
    return without_time(stream.getvalue())


def _forget_template(file: Any) -> None:
    """Drop what the library's template brings along: its styles, pictures, fonts and private settings."""
    for relations in (file.part.package.rels, file.part.rels):
        for key in [key for key, each in relations.items() if each.reltype.rpartition("/")[2] not in KEPT_PARTS]:
            del relations[key]
    for root in (file.element.body, file.styles.element, file.settings.element):
        for child in list(root):
            root.remove(child)


def _set_styles(file: Any, document: Document) -> None:
    has_emblem = any(isinstance(block, Cover) and block.emblem for block in document.blocks)
    widths = (line_width(document, is_wide=is_wide) for is_wide in (False, True))
    styles = paragraph_styles(*widths, has_emblem=has_emblem)
    file.styles.element.extend(style_elements(styles))
    mode = make(
        "w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=COMPATIBILITY
    )
    language = make("w:themeFontLang", val=LATIN_LANGUAGE, bidi=LANGUAGE)
    if any(isinstance(block, PaperContents) for block in document.blocks):
        file.settings.element.append(make("w:updateFields", val="true"))
    file.settings.element.extend([make("w:defaultTabStop", val=twips(1.25)), make("w:compat", mode), language])


def _set_fonts(file: Any) -> None:
    """Name the fonts that may stand in for the official one where it is not installed."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    looks = {"charset": THAI_CHARACTERS, "family": "swiss", "pitch": "variable"}
    kind = [make(f"w:{name}", val=value) for name, value in looks.items()]
    fonts = make("w:fonts", make("w:font", make("w:altName", val=KINDRED_FONTS), *kind, name=FONT))
    part = XmlPart(PackURI("/word/fontTable.xml"), FONT_TABLE_TYPE, fonts, file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _set_properties(file: Any, document: Document, day: date | None) -> None:
    """Name the document, the agency that made it and its day, and no person."""
    properties = file.core_properties
    properties.title = without_unwritable(document.title)[:LONGEST_PROPERTY]
    properties.author = without_unwritable(document.author)[:LONGEST_PROPERTY]
    properties.language = LANGUAGE
    properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else NO_TIME


def _write(file: Any, document: Document, mark: Mark, heading_pages: Mapping[str, int]) -> None:
    """Write runs of pages; the properties of each stand in its last paragraph, those of the last one in the body."""
    body = file.element.body
    page = Page(file.part, 0, document.digits, heading_pages=heading_pages)
    runs = runs_of_pages(document)
    for number, (is_wide, sections) in enumerate(runs):
        page.width = twips(line_width(document, is_wide=is_wide))
        for section, begins_page in sections:
            page.heads_page = section.starts_page
            elements = [element for block in section.blocks for element in elements_of(block, page)]
            if begins_page:
                elements[0].get_or_add_pPr().get_or_add_pageBreakBefore()
            body.extend(elements)
        is_first = number == 0
        references = margin_references(document, mark, file.part, is_wide=is_wide, is_first=is_first)
        properties = page_properties(document, references, is_wide=is_wide, is_first=is_first)
        _end_pages(body, properties, is_last=number == len(runs) - 1)
    add_lists(file.part, page.lists)


def _end_pages(body: Element, properties: Element, *, is_last: bool) -> None:
    from docx.oxml.ns import qn

    if body[-1].tag == qn("w:tbl"):  # a table cannot end pages: what follows it needs next to no room
        body.append(paragraph("TableEnd"))
    (body if is_last else body[-1].get_or_add_pPr()).append(properties)
