"""The portal's own address, for links that leave it: in letters, and handed over on paper or by message."""

from django.conf import settings
from django.http import HttpRequest


def absolute(path: str) -> str:
    """Return an address of the portal in full, as letters write it."""
    return f"{settings.SITE_URL}{path}"


def absolute_here(request: HttpRequest, path: str) -> str:
    """Return an address in full: as the settings name the portal, else as this request has reached it."""
    return absolute(path) if settings.SITE_URL else request.build_absolute_uri(path)
