"""Finding English in what people read."""

import re

LATIN = re.compile(r"[A-Za-z]{2,}")


def in_english(text: str, *allowed: str) -> list[str]:
    """Return the Latin words of a text that are not allowed there."""
    for name in allowed:
        text = text.replace(name, "")
    return LATIN.findall(text)
