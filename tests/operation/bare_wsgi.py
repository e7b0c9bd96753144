"""The portal with one more address: a bare view, which does nothing but answer as many bytes as it is asked for."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from ita_portal.wsgi import application

__all__ = ["application"]


@login_not_required
def bare(request: HttpRequest, size: int) -> HttpResponse:
    return HttpResponse(b"x" * size)


from ita_portal import urls  # noqa: E402  the applications are loaded by now

urls.urlpatterns.insert(0, path("bare/<int:size>/", bare))
