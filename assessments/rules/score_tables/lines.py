"""Lines of text that are the rows of a table: parted by semicolons or commas, or each cell on a line of its own."""

import csv
import re
from collections.abc import Sequence

from assessments.rules.score_tables.values import cell_value
from ita_portal.text.thai import arabic_digits

_MOST_CELLS = 6  # of a row whose cells stand below each other
_LEAST_ROWS = 2
_PAIR = r"[A-Za-z][-.]?[0-9]{1,2} ?[=:]? ?[0-9]{1,3}(?:\.[0-9]{1,2})?%?(?![0-9.])"
_PAIRS = re.compile(rf"{_PAIR}(?:[ ,;/|]{{1,3}}{_PAIR})+")
_PARTS_OF_PAIR = re.compile(r"([A-Za-z][-.]?[0-9]{1,2}) ?[=:]? ?([0-9]{1,3}(?:\.[0-9]{1,2})?%?)")


def pairs_of_lines(lines: Sequence[str]) -> list[list[str]]:
    """Return the pairs of lines that say several codes, each with its figure, else nothing.

    >>> pairs_of_lines(["i1 81.00 i2 82.00", "i3 = 83"])
    [['i1', '81.00'], ['i2', '82.00'], ['i3', '83']]
    """
    flat = [arabic_digits(" ".join(line.split())) for line in lines]
    filled = [line for line in flat if line]
    if not any(_PAIRS.fullmatch(line) for line in filled):
        return []
    is_whole = all(_PAIRS.fullmatch(line) or _PARTS_OF_PAIR.fullmatch(line) for line in filled)
    return [list(pair) for line in filled for pair in _PARTS_OF_PAIR.findall(line)] if is_whole else []


def parted_by_signs(lines: Sequence[str]) -> list[list[str]]:
    """Return the cells of lines that all have as many semicolons, commas or bars, else nothing.

    A comma after a figure may be a decimal sign, so that no line may begin with one.

    >>> parted_by_signs(["รหัส,คะแนน", "i1,81"]), parted_by_signs(["81,50", "82,00"])
    ([['รหัส', 'คะแนน'], ['i1', '81']], [])
    """
    for sign in ";|,":
        rows = [[cell.strip() for cell in row] for row in _parted(lines, sign)]
        filled = [row for row in rows if any(row)]
        is_table = filled and len(filled[0]) > 1 and len({len(row) for row in filled}) == 1
        if is_table and not (sign == "," and any(cell_value(row[0]).is_figure for row in filled)):
            return rows
    return []


def _parted(lines: Sequence[str], sign: str) -> list[list[str]]:
    return [next(csv.reader([line], delimiter=sign), []) for line in lines]


def below_each_other(lines: Sequence[str]) -> list[list[str]]:
    """Return rows of which each cell stands on a line of its own, as pages copy them, else nothing.

    Words and figures have to take turns in the same way from the first line, or from the one below a heading, to the
    last.

    >>> below_each_other(["i1", "81", "i2", "82"]), below_each_other(["81", "82"])
    ([['i1', '81'], ['i2', '82']], [])
    """
    filled = [line for line in lines if line]
    kinds = [cell_value(line).is_figure for line in filled]
    for width in range(2, _MOST_CELLS + 1):
        for above in range(width + 1):
            rows = kinds[above:]
            turn = rows[:width]
            is_whole = len(rows) >= width * _LEAST_ROWS and len(rows) % width == 0 and not any(kinds[:above])
            if is_whole and turn[-1] and not all(turn) and rows == turn * (len(rows) // width):
                heading = [filled[:above]] if above == width else [[line] for line in filled[:above]]
                return [*heading, *(filled[at : at + width] for at in range(above, len(filled), width))]
    return []
