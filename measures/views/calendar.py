"""A person's deadlines in a calendar of their own: its secret address, and what stands there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agencies.models import CalendarFeed
from agencies.services import calendar_renew, calendar_stop
from agencies.views.person import person_of
from ita_portal.pace import paced
from ita_portal.site_address import absolute_here
from measures.calendar_feed import calendar_of, feed_with


@require_safe
def calendar_settings(request: HttpRequest) -> HttpResponse:
    feed = CalendarFeed.objects.filter(user=person_of(request)).first()
    return render(request, "measures/calendar_settings.html", {"feed": feed})


@never_cache
@require_POST
def calendar_link(request: HttpRequest) -> HttpResponse:
    """Show a new address once; the one before opens nothing any more."""
    token = calendar_renew(user=person_of(request))
    link = absolute_here(request, reverse("calendar-feed", args=(token,)))
    return render(request, "measures/calendar_settings.html", {"link": link})


@require_POST
def calendar_close(request: HttpRequest) -> HttpResponse:
    calendar_stop(user=person_of(request))
    messages.success(request, "ปิดลิงก์ปฏิทินแล้ว")
    return redirect("calendar-settings")


# Calendars read by themselves, without signing in; the secret in the address is the proof.
@login_not_required
@never_cache
@paced
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    feed = feed_with(token)
    if feed is None:
        raise Http404
    content = calendar_of(feed.user, timezone.localdate())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
