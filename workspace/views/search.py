"""One search over what an agency wrote, for everybody who may read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.years import year_of
from ita_portal.text.spelling import one_spelling
from ita_portal.turns import takes_turn
from workspace.search import search

LONGEST_QUERY = 100


@require_safe
@takes_turn
def search_page(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    query = one_spelling(request.GET.get("q", "")).strip()
    is_too_long = len(query) > LONGEST_QUERY
    results = [] if is_too_long else search(year.access, query)
    context = {"year": year, "query": query, "results": results, "is_too_long": is_too_long, "longest": LONGEST_QUERY}
    return render(request, "workspace/search.html", context)
