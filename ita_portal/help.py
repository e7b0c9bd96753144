"""The manual on the portal's own pages, also for people who cannot sign in: they need it most."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ita_portal.manual import manual


@login_not_required
@require_safe
def help_contents(request: HttpRequest) -> HttpResponse:
    return render(request, "help/contents.html", {"manual": manual()})


@login_not_required
@require_safe
def help_chapter(request: HttpRequest, chapter: str) -> HttpResponse:
    found = manual().chapter(chapter)
    if found is None:
        raise Http404
    return render(request, "help/chapter.html", {"manual": manual(), "chapter": found})
