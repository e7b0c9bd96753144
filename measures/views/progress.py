"""The progress of a measure: reporting outside of rounds, earlier reports, and taking the newest one back."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from agencies.once import once_slowly
from assessments.years import AgencyYear, year_of
from ita_portal.uploads import takes_files
from measures import services
from measures.models import Measure
from measures.succession import chain_of, result_for, results_of
from measures.views.measure import READ_OR_WRITE, measure_of
from measures.views.writing import Writing


@takes_files(settings.UPLOAD_MAX_POST_BYTES)
@require_http_methods(READ_OR_WRITE)
@once_slowly
def measure_progress(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.REPORT if request.method == "POST" else Right.READ)
    page = _page(request, year, measure_of(year, key))
    if request.method == "POST":
        year.access.require_report_for(page.measure.owners.all())
        return page.written()
    return page.shown()


@require_POST
def progress_undo(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """Take back the newest report by a new one."""
    year = year_of(request, agency, fiscal_year, Right.REPORT)
    measure = measure_of(year, key)
    year.access.require_report_for(measure.owners.all())
    seen = request.POST.get("seen", "")
    try:
        services.progress_undo(
            measure=measure,
            actor=year.access.user,
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0,
        )
    except services.ReportedMeanwhile as meanwhile:
        return _page(request, year, measure).shown(status=409, others=meanwhile.stored, not_undone=True)
    except services.NothingToUndo:
        messages.info(request, "ไม่ได้ยกเลิก เพราะไม่มีรายงานที่ยกเลิกได้ หรือรายงานล่าสุดส่งให้ผู้ประสานงาน ITA แล้ว")
    else:
        messages.success(request, "ยกเลิกรายงานล่าสุดแล้ว รายงานเดิมยังเก็บไว้ในประวัติ")
    return redirect("measure-progress", year.agency.slug, year.fiscal_year, measure.key)


def _page(request: HttpRequest, year: AgencyYear, measure: Measure) -> Writing:
    entries = list(measure.progress.all())
    undone, before = services.standing_and_before(entries)
    address = reverse("measure-progress", args=(year.agency.slug, year.fiscal_year, measure.key))
    context = {
        "may_report": year.access.can_report_for(measure.owners.all()),
        "undone": None if undone is None or services.is_with_coordinator(undone) else undone,
        "before": before,
        "last_entry": max((entry.pk for entry in entries), default=0),
        "rounds": measure.plan.rounds.open(),
        "result": result_for(measure, results_of(measure.plan)),
        "chain": chain_of(measure),
    }
    return Writing(request, year, measure, None, "measures/progress.html", address, context)
