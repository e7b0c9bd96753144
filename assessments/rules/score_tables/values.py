"""What a cell says as a figure: with its unit, in Thai digits, sometimes two at once."""

import re
from dataclasses import dataclass

from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits

_UNITS = ("คะแนน", "คะเเนน", "ร้อยละ", "เปอร์เซ็นต์", "%")
_FULL_MARKS = re.compile(r"/ ?100(?:\.0+)?$")
# "010" is the tenth item, no figure.
_NUMBER = re.compile(r"[-+\u2212]?(?:(?:0|[1-9][0-9,]*)(?:\.[0-9]+)?|\.[0-9]+)")
_BLANK = frozenset({"", "-", "--", "–", "—", "N/A", "n/a", "ไม่มี", "ว่าง"})
_LONGEST = 100  # characters of a cell of figures, blanks included
# More digits before the point are a year or a number of something else, no figure of 0 to 100.
_LONGEST_WHOLE = 3


@dataclass(frozen=True)
class CellValue:
    """The figures that a cell says, as typed in Arabic digits: none, one, or several that differ."""

    figures: tuple[str, ...] = ()
    is_blank: bool = False

    @property
    def is_figure(self) -> bool:
        return bool(self.figures)


def cell_value(text: str) -> CellValue:
    """Return what a cell says.

    >>> cell_value("๘๕.๓๑ คะแนน").figures, cell_value("90%").figures, cell_value("๙๙.๘๓ 100.00").figures
    (('85.31',), ('90',), ('99.83', '100.00'))
    """
    if len(text) > _LONGEST:
        return CellValue()
    bare = " ".join(arabic_digits(one_spelling(text)).split())
    if bare in _BLANK:
        return CellValue(is_blank=True)
    bare = _FULL_MARKS.sub("", _without_units(bare).strip("*() "))
    words = bare.split()
    if not words or not all(map(_is_figure, words)):
        return CellValue()
    return CellValue(tuple(dict.fromkeys(words)))


def parted_line(line: str) -> list[str]:
    """Return a line as cells: its words, and the figures that end it.

    >>> parted_line("1. การปฏิบัติหน้าที่  93.33 คะแนน"), parted_line("93.33")
    (['1. การปฏิบัติหน้าที่', '93.33'], ['93.33'])
    """
    flat = " ".join(line.split())
    words = _without_units(flat).split(" ") if flat else []
    at = len(words)
    while at > 1 and _is_figure(arabic_digits(words[at - 1])):
        at -= 1
    return [" ".join(words[:at]), *words[at:]] if at < len(words) else [flat]


def _without_units(text: str) -> str:
    text = text.strip()
    for unit in _UNITS:
        text = text.removesuffix(unit).removeprefix(unit).strip() if text != unit else text
    return text


def _is_figure(word: str) -> bool:
    if not _NUMBER.fullmatch(word):
        return False
    whole = word.lstrip("-+\u2212").partition(".")[0]
    return len(whole.replace(",", "")) <= _LONGEST_WHOLE or "," in whole
