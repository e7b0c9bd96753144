"""The message after removing something, with the way to take it back."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from agencies.models import Agency, Removed


def say_removed(request: HttpRequest, text: str, removed: Removed, agency: Agency, fiscal_year: int) -> None:
    """Say what was removed; `_messages.html` makes a button of the address that a message carries."""
    address = reverse("removed-restore", args=[agency.slug, fiscal_year, removed.key])
    messages.success(request, text, extra_tags=address)
