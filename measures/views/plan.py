"""The plan of a year."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Right
from assessments.years import AgencyYear, year_of
from measures import services
from measures.forms import PlanForm
from measures.models import MeasurePlan
from measures.proposals import Proposal, proposals_for
from measures.reminding import reminders_of
from measures.succession import results_of


@require_safe
def plan(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    current = MeasurePlan.objects.for_year(year.agency, year.fiscal_year).first()
    return render(request, "measures/plan.html", _plan_context(year, current))


@require_POST
def plan_start(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    form = PlanForm(year.agency, year.fiscal_year, request.POST)
    if not form.is_valid() or not _start(year, form):
        return render(request, "measures/plan.html", {"year": year, "plan": None, "form": form}, status=422)
    return redirect("plan", year.agency.slug, year.fiscal_year)


def _start(year: AgencyYear, form: PlanForm) -> MeasurePlan | None:
    """Return the plan; none where the form has to be shown once more, with the reason.

    Pressed twice, or by two people: the plan that is already there is the one they want.
    """
    try:
        return services.plan_start(
            agency=year.agency,
            fiscal_year=year.fiscal_year,
            assessment=form.cleaned_data["assessment"],
            actor=year.access.user,
        )
    except services.PlanRefused as refused:
        form.add_error("assessment", str(refused))
        return None


@require_POST
def proposals_add(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    current = get_object_or_404(MeasurePlan.objects.for_year(year.agency, year.fiscal_year))
    keys = request.POST.getlist("proposal")
    if not keys:
        context = _plan_context(year, current) | {"proposals_problem": "กรุณาเลือกอย่างน้อยหนึ่งมาตรการ"}
        return render(request, "measures/plan.html", context, status=422)
    added = services.proposals_add(plan=current, keys=keys, actor=year.access.user)
    if added:
        messages.success(request, f"เพิ่มร่างแล้ว {len(added)} มาตรการ กรุณาปรับแก้และบันทึกเพื่อยืนยัน")
    else:
        messages.info(request, "ไม่ได้เพิ่มมาตรการ เพราะแผนมีมาตรการรองรับคะแนนเหล่านี้แล้ว หรือคะแนนเปลี่ยนไปแล้ว")
    return redirect("plan", year.agency.slug, year.fiscal_year)


def _plan_context(year: AgencyYear, current: MeasurePlan | None) -> dict[str, Any]:
    return {
        "year": year,
        "plan": current,
        "reminders": reminders_of(year.access, timezone.localdate()) if current else None,
        "measures": current.in_order(current.measures.with_details().with_progress().with_copies()) if current else [],
        "has_issues": current is not None and current.assessment.framework.issues.exists(),
        "proposals": _proposals(year, current) if current and year.access.can_edit else [],
        "form": None if current else PlanForm(year.agency, year.fiscal_year),
        "answering": _plans_answering(year),
        "results": results_of(current) if current else {},
    }


def _proposals(year: AgencyYear, current: MeasurePlan) -> list[Proposal]:
    is_of_this_year = year.assessment is not None and year.assessment.pk == current.assessment_id
    return proposals_for(current, year.assessment if is_of_this_year else None)


def _plans_answering(year: AgencyYear) -> list[MeasurePlan]:
    """The plans of other years that answer this year's result."""
    if year.assessment is None:
        return []
    return [plan for plan in MeasurePlan.objects.answering(year.assessment) if plan.fiscal_year != year.fiscal_year]
