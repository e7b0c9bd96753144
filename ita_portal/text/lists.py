"""Lists that people type one item per line, often with the numbers of the paper they copy from."""

import re

# "1. ", "๑) ", "(๓) ", "- ", "• "; a figure or a date at the start of a sentence is not a list mark.
# All marks in a row go ("1. - "), so that an item that was read once reads the same ever after.
_MARKS = re.compile(r"^\s*(?:(?:\(?[0-9๐-๙]{1,2}[.)](?![0-9๐-๙])|[-•▪*])\s*)+")


def lines_of(text: str) -> list[str]:
    """Return the items of a list typed one per line, without blank lines and without typed list marks."""
    return [item for line in text.splitlines() if (item := _MARKS.sub("", line).strip())]
