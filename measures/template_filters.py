"""What the bar of every page says of a person's work, available in every template."""

from datetime import date

from django import template
from django.utils import timezone

from assessments.years import AgencyYear
from measures.models import Measure
from measures.my_work import work_count as count_of
from measures.reminding import reminders_of
from measures.rules.deadlines import days_left as left_until
from measures.rules.forward import IndicatorResult
from measures.rules.reminders import Digest
from measures.succession import Results, result_for

register = template.Library()


@register.simple_tag
def work_count(year: AgencyYear) -> int:
    """Return how many things wait for the person now."""
    return count_of(year.access, timezone.localdate())


@register.simple_tag
def reminders(year: AgencyYear, with_reports: bool = True) -> Digest:
    """Return what of the person's work in the agency is near its deadline or past it."""
    return reminders_of(year.access, timezone.localdate(), with_reports=with_reports)


@register.filter
def days_left(due: date, today: date) -> str:
    """Print how many days are left until a deadline, or by how many it has passed."""
    return left_until(due, today)


@register.filter
def result_in(measure: Measure, results: Results) -> IndicatorResult | None:
    """Return what the indicator of a measure did, where the result is there."""
    return result_for(measure, results)


@register.filter
def file_size(size: int) -> str:
    """Print the size of a file in kilobytes or megabytes."""
    kilobytes = max(size / 1024, 1)
    return f"{kilobytes / 1024:.1f} MB" if kilobytes >= 1024 else f"{kilobytes:.0f} KB"
