"""The report of a measure in a round."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from agencies.conversation import conversation_on
from agencies.kept import kept
from agencies.models import Change
from agencies.once import once_slowly
from assessments.years import year_of
from ita_portal.uploads import takes_files
from measures import services
from measures.rules.deadlines import days_left
from measures.topics import report_topic
from measures.views.measure import READ_OR_WRITE, measure_of
from measures.views.rounds import round_of
from measures.views.writing import Writing

LONGEST_VERSION = 9
NOT_RECALLED = "เรียกคืนไม่ได้ เพราะมีผู้เปิดดูหรือตรวจรายงานนี้แล้ว หากต้องแก้ไข กรุณาแจ้งผู้ประสานงาน ITA ให้ส่งรายงานกลับ"


@takes_files(settings.UPLOAD_MAX_POST_BYTES)
@require_http_methods(READ_OR_WRITE)
@once_slowly
def round_report(request: HttpRequest, agency: str, fiscal_year: int, round_key: UUID, key: UUID) -> HttpResponse:
    """Write the report of a measure, or read what was submitted and what the coordinator remarked."""
    year = year_of(request, agency, fiscal_year, Right.REPORT if request.method == "POST" else Right.READ)
    current, measure = round_of(year, round_key), measure_of(year, key)
    report = kept(year.access, ("sent", current.key, measure.key), lambda: services.report_of(measure, current))
    changes = Change.objects.for_year(year.agency, year.fiscal_year).of(services.subject_of(report))
    context = {
        "may_report": year.access.can_report_for(measure.departments),
        "conversation": conversation_on(year.access, report_topic(year, measure, current)),
        "changes": [(change.label.partition(":")[0], change) for change in changes],
        "days_left": days_left(current.due_on, timezone.localdate()),
        "is_overdue": current.is_overdue(timezone.localdate()),
    }
    address = reverse("round-report", args=(year.agency.slug, year.fiscal_year, current.key, measure.key))
    page = Writing(request, year, measure, current, "measures/report.html", address, context)
    if request.method == "POST":
        year.access.require_report_for(measure.departments)
        return page.posted()
    if year.access.can_track:
        services.reports_look_at(reports=[report], actor=year.access.user)
    return page.shown()


@require_POST
def report_recall(request: HttpRequest, agency: str, fiscal_year: int, round_key: UUID, key: UUID) -> HttpResponse:
    """Give a report back to the person who sent it, while nobody has looked at it."""
    year = year_of(request, agency, fiscal_year, Right.REPORT)
    current, measure = round_of(year, round_key), measure_of(year, key)
    year.access.require_report_for(measure.reporters)
    report = services.report_of(measure, current)
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION else -1
    try:
        services.report_recall(report=report, version=seen, actor=year.access.user)
    except services.NotRecallable:
        messages.error(request, NOT_RECALLED)
    else:
        messages.success(request, "เรียกคืนรายงานแล้ว ข้อความและไฟล์อยู่ในร่างรายงาน แก้ไขแล้วส่งอีกครั้งได้")
    return redirect("round-report", year.agency.slug, year.fiscal_year, current.key, measure.key)
