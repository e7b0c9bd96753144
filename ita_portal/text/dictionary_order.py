"""The order of a Thai dictionary, the same on every database: names are sorted where they are shown.

A vowel that is written before its consonant counts behind it (เชียงใหม่ stands among ช), and tones only tell words apart
that are alike without them. All else is the order of Unicode, which is that of the Royal Institute's dictionary.
"""

import re
from functools import lru_cache

from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits

KEPT = 20_000  # as many names as all agencies and districts of the country have
_LEADING = re.compile("([เ-ไ])([ก-ฮ])")
_SECOND = re.compile("[็-๎]")
_NUMBER = re.compile("[0-9๐-๙]+")
_DIGITS = 9
_IGNORED = re.compile(r"[^\w\u0e30-\u0e4e]+")


@lru_cache(KEPT)
def dictionary_key(text: str) -> tuple[str, str]:
    """Return what a text is sorted by; numbers in it by their value.

    >>> sorted(["อุบลราชธานี", "แพร่", "เชียงใหม่", "กาฬสินธุ์", "พะเยา"], key=dictionary_key)
    ['กาฬสินธุ์', 'เชียงใหม่', 'พะเยา', 'แพร่', 'อุบลราชธานี']
    """
    bare = _IGNORED.sub("", one_spelling(text)).casefold()
    turned = _LEADING.sub(r"\2\1", bare)
    return _NUMBER.sub(_padded, _SECOND.sub("", turned)), turned


def _padded(number: re.Match[str]) -> str:
    return arabic_digits(number[0]).zfill(_DIGITS)
