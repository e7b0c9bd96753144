"""The measures of a plan: adding, changing, moving and deleting them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from agencies.undo import say_removed
from assessments.years import AgencyYear, year_of
from measures import services
from measures.forms import MeasureForm
from measures.models import Measure, MeasurePlan

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_WRITE)
def measure_new(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    current = get_object_or_404(MeasurePlan.objects.for_year(year.agency, year.fiscal_year))
    form = MeasureForm(current, request.POST or None, asked_for=request.GET)
    if request.method == "POST" and form.is_valid():
        services.measure_add(plan=current, content=form.content, actor=year.access.user)
        messages.success(request, "เพิ่มมาตรการแล้ว")
        return redirect("plan", year.agency.slug, year.fiscal_year)
    context = {"year": year, "form": form, "measure": None}
    return render(request, "measures/measure_form.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_WRITE)
def measure_edit(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    measure = measure_of(year, key)
    form = MeasureForm(measure.plan, request.POST or None, measure=measure)
    context: dict[str, Any] = {"year": year, "form": form, "measure": measure, "other": None}
    if request.method == "POST" and form.is_valid():
        try:
            services.measure_update(
                measure=measure, content=form.content, version=form.cleaned_data["version"], actor=year.access.user
            )
        except services.MeasureEditedMeanwhile as meanwhile:
            form.go_on_from(version=meanwhile.stored.version)
            context["other"] = services.content_of(meanwhile.stored)
            return render(request, "measures/measure_form.html", context, status=409)
        messages.success(request, "บันทึกมาตรการแล้ว")
        return redirect("plan", year.agency.slug, year.fiscal_year)
    return render(request, "measures/measure_form.html", context, status=422 if form.errors else 200)


@require_POST
def measure_move(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    places = {"up": -1, "down": 1}.get(request.POST.get("direction", ""), 0)
    services.measure_move(measure=measure_of(year, key), places=places, actor=year.access.user)
    return redirect("plan", year.agency.slug, year.fiscal_year)


@require_http_methods(READ_OR_WRITE)
def measure_delete(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    measure = measure_of(year, key)
    if request.method == "POST":
        try:
            removed = services.measure_delete(measure=measure, actor=year.access.user)
        except services.HasProgress:
            # Somebody reported on it after the page was opened; the page now says so.
            return render(request, "measures/measure_delete.html", {"year": year, "measure": measure}, status=409)
        say_removed(request, "ลบมาตรการแล้ว", removed, year.agency, year.fiscal_year)
        return redirect("plan", year.agency.slug, year.fiscal_year)
    return render(request, "measures/measure_delete.html", {"year": year, "measure": measure})


def measure_of(year: AgencyYear, key: UUID) -> Measure:
    """Return a measure of the year with all that its pages show of it, or raise 404."""
    measures = Measure.objects.for_agency(year.agency).with_details().with_entries()
    measures = measures.select_related("issue", "indicator", "plan__agency", "plan__assessment__framework")
    return get_object_or_404(measures, plan__fiscal_year=year.fiscal_year, key=key)
