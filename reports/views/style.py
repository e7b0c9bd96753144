"""What all documents of an agency have in common, set once for a cycle and those after it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.access import Right
from assessments.years import AgencyYear, year_of
from reports.options.stored import ChoicesEditedMeanwhile, style_for, style_of, style_record
from reports.options.style_form import StyleForm


@require_http_methods(["GET", "HEAD", "POST"])
def style(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Choose digits and margins from which every kind of document starts."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    form = StyleForm(style_for(year.agency, fiscal_year), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _save(request, year, form)
    return _page(request, year, form, 422 if form.errors else 200)


def _save(request: HttpRequest, year: AgencyYear, form: StyleForm) -> HttpResponse:
    try:
        style_record(agency=year.agency, result_year=year.fiscal_year, style=form.style, actor=year.access.user)
    except ChoicesEditedMeanwhile as meanwhile:
        form.go_on_from(style_of(meanwhile.stored))
        return _page(request, year, form, 409)
    messages.success(request, "บันทึกรูปแบบของหน่วยงานแล้ว เอกสารที่ออกไปแล้วไม่เปลี่ยน")
    return redirect("documents", year.agency.slug, year.fiscal_year)


def _page(request: HttpRequest, year: AgencyYear, form: StyleForm, status: int) -> HttpResponse:
    return render(request, "reports/style.html", {"year": year, "form": form}, status=status)
