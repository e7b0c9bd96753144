"""The addresses of the rows of a long page: reversed once, and written for each row with the key of its measure."""

from uuid import UUID

from django import template

ANY_KEY = UUID(int=0)  # stands in an address for the key of a measure

register = template.Library()


@register.filter
def of_row(address: str, key: str) -> str:
    """Return the address of one row from that of any."""
    return address.replace(str(ANY_KEY), key)
