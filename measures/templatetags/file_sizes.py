"""Filter for templates: the size of a file."""

from django import template

register = template.Library()


@register.filter
def file_size(size: int) -> str:
    """Print the size of a file in kilobytes or megabytes."""
    kilobytes = max(size / 1024, 1)
    return f"{kilobytes / 1024:.1f} MB" if kilobytes >= 1024 else f"{kilobytes:.0f} KB"
