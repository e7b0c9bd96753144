"""Reading a month of the Buddhist era from a cell.

It may say ต.ค. 2567, ตุลาคม ๒๕๖๗, ต.ค.67, 10/2567, a whole date, or hold a date of Excel.
"""

import re

from ita_portal.text.thai import ERA_OFFSET, MONTHS, SHORT_MONTHS, arabic_digits, buddhist_year
from ita_portal.text.thai_dates import COMMON_ERA, FIRST_YEAR, LAST_YEAR, MONTHS_OF_YEAR, DateRefused, parse_date

EXAMPLE = "ต.ค. 2567"
# What is written with two digits is of the century around the plan: the documents themselves print ต.ค.67.
CENTURY = 100
NEAR_YEARS = 2

# For texts whose blanks are joined: a cell of 1,000 blanks could be parted in too many ways.
_NAMED = re.compile(r"(?:เดือน)? ?([ก-๙][ก-๙. ]*?) ?(?:พ\.?ศ\.?)? ?(\d{4}|\d{2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{4})", re.ASCII)
_OF_EXCEL = re.compile(r"(\d{4})-(\d{2})-\d{2}(?:[ T][\d:.]+)?", re.ASCII)


class MonthRefused(ValueError):
    """What stands in the cell is no month; the message says why, in Thai."""


def read_month(text: str, fiscal_year: int) -> tuple[int, int]:
    """Return the year of the Buddhist era and the month; `fiscal_year` is the plan's."""
    text = " ".join(arabic_digits(text).split())
    if match := _OF_EXCEL.fullmatch(text):
        year = int(match[1])
        # Somebody who types 1/10/2567 into a spreadsheet of the common era gets a date of the year 2567 in it.
        return _checked(year if year >= FIRST_YEAR else year + ERA_OFFSET, int(match[2]))
    if match := _FIGURES.fullmatch(text):
        return _checked(_four_digits(match[2]), int(match[1]))
    if (match := _NAMED.fullmatch(text)) and (month := _month_named(match[1])):
        return _checked(_year(match[2], fiscal_year), month)
    return _month_of_date(text)


def _month_of_date(text: str) -> tuple[int, int]:
    """Return the month of a whole date, such as 30 ก.ย. 2568."""
    try:
        day = parse_date(text)
    except DateRefused as refused:
        raise MonthRefused(f"“{text[:40]}” ไม่ใช่เดือนที่อ่านได้ กรุณากรอก เช่น {EXAMPLE}") from refused
    return buddhist_year(day), day.month


def _month_named(name: str) -> int | None:
    bare = _bare(name)
    for number, names in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), 1):
        if bare in map(_bare, names):
            return number
    return None


def _bare(name: str) -> str:
    return name.replace(".", "").replace(" ", "")


def _year(digits: str, fiscal_year: int) -> int:
    if len(digits) > 2:
        return _four_digits(digits)
    year = fiscal_year - fiscal_year % CENTURY + int(digits)
    if abs(year - fiscal_year) > NEAR_YEARS:
        raise MonthRefused(f"กรุณากรอกปี พ.ศ. ให้ครบสี่หลัก เช่น {EXAMPLE}")
    return year


def _four_digits(digits: str) -> int:
    year = int(digits)
    if year in COMMON_ERA:
        raise MonthRefused(f"ปี {year} เป็นปี ค.ศ. กรุณากรอกเป็นปี พ.ศ. ({year + ERA_OFFSET})")
    return year


def _checked(year: int, month: int) -> tuple[int, int]:
    if month not in MONTHS_OF_YEAR:
        raise MonthRefused(f"ไม่มีเดือนที่ {month} กรุณากรอก เช่น {EXAMPLE}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise MonthRefused(f"ปี พ.ศ. ต้องอยู่ระหว่าง {FIRST_YEAR} ถึง {LAST_YEAR}")
    return year, month
