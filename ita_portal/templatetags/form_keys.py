"""What a form carries besides its fields: who opened it, what was typed in it before, the key of a second click."""

from typing import Any
from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ita_portal.carried import WRITER
from ita_portal.carried import written_by as signed_writer

register = template.Library()

ANY_ONCE = "any_once"  # the name in a context of what stands for the key


@register.simple_tag(takes_context=True)
def written_by(context: template.Context) -> SafeString | str:
    """Print who opens a form in which people write, so that nobody else is ever shown its texts."""
    user: Any = context["request"].user
    if not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', WRITER, signed_writer(user))


@register.simple_tag(takes_context=True)
def once_key(context: template.Context) -> SafeString:
    """Print the key by which a form that creates something is known when it is sent again.

    What is written to be kept is given a mark in its place: `agencies/kept.py` puts a key there in each answer.
    """
    return format_html('<input type="hidden" name="once" value="{}">', context.get(ANY_ONCE) or uuid4())


@register.simple_tag(takes_context=True)
def writer(context: template.Context) -> str:
    """Return the signed account of who reads a page, by which a browser tells one person's texts from another's."""
    return signed_writer(context["request"].user)


@register.simple_tag(takes_context=True)
def kept_under(context: template.Context, name: str) -> str:
    """Return what a form that comes back refused had brought: the key under which its texts are kept, and its name."""
    brought: str = context["request"].POST.get("unsaved", "")
    return brought if brought.partition(" ")[2] == str(name) else ""


@register.filter
def of_form(unsaved_forms: dict[str, list[Any]], name: str) -> list[Any]:
    """Return what was typed in a form of the page before."""
    return unsaved_forms.get(name, [])
