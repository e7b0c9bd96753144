"""Template filters for figures, available in every template."""

from decimal import Decimal

from django import template

from assessments.figures import UNKNOWN, printed
from assessments.forms import Cell, SheetForm

register = template.Library()


@register.filter
def figure(value: Decimal | None) -> str:
    """Print a figure with two decimals, or a dash where it is unknown."""
    return UNKNOWN if value is None else printed(value)


@register.filter
def cell_of(form: SheetForm, code: str) -> Cell | None:
    """Return the input of the score sheet for a code, or None when this year's sheet has none."""
    return form.cells.get(code)
