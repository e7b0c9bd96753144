"""The report of a measure in a round."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agencies.access import Right
from agencies.models import Change
from agencies.once import once_slowly
from assessments.years import year_of
from ita_portal.uploads import takes_files
from measures import services
from measures.rules.deadlines import days_left
from measures.views.measure import READ_OR_WRITE, measure_of
from measures.views.rounds import round_of
from measures.views.writing import Writing


@takes_files(settings.UPLOAD_MAX_POST_BYTES)
@require_http_methods(READ_OR_WRITE)
@once_slowly
def round_report(request: HttpRequest, agency: str, fiscal_year: int, round_key: UUID, key: UUID) -> HttpResponse:
    """Write the report of a measure, or read what was submitted and what the coordinator remarked."""
    year = year_of(request, agency, fiscal_year, Right.REPORT if request.method == "POST" else Right.READ)
    current, measure = round_of(year, round_key), measure_of(year, key)
    report = services.report_of(measure, current)
    changes = Change.objects.for_year(year.agency, year.fiscal_year).of(services.subject_of(report))
    context = {
        "may_report": year.access.can_report_for(measure.owners.all()),
        "changes": [(change.label.partition(":")[0], change) for change in changes],
        "days_left": days_left(current.due_on, timezone.localdate()),
        "is_overdue": current.is_overdue(timezone.localdate()),
    }
    address = reverse("round-report", args=(year.agency.slug, year.fiscal_year, current.key, measure.key))
    page = Writing(request, year, measure, current, "measures/report.html", address, context)
    if request.method == "POST":
        year.access.require_report_for(measure.owners.all())
        return page.written()
    return page.shown()
