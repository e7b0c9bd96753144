"""Filter for templates: how near a deadline is, in words."""

from datetime import date

from django import template

from measures.rules.deadlines import days_left as left_until

register = template.Library()


@register.filter
def days_left(due: date, today: date) -> str:
    """Print how many days are left until a deadline, or by how many it has passed."""
    return left_until(due, today)
