"""The overview of a year, and the documents room."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from assessments.analysis import subjects_of
from assessments.views.sheet import sheet_of
from assessments.years import AgencyYear, year_of
from measures.models import Measure
from reports.documents import KINDS, DocumentMissing, DocumentRequest, document_html, document_kind
from reports.next_step import Standing, next_step
from reports.rendering import pdf_of


@require_safe
def overview(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Where the year stands, and the next thing to do."""
    year = year_of(request, agency, fiscal_year)
    if year.framework is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    sheet = sheet_of(year, year.framework)
    subjects = subjects_of(sheet, year.assessment.texts_by_subject() if year.assessment else {})
    measures = list(Measure.objects.filter(plan__assessment=year.assessment)) if year.assessment else []
    standing = Standing(
        questions=len(sheet.structure.questions),
        entered=sheet.entered,
        has_result=sheet.total.effective is not None,
        subjects=len(subjects),
        written=sum(not subject.texts.is_empty for subject in subjects),
        weak_without_finding=sum(bool(s.weak_count) and s.texts.is_empty for s in subjects),
        measures=len(measures),
    )
    context = {
        "year": year,
        "sheet": sheet,
        "standing": standing,
        "next_step": next_step(standing),
        "weak_rows": sorted((row for row in sheet.rows if row.is_weak), key=lambda row: row.value or 0),
        "weak_indicators": [
            block.summary
            for block in sheet.indicators
            if block.summary.effective is not None and block.summary.effective < sheet.target
        ],
    }
    return render(request, "reports/overview.html", context)


@require_safe
def documents(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """The documents that can be printed of a year, and what each still lacks."""
    year = year_of(request, agency, fiscal_year)
    return render(request, "reports/documents.html", {"year": year, "documents": _available(year)})


@require_safe
def document_page(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """A document as a web page, the same content as the PDF."""
    year = year_of(request, agency, fiscal_year)
    return HttpResponse(_html(year, kind))


@require_safe
def document_pdf(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    name = f"{document_kind(kind).name} {year.fiscal_year} {year.agency.short_name}.pdf" if kind in KINDS else ""
    response = HttpResponse(pdf_of(_html(year, kind)), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def _html(year: AgencyYear, kind: str) -> str:
    if kind not in KINDS:
        raise Http404
    try:
        return document_html(DocumentRequest(KINDS[kind], year.agency, year.fiscal_year))
    except DocumentMissing as missing:
        raise Http404(str(missing)) from missing
