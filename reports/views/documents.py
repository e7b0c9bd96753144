"""The documents room: what can be printed, drafts to read and to download."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from agencies.kept import kept, kept_html_of_person
from assessments.rules.cycle import cycle_of_plan, cycle_of_result
from assessments.years import AgencyYear, year_of
from measures.cycles import cycle_of_page, cycles_of_page
from reports.content.kinds import KINDS, DocumentKind, DocumentMissing
from reports.issue.cycle_documents import cycle_documents
from reports.issue.cycle_drafts import kept_draft, kept_drafts
from reports.issue.handover import places_of
from reports.options.stored import style_for
from reports.output.download import download
from reports.output.formats import FORMATS, document_html
from reports.views.document_row import DocumentRow


@require_safe
def documents(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """The documents of a cycle, each from draft to published with the one thing to do next."""
    year = year_of(request, agency, fiscal_year)
    cycle = cycle_of_page(request, year.agency, fiscal_year)
    today, base_url = timezone.localdate(), request.build_absolute_uri("/").rstrip("/")
    found = kept(year.access, ("documents", cycle), lambda: cycle_documents(kept_drafts(year.access, cycle)))
    years = {each.kind.slug: each.fiscal_year for each in found}
    places = kept(year.access, ("places", cycle), lambda: places_of(year.agency, years))
    rows = [DocumentRow(each, year.access, today, base_url, places[each.kind.slug]) for each in found]
    style = kept(year.access, ("style", fiscal_year), lambda: style_for(year.agency, fiscal_year))
    context = {"year": year, "cycle": cycle, "rows": rows, "style": style}
    what, template = (cycle, base_url), "reports/_document_rows.html"
    rows_html = kept_html_of_person(request, year.access, what, template, lambda: context)
    return render(request, "reports/documents.html", {**context, "rows_html": rows_html})


@require_safe
@xframe_options_sameorigin
def document(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """A draft as a web page, the same content as the files."""
    year = year_of(request, agency, fiscal_year)
    try:
        return HttpResponse(document_html(kept_draft(year.access, kind_of(kind), year.fiscal_year).document))
    except DocumentMissing as missing:
        return say_missing(request, year, kind_of(kind), missing)


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
        document = kept_draft(year.access, kind_of(kind), year.fiscal_year).document
        content = FORMATS[file_format](document)
    except DocumentMissing as missing:
        return say_missing(request, year, kind_of(kind), missing)
    name = f"{KINDS[kind].name} {year.agency.short_name} {year.fiscal_year} (ร่าง).{file_format}"
    return download(content, file_format, name)


def kind_of(slug: str) -> DocumentKind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def say_missing(request: HttpRequest, year: AgencyYear, kind: DocumentKind, missing: DocumentMissing) -> HttpResponse:
    messages.error(request, f"ยังพิมพ์เอกสารนี้ไม่ได้: {missing}")
    return to_documents(request, year, kind)


def to_documents(request: HttpRequest, year: AgencyYear, kind: DocumentKind) -> HttpResponse:
    """Lead from the page of a document to its row among the documents of its cycle."""
    find = cycle_of_result if kind.analyses_result else cycle_of_plan
    cycle = find(cycles_of_page(request, year.agency).cycles, year.fiscal_year)
    address = reverse("documents", args=[year.agency.slug, cycle.result_year])
    return redirect(f"{address}#document-{kind.slug}")
