"""Thai official text: digits, Buddhist-era years, months, month ranges, fiscal years.

Fiscal year N of the Buddhist era runs from 1 October N-1 to 30 September N; the Buddhist era is the
common era plus 543. Month abbreviations follow the Royal Institute's list as printed in Thai offices.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date

ERA_OFFSET = 543

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Most texts hold no digit: to look for one takes a tenth of what it takes to translate every letter.
_ARABIC_RUN, _THAI_RUN = re.compile("[0-9]+"), re.compile("[๐-๙]+")


def thai_digits(text: object) -> str:
    """Return `text` with every Arabic digit as a Thai digit."""
    return _ARABIC_RUN.sub(lambda run: run[0].translate(_TO_THAI), str(text))


def arabic_digits(text: object) -> str:
    """Return `text` with every Thai digit as an Arabic digit."""
    return _THAI_RUN.sub(lambda run: run[0].translate(_TO_ARABIC), str(text))


def buddhist_year(day: date) -> int:
    """Return the Buddhist-era calendar year of `day`."""
    return day.year + ERA_OFFSET


def fiscal_year_of(day: date) -> int:
    """Return the Buddhist-era fiscal year that `day` falls in."""
    return buddhist_year(day) + (1 if day.month >= 10 else 0)


def fiscal_year_start(fiscal_year: int) -> date:
    """Return 1 October of the year before."""
    return date(fiscal_year - ERA_OFFSET - 1, 10, 1)


def fiscal_year_end(fiscal_year: int) -> date:
    """Return 30 September of the fiscal year."""
    return date(fiscal_year - ERA_OFFSET, 9, 30)


def end_of_fiscal_month(fiscal_year: int, month: int) -> date:
    """Return the last day of a month counted from October: 6 is March, 12 is September."""
    return month_end(fiscal_year - 1, month + 9) if month <= 3 else month_end(fiscal_year, month - 3)


def month_start(buddhist: int, month: int) -> date:
    """Return the first day of a Buddhist-era month; `month` is 1 to 12."""
    return date(buddhist - ERA_OFFSET, month, 1)


def month_end(buddhist: int, month: int) -> date:
    """Return the last day of a Buddhist-era month; `month` is 1 to 12."""
    year = buddhist - ERA_OFFSET
    return date(year, month, calendar.monthrange(year, month)[1])


def short_month(day: date) -> str:
    """Return a month as officials abbreviate it, for example ต.ค.67."""
    return f"{SHORT_MONTHS[day.month - 1]}{buddhist_year(day) % 100:02d}"


def long_date(day: date) -> str:
    """Return a date in full, for example 31 มีนาคม 2565."""
    return f"{day.day} {MONTHS[day.month - 1]} {buddhist_year(day)}"


def short_date(day: date) -> str:
    """Return a date with an abbreviated month, for example 31 มี.ค. 2565."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}"


def full_month(day: date) -> str:
    """Return a month in full, for example ตุลาคม 2567."""
    return f"{MONTHS[day.month - 1]} {buddhist_year(day)}"


def month_range(start: date, end: date, month: Callable[[date], str] = short_month) -> str:
    """Return the months from `start` to `end`, for example "ต.ค.67 - ก.ย.68", or one month alone."""
    if (start.year, start.month) == (end.year, end.month):
        return month(start)
    return f"{month(start)} - {month(end)}"
