"""Characters that nobody sees and that come along with pasted text: zero-width spaces and byte order marks."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff"))


def without_invisible(text: str) -> str:
    """Return a text without the characters of no width; two texts that look alike are then equal.

    >>> without_invisible("80\\u200b.5\\ufeff")
    '80.5'
    """
    return text.translate(_INVISIBLE)
