"""The list of agencies, the page of one, and the page of one of its years."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.rules.agency_search import LONGEST_QUERY, read_query
from assessments.rules.level_reason import level_reason
from ita_portal.text.spelling import one_spelling
from public.open_data import level_of, licence_words
from public.published import PublicAgency, public_agencies, public_agency
from public.shown_measures import shown_measures
from public.views.open_to_all import open_to_all

PAGE_LENGTH = 50


@open_to_all
def public(request: HttpRequest) -> HttpResponse:
    """Every agency that shows anything, to look for."""
    query = one_spelling(request.GET.get("q", "")).strip()[:LONGEST_QUERY]
    agencies = public_agencies().called(read_query(query)).listed()
    found = agencies.only("slug", "kind", "name", "district", "province")
    context = {"page": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")), "query": query}
    return render(request, "public/agencies.html", context)


@open_to_all
def agency(request: HttpRequest, agency: str) -> HttpResponse:
    """What an agency has published, round by round."""
    found = public_agency(agency)
    years = [(year, found.documents_of(year)) for year in found.years]
    return render(request, "public/agency.html", _shown(found) | {"years": years})


@open_to_all
def year(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """One fiscal year: the documents that its round reads, its result, the measures of its plan."""
    found = public_agency(agency)
    if fiscal_year not in found.years:
        raise Http404
    assessment = found.assessment(fiscal_year)
    sheet = assessment.sheet() if assessment else None
    context = _shown(found) | {
        "fiscal_year": fiscal_year,
        "documents": found.documents_of(fiscal_year),
        "assessment": assessment,
        "sheet": sheet,
        "level": level_of(sheet) if sheet else "",
        "level_reason": level_reason(sheet) if sheet else "",
        "measures": shown_measures(found.plans(fiscal_year)).get(fiscal_year, ()),
    }
    return render(request, "public/year.html", context)


def _shown(found: PublicAgency) -> dict[str, object]:
    return {"agency": found.agency, "found": found, "licence": licence_words(found.page)}
