"""How often somebody who is not signed in may ask for a page that looks something up, counted by address.

Each process counts for itself and writes nothing: the pages are read by anybody, and reading leaves no trace. The proxy
counts for all of them (docs/production/ita-portal.nginx).
"""

import functools
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ita_portal.client_address import counted_address

SECONDS = 60


def paced(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer with 429 who asks more often than settings.PUBLIC_PAGES_PER_MINUTE."""

    @functools.wraps(view)
    def at_pace(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _too_often(request) if _is_too_often(request, view.__name__) else view(request, *args, **kwargs)

    return at_pace


def _is_too_often(request: HttpRequest, name: str) -> bool:
    if request.user.is_authenticated or not (address := counted_address(request)):
        return False
    key = f"pace:{name}:{address}:{int(time.time()) // SECONDS}"
    cache.add(key, 0, timeout=2 * SECONDS)
    try:
        return bool(cache.incr(key) > settings.PUBLIC_PAGES_PER_MINUTE)
    except ValueError:  # dropped meanwhile by a cache that is full
        return False


def _too_often(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(SECONDS)
    return response
