"""The measures of a plan as bars on the twelve months of its fiscal year.

Every month is as wide as the next, so that the bars stand under the columns of a table; within a month a day has its
share. Lengths are whole numbers: a month is 100, the year 1,200.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ita_portal.text.thai import ERA_OFFSET, fiscal_year_end, fiscal_year_start, short_month
from measures.rules.tracking import OVERDUE, Tracked

MONTH = 100
YEAR = 12 * MONTH
OCTOBER = 10
TODAY_WIDTH = 4


@dataclass(frozen=True)
class Month:
    label: str
    x: int
    is_now: bool


@dataclass(frozen=True)
class TimelineBar:
    """A measure from its first to its last day, as far as they lie in the year; `late` reaches from there to today."""

    x: int
    width: int
    late_x: int = 0
    late: int = 0
    begins_before: bool = False
    ends_after: bool = False
    steps: tuple[int, ...] = ()  # the days of steps that are not done

    @property
    def end_x(self) -> int:
        """Where the mark of the last day stands; it stays within the year."""
        return min(self.x + self.width, YEAR - TODAY_WIDTH)


@dataclass(frozen=True)
class DueMark:
    """The day on which the reports of a round are due."""

    name: str
    day: date
    x: int


@dataclass(frozen=True)
class TimelineRow:
    measure: Tracked
    bar: TimelineBar | None  # None where the measure has no months


@dataclass(frozen=True)
class Timeline:
    months: tuple[Month, ...]
    rows: tuple[TimelineRow, ...]
    today: date
    today_x: int | None  # None where the day is in another year
    marks: tuple[DueMark, ...] = ()

    @property
    def has_steps(self) -> bool:
        return any(row.bar and row.bar.steps for row in self.rows)

    @property
    def lines(self) -> tuple[int, ...]:
        """Where one month ends and the next begins."""
        return tuple(month.x for month in self.months[1:])


def build_timeline(
    measures: Iterable[Tracked], *, fiscal_year: int, today: date, rounds: Iterable[tuple[str, date]] = ()
) -> Timeline:
    """Lay measures out on the months of a fiscal year, in their given order, with the days on which rounds are due.

    A round that is due after the year, as the last one is, stands at its end. How much is done is no time, and is told
    apart from the bar.
    """
    is_now = fiscal_year_start(fiscal_year) <= today <= fiscal_year_end(fiscal_year)
    return Timeline(
        months=tuple(_month(number, fiscal_year, today) for number in range(12)),
        rows=tuple(TimelineRow(each, _bar(each, fiscal_year, today)) for each in measures),
        today=today,
        today_x=place(today, fiscal_year) if is_now else None,
        marks=tuple(DueMark(name, day, min(place(day, fiscal_year), YEAR - TODAY_WIDTH)) for name, day in rounds),
    )


def place(day: date, fiscal_year: int) -> int:
    """Return where a day begins, 0 on 1 October; a day before or after the year is at its near edge."""
    year, month = fiscal_year - ERA_OFFSET - 1, OCTOBER
    months = (day.year - year) * 12 + day.month - month
    days = calendar.monthrange(day.year, day.month)[1]
    return min(max(months * MONTH + MONTH * (day.day - 1) // days, 0), YEAR)


def _month(number: int, fiscal_year: int, today: date) -> Month:
    year = fiscal_year - ERA_OFFSET - 1
    first = date(year + (OCTOBER - 1 + number) // 12, (OCTOBER - 1 + number) % 12 + 1, 1)
    return Month(short_month(first), number * MONTH, (first.year, first.month) == (today.year, today.month))


def _bar(measure: Tracked, fiscal_year: int, today: date) -> TimelineBar | None:
    if measure.start is None or measure.end is None:
        return None
    x, end = place(measure.start, fiscal_year), place(measure.end + timedelta(days=1), fiscal_year)
    late_to = place(today, fiscal_year) if measure.due == OVERDUE else end
    return TimelineBar(
        x=x,
        width=end - x,
        late_x=end,
        late=max(late_to - end, 0),
        begins_before=measure.start < fiscal_year_start(fiscal_year),
        ends_after=measure.end > fiscal_year_end(fiscal_year),
        steps=tuple(min(place(step.due, fiscal_year), YEAR - TODAY_WIDTH) for step in measure.open_steps),
    )
