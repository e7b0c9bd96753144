"""When two names are one to whoever reads them."""

import unicodedata

from ita_portal.text.spelling import one_spelling

UNSEEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")


def spelling_of(name: str) -> str:
    """Return a name as it is compared: without spaces and what nobody sees, in one case, each letter in one way.

    >>> spelling_of("สม ชาย\\u200b  Ｄee") == spelling_of("สมชาย dee")
    True
    """
    # What Unicode takes apart, such as ำ, is put together again.
    letters = one_spelling(unicodedata.normalize("NFKC", one_spelling(name))).casefold()
    return "".join(each for each in letters if unicodedata.category(each) not in UNSEEN)
