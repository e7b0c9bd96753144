"""Years side by side, and question by question between two of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.kept import kept
from assessments.models import Assessment
from assessments.rules.comparison import Comparison, compare_questions, compare_years
from assessments.rules.sheet import Sheet
from assessments.years import AgencyYear, year_of


@require_safe
def compare(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    sheets, comparison = kept(year.access, ("comparison", fiscal_year), lambda: _compared(year))
    newest = max(sheets, default=None)
    earlier = [each for each in sheets if each != newest][::-1]
    against = _chosen(request.GET.get("against", ""), earlier)
    context = {
        "year": year,
        "comparison": comparison,
        "newest": newest,
        "earlier": earlier,
        "against": against,
        "movements": compare_questions(sheets[against], sheets[newest]) if against and newest else (),
    }
    return render(request, "assessments/compare.html", context)


def _compared(year: AgencyYear) -> tuple[dict[int, Sheet], Comparison | None]:
    """Return the sheets of the years up to this one, and what sets them side by side."""
    assessments = list(Assessment.objects.up_to(year.agency, year.fiscal_year).with_sheet())[::-1]
    sheets = {assessment.fiscal_year: assessment.sheet() for assessment in assessments}
    illustrative = frozenset(each.fiscal_year for each in assessments if each.is_illustrative)
    return sheets, compare_years(list(sheets.values()), illustrative) if sheets else None


def _chosen(asked: str, years: list[int]) -> int | None:
    """Return the year asked for when it is one of the list, else the first of the list."""
    if asked.isdecimal() and int(asked) in years:
        return int(asked)
    return years[0] if years else None
