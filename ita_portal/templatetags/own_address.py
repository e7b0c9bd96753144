"""The address of a page in full, for templates that hand it on."""

from typing import Any

from django import template

from ita_portal.site_address import absolute_here

register = template.Library()


@register.simple_tag(takes_context=True)
def own_address(context: Any) -> str:
    """Return the address of this page under the portal's name of the settings, without what was asked of it."""
    request = context["request"]
    return absolute_here(request, request.path)
