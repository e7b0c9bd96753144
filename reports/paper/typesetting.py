"""How text is set on paper: one digit style for a whole document.

Thai official paper is printed in Thai or in Arabic digits, never mixed. Addresses of web pages and mailboxes keep
their own digits, since they would lead nowhere in Thai ones.
"""

import dataclasses
import re
from collections.abc import Callable
from typing import Any, TypeVar

from ita_portal.text.spelling import without_unwritable
from ita_portal.text.thai import arabic_digits, thai_digits

THAI, ARABIC = "thai", "arabic"
# As the style sheet of documents names them: the official font, and those that are cut to its measures.
FONT_FAMILIES = ("TH Sarabun New", "TH SarabunPSK", "Sarabun", "Laksaman")
_DIGITS: dict[str, Callable[[object], str]] = {THAI: thai_digits, ARABIC: arabic_digits}
# Not looked for anew within a run of letters: a long one would take the square of its length.
_ADDRESS = re.compile(r"(\bhttps?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.\S+)", re.ASCII)
_SIGNS_OF_ADDRESS = ("http", "www", "@")  # without one of them there is none; so it is for most texts

Document = TypeVar("Document")


def set_on_paper(document: Document, digits: str) -> Document:
    """Return a copy of a frozen dataclass with every text in it, however deep, set in one digit style.

    Only texts change; numbers in it are lengths of drawings.
    """
    copy: Document = _set(document, digits)
    return copy


def text_on_paper(text: str, digits: str) -> str:
    """Return one text in a digit style, web and mail addresses kept, without what no file can hold."""
    convert, text = _DIGITS[digits], without_unwritable(text)
    if not any(sign in text for sign in _SIGNS_OF_ADDRESS):
        return convert(text)
    pieces = _ADDRESS.split(text)
    return "".join(piece if index % 2 else convert(piece) for index, piece in enumerate(pieces))


def _set(value: Any, digits: str) -> Any:
    if isinstance(value, str):
        return text_on_paper(value, digits)
    if isinstance(value, tuple):
        return tuple(_set(item, digits) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        texts = {
            field.name: _set(getattr(value, field.name), digits)
            for field in dataclasses.fields(value)
            if not field.metadata.get("keep_as_is")
        }
        return dataclasses.replace(value, **texts)
    return value
