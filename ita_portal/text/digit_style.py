"""Thai and Arabic digits in one text: which numbers mix them, and whether texts of one document do.

Addresses of web and mail, codes of questions (o10) and names such as COVID-19 are written with Arabic digits in
either style and count for none.
"""

import re
from collections.abc import Iterable

_ARABIC, _THAI = re.compile(r"[0-9]"), re.compile(r"[๐-๙]")
# Both begin where a run of such letters begins, and nowhere within it: looked for anew at each word of the run, a long
# one takes the square of its length.
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@\S+", re.ASCII)
_NEUTRAL = re.compile(r"(?<![\w-])((?:-|[\d_]\w*-)*+)[A-Za-z][\w-]*\d[\w-]*", re.ASCII)
_NUMBER = re.compile(r"[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*")


def mixes_styles(texts: Iterable[str]) -> bool:
    """Return whether some of the texts are in Thai and some in Arabic digits, or one of them in both."""
    bare = [_bare(text) for text in texts]
    return any(map(_ARABIC.search, bare)) and any(map(_THAI.search, bare))


def mixed_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers that have digits of both kinds (๒๕๖5), each once, in the order of the text."""
    numbers = _NUMBER.findall(_bare(text))
    return tuple(dict.fromkeys(number for number in numbers if _ARABIC.search(number) and _THAI.search(number)))


def without_addresses(text: str) -> str:
    """Return a text with a blank in the place of each address of web and mail."""
    return _ADDRESS.sub(" ", text)


def _bare(text: str) -> str:
    # What stands before a name within its run, such as the 5 of 5-o10, is no part of it.
    return _NEUTRAL.sub(r"\1 ", without_addresses(text))
