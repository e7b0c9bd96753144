"""Handing a document to the assessors: what their form wants, and whether the address that it names opens."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from assessments.rules.cycle import cycle_of_plan, cycle_of_result
from assessments.years import AgencyYear, year_of
from ita_portal.outside_links import LinkState, SeenLink, look_at
from ita_portal.site_address import absolute_here
from ita_portal.turns import takes_turn
from measures.cycles import cycles_of_page
from reports.checks.required_item import AskingRounds
from reports.content.document_kind import DocumentKind
from reports.issue.handover import (
    WebsitePlaceSavedMeanwhile,
    handed_document,
    place_of,
    seen_place,
    website_place_look,
    website_place_set,
    words_of_look,
    words_of_place,
)
from reports.issue.handover_form import PlaceForm
from reports.models import IssuedDocument, WebsitePlace
from reports.views.documents import kind_of

TICKED = {"open": LinkState.ANSWERS, "broken": LinkState.GONE}


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """What is pasted into the assessors' form, and where the document lies on the agency's own website."""
    year = year_of(request, agency, fiscal_year, Right.ISSUE if request.method == "POST" else Right.READ)
    place = place_of(year.agency, kind_of(kind), fiscal_year)
    form = PlaceForm(place, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, year, place, form=form, status=422 if form.errors else 200)
    try:
        website_place_set(place=place, typed=form.typed, actor=year.access.user)
    except WebsitePlaceSavedMeanwhile as meanwhile:
        form.go_on_from(meanwhile.stored)
        return _page(request, year, place, form=form, theirs=words_of_place(meanwhile.stored), status=409)
    messages.success(request, "บันทึกที่อยู่บนเว็บไซต์ของหน่วยงานแล้ว")
    return redirect("document-handover", year.agency.slug, fiscal_year, kind)


@require_POST
@takes_turn
def handover_look(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Look whether the address on the agency's website opens, where the installation may reach the network."""
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    place = place_of(year.agency, kind_of(kind), fiscal_year)
    if not place.address or not settings.LINK_CHECKS:
        messages.error(request, "ระบบนี้ไม่ได้เปิดให้ตรวจลิงก์ กรุณาเปิดดูด้วยตนเองแล้วยืนยัน" if place.address else "ยังไม่ได้ระบุที่อยู่")
        return redirect("document-handover", year.agency.slug, fiscal_year, kind)
    address, now = place.address, timezone.now()
    place = website_place_look(place=place, address=address, seen=look_at(address), at=now, actor=year.access.user)
    return _told(request, year, place)


@require_POST
def handover_tick(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Take the word of a person who has opened the address."""
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    place = place_of(year.agency, kind_of(kind), fiscal_year)
    state = TICKED.get(request.POST.get("found", ""))
    if state is None or not place.address or request.POST.get("address") != place.address:
        messages.error(request, "ที่อยู่เปลี่ยนไปหลังจากท่านเปิดหน้านี้ กรุณาเปิดดูอีกครั้ง")
        return redirect("document-handover", year.agency.slug, fiscal_year, kind)
    place = website_place_look(
        place=place,
        address=place.address,
        seen=SeenLink(state),
        at=timezone.now(),
        actor=year.access.user,
        is_by_hand=True,
    )
    return _told(request, year, place)


def _told(request: HttpRequest, year: AgencyYear, place: WebsitePlace) -> HttpResponse:
    tell = messages.success if seen_place(place).is_open else messages.error
    tell(request, f"ลิงก์บนเว็บไซต์ของหน่วยงาน: {words_of_look(place)}")
    return redirect("document-handover", year.agency.slug, place.fiscal_year, place.kind)


def _page(
    request: HttpRequest, year: AgencyYear, place: WebsitePlace, *, form: PlaceForm, theirs: str = "", status: int = 200
) -> HttpResponse:
    kind = kind_of(place.kind)
    request.is_at_plan = not kind.analyses_result  # type: ignore[attr-defined]  # for the bar
    context = {"year": year, "kind": kind, "place": place, "form": form, "theirs": theirs}
    return render(request, "reports/handover.html", context | _handed(request, year, kind, place), status=status)


def _handed(request: HttpRequest, year: AgencyYear, kind: DocumentKind, place: WebsitePlace) -> dict[str, Any]:
    find = cycle_of_result if kind.analyses_result else cycle_of_plan
    cycle = find(cycles_of_page(request, year.agency).cycles, place.fiscal_year)
    asking = AskingRounds().round_of(kind, cycle.plan_year)
    versions = IssuedDocument.objects.versions_of(year.agency, kind.slug, place.fiscal_year).defer("content")
    published = versions.filter(published_at__isnull=False).first()
    return {
        "published": published,
        "handed": handed_document(published, place, asking, lambda path: absolute_here(request, path)),
        "item": asking.item(kind.asked_as) if kind.is_for_the_public else "",
        "asking": asking,
        "looked": words_of_look(place),
        "is_open": seen_place(place).is_open,
        "can_look": settings.LINK_CHECKS,
    }
