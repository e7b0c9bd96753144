"""The documents room: what can be printed, drafts to read and to download."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from assessments.rules.cycle import cycle_of_plan, cycle_of_result
from assessments.years import AgencyYear, year_of
from measures.cycles import cycle_of_page, cycles_of_page
from reports.checks.readiness import readiness
from reports.content.kinds import KINDS, DocumentKind, DocumentMissing, build_document
from reports.models import IssuedDocument
from reports.output.download import download
from reports.output.formats import FORMATS, document_html


@require_safe
def documents(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """The documents of a cycle, and what each still lacks."""
    year = year_of(request, agency, fiscal_year)
    cycle = cycle_of_page(request, year.agency, fiscal_year)
    years = {kind.slug: kind.year_in(cycle) for kind in KINDS.values()}
    context = {
        "year": year,
        "cycle": cycle,
        "documents": readiness(year.agency, cycle),
        "issued": IssuedDocument.objects.of_kinds(year.agency, years).listed(),
    }
    return render(request, "reports/documents.html", context)


@require_safe
@xframe_options_sameorigin
def document(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """A draft as a web page, the same content as the files."""
    year = year_of(request, agency, fiscal_year)
    try:
        return HttpResponse(document_html(build_document(kind_of(kind), year.agency, year.fiscal_year)))
    except DocumentMissing as missing:
        return say_missing(request, year, missing)


@require_safe
def pdf(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """A draft as a PDF."""
    return _draft_file(request, agency, fiscal_year, kind, "pdf")


@require_safe
def docx(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """A draft as a Word file, so that an office can adjust the last sentence."""
    return _draft_file(request, agency, fiscal_year, kind, "docx")


def _draft_file(request: HttpRequest, agency: str, fiscal_year: int, kind: str, file_format: str) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    try:
        document = build_document(kind_of(kind), year.agency, year.fiscal_year)
        content = FORMATS[file_format](document)
    except DocumentMissing as missing:
        return say_missing(request, year, missing)
    name = f"{KINDS[kind].name} {year.agency.short_name} {year.fiscal_year} (ร่าง).{file_format}"
    return download(content, file_format, name)


def kind_of(slug: str) -> DocumentKind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def say_missing(request: HttpRequest, year: AgencyYear, missing: DocumentMissing) -> HttpResponse:
    messages.error(request, f"ยังพิมพ์เอกสารนี้ไม่ได้: {missing}")
    return to_documents(request, year)


def to_documents(request: HttpRequest, year: AgencyYear) -> HttpResponse:
    """Lead from the page of a document to the documents of its cycle."""
    assert request.resolver_match is not None
    kind = kind_of(request.resolver_match.kwargs["kind"])
    find = cycle_of_result if kind.analyses_result else cycle_of_plan
    cycle = find(cycles_of_page(request, year.agency).cycles, year.fiscal_year)
    return redirect("documents", year.agency.slug, cycle.result_year)
