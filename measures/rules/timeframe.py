"""The wording of a measure's timeframe.

Months as officials abbreviate them, made from the dates (ต.ค.67 - ก.ย.68), unless the agency insists on
words of its own ("ทุกวันที่ 1 ของเดือน").
"""

from datetime import date

from ita_portal.text.thai import fiscal_year_end, fiscal_year_start, month_range


def timeframe_text(start: date | None, end: date | None, wording: str = "") -> str:
    """Return the wording, or the months from the first to the last day, or an empty text when neither is set."""
    if wording:
        return wording
    if start is None or end is None:
        return ""
    return month_range(start, end)


def is_within(fiscal_year: int, start: date, end: date) -> bool:
    """Return whether both days fall in the Buddhist-era fiscal year."""
    return fiscal_year_start(fiscal_year) <= start and end <= fiscal_year_end(fiscal_year)
