"""Filters for templates: digits and dates as they are written in Thai."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from ita_portal.text import thai

register = template.Library()


@register.filter
def thai_digits(value: object) -> str:
    return thai.thai_digits(value)


@register.filter
def thai_date(value: date) -> str:
    """Print a day of the Buddhist era with its month in short."""
    return thai.short_date(value)


@register.filter
def thai_long_date(value: date) -> str:
    return thai.long_date(value)


@register.filter
def thai_moment(value: datetime) -> str:
    """Print a date with its time of day in Thailand."""
    local = timezone.localtime(value)
    return f"{thai.short_date(local.date())} {local:%H:%M} น."
