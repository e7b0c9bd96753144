"""Filters for the templates of the score sheet: the rows of a block, which `SheetRows` writes."""

from django import template
from django.utils.safestring import SafeString

from assessments.rules.sheet import IndicatorBlock, InstrumentBlock
from assessments.sheet_rows import SheetRows

register = template.Library()


@register.filter
def questions_of(rows: SheetRows, block: IndicatorBlock) -> SafeString:
    """Write the rows of an indicator's questions."""
    return rows.of_indicator(block)


@register.filter
def announced_of(rows: SheetRows, block: InstrumentBlock) -> SafeString:
    """Write the rows of what was announced of an instrument."""
    return rows.of_instrument(block)
