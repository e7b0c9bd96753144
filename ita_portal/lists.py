"""Lists that people type one item per line, often with the numbers of the paper they copy from."""

import re

# "1. ", "๑) ", "(๓) ", "- ", "• "; a figure or a date at the start of a sentence is not a list mark.
_MARK = re.compile(r"^\s*(?:\(?[0-9๐-๙]{1,2}[.)](?![0-9๐-๙])|[-•▪*])\s*")


def lines_of(text: str) -> list[str]:
    """Return the items of a list typed one per line, without blank lines and without typed list marks."""
    return [item for line in text.splitlines() if (item := _MARK.sub("", line, count=1).strip())]
