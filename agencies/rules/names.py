"""When two names are one to whoever reads them."""

import re
import unicodedata

# Letters that look like one another, however they were typed.
TWO_FOR_ONE = {"เเ": "แ"}
_CIRCLE_BEFORE_TONE = re.compile("\u0e4d([\u0e48-\u0e4b])")
UNSEEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")


def spelling_of(name: str) -> str:
    """Return a name as it is compared: without spaces and what nobody sees, in one case, each letter in one way.

    >>> spelling_of("สม ชาย\\u200b  Ｄee") == spelling_of("สมชาย dee")
    True
    """
    letters = unicodedata.normalize("NFKC", name).casefold()
    seen = "".join(each for each in letters if unicodedata.category(each) not in UNSEEN)
    for two, one in TWO_FOR_ONE.items():
        seen = seen.replace(two, one)
    return _CIRCLE_BEFORE_TONE.sub("\\1\u0e4d", seen)
