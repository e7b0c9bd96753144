"""What a cell says as a figure: with its unit, in Thai digits, sometimes two at once."""

import re
from dataclasses import dataclass

from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits

_UNITS = ("คะแนน", "คะเเนน", "ร้อยละ", "เปอร์เซ็นต์", "%")
_FULL_MARKS = re.compile(r"/ ?100(?:\.0+)?$")
# "010" is the tenth item, no figure.
_NUMBER = re.compile(r"[-+\u2212]?(?:(?:0|[1-9][0-9,]*)(?:\.[0-9]+)?|\.[0-9]+)")
_BLANK_WORDS = (
    "", "N/A", "n.a.", "NA", "nil", "null", "none", "ไม่มี", "ว่าง", "ไม่มีข้อมูล", "ไม่มีคะแนน", "ไม่ประเมิน", "ไม่ได้ประเมิน",
    "ไม่ระบุ", "ยังไม่มี", "ยังไม่มีข้อมูล",
)  # fmt: skip
_BLANK = frozenset(word.lower() for word in _BLANK_WORDS)
_BLANK_SIGNS = re.compile(r"[-\u2010-\u2015\u2212_.\u2026]+")
_BEGINNING = re.compile(r"^[^0-9]*[0-9]{1,2}(?![0-9.])")
_SAID_WITHIN = re.compile(r"(?<![0-9A-Za-z\u0e00-\u0e7f.])[0-9]{1,3}(?:[.,][0-9]+)?(?![0-9A-Za-z.])")
# The number behind one of these is no figure: ตัวชี้วัดที่ 1.
_NUMBERED = frozenset(
    [
        "ส่วนที่",
        "ส่วน",
        "part",
        "ตัวชี้วัดที่",
        "ตัวชี้วัด",
        "ข้อ",
        "ข้อที่",
        "ข้อคำถาม",
        "ด้านที่",
        "ลำดับที่",
        "ครั้งที่",
        "ปี",
        "ปีงบประมาณ",
        "ประจำปี",
        "พ.ศ.",
        "ที่",
    ]
)
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
    if bare.lower() in _BLANK or _BLANK_SIGNS.fullmatch(bare):
        return CellValue(is_blank=True)
    bare = _FULL_MARKS.sub("", _without_units(bare).strip("*()[]'\u2019 "))
    words = bare.split()
    if not words or not all(map(_is_figure, words)):
        return CellValue()
    return CellValue(tuple(dict.fromkeys(words)))


def parted_line(line: str) -> list[str]:
    """Return a line as cells: its words, and the figures that end it.

    >>> parted_line("1. การปฏิบัติหน้าที่  93.33 คะแนน"), parted_line("93.33"), parted_line("EIT ส่วนที่ 1 90.5")
    (['1. การปฏิบัติหน้าที่', '93.33'], ['93.33'], ['EIT ส่วนที่ 1', '90.5'])
    """
    flat = " ".join(line.split())
    bare = flat
    for unit in _UNITS:
        bare = bare.removesuffix(unit).strip()
    words = bare.split(" ") if bare else []
    at = len(words)
    while at > 1 and _is_figure(arabic_digits(words[at - 1])):
        at -= 1
    if at < len(words) and words[at - 1].lower() in _NUMBERED:
        at += 1
    return [" ".join(words[:at]), *words[at:]] if at < len(words) else [flat]


def says_a_number(text: str) -> bool:
    """Return whether words, besides the number or the code that they begin with, say what could be a figure.

    >>> says_a_number("i1 81 (ลดลง)"), says_a_number("ตัวชี้วัดที่ 1"), says_a_number("ตัวชี้วัดที่ 1 = 81.5")
    (True, False, True)
    """
    return bool(_SAID_WITHIN.search(_BEGINNING.sub("", arabic_digits(text), count=1)))


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
