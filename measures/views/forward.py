"""Taking measures forward to the plan of the next year."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.access import Right
from agencies.kept import kept
from agencies.once import once
from assessments.years import LAST_YEAR, year_of
from measures import services
from measures.forward_form import CHOICES, ForwardForm, ticked_at_first
from measures.services import Forwarded
from measures.succession import candidates_of
from measures.views.measure import READ_OR_WRITE
from measures.views.plan import plan_of, plan_or_404


@require_http_methods(READ_OR_WRITE)
@once
def measures_forward(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    if fiscal_year == LAST_YEAR:
        raise Http404
    current = plan_or_404(year)
    target = plan_of(replace(year, fiscal_year=fiscal_year + 1))
    candidates = kept(year.access, ("candidates", fiscal_year), lambda: candidates_of(current, target))
    form = ForwardForm(current, target, candidates, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = services.measures_forward(
            plan=current,
            keys=form.cleaned_data["measures"],
            assessment=form.answered,
            actor=year.access.user,
        )
        messages.success(request, _outcome(done))
        return redirect("plan", year.agency.slug, year.fiscal_year + 1)
    choice = request.GET.get("choose", "")
    context = {
        "year": year,
        "plan": current,
        "target": target,
        "next_year": year.fiscal_year + 1,
        "candidates": candidates,
        "form": form,
        "choices": CHOICES,
        "ticked": set(request.POST.getlist("measures")) if form.is_bound else ticked_at_first(candidates, choice),
    }
    return render(request, "measures/forward.html", context, status=422 if form.errors else 200)


def _outcome(done: Forwarded) -> str:
    there = f" มีอยู่แล้ว {done.there} มาตรการ" if done.there else ""
    if not done.added:
        return f"ไม่ได้เพิ่มมาตรการ{there}"
    return f"นำมาแล้ว {len(done.added)} มาตรการ{there} กรุณาตรวจข้อความและระยะเวลาของปีใหม่"
