"""One line in the log for each request, with a number that the page of an error shows as well."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from ita_portal.logs import REQUEST_ID, request_fields

HEADER = "X-Request-ID"
# What may stand in the log: nothing that could look like a line of its own.
_SAFE = re.compile(r"[A-Za-z0-9-]{8,64}")
# Asked for every few seconds by whoever watches the portal.
QUIET = {"healthz", "readyz"}

logger = logging.getLogger("ita_portal.request")


class RequestLogMiddleware:
    """The outermost middleware: it sees every answer, also those of the other middlewares."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META[REQUEST_ID] = _given(request) or secrets.token_hex(6)
        began = time.perf_counter()
        response = self.get_response(request)
        response.headers[HEADER] = request.META[REQUEST_ID]
        _write(request, response, round((time.perf_counter() - began) * 1000, 1))
        return response


def _given(request: HttpRequest) -> str:
    """Return the number that the proxy gave the request; that of a client who comes without a proxy means nothing."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if _SAFE.fullmatch(given) else ""


def _write(request: HttpRequest, response: HttpResponseBase, milliseconds: float) -> None:
    fields = request_fields(request)
    extra = fields | {"status": response.status_code, "ms": milliseconds}
    level = logging.DEBUG if fields["route"] in QUIET and response.status_code < 400 else logging.INFO
    logger.log(level, "%s %s %s", fields["method"], fields["route"], response.status_code, extra=extra)
