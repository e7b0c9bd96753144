"""Lists that people type or paste one item per line, often with the numbers and bullets of the paper they copy from.

A number that may as well be a figure (1.1), and a letter that may as well be an abbreviation (ก. ค.), is a list mark
where it begins a series or goes on with it, and else belongs to the text.
"""

import re

from ita_portal.text.thai import arabic_digits

# Where these follow a number it is an amount.
_UNITS = (
    r"%|ล้าน|แสน|หมื่น|พัน|บาท|น\.|นาฬิกา|เปอร์เซ็นต์|คะแนน|เท่า|ไร่|ตัน|กิโล|กก|กม|เมตร|ซม|ลิตร|ชั่วโมง|นาที|วัน|เดือน|ปี|คน|ครั้ง"
    "|แห่ง|ราย|MB|GB"
)
_BULLETS = "-–—−·•‣⁃∙・●○◦◉◌■□▪▫◆◇❖❑❏➢➤►▶▸▷→⇒✓✔√✦✧★☆☐☑☒*①-⑳"
# "1. ", "๑) ", "(๓) ", "- ", "➢", "ขั้นตอนที่ 1 ", "ขั้นที่ 2: ", "o ", "§ " and "Ø " of Word; a figure or a date at the
# start is none.
_MARK = re.compile(
    rf"(?:\(?[0-9๐-๙]{{1,2}}[.)]{{1,2}}(?![0-9๐-๙])|[{_BULLETS}]|[oØü§vq»](?=\s{{1,8}}[ก-๙])"
    r"|ขั้น(?:ตอน)?(?:ที่)? ?[0-9๐-๙]{1,2}(?: ?[:.)]|(?=\s))(?!\s*(?:-|–|ถึง|และ|หรือ|ของ|$)))\s*"
)
_OUTLINE = re.compile(
    rf"\(?([0-9๐-๙]{{1,2}}(?:\.[0-9๐-๙]{{1,2}}){{1,3}})(?:[.)]{{1,2}}|(?![0-9๐-๙.,]))(?!\s*(?:{_UNITS}))\s*"
)
_LETTER = re.compile(r"(?:\(([ก-ฮa-zA-Z])\)|([ก-ฮa-zA-Z])(?:\)|\.(?=\s)))\s*")
_THAI_SERIES, _LATIN_SERIES = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", "abcdefghijklmnopqrstuvwxyz"


def lines_of(text: str) -> list[str]:
    """Return the items of a list given one per line, without blank lines and without list marks."""
    series: dict[str, int] = {}
    return [item for line in text.splitlines() if (item := _without_marks(line, series))]


def without_mark(text: str) -> str:
    """Return a text without the list marks that it begins with."""
    return _without_marks(text, {})


def _without_marks(line: str, series: dict[str, int]) -> str:
    """Return a line without its marks, all of them ("1. - "), so that an item read once reads the same ever after."""
    rest = line.strip()
    while (end := _end_of_mark(rest, series)) is not None:
        rest = rest[end:].lstrip()
    return rest


def _end_of_mark(text: str, series: dict[str, int]) -> int | None:
    if match := _OUTLINE.match(text):
        before, _, last = arabic_digits(match[1]).rpartition(".")
        if _goes_on(series, before, int(last)):
            return match.end()
    if match := _LETTER.match(text):
        letter = (match[1] or match[2]).lower()
        letters = _THAI_SERIES if letter in _THAI_SERIES else _LATIN_SERIES
        if letter in letters and _goes_on(series, letters, letters.index(letter) + 1):
            return match.end()
    match = _MARK.match(text)
    return match.end() if match else None


def _goes_on(series: dict[str, int], kind: str, number: int) -> bool:
    """Return whether a number is the first of its series or the one after the last, and note it."""
    if number not in (1, series.get(kind, 0) + 1):
        return False
    series[kind] = number
    return True
