"""How a measure continues in the next year's plan, and how the indicator that it is about has changed.

Dates move by whole years, which are whole fiscal years. Figures are compared as they are printed, with two decimals.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.rules.change import FELL, ROSE, SAME, change_between, direction_of
from assessments.rules.figures import printed
from ita_portal.text.thai import arabic_digits

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
WORDS = {ROSE: "เพิ่มขึ้น", FELL: "ลดลง", SAME: "เท่าเดิม"}


@dataclass(frozen=True)
class IndicatorResult:
    """An indicator in the year that a plan answers and in the first one scored under the plan; None is unknown."""

    old_year: int
    old: Decimal | None
    new_year: int
    new: Decimal | None

    @property
    def change(self) -> Decimal | None:
        return change_between(self.old, self.new)

    @property
    def direction(self) -> str:
        """Return `rose`, `fell` or `same`; nothing where a figure is unknown."""
        return direction_of(self.change)

    @property
    def words(self) -> str:
        """Say the change in words, for example "เพิ่มขึ้น 3.20"."""
        if not self.change:
            return WORDS.get(self.direction, "")
        return f"{WORDS[self.direction]} {printed(abs(self.change))}"

    @property
    def figures(self) -> tuple[str, str]:
        """Say each figure with its year, for example "ปี 2567 ได้ 60.22"."""
        return f"ปี {self.old_year} {_figure(self.old)}", f"ปี {self.new_year} {_figure(self.new)}"


def year_of_result(plan_year: int, answered_year: int) -> int:
    """Return the year whose result shows what a plan achieved: its own, or the next where it answers its own year."""
    return max(plan_year, answered_year + 1)


def moved(day: date, years: int = 1) -> date:
    """Return the same day so many years later; the last day of a month stays the last, whatever February has."""
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, day.month, last if is_last else min(day.day, last))


def names_year(texts: Iterable[str], year: int) -> bool:
    """Return whether one of the texts names a year of the Buddhist era, in Thai or Arabic digits."""
    return any(int(found) == year for text in texts for found in _YEAR.findall(arabic_digits(text)))


def _figure(value: Decimal | None) -> str:
    return "ยังไม่มีคะแนน" if value is None else f"ได้ {printed(value)}"
