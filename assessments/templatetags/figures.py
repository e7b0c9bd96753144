"""Filters for templates: figures and their changes as they are printed."""

from decimal import Decimal

from django import template

from assessments.rules.figures import UNKNOWN, printed

register = template.Library()


@register.filter
def figure(value: Decimal | None) -> str:
    """Print a figure with two decimals, or a dash where it is unknown."""
    return UNKNOWN if value is None else printed(value)


@register.filter
def signed(change: Decimal | None) -> str:
    """Print a change with its sign, or a dash where it is unknown."""
    if change is None:
        return UNKNOWN
    return f"{change:+.2f}" if change else printed(change)


@register.filter
def direction(change: Decimal | None) -> str:
    """Name the class of a change: rise, fall, or none."""
    return "" if not change else "rise" if change > 0 else "fall"
