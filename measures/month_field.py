"""A form field for a month of the Buddhist era, picked from the fiscal years around a plan's."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from ita_portal.text.thai import SHORT_MONTHS, buddhist_year

Months = list[tuple[str, str]]


class MonthField(forms.ChoiceField):
    """Gives the day that `day_of` makes of year and month, such as the last one; may be left empty."""

    def __init__(self, *, day_of: Callable[[int, int], date], **options: Any) -> None:
        super().__init__(required=False, **options)
        self.day_of = day_of

    def clean(self, value: Any) -> date | None:
        chosen = super().clean(value)
        return self.day_of(*map(int, chosen.split("-"))) if chosen else None


def month_value(day: date | None) -> str:
    """Return a day's month as the list has it."""
    return f"{buddhist_year(day)}-{day.month:02d}" if day else ""


def month_choices(fiscal_year: int) -> list[tuple[str, Months]]:
    """Return the months of a fiscal year and of the ones before and after, grouped, from October to September."""
    groups = []
    for year in (fiscal_year - 1, fiscal_year, fiscal_year + 1):
        months = [(year - 1, month) for month in (10, 11, 12)] + [(year, month) for month in range(1, 10)]
        options = [(f"{y}-{m:02d}", f"{SHORT_MONTHS[m - 1]} {y}") for y, m in months]
        groups.append((f"ปีงบประมาณ {year}", options))
    return groups


def months_elsewhere(fiscal_year: int, *days: date | None) -> list[tuple[str, Months]]:
    """Return the months of days that lie far outside a fiscal year, so that saving a form does not lose them."""
    listed = {value for _, months in month_choices(fiscal_year) for value, _ in months}
    other = {month_value(day): f"{SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}" for day in days if day}
    months = [(value, name) for value, name in other.items() if value not in listed]
    return [("เดือนที่บันทึกไว้เดิม", months)] if months else []
