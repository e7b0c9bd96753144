"""Who changed what in a year: everything, or one thing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.models import Change
from assessments.years import year_of

PAGE_LENGTH = 100
# What a subject starts with, and what people call it.
KINDS = {
    "figure": "คะแนน",
    "lock": "การล็อกคะแนน",
    "finding": "ข้อค้นพบ",
    "limitations": "ข้อจำกัด",
    "measure": "มาตรการ",
    "round": "รอบการรายงาน",
    "report": "รายงานตามรอบ",
    "document": "เอกสาร",
}


@require_safe
def history(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    kind, subject = request.GET.get("kind", ""), request.GET.get("subject", "")
    changes = Change.objects.for_year(year.agency, year.fiscal_year)
    if subject:
        changes = changes.of(subject)
    elif kind in KINDS:
        changes = changes.of_kind(kind)
    page = Paginator(changes, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {"year": year, "page": page, "kinds": KINDS, "kind": kind, "subject": subject}
    return render(request, "assessments/history.html", context)
