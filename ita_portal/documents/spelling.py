"""The text of files as cells and paragraphs hold it: in one spelling, each line trimmed, blanks joined."""

import re

from ita_portal.text.spelling import one_spelling

_BLANKS = re.compile(r"[^\S\n\t]+")
_OBJECT = "\ufffc"


def trimmed_lines(text: str) -> str:
    """Return a text line by line, trimmed, with blanks joined.

    >>> trimmed_lines("ส\u0e4d\u0e32นัก\u00a0\u00a0ปลัด ")
    'สำนัก ปลัด'
    """
    text = one_spelling(text.replace("\r\n", "\n").replace("\r", "\n").replace(_OBJECT, ""))
    return "\n".join(_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))


def lines_joined(text: str) -> str:
    """Return the lines of a cell that say something, each trimmed."""
    return "\n".join(line for line in (each.strip() for each in trimmed_lines(text).split("\n")) if line)
