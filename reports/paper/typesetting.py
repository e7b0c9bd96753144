"""How text is set on paper: one digit style for a whole document, and no line broken inside a year or a common word.

Thai official paper is printed in Thai or in Arabic digits, never mixed. Addresses of web pages and mailboxes keep
their own digits, since they would lead nowhere in Thai ones.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ita_portal.text.spelling import without_unwritable
from ita_portal.text.thai import arabic_digits, thai_digits

THAI, ARABIC = "thai", "arabic"
_DIGITS: dict[str, Callable[[object], str]] = {THAI: thai_digits, ARABIC: arabic_digits}
# Not looked for anew within a run of letters: a long one would take the square of its length.
_ADDRESS = re.compile(r"(\bhttps?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.\S+)", re.ASCII)
# Line breaks in Thai are found by a dictionary that takes these apart; and no year may leave its "พ.ศ." behind.
# Joiners that forbid a break are not honoured between Thai letters, so the words are wrapped; and since no break is
# found between a wrapped word and its neighbours, one is offered there.
_WHOLE = (
    r"พ\.ศ\. [0-9๐-๙]{4}|ปีงบประมาณ(?: [0-9๐-๙]{4})?|ข้อ [ieo][0-9๐-๙]{1,2}|\(อ้างอิงจาก [ieo][0-9๐-๙]{1,2}\)|"
    r"(?:ภาพ|ตาราง|ประเด็น|ตัวชี้วัด)ที่ [0-9๐-๙]{1,2}|"
    "E-Service|เว็บไซต์|ภาครัฐ|หน่วยงาน|ดำเนินงาน|ดำเนินการ|ปฏิบัติงาน|กระบวนงาน|ประพฤติมิชอบ|ผู้รับผิดชอบ|ตัวชี้วัด|"
    "ข้อคำถาม|เสนอแนะ|สารสนเทศ|นอกจากนี้"
)
# A shorter name of a place is likely to stand within other words.
SHORTEST_NAME = 4
_WRAPPED = '\u200b<span class="whole">\\g<0></span>\u200b'
_TAG = re.compile(r"(<[^<>]*>)")

Document = TypeVar("Document")


def set_on_paper(document: Document, digits: str) -> Document:
    """Return a copy of a frozen dataclass with every text in it, however deep, set in one digit style.

    Only texts change; numbers in it are lengths of drawings.
    """
    copy: Document = _set(document, digits)
    return copy


def text_on_paper(text: str, digits: str) -> str:
    """Return one text in a digit style, web and mail addresses kept, without what no file can hold."""
    convert = _DIGITS[digits]
    pieces = _ADDRESS.split(without_unwritable(text))
    return "".join(piece if index % 2 else convert(piece) for index, piece in enumerate(pieces))


def kept_whole(html: str, names: Iterable[str] = ()) -> str:
    """Return a page for paper with each name, word and year of its body that must not be broken in `span.whole`.

    The page is one of our templates: user text in it is escaped, so every `<` opens a tag.
    """
    whole = re.compile("|".join([*(re.escape(name) for name in names if len(name) >= SHORTEST_NAME), _WHOLE]))
    head, body, rest = html.partition("<body>")
    pieces = _TAG.split(rest)
    return (
        head + body + "".join(piece if index % 2 else whole.sub(_WRAPPED, piece) for index, piece in enumerate(pieces))
    )


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
