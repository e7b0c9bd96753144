"""Template filters for Thai text, available in every template."""

from datetime import date

from django import template

from ita_portal import thai

register = template.Library()


@register.filter
def thai_digits(value: object) -> str:
    return thai.thai_digits(value)


@register.filter
def thai_date(value: date) -> str:
    return thai.long_date(value)
