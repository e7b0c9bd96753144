"""Reading the timeframe of a measure from one cell: ต.ค.67 - ก.ย.68, ม.ค.-มี.ค.64, ไตรมาส 1-2, ตลอดปีงบประมาณ.

What is not plainly one range of months is a doubt, and stays the words that it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits, buddhist_year
from measures.rules.months import MonthRefused, read_month

Month = tuple[int, int]  # of the Buddhist era, 1 to 12

FIRST_OF_FISCAL_YEAR, LAST_OF_FISCAL_YEAR = 10, 9
QUARTERS = {1: (10, 12), 2: (1, 3), 3: (4, 6), 4: (7, 9)}  # of a fiscal year
LONGEST = 200
NO_MONTHS = "อ่านเป็นเดือนไม่ได้"
BACKWARDS = "เดือนสิ้นสุดอยู่ก่อนเดือนเริ่ม"
FAR_AWAY = "เดือนไม่ได้อยู่ในปีงบประมาณ {} ถึง {}"

# For texts whose blanks are joined.
_BETWEEN = re.compile(r" ?(?:-|จนถึง|ถึง|~) ?")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_BEFORE = re.compile(r"^(?:ระยะเวลา ?|ตั้งแต่ ?|ระหว่าง ?|ช่วง ?|ประจำ ?|วันที่ ?|เดือน ?)+")
_DAY = re.compile(r"^[0-9]{1,2} (?=[ก-ฮ])")
_DAYS = re.compile(r"(?<![0-9])[0-9]{1,2} ?(?:[ก-ฮ]|/ ?[0-9]{1,2} ?/)")
_YEAR_BEHIND = re.compile(r"[0-9]{2,4}$")
_FISCAL_YEAR = re.compile(r"(?:ตลอด ?(?:ทั้ง ?)?)?(?:ปี ?งบประมาณ|ปี ?งปม\.?) ?(?:พ\.ศ\. ?)?([0-9]{4})?")
_QUARTERS = re.compile(
    r"ไตรมาส ?(?:ที่ ?)?([1-4])(?: ?(?:-|ถึง) ?(?:ไตรมาส ?(?:ที่ ?)?)?([1-4]))?"
    r"(?: ?(?:ของ ?)?ปี ?(?:งบประมาณ)? ?(?:พ\.ศ\. ?)?([0-9]{4}))?"
)


@dataclass(frozen=True)
class MonthRange:
    """The months from the first to the last that a cell says, or why it says none."""

    start: Month | None = None
    end: Month | None = None
    doubt: str = ""  # in Thai; without months there is always one
    says_more: bool = (
        False  # the words are not months alone, such as a quarter or a day, and are worth keeping beside them
    )


def read_month_range(text: str, fiscal_year: int) -> MonthRange:
    """Return the months of a cell; `fiscal_year` is the plan's, whose year a month without one has."""
    words = " ".join(arabic_digits(one_spelling(text)).translate(_DASHES).split())
    if not words or len(words) > LONGEST:
        return MonthRange(doubt=NO_MONTHS)
    if found := _fiscal_year(words, fiscal_year) or _quarters(words, fiscal_year):
        return _checked(*found, fiscal_year, says_more=True)
    ranges = {*_ranges(_BEFORE.sub("", words), fiscal_year)}
    if len(ranges) != 1:
        return MonthRange(doubt=NO_MONTHS)
    return _checked(*ranges.pop(), fiscal_year, says_more=bool(_DAYS.match(words)))


def says_the_same(text: str, start: date, end: date, fiscal_year: int) -> bool:
    """Return whether words name exactly the months of two days, and nothing else."""
    read = read_month_range(text, fiscal_year)
    months = tuple((buddhist_year(day), day.month) for day in (start, end))
    return (read.start, read.end) == months and not read.says_more and not read.doubt


def _fiscal_year(words: str, fiscal_year: int) -> tuple[Month, Month] | None:
    match = _FISCAL_YEAR.fullmatch(words)
    return _months_of(int(match[1] or fiscal_year), FIRST_OF_FISCAL_YEAR, LAST_OF_FISCAL_YEAR) if match else None


def _quarters(words: str, fiscal_year: int) -> tuple[Month, Month] | None:
    if not (match := _QUARTERS.fullmatch(words)):
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return _months_of(int(match[3] or fiscal_year), QUARTERS[first][0], QUARTERS[last][1])


def _months_of(fiscal_year: int, first: int, last: int) -> tuple[Month, Month]:
    return _month_of(fiscal_year, first), _month_of(fiscal_year, last)


def _month_of(fiscal_year: int, month: int) -> Month:
    return (fiscal_year - 1 if month >= FIRST_OF_FISCAL_YEAR else fiscal_year, month)


def _ranges(words: str, fiscal_year: int) -> Iterator[tuple[Month, Month]]:
    """Yield every way to read words as a month or as two."""
    if alone := _month(words, fiscal_year):
        yield alone, alone
        return
    for match in _BETWEEN.finditer(words):
        before, after = words[: match.start()], _BEFORE.sub("", words[match.end() :])
        end = _month(after, fiscal_year)
        start = _start(before, end, fiscal_year) if end else None
        if start and end:
            yield start, end


def _start(words: str, end: Month, fiscal_year: int) -> Month | None:
    """Return the first month, which has the year of the last where it names none, or the year before."""
    if _YEAR_BEHIND.search(words):
        return _month(words, fiscal_year)
    year, last = end
    for each in (year, year - 1):
        start = _month(f"{words} {each}", fiscal_year)
        if start and start <= (year, last):
            return start
    return None


def _month(words: str, fiscal_year: int) -> Month | None:
    """Return a month, without a year that of the plan; a day before it is left out."""
    words = _DAY.sub("", words)
    try:
        return read_month(words, fiscal_year)
    except MonthRefused:
        pass
    if _YEAR_BEHIND.search(words):
        return None
    try:
        _, month = read_month(f"{words} {fiscal_year}", fiscal_year)
    except MonthRefused:
        return None
    return _month_of(fiscal_year, month)


def _checked(start: Month, end: Month, fiscal_year: int, *, says_more: bool = False) -> MonthRange:
    first, last = fiscal_year - 1, fiscal_year + 1
    if start > end:
        return MonthRange(doubt=BACKWARDS)
    if start < _month_of(first, FIRST_OF_FISCAL_YEAR) or end > _month_of(last, LAST_OF_FISCAL_YEAR):
        return MonthRange(doubt=FAR_AWAY.format(first, last))
    return MonthRange(start, end, says_more=says_more)
