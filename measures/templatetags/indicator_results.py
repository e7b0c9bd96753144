"""Filter for templates: how the indicator of a measure changed meanwhile."""

from django import template

from measures.models import Measure
from measures.rules.forward import IndicatorResult
from measures.succession import Results, result_for

register = template.Library()


@register.filter
def result_in(measure: Measure, results: Results) -> IndicatorResult | None:
    """Return how the indicator of a measure changed, where the result is there."""
    return result_for(measure, results)
