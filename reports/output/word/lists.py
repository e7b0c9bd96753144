"""Lists that Word numbers: a step that somebody inserts renumbers those below it.

The numbers stand in the texts of a document, in its digits. Here each is taken from its text and given to Word, which
counts on while the next text of the list has the next number, and begins anew where it has not.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from ita_portal.text.thai import arabic_digits
from reports.output.word.markup import Element, make, paragraph, run
from reports.paper.typesetting import THAI

NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
# "๑. ", "๑) " and "(๑) "; no score, no date and no sum begins like this.
_NUMBER = re.compile(r"(\(?)([0-9๐-๙]{1,3})(\)|\.) (?=\S)")
# What stands before these is the number of the thing itself, by which other texts name it.
OWN_NUMBERS = ("issue", "indicator", "measure")
FORMATS = {THAI: "thaiNumbers"}


@dataclass
class WordLists:
    """The lists of a file; each has a definition of its own, since Word counts on through those that share one."""

    digits: str
    lists: list[tuple[str, int]] = field(default_factory=list)  # the form of each, and with which number it begins
    open_lists: dict[str, tuple[int, int, str]] = field(default_factory=dict)  # by place: list, last number, form

    def number(self, place: str, form: str, number: int) -> int:
        """Return the list to which the next number of a place belongs."""
        before = self.open_lists.get(place)
        if before is None or before[1] + 1 != number or before[2] != form:
            self.lists.append((form, number))
            before = (len(self.lists), number, form)
        self.open_lists[place] = (before[0], number, form)
        return before[0]

    def elements(self) -> list[Element]:
        """Return the definitions and the lists as Word keeps them."""
        kind = FORMATS.get(self.digits, "decimal")
        definitions = [
            make(
                "w:abstractNum",
                make("w:multiLevelType", val="singleLevel"),
                make(
                    "w:lvl",
                    make("w:start", val=first),
                    make("w:numFmt", val=kind),
                    make("w:suff", val="space"),
                    make("w:lvlText", val=form),
                    make("w:lvlJc", val="left"),
                    ilvl=0,
                ),
                abstractNumId=number,
            )
            for number, (form, first) in enumerate(self.lists, 1)
        ]
        numbers = range(1, len(self.lists) + 1)
        lists = [make("w:num", make("w:abstractNumId", val=number), numId=number) for number in numbers]
        return [*definitions, *lists]


def numbered_paragraph(page: Any, place: str, style: str, text: str, font: str = "") -> Element:
    """Return a paragraph of a text; where it begins with a number, Word counts it among those of its place."""
    found = _NUMBER.match(text)
    if not found or place in OWN_NUMBERS or bool(found[1]) != (found[1] + found[3] == "()"):
        return paragraph(style, run(text, font))
    element = paragraph(style, run(text[found.end() :], font))
    number = page.lists.number(place, f"{found[1]}%1{found[3]}", int(arabic_digits(found[2])))
    element.pPr.append(make("w:numPr", make("w:ilvl", val=0), make("w:numId", val=number)))
    return element


def add_lists(part: Any, lists: WordLists) -> None:
    """Keep the lists in a part of the file, where there are any."""
    if not lists.lists:
        return
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    numbering = XmlPart(
        PackURI("/word/numbering.xml"), NUMBERING_TYPE, make("w:numbering", *lists.elements()), part.package
    )
    part.relate_to(numbering, RELATIONSHIP_TYPE.NUMBERING)
