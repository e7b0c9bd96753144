"""What was removed in the last 30 days, and restoring it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Removed
from agencies.removal import DAYS_TO_RESTORE, KINDS, NotRestorable, kept_until, last_moment
from agencies.removal_services import TOO_LATE, removed_restore
from assessments.years import AgencyYear, year_of
from workspace.bar import bar_of

PAGE_LENGTH = 50


@dataclass(frozen=True)
class RemovedEntry:
    """A removed thing as the page tells it to one person."""

    removed: Removed
    kind: str
    kept_until: datetime
    may_restore: bool


@require_safe
def removed(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """What was removed of the year and of the agency, newest first."""
    return _page(request, year_of(request, agency, fiscal_year))


@require_POST
def restore(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """Put a removed thing back, whole, or say why it cannot be."""
    year = year_of(request, agency, fiscal_year)
    chosen = Removed.objects.filter(key=key, agency=year.agency).first()
    if chosen is None or not KINDS[chosen.kind].may_restore(year.access, chosen):
        return _not_found(request, year, is_there=chosen is not None)
    try:
        removed_restore(removed=chosen, actor=year.access.user)
    except NotRestorable as refused:
        return _page(request, year, problem=str(refused), status=409)
    messages.success(request, f"กู้คืน{KINDS[chosen.kind].name} “{chosen.label}” แล้ว")
    return redirect(KINDS[chosen.kind].room, year.agency.slug, chosen.fiscal_year or year.fiscal_year)


def _not_found(request: HttpRequest, year: AgencyYear, *, is_there: bool) -> HttpResponse:
    """Who may restore nothing at all is refused; who pressed the button twice is told what became of it."""
    if is_there or not year.access.can_report:
        raise PermissionDenied
    return _page(request, year, problem=TOO_LATE, status=409)


def _page(request: HttpRequest, year: AgencyYear, *, problem: str = "", status: int = 200) -> HttpResponse:
    found = Removed.objects.in_years(year.agency, bar_of(request).cycle_years).since(last_moment())
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "year": year,
        "page": page,
        "entries": [_entry(year, each) for each in page],
        "days": DAYS_TO_RESTORE,
        "problem": problem,
    }
    return render(request, "workspace/removed.html", context, status=status)


def _entry(year: AgencyYear, each: Removed) -> RemovedEntry:
    kind = KINDS[each.kind]
    return RemovedEntry(each, kind.name, kept_until(each), kind.may_restore(year.access, each))
