"""The overview of a year, and the documents room."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from assessments.analysis import subjects_of
from assessments.sheet import Sheet
from assessments.years import AgencyYear, year_of
from measures.models import Measure
from reports.checking import checks_of
from reports.documents import KINDS, DocumentMissing, Kind, document_html, document_pdf
from reports.next_step import Standing, next_step
from reports.readiness import readiness


@require_safe
def overview(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Where the year stands, and the next thing to do."""
    year = year_of(request, agency, fiscal_year)
    sheet = year.sheet()
    if sheet is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    standing = _standing(year, sheet)
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


def _standing(year: AgencyYear, sheet: Sheet) -> Standing:
    subjects = subjects_of(sheet, year.assessment.texts_by_subject() if year.assessment else {})
    measures = Measure.objects.filter(plan__assessment=year.assessment).count() if year.assessment else 0
    return Standing(
        questions=len(sheet.structure.questions),
        entered=sheet.entered,
        has_result=sheet.total.effective is not None,
        subjects=len(subjects),
        unit=subjects[0].unit,
        written=sum(not subject.texts.is_empty for subject in subjects),
        weak_without_finding=sum(s.is_weak and s.texts.is_empty for s in subjects),
        measures=measures,
    )


@require_safe
def checks(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Everything that does not agree in the year, each with the place to mend it."""
    year = year_of(request, agency, fiscal_year)
    return render(request, "reports/checks.html", {"year": year, "findings": checks_of(year)})


@require_safe
def documents(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """The documents that can be printed of a year, and what each still lacks."""
    year = year_of(request, agency, fiscal_year)
    return render(request, "reports/documents.html", {"year": year, "documents": readiness(year)})


@require_safe
def document(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """A document as a web page, the same content as the PDF."""
    year = year_of(request, agency, fiscal_year)
    try:
        return HttpResponse(document_html(_kind(kind), year.agency, year.fiscal_year))
    except DocumentMissing as missing:
        return _say_missing(request, year, missing)


@require_safe
def pdf(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """A document as a PDF to keep."""
    year = year_of(request, agency, fiscal_year)
    try:
        content = document_pdf(_kind(kind), year.agency, year.fiscal_year)
    except DocumentMissing as missing:
        return _say_missing(request, year, missing)
    name = f"{KINDS[kind].name} {year.agency.short_name} {year.fiscal_year}.pdf"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _say_missing(request: HttpRequest, year: AgencyYear, missing: DocumentMissing) -> HttpResponse:
    messages.error(request, f"ยังพิมพ์เอกสารนี้ไม่ได้: {missing}")
    return redirect("documents", year.agency.slug, year.fiscal_year)
