"""What one is told: the inbox, its entries, and what is marked as read."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from agencies import services
from agencies.access import asks_second_factor
from agencies.models import Membership, Notice, User
from agencies.models.event import NoticeQuerySet
from agencies.second_factor import is_verified
from agencies.views.person import person_of

PAGE_LENGTH = 30
# What the page can be narrowed to.
FILTERS = {"": "ทั้งหมด", "waiting": "รอท่านดำเนินการ", "unread": "ยังไม่อ่าน"}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What the person is told, newest first, and what of it waits."""
    user = person_of(request)
    wanted = request.GET.get("show", "")
    wanted = wanted if wanted in FILTERS else ""
    found = _narrowed(_open_to(request, user), wanted).select_related("event__agency")
    context = {
        "page": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
        "filters": FILTERS,
        "shown": wanted,
        "now": timezone.now(),
        "has_agencies": user.memberships.active().count() > 1,
    }
    return render(request, "agencies/inbox.html", context)


@require_POST
def notice_open(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mark one as read, and lead to where the person can act."""
    found = services.notice_read(user=person_of(request), key=key)
    if found is None:
        raise Http404
    return redirect(found.event.path)


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark as read what the page had shown; what came since stays unread."""
    services.notices_read(user=person_of(request), until=_moment(request.POST.get("until", "")))
    messages.success(request, "ทำเครื่องหมายว่าอ่านแล้วทั้งหมด เรื่องที่รอท่านดำเนินการยังอยู่ในรายการ")
    return redirect("inbox")


def _narrowed(found: NoticeQuerySet, wanted: str) -> NoticeQuerySet:
    if wanted == "waiting":
        return found.waiting()
    return found.unread() if wanted == "unread" else found


def _open_to(request: HttpRequest, user: User) -> NoticeQuerySet:
    """Return what this session may show: nothing of an agency that opens by two steps, before both are taken."""
    found = Notice.objects.of_person(user)
    if is_verified(user):
        return found
    own: list[Membership] = list(user.memberships.active().select_related("agency"))
    return found.exclude(event__agency__in=[each.agency for each in own if asks_second_factor(each.agency, each.role)])


def _moment(typed: str) -> datetime:
    """Return when the page was shown; whatever else was posted is the moment of the post."""
    try:
        found = parse_datetime(typed)
    except ValueError:
        found = None
    return found if found and timezone.is_aware(found) else timezone.now()
