"""Elements of WordprocessingML, and texts in them: whatever people typed stays text."""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from ita_portal.text.spelling import without_unwritable
from reports.paper.whole_words import with_fixed_blanks

Element: TypeAlias = Any  # of lxml, which is loaded with python-docx

TWIPS_PER_CM = 1440 / 2.54
TWIPS_PER_POINT = 20
_LINE_END = re.compile(r"\r\n|\r|\n")


def twips(centimetres: float) -> int:
    """Return a length in twentieths of a point, the unit of Word."""
    return round(centimetres * TWIPS_PER_CM)


def make(tag: str, *children: Element, **values: object) -> Element:
    """Return an element, `w:jc` say, with children and with attributes of its own namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    prefix = tag.partition(":")[0]
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"{prefix}:{name}"), str(value))
    element.extend(children)
    return element


def run(text: str, style: str = "", *, ends_with_tab: bool = False) -> Element:
    """Return a text in a character style, broken where its lines end."""
    element = make("w:r", *([make("w:rPr", make("w:rStyle", val=style))] if style else []))
    for number, line in enumerate(_LINE_END.split(text)):
        if number:
            element.append(make("w:br"))
        element.append(_text(line))
    if ends_with_tab:
        element.append(make("w:tab"))
    return element


def tab() -> Element:
    return make("w:r", make("w:tab"))


def paragraph(style: str, *content: Element | str, is_linked_to: str = "") -> Element:
    """Return a paragraph of texts and runs in a paragraph style; it may lead to a place in the document."""
    runs = [run(piece) if isinstance(piece, str) else piece for piece in content]
    if is_linked_to:
        runs = [make("w:hyperlink", *runs, anchor=is_linked_to, history=1)]
    return make("w:p", make("w:pPr", make("w:pStyle", val=style)), *runs)


def keep_together(elements: Iterable[Element]) -> None:
    """Keep paragraphs and rows of tables on one page, as far as they fit."""
    from docx.oxml.ns import qn

    units = [unit for each in elements for unit in (each.findall(qn("w:tr")) or [each])]
    for unit in units[:-1]:
        keep_with_next(unit)


def keep_with_next(unit: Element) -> None:
    """Keep a paragraph or a row on the page of what follows it."""
    from docx.oxml.ns import qn

    for each in unit.iter(qn("w:p")):
        each.get_or_add_pPr().get_or_add_keepNext()


def _text(line: str) -> Element:
    from docx.oxml.ns import qn

    element = make("w:t")
    element.text = with_fixed_blanks(without_unwritable(line).replace("\t", " "))
    element.set(qn("xml:space"), "preserve")
    return element
