"""Template filters for figures, available in every template."""

from decimal import Decimal

from django import template

from assessments.figures import UNKNOWN, printed

register = template.Library()


@register.filter
def figure(value: Decimal | None) -> str:
    """Print a figure with two decimals, or a dash where it is unknown."""
    return UNKNOWN if value is None else printed(value)
