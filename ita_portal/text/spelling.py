"""One spelling of Thai: what was pasted from Word, a PDF or a web page becomes what a person would have typed.

Texts that look alike are alike afterwards: ํา is ำ, เเ is แ, a tone follows its vowel, blanks are blanks, and what
nobody sees or no file can hold is gone. The time it takes grows with the length of a text and no faster.
"""

import re
import unicodedata

from ita_portal.text.thai import arabic_digits, thai_digits

_BLANKS = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x2800, 0x3000)
_LINE_ENDS = (0x0B, 0x0C, 0x85, 0x2028, 0x2029)  # Word's own line break, page break, and those of Unicode
_CONTROLS = (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
# Letters of no width, marks that turn the direction, choices of a glyph, and the place of a picture.
_UNSEEN = (
    *(0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFFD),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE1000),
)
_SURROGATES = range(0xD800, 0xE000)
_NONCHARACTERS = (
    *range(0xFDD0, 0xFDF0),
    *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
)
# Thai fonts keep vowels and tones at other heights in the private area of Unicode, and PDF files bring them along.
_THAI_GLYPHS = dict(zip(range(0xF700, 0xF71B), "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู", strict=True))
_CHANGED: dict[int, str | None] = {
    **dict.fromkeys((*_CONTROLS, *_UNSEEN, *_SURROGATES, *_NONCHARACTERS)),
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    **_THAI_GLYPHS,
}

# What a Thai keyboard types is not changed sign by sign, and most texts hold nothing else.
_UNUSUAL = re.compile("[^\t\n\r -~\u0e01-\u0e3a\u0e3f-\u0e5b]")

_UNWRITABLE_SIGNS = (*_CONTROLS, 0x0B, 0x0C, 0x85, *_SURROGATES, *_NONCHARACTERS)
_UNWRITABLE = re.compile(f"[{re.escape(''.join(map(chr, _UNWRITABLE_SIGNS)))}]")

# Bullets of the fonts Symbol and Wingdings, which Word and PDF files name by their places in the private area. Alone
# in a cell such a sign may be a tick, and stays to be looked at.
_BULLET = re.compile(
    "^([ \t]*)[\uf02d\uf046\uf06c-\uf078\uf09e-\uf0b2\uf0b7\uf0d8\uf0dc\uf0e0\uf0e8\uf0f0\uf0fb-\uf0fe](?=[ \t]*+\\S)",
    re.MULTILINE,
)
# More marks than these upon one letter nobody reads, and sorting them takes the square of their number.
_MOST_MARKS = 30
_PILED = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")

_NIKHAHIT, _AM, _AA = "\u0e4d", "\u0e33", "\u0e32"
_VOWELS, _TONES = "\u0e31\u0e34-\u0e39", "\u0e48-\u0e4c"
_ONE, _UPON = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4c\u0e4e", "\u0e31\u0e33-\u0e3a\u0e47-\u0e4e"
# As everybody types it, behind the first mark: no other, or a vowel's tone; ำ alone or behind a tone.
_USUAL = (
    f"(?<=[{_ONE}])(?![{_UPON}])|(?<=[{_VOWELS}])[{_TONES}](?![{_UPON}])"
    f"|(?<={_AM})(?![{_UPON}{_AA}])|(?<=[{_TONES}]){_AM}(?![{_UPON}{_AA}])"
)
# Whatever else stands upon and below a Thai letter, with the ำ or the า behind it. It begins with a mark, so that what
# looks for it passes over letters as fast as it can.
_CLUSTER = re.compile(f"([{_UPON}](?<![{_UPON}][{_UPON}])(?!{_USUAL})[{_UPON}]*)((?:{_AA}+[{_UPON}]*)?)")
_PARTS_OF_AM = dict.fromkeys(map(ord, (_AM, _NIKHAHIT)))
_IS_VOWEL = re.compile(f"[{_VOWELS}]").match
_TWO_FOR_AE, _AE = "\u0e40\u0e40", "\u0e41"


def one_spelling(text: str) -> str:
    """Return a text in the one spelling of the portal; line ends, tabs and blanks in a row stay as they are.

    >>> one_spelling("ส\\u0e4d\\u0e32นักปลัด"), one_spelling("คะ\\u0e40\\u0e40นน"), one_spelling("น\\u0e4d้\\u0e32")
    ('สำนักปลัด', 'คะแนน', 'น้ำ')
    """
    if text.isascii() and text.isprintable():
        return text
    if _UNUSUAL.search(text):
        text = _BULLET.sub("\\1•", text.translate(_CHANGED))
    text = unicodedata.normalize("NFC", _PILED.sub(_thinned, text))
    return _CLUSTER.sub(_ordered, text.replace(_TWO_FOR_AE, _AE))


def without_unwritable(text: str) -> str:
    """Return a text without what no well-formed file can hold, for what was stored before it was kept out.

    >>> without_unwritable("มาตรการ\\ufffeหนึ่ง\\x0b")
    'มาตรการหนึ่ง'
    """
    return _UNWRITABLE.sub("", text)


def compared(text: str) -> str:
    """Return a text as it is compared and searched: in one spelling, without blanks, in one case, with Arabic digits.

    >>> compared("กอง คลัง\\u00a0๑") == compared("กองคลัง 1")
    True
    """
    return "".join(arabic_digits(one_spelling(text)).casefold().split())


def spellings(text: str) -> tuple[str, ...]:
    """Return the ways in which a text may have been stored, the usual first: texts of before keep theirs.

    Digits of either kind, ำ and แ in one sign or in two.

    >>> spellings("ข้อ ๑"), spellings("กองคลัง")
    (('ข้อ ๑', 'ข้อ 1'), ('กองคลัง',))
    """
    usual = " ".join(one_spelling(text).split())
    digits = (usual, arabic_digits(usual), thai_digits(usual))
    parted = (each.replace(_AM, _NIKHAHIT + _AA).replace(_AE, _TWO_FOR_AE) for each in digits)
    return tuple(dict.fromkeys((*digits, *parted)))


def _thinned(pile: re.Match[str]) -> str:
    kept, in_a_row = [], 0
    for letter in pile[0]:
        in_a_row = in_a_row + 1 if unicodedata.combining(letter) else 0
        if in_a_row <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _ordered(cluster: re.Match[str]) -> str:
    """Return the marks of a letter, each once, a tone behind its vowel, and ำ last."""
    marks, tail = cluster.groups()
    is_am = _AM in marks or (_NIKHAHIT in marks and bool(tail))
    if is_am:
        marks, tail = (marks + tail.replace(_AA, "")).translate(_PARTS_OF_AM), _AM
    vowels_first = sorted(dict.fromkeys(marks), key=lambda mark: not _IS_VOWEL(mark))
    return unicodedata.normalize("NFC", "".join(vowels_first)) + tail
