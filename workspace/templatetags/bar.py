"""The bar of every page of a year, for its template."""

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def bar_at(context: template.Context, room: str) -> SafeString:
    """Return the bar with one of its rooms open."""
    html: SafeString = context["bar"].html(room)
    return html
