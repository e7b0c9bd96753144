"""What a form carries besides its fields: who opened it, and the key by which a second click is known."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ita_portal.carried import WRITER
from ita_portal.carried import written_by as signed_writer

register = template.Library()


@register.simple_tag(takes_context=True)
def written_by(context: template.Context) -> SafeString | str:
    """Print who opens a form in which people write, so that nobody else is ever shown its texts."""
    user: Any = context["request"].user
    if not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', WRITER, signed_writer(user))
