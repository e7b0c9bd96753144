"""What heads of tables do: they stand twice in one line, number their columns, or count what lies below them."""

import re
from collections.abc import Sequence

from ita_portal.text.thai import arabic_digits

LEAST_COUNTED = 3
_COLUMN_NUMBER = re.compile(r"(?P<bracket>[(\[]?) ?(?P<number>[0-9]{1,2}) ?[)\]]?")


def repeats_after(heading: Sequence[str]) -> int:
    """Return after how many columns a heading begins again, 0 where it does not.

    >>> repeats_after(["รหัส", "คะแนน", "รหัส", "คะแนน"]), repeats_after(["รหัส", "คะแนน", "คะแนน"])
    (2, 0)
    """
    for width in range(2, len(heading) // 2 + 1):
        first = heading[:width]
        is_whole = len(heading) % width == 0 and len(set(first)) == width and all(first)
        if is_whole and all(tuple(heading[at : at + width]) == tuple(first) for at in range(0, len(heading), width)):
            return width
    return 0


def numbers_columns(cells: Sequence[str]) -> bool:
    """Return whether a row below a heading numbers its columns: (1) | (2) | (3)."""
    found = [_COLUMN_NUMBER.fullmatch(arabic_digits(text)) for text in cells if text]
    numbers = [int(match["number"]) for match in found if match]
    if len(numbers) != len(found) or numbers != list(range(1, len(numbers) + 1)):
        return False
    return len(numbers) >= LEAST_COUNTED or (len(numbers) > 1 and all(match and match["bracket"] for match in found))


def counts_up(cells: Sequence[str]) -> bool:
    """Return whether cells are 1, 2, 3 and so on."""
    numbers = [arabic_digits(text) for text in cells if text]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]
