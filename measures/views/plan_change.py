"""What becomes of a whole plan: it answers another result, moves to another year, or is deleted."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.undo import say_removed
from assessments.years import AgencyYear
from measures import services
from measures.forms import PlanForm, PlanYearForm
from measures.models import MeasurePlan
from measures.views.plan import plan_to_edit


@require_safe
def plan_change(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year, current = plan_to_edit(request, agency, fiscal_year)
    return _shown(request, year, current)


@require_POST
def plan_answer(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year, current = plan_to_edit(request, agency, fiscal_year)
    form = PlanForm(year.agency, year.fiscal_year, request.POST)

    def point() -> None:
        services.plan_answer(plan=current, assessment=form.cleaned_data["assessment"], actor=year.access.user)

    if not form.is_valid() or not _is_done(form, "assessment", point):
        return _shown(request, year, current, status=422, answer_form=form)
    result_year = form.cleaned_data["assessment"].fiscal_year
    messages.success(request, f"แผนนี้จัดทำจากผลการประเมินปี {result_year} แล้ว กรุณาตรวจประเด็นและตัวชี้วัดของแต่ละมาตรการ")
    return redirect("plan", year.agency.slug, year.fiscal_year)


@require_POST
def plan_move(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year, current = plan_to_edit(request, agency, fiscal_year)
    form = PlanYearForm(request.POST)

    def move() -> None:
        services.plan_move(plan=current, fiscal_year=form.cleaned_data["fiscal_year"], actor=year.access.user)

    if not form.is_valid() or not _is_done(form, "fiscal_year", move):
        return _shown(request, year, current, status=422, move_form=form)
    messages.success(request, f"ย้ายแผนไปปี {form.cleaned_data['fiscal_year']} พร้อมระยะเวลาของทุกมาตรการแล้ว")
    return redirect("plan", year.agency.slug, form.cleaned_data["fiscal_year"])


@require_POST
def plan_delete(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year, current = plan_to_edit(request, agency, fiscal_year)
    try:
        removed = services.plan_delete(plan=current, actor=year.access.user)
    except services.PlanRefused as refused:
        return _shown(request, year, current, status=409, delete_problem=str(refused))
    say_removed(request, f"ลบแผนมาตรการปี {year.fiscal_year} แล้ว", removed, year.agency, year.fiscal_year)
    return redirect("plan", year.agency.slug, year.fiscal_year)


def _is_done(form: forms.Form, field: str, act: Callable[[], None]) -> bool:
    """Do what a form asks for; where that is refused, give the reason to the field."""
    try:
        act()
    except services.PlanRefused as refused:
        form.add_error(field, str(refused))
        return False
    return True


def _shown(
    request: HttpRequest, year: AgencyYear, current: MeasurePlan, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "year": year,
        "plan": current,
        "measures": current.in_order(current.measures.select_related("issue", "indicator")),
        "is_reported_on": current.is_reported_on,
        "answer_form": PlanForm(year.agency, year.fiscal_year),
        "move_form": PlanYearForm(),
    }
    return render(request, "measures/plan_change.html", context | more, status=status)
