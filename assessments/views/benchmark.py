"""Where the agency stands among agencies of its kind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.benchmark import benchmark_of
from assessments.rules.distribution import FEWEST
from assessments.years import year_of


@require_safe
def benchmark(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    sheet = year.sheet()
    if year.framework is None or sheet is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    found = benchmark_of(year.agency, year.framework, sheet)
    context = {
        "year": year,
        "benchmark": found,
        "chosen": found.figure(request.GET.get("of", "")),
        "fewest": FEWEST,
    }
    return render(request, "assessments/benchmark.html", context)
