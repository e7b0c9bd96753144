"""Reading a date that somebody typed the Thai way: day, month, year of the Buddhist era.

The month is a figure (31/3/2568) or a name in full or short (31 มีนาคม 2568, 31 มี.ค. 2568); digits are Thai or
Arabic. The year has four digits of the Buddhist era. Two digits could be meant in either era, and a date of the
common era read as one of the Buddhist era would be wrong by 543 years: both are refused rather than guessed.
"""

import calendar
import re
from datetime import date

from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import ERA_OFFSET, MONTHS, SHORT_MONTHS, arabic_digits

EXAMPLE = "31 มี.ค. 2568 หรือ 31/3/2568"
FIRST_YEAR, LAST_YEAR = 2500, 2699
COMMON_ERA = range(1900, 2200)
MONTHS_OF_YEAR = range(1, 13)

# For texts whose blanks are joined: where several parts may be blanks, many of them can be parted in too many ways.
_FIGURES = re.compile(r"(\d+) ?([/.-]) ?(\d+) ?\2 ?(\d+)", re.ASCII)
_WORDS = re.compile(r"(\d+) ?([ก-๙][ก-๙. ]*?) ?(\d+)", re.ASCII)
_YEAR_DIGITS = 4


class DateRefused(ValueError):
    """What was typed is no date; the message says why, in Thai."""


def parse_date(typed: str) -> date:
    """Return the day that was typed; raises DateRefused with the reason."""
    day, month, year = _parts(" ".join(one_spelling(arabic_digits(typed)).split()))
    buddhist = _buddhist_year(year)
    if month not in MONTHS_OF_YEAR:
        raise DateRefused(f"ไม่มีเดือนที่ {month} กรุณากรอกวัน เดือน ปี ตามลำดับ เช่น {EXAMPLE}")
    days = calendar.monthrange(buddhist - ERA_OFFSET, month)[1]
    if not 1 <= day <= days:
        raise DateRefused(f"เดือน{MONTHS[month - 1]} {buddhist} มีวันที่ 1 ถึง {days}")
    return date(buddhist - ERA_OFFSET, month, day)


def _parts(text: str) -> tuple[int, int, str]:
    """Return day and month as numbers and the year as it was typed."""
    text = text.removeprefix("วันที่").strip()
    if match := _FIGURES.fullmatch(text):
        day, _, month, year = match.groups()
        return _number(day), _number(month), year
    if match := _WORDS.fullmatch(text):
        day, name, year = match.groups()
        return _number(day), _month_named(name), year
    raise DateRefused(f"กรุณากรอกวันที่ เช่น {EXAMPLE}")


def _number(digits: str) -> int:
    """Return a number of one or two digits; a longer one is no day and no month."""
    if len(digits) > 2:
        raise DateRefused(f"กรุณากรอกวัน เดือน ปี ตามลำดับ เช่น {EXAMPLE}")
    return int(digits)


def _month_named(name: str) -> int:
    bare = _bare(name.replace("พ.ศ.", ""))
    for number, names in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), 1):
        if bare.removeprefix("เดือน") in map(_bare, names):
            return number
    raise DateRefused(f"ไม่รู้จักเดือน “{name.strip()}” กรุณากรอก เช่น {EXAMPLE}")


def _bare(name: str) -> str:
    """Return the letters of a month's name: มี.ค. is often typed มีค. or มี.ค"""
    return name.replace(".", "").replace(" ", "")


def _buddhist_year(typed: str) -> int:
    if len(typed) != _YEAR_DIGITS:
        raise DateRefused("กรุณากรอกปี พ.ศ. ให้ครบสี่หลัก เช่น 2568")
    year = int(typed)
    if year in COMMON_ERA:
        raise DateRefused(f"ปี {year} เป็นปี ค.ศ. กรุณากรอกเป็นปี พ.ศ. ({year + ERA_OFFSET})")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateRefused(f"ปี พ.ศ. ต้องอยู่ระหว่าง {FIRST_YEAR} ถึง {LAST_YEAR}")
    return year
