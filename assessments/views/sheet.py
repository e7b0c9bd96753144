"""The score sheet: the whole of it as a form, and one cell at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from assessments.entry import EntryRefused, read_entry
from assessments.forms import SheetForm
from assessments.models import Framework
from assessments.services import assessment_record
from assessments.sheet import Sheet, build_sheet
from assessments.years import AgencyYear, year_of


def sheet_of(year: AgencyYear, framework: Framework) -> Sheet:
    """Return the year's sheet with the figures entered so far; an empty one before the first is entered."""
    assessment = year.assessment
    return build_sheet(
        framework.structure(),
        assessment.figures_by_code() if assessment else {},
        target=year.agency.target,
        published_level=assessment.published_level if assessment else "",
        rank=assessment.rank if assessment else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES if request.method == "POST" else Right.READ)
    if year.framework is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    if request.method != "POST":
        form = SheetForm(sheet_of(year, year.framework))
        return render(request, "assessments/sheet.html", {"year": year, "form": form, "sheet": form.sheet})
    return _save_sheet(request, year, year.framework)


def _save_sheet(request: HttpRequest, year: AgencyYear, framework: Framework) -> HttpResponse:
    form = SheetForm(sheet_of(year, framework), request.POST)
    if not form.errors:
        recorded = assessment_record(
            agency=year.agency, framework=framework, entries=form.entries, seen=form.seen, actor=year.access.user
        )
        if not recorded.conflicts:
            messages.success(request, f"บันทึกแล้ว {len(recorded.changed)} ช่อง" if recorded.changed else "ไม่มีคะแนนที่เปลี่ยน")
            return redirect("sheet", year.agency.slug, year.fiscal_year)
        fresh = year_of(request, year.agency.slug, year.fiscal_year)
        form = SheetForm(sheet_of(fresh, framework), request.POST, conflicts=recorded.conflicts)
    context = {"year": year, "form": form, "sheet": form.sheet}
    return render(request, "assessments/sheet.html", context, status=422 if form.errors else 409)


@require_POST
def cell(request: HttpRequest, agency: str, fiscal_year: int) -> JsonResponse:
    """Store one cell as soon as it is left; answer with the running figures, the reason of a refusal, or a conflict."""
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    if year.framework is None:
        return JsonResponse({"error": "ปีนี้ยังไม่มีกรอบการประเมิน"}, status=422)
    try:
        entry = read_entry(
            year.framework.structure(), request.POST.get("code", ""), request.POST.get("value", "")
        )
    except EntryRefused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    recorded = assessment_record(
        agency=year.agency,
        framework=year.framework,
        entries=[entry],
        seen={entry.code: request.POST.get("seen", "")},
        actor=year.access.user,
    )
    if recorded.conflicts:
        conflict = recorded.conflicts[0]
        return JsonResponse({"current": conflict.current, "by": conflict.by}, status=409)
    return JsonResponse({"text": entry.text, **sheet_of(year, year.framework).running()})
