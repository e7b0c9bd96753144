"""Which characters official paper can be printed with: those that its Thai fonts have.

The documents are set in TH Sarabun New or its free kin Laksaman, and what that lacks in Loma, which both come with
set-up. A test compares the list with the fonts themselves. Whatever else stands in a text becomes an empty box, the
letter of some other font, or turns the line around.
"""

import re
import unicodedata

# Of both fonts, without the private places in which they keep the same Thai letters at other heights.
_FONTS = (
    "\u0020-\u007e\u00a0-\u00ff\u0102\u0103\u0106\u0107\u010c\u010d\u0110\u0111\u011e\u011f\u0128\u0129\u0130\u0131\u0141\u0142"
    "\u0152\u0153\u015e-\u0161\u0168\u0169\u0178\u017d\u017e\u0192\u01a0\u01a1\u01af\u01b0\u0237\u02bc\u02c6\u02c7"
    "\u02d7-\u02dd\u0300\u0301\u0303\u0309\u0323\u0331\u0e00-\u0e3a\u0e3f-\u0e5b\u1ea0-\u1ef9\u2002\u2003"
    "\u200b-\u200f\u2010\u2013-\u2015\u2017-\u201b\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a"
    "\u203c\u203e\u2044\u207f\u20a3\u20ab\u20ac\u2113\u2122\u2126\u212e\u2153-\u215e\u2202\u2206\u220f\u2211\u2212"
    "\u221a\u221e\u222b\u2248\u2260\u2264\u2265\u25ca\u25cc\ufb00-\ufb04"
)
# Blanks of any width, line ends, and what shows nothing and does nothing.
_HARMLESS = "\t\n\r\x0b\x0c\x85\u2000-\u200a\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_OTHER = re.compile(f"[^{_FONTS}{_HARMLESS}]")
_WITHOUT_A_SHAPE = ("Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Mc")


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters of a text that cannot be printed, each once, in their order.

    >>> unprintable("ประชุม 😀 ครั้งที่ ១ 😀"), unprintable("๑. ร้อยละ ≥ 85 – “ผ่าน” •")
    (('😀', '១'), ())
    """
    return tuple(dict.fromkeys(_OTHER.findall(text)))


def named(character: str) -> str:
    """Return a character as a message can quote it: by its place in Unicode, and as it looks where it has a look.

    >>> named("😀"), named("\\u202e")
    ('😀 (U+1F600)', 'U+202E')
    """
    place = f"U+{ord(character):04X}"
    return place if unicodedata.category(character) in _WITHOUT_A_SHAPE else f"{character} ({place})"
