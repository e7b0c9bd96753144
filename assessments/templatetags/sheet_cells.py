"""Filters for the templates of the score sheet: what belongs to a code."""

from collections.abc import Mapping

from django import template

from assessments.forms import Cell, SheetForm

register = template.Library()


@register.filter
def cell_of(form: SheetForm, code: str) -> Cell | None:
    """Return the input of the score sheet for a code, or None when this year's sheet has none."""
    return form.cells.get(code)


@register.filter
def mark_of(marks: Mapping[str, str], code: str) -> str:
    """Return what contradicts the cell of a code, or nothing."""
    return marks.get(code, "")
