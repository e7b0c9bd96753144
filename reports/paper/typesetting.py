"""How text is set on paper: one digit style for a whole document, and no line broken inside a year or a common word.

Thai official paper is printed in Thai or in Arabic digits, never mixed. Addresses of web pages and mailboxes keep
their own digits, since they would lead nowhere in Thai ones.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from ita_portal.text.spelling import without_unwritable
from ita_portal.text.thai import arabic_digits, thai_digits

THAI, ARABIC = "thai", "arabic"
# As the style sheet of documents names them: the official font, and those that are cut to its measures.
FONT_FAMILIES = ("TH Sarabun New", "TH SarabunPSK", "Sarabun", "Laksaman")
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
# A shorter name of a place is likely to stand within other words; a longer one would not fit a column or a line.
SHORTEST_NAME, LONGEST_NAME = 4, 30
_BEFORE_A_NAME = ("ตำบล", "เทศบาล", "เมือง", "นคร", "อำเภอ", "จังหวัด", "ของ", "ที่", "และ")
_ABBREVIATED = r"(?:อบต|ทต|ทม|ทน|อบจ|[ตอจ])\."  # stays with the name
_NOT_WITHIN_A_WORD = "|".join(f"(?<={word})" for word in _BEFORE_A_NAME)
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
    whole = whole_words(tuple(names))
    head, body, rest = html.partition("<body>")
    pieces = _TAG.split(rest)
    return (
        head + body + "".join(piece if index % 2 else whole.sub(_WRAPPED, piece) for index, piece in enumerate(pieces))
    )


@lru_cache(maxsize=64)
def whole_words(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern, one group, of what no line breaks: our words and years, and each name as a whole word."""
    kept = [
        rf"(?:{_ABBREVIATED}|{_NOT_WITHIN_A_WORD}|(?<![\u0e01-\u0e4e.])){re.escape(name)}(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])"
        for name in names
        if SHORTEST_NAME <= len(name) <= LONGEST_NAME
    ]
    return re.compile(f"({'|'.join([*kept, _WHOLE])})")


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
