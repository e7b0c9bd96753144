"""The files that show what was reported, for whoever may read them."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from assessments.years import year_of
from ita_portal.download import as_private_download
from measures.models import Evidence


@require_safe
def evidence_file(request: HttpRequest, agency: str, fiscal_year: int, file_key: UUID) -> FileResponse:
    """Hand a file out, always as a download: whatever it holds, it never runs or shows as a page of the portal.

    A file of a draft is for those who may write the report.
    """
    year = year_of(request, agency, fiscal_year)
    files = Evidence.objects.filter(measure__plan__agency=year.agency, measure__plan__fiscal_year=year.fiscal_year)
    evidence = get_object_or_404(files.select_related("measure"), key=file_key)
    if evidence.is_draft:
        year.access.require_report_for(evidence.measure.departments)
    return as_private_download(evidence.file, name=evidence.name, content_type=evidence.content_type)
