"""What stood where a line was broken, which is lost in what a page shows."""

import re

# What begins a paragraph of its own: the mark of a list, a code, the name of a subject.
LIST_MARK = re.compile(
    r"\(?[0-9๐-๙]{1,2}[.)]|[-–•●▪*] ?|(?:ประเด็น|ตัวชี้วัด|ข้อ|ส่วน)ที่|[ieo๐] ?[0-9๐-๙]{1,2} ประเด็น|ข้อ ?[ieo๐0] ?[0-9๐-๙]"
)
# The names of the parts of a finding, which stand before their text with a colon or without one.
_PART = re.compile(
    r"[*•▪◦· -]{0,4}(?:ข้อบกพร่อง|จุดอ่อน|จุดแข็ง|ข้อ(?:ที่)?(?:ควร|ต้อง)พัฒนา|การพัฒนา|การรักษาระดับ|รักษาระดับ)(?:/| ?:| ?$| (?=\S))"
)


def begins_paragraph(line: str) -> bool:
    """Return whether a line begins a paragraph of its own by what it says."""
    return bool(LIST_MARK.match(line) or _PART.match(line))


def joint(before: str, after: str) -> str:
    """Return what stood where a line was broken between two texts: a blank, unless both are Thai or one has it."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    if before[-1] == before[0] == "-" and _is_thai(before[-2:-1] or " ") and _is_thai(after[0]):
        return " "  # the dash of a list that began with one; "ยืม-คืน" has none
    both_thai = _is_thai(before[-1]) and _is_thai(after[0])
    return "" if both_thai or before[-1] in "-/(" or after[0] in ")/" else " "


def _is_thai(letter: str) -> bool:
    return "\u0e01" <= letter <= "\u0e4e"
