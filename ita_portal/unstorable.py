"""A letter that no database of the portal can store, in an address.

PostgreSQL refuses NUL in every text, also in one that is only looked for. No link of the portal holds one and nobody
types one; forms answer for their own fields.
"""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse


class UnstorableMiddleware:
    """Refuses an address with NUL in its path or query, with 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            raise SuspiciousOperation("NUL in the address")
        return self.get_response(request)
