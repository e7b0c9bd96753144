"""The headers that every answer carries besides its content.

Django and django-csp send the other headers; the settings name them. Here are those that neither knows.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# What a page of the portal may ask a browser for: nothing of a machine, a place or a person.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "bluetooth",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-create",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)
# What depends on who asks is kept by nobody, so that the next person at the same machine finds nothing of it.
KEPT_BY_NOBODY = "private, no-store"


class HeadersMiddleware:
    """Adds what every answer carries; first of all, so that no other middleware's answer is left out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if _depends_on_the_person(request):
            response.headers.setdefault("Cache-Control", KEPT_BY_NOBODY)
        return response


def _depends_on_the_person(request: HttpRequest) -> bool:
    """Return whether the session was looked at, as every page does that is not public."""
    session = getattr(request, "session", None)  # an answer of an earlier middleware has none
    return session is not None and session.accessed
