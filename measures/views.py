"""The measures room: the plan of a year and its measures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Right
from assessments.years import AgencyYear, year_of
from measures import services
from measures.forms import MeasureForm, PlanForm
from measures.models import Measure, MeasurePlan
from measures.progress_form import ProgressForm
from measures.proposals import Proposal, proposals_for

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@require_safe
def plan(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    current = MeasurePlan.objects.for_year(year.agency, year.fiscal_year).first()
    return render(request, "measures/plan.html", _plan_context(year, current))


@require_POST
def plan_start(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    form = PlanForm(year.agency, year.fiscal_year, request.POST)
    if not form.is_valid():
        return render(request, "measures/plan.html", {"year": year, "plan": None, "form": form}, status=422)
    # Pressed twice, or by two people: the plan that is already there is the one they want.
    MeasurePlan.objects.get_or_create(
        agency=year.agency, fiscal_year=year.fiscal_year, defaults={"assessment": form.cleaned_data["assessment"]}
    )
    return redirect("plan", year.agency.slug, year.fiscal_year)


@require_POST
def proposals_add(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    current = get_object_or_404(MeasurePlan.objects.for_year(year.agency, year.fiscal_year))
    keys = request.POST.getlist("proposal")
    if not keys:
        context = _plan_context(year, current) | {"proposals_problem": "กรุณาเลือกมาตรการอย่างน้อยหนึ่งรายการ"}
        return render(request, "measures/plan.html", context, status=422)
    added = services.proposals_add(plan=current, keys=keys, actor=year.access.user)
    if added:
        messages.success(request, f"เพิ่มร่างมาตรการ {len(added)} รายการแล้ว กรุณาปรับแก้และบันทึกเพื่อยืนยัน")
    else:
        messages.info(request, "ไม่ได้เพิ่มมาตรการ เพราะแผนมีมาตรการที่ตอบคะแนนเหล่านี้แล้ว หรือคะแนนเปลี่ยนไปแล้ว")
    return redirect("plan", year.agency.slug, year.fiscal_year)


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
    measure = _measure_of(year, key)
    form = MeasureForm(measure.plan, request.POST or None, measure=measure)
    context: dict[str, Any] = {"year": year, "form": form, "measure": measure, "other": None}
    if request.method == "POST" and form.is_valid():
        try:
            services.measure_update(
                measure=measure, content=form.content, version=form.cleaned_data["version"], actor=year.access.user
            )
        except services.EditedMeanwhile as meanwhile:
            form.go_on_from(meanwhile.measure.version)
            context["other"] = services.content_of(meanwhile.measure)
            return render(request, "measures/measure_form.html", context, status=409)
        messages.success(request, "บันทึกมาตรการแล้ว")
        return redirect("plan", year.agency.slug, year.fiscal_year)
    return render(request, "measures/measure_form.html", context, status=422 if form.errors else 200)


@require_POST
def measure_move(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    places = {"up": -1, "down": 1}.get(request.POST.get("direction", ""), 0)
    services.measure_move(measure=_measure_of(year, key), places=places, actor=year.access.user)
    return redirect("plan", year.agency.slug, year.fiscal_year)


@require_http_methods(READ_OR_WRITE)
def measure_delete(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    measure = _measure_of(year, key)
    if request.method == "POST":
        try:
            services.measure_delete(measure=measure, actor=year.access.user)
        except services.HasProgress:
            # Somebody reported on it after the page was opened; the page now says so.
            return render(request, "measures/measure_delete.html", {"year": year, "measure": measure}, status=409)
        messages.success(request, "ลบมาตรการแล้ว")
        return redirect("plan", year.agency.slug, year.fiscal_year)
    return render(request, "measures/measure_delete.html", {"year": year, "measure": measure})


@require_http_methods(READ_OR_WRITE)
def measure_progress(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.REPORT if request.method == "POST" else Right.READ)
    measure = _measure_of(year, key)
    form = ProgressForm(measure, request.POST or None)
    context: dict[str, Any] = {"year": year, "measure": measure, "form": form, "others": ()}
    context["may_report"] = year.access.can_report_for(measure.owners.all())
    if request.method == "POST":
        year.access.require_report_for(measure.owners.all())
        if not form.is_valid():
            return render(request, "measures/progress.html", context, status=422)
        try:
            services.progress_record(
                measure=measure, content=form.content, actor=year.access.user, seen=form.cleaned_data["seen"]
            )
        except services.ReportedMeanwhile as meanwhile:
            form.go_on_from(meanwhile.entries[-1].pk)
            return render(request, "measures/progress.html", context | {"others": meanwhile.entries}, status=409)
        messages.success(request, "บันทึกความก้าวหน้าแล้ว")
        return redirect("measure-progress", year.agency.slug, year.fiscal_year, measure.key)
    return render(request, "measures/progress.html", context)


def _plan_context(year: AgencyYear, current: MeasurePlan | None) -> dict[str, Any]:
    return {
        "year": year,
        "plan": current,
        "measures": current.measures.with_details().with_progress() if current else [],
        "has_issues": current is not None and current.assessment.framework.issues.exists(),
        "proposals": _proposals(year, current) if current and year.access.can_edit else [],
        "form": None if current else PlanForm(year.agency, year.fiscal_year),
        "answering": _plans_answering(year),
    }


def _proposals(year: AgencyYear, current: MeasurePlan) -> list[Proposal]:
    is_of_this_year = year.assessment is not None and year.assessment.pk == current.assessment_id
    return proposals_for(current, year.assessment if is_of_this_year else None)


def _measure_of(year: AgencyYear, key: UUID) -> Measure:
    measures = Measure.objects.for_agency(year.agency).with_details().with_progress()
    measures = measures.select_related("issue", "indicator", "plan__agency", "plan__assessment__framework")
    return get_object_or_404(measures, plan__fiscal_year=year.fiscal_year, key=key)


def _plans_answering(year: AgencyYear) -> list[MeasurePlan]:
    """The plans of other years that answer this year's result."""
    if year.assessment is None:
        return []
    return [plan for plan in MeasurePlan.objects.answering(year.assessment) if plan.fiscal_year != year.fiscal_year]
