"""The methods that a request may use: to read a page, or to send a form.

Nothing of the portal answers to another method. Django's own views do: its administration reads a DELETE as a GET, and
its forms read a PUT as a POST. What refuses a method says so on a page instead of a blank one: a person comes there by
reloading an address that only takes forms, for example after signing in again.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

METHODS = ("GET", "HEAD", "POST")


class MethodMiddleware:
    """Refuses every method but METHODS, and dresses a refused method as a page, with 405."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return _refused(request, METHODS)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return _refused(request, response.headers["Allow"].split(", "))
        return response


def _refused(request: HttpRequest, allowed: tuple[str, ...] | list[str]) -> HttpResponse:
    response = render(request, "405.html", status=405)
    response.headers["Allow"] = ", ".join(allowed)
    return response
