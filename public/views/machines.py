"""What machines ask every site for."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ita_portal.site_address import absolute_here
from public.views.open_to_all import open_to_all

# What is behind a sign-in is no machine's to try.
READABLE = ("/public/", "/verify/", "/help/", "/static/")


@open_to_all
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /", "Allow: /$", *(f"Allow: {path}" for path in READABLE)]
    lines.append(f"Sitemap: {absolute_here(request, reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@open_to_all
def favicon(request: HttpRequest) -> HttpResponse:
    """The one picture, for who asks where pictures used to be."""
    path = finders.find("img/favicon.svg")
    assert isinstance(path, str)
    return HttpResponse(Path(path).read_bytes(), content_type="image/svg+xml")
