"""Answers that are the same for everybody: no cookie is read for them and none is sent with them.

So a browser or a cache before the portal may keep one for all, and nobody's session travels with it. A view says so by
`same_for_everybody`; the middleware takes the cookies away before anything looks at them.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

MARK = "is_same_for_everybody"


def same_for_everybody(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view whose answer depends on its address alone."""
    setattr(view, MARK, True)
    return view


class PublicAnswerMiddleware:
    """Lets marked views know nobody. Stands before everything that reads a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_public(request.path_info):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = self.get_response(request)
        response.cookies.clear()
        _no_longer_vary_by_cookie(response)
        return response


@lru_cache(maxsize=500)
def _is_public(path: str) -> bool:
    """Return whether an address leads to a marked view; asked of every request, and of most once more by Django."""
    try:
        view: Any = resolve(path).func
    except Resolver404:
        return False
    return bool(getattr(view, MARK, False))


def _no_longer_vary_by_cookie(response: HttpResponseBase) -> None:
    """Take back what the session says although it was empty: that answers differ by cookie."""
    others = [each.strip() for each in response.headers.get("Vary", "").split(",")]
    others = [each for each in others if each and each.lower() != "cookie"]
    if others:
        response.headers["Vary"] = ", ".join(others)
    else:
        response.headers.pop("Vary", None)
