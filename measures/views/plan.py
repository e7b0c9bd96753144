"""The plan of a year: its measures, what is proposed for it, and how it is started."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Right
from agencies.kept import ANY_TOKEN, kept, kept_html
from agencies.once import once
from assessments.models import Assessment
from assessments.rules.cycle import cycle_of_plan
from assessments.rules.sheet_acts import Offers
from assessments.years import AgencyYear, year_of
from measures import services
from measures.bulk_form import BulkForm
from measures.cycles import cycles_of_page
from measures.forms import PlanForm
from measures.models import MeasurePlan
from measures.plan_page import MISSING, OpenRow, PlanPage, plan_page
from measures.plan_rows import PlanRows
from measures.reminding import reminders_of
from measures.row_form import PARTS, RowForm
from measures.row_pages import rows_asked
from measures.services import row_offers
from measures.succession import results_of

ROW_ANCHOR = "measure-"
NONE_CHOSEN = "กรุณาเลือกอย่างน้อยหนึ่งข้อเสนอ"


@require_safe
def plan(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    missing, may_edit = _missing(request), year.access.can_edit
    stored = kept(year.access, ("plan", fiscal_year, missing, may_edit), lambda: _stored(year, plan_of(year), missing))
    return _plan_page(request, year, stored)


def plan_of(year: AgencyYear) -> MeasurePlan | None:
    """Return the plan of the year, kept until something changes; a post is given one that is loaded anew."""
    plans = MeasurePlan.objects.for_year(year.agency, year.fiscal_year)
    return kept(year.access, ("plan-of-year", year.fiscal_year), plans.first)


def plan_or_404(year: AgencyYear) -> MeasurePlan:
    """Return the plan of the year, or raise 404."""
    plan = plan_of(year)
    if plan is None:
        raise Http404
    return plan


def _missing(request: HttpRequest) -> str:
    """Return the word of what the list is narrowed to, where the address names one."""
    asked = request.GET.get("missing", "")
    return asked if asked in MISSING else ""


@require_POST
@once
def plan_start(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    form = PlanForm(year.agency, year.fiscal_year, request.POST)
    started = _start(year, form) if form.is_valid() else None
    if started is None:
        return render(request, "measures/plan.html", {"year": year, "plan": None, "form": form}, status=422)
    if started.assessment.fiscal_year == started.fiscal_year:
        messages.warning(
            request, f"เริ่มแผนแล้ว แผนนี้จัดทำจากผลของปี {started.fiscal_year} ซึ่งเป็นปีเดียวกับแผน โดยทั่วไปใช้ผลของปีก่อน"
        )
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
@once
def proposals_add(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year, current = plan_to_edit(request, agency, fiscal_year)
    keys = request.POST.getlist("proposal")
    if not keys:
        return plan_shown(request, year, current, status=422, proposals_problem=NONE_CHOSEN)
    added = services.proposals_add(plan=current, keys=keys, actor=year.access.user)
    if added:
        messages.success(request, f"เพิ่มร่างแล้ว {len(added)} มาตรการ กรุณาปรับแก้และบันทึกเพื่อยืนยัน")
    else:
        messages.info(request, "ไม่ได้เพิ่มมาตรการ เพราะแผนมีมาตรการรองรับคะแนนเหล่านี้แล้ว หรือคะแนนเปลี่ยนไปแล้ว")
    return redirect(plan_address(request, year, "proposals"))


@require_POST
def proposals_set_aside(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year, current = plan_to_edit(request, agency, fiscal_year)
    keys = request.POST.getlist("proposal")
    chosen = services.proposals_set_aside(plan=current, keys=keys, actor=year.access.user)
    messages.success(request, f"ไม่ใช้ {len(chosen)} ข้อเสนอ เรียกกลับได้ท้ายรายการข้อเสนอ")
    return redirect(plan_address(request, year, "proposals"))


@require_POST
def proposals_recall(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year, current = plan_to_edit(request, agency, fiscal_year)
    keys = request.POST.getlist("proposal")
    chosen = services.proposals_recall(plan=current, keys=keys, actor=year.access.user)
    messages.success(request, f"เรียกกลับแล้ว {len(chosen)} ข้อเสนอ")
    return redirect(plan_address(request, year, "proposals"))


def plan_to_edit(request: HttpRequest, agency: str, fiscal_year: int) -> tuple[AgencyYear, MeasurePlan]:
    """Return the year and its plan for somebody who may edit it, or raise 404 or 403."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    return year, plan_or_404(year)


def plan_address(request: HttpRequest, year: AgencyYear, anchor: str) -> str:
    """Return the address of the list as it was narrowed when the form was sent, at a place on the page."""
    narrowed = {name: value for name in ("missing", "page") if _is_word(value := request.GET.get(name, ""))}
    if "page" in narrowed and anchor.startswith(ROW_ANCHOR):
        narrowed["measure"] = anchor.removeprefix(ROW_ANCHOR)  # it may stand on another page by now
    query = f"?{urlencode(narrowed)}" if narrowed else ""
    return f"{reverse('plan', args=[year.agency.slug, year.fiscal_year])}{query}#{anchor}"


def _is_word(text: str) -> bool:
    return text.isascii() and text.isalnum()


def plan_shown(
    request: HttpRequest, year: AgencyYear, current: MeasurePlan | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Render the page with what is stored now; `more` is what a refused form adds to it."""
    return _plan_page(request, year, _stored(year, current, _missing(request)), status=status, **more)


def _plan_page(
    request: HttpRequest, year: AgencyYear, stored: dict[str, Any], *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"year": year, **stored}
    if page := stored.get("page"):
        context["reminders"] = reminders_of(year.access, timezone.localdate())
        context["open_row"] = _asked_row(request, page) if year.access.can_edit else None
        context["offers"] = _offers(year, page) if year.access.can_edit else None
        context["cycle"] = cycle_of_plan(cycles_of_page(request, year.agency).cycles, year.fiscal_year)
        context |= more
        context["page"] = _page_shown(request, page, context["open_row"])
        context["bar_html"] = _part(request, year, "measures/_plan_bar.html", context)
        panel = {"panel": page.panel}
        context["panel_html"] = _part(request, year, "measures/_proposal_panel.html", context | panel)
        context["list_html"] = _part(request, year, "measures/_plan_list.html", context | _rows(year, context))
    return render(request, "measures/plan.html", context | more, status=status)


def _page_shown(request: HttpRequest, page: PlanPage, open_row: OpenRow | None) -> PlanPage:
    """Return what the address wants to see of a long list, with the row that is open."""
    asked = rows_asked(request.GET.dict())
    return replace(page, asked=replace(asked, keys=(open_row.key,)) if open_row else asked)


def _rows(year: AgencyYear, context: dict[str, Any]) -> dict[str, Any]:
    """Return what writes the rows of the list."""
    form = context["assign_form"]
    open_form = _open_form(context) if context["open_row"] else SafeString("")
    chosen = frozenset(form.chosen) if form else frozenset()
    rows = PlanRows(context["page"], year.agency.slug, context["results"], form is not None, chosen)
    return {"rows": replace(rows, open_row=context["open_row"], open_form=open_form)}


def _open_form(context: dict[str, Any]) -> SafeString:
    open_row, page = context["open_row"], context["page"]
    row = next(row for row in page.rows if row.key == open_row.key)
    about = {"row": row, "measure": row.measure, "csrf_token": ANY_TOKEN}
    return render_to_string("measures/_row_form.html", context | about)


def _offers(year: AgencyYear, page: PlanPage) -> Offers:
    """What the person can take back in the rows, and do again."""
    person, measures = year.access.user, [row.measure for row in page.rows]
    what = ("row-offers", person.pk, year.fiscal_year)
    return kept(year.access, what, lambda: row_offers(page.plan, person, measures))


def _part(request: HttpRequest, year: AgencyYear, template: str, context: dict[str, Any]) -> SafeString:
    """Return a part of the page, kept as it was written unless a row of it is open."""
    access = replace(year.access, stamp="") if context["open_row"] else year.access
    what = (year.fiscal_year, context["page"].query, access.can_edit, access.can_issue, context["offers"])
    return kept_html(request, access, what, template, lambda: context)


def _stored(year: AgencyYear, current: MeasurePlan | None, missing: str) -> dict[str, Any]:
    """Return what the page says of the plan, or of the one that could be started."""
    stored: dict[str, Any] = {"plan": current, "answering": _plans_answering(year)}
    stored["previous"] = _previous_plan(year) if year.access.can_edit else None
    if current is None:
        stored["form"] = PlanForm(year.agency, year.fiscal_year)
    else:
        stored |= _plan_context(year, current, missing)
    return stored


def _plan_context(year: AgencyYear, current: MeasurePlan, missing: str) -> dict[str, Any]:
    may_edit = year.access.can_edit
    page = plan_page(current, _answered(year, current), with_proposals=may_edit, missing=missing)
    return {
        "page": page,
        "has_issues": page.by_issue,
        "results": results_of(current),
        "assign_form": BulkForm(current, []) if may_edit else None,
        "answer_form": PlanForm(year.agency, year.fiscal_year) if may_edit and current.is_undecided else None,
    }


def _answered(year: AgencyYear, current: MeasurePlan) -> Assessment | None:
    """Return the result that the plan answers, where the page's year has loaded it already."""
    is_of_this_year = year.assessment is not None and year.assessment.pk == current.assessment_id
    return year.assessment if is_of_this_year else None


def _asked_row(request: HttpRequest, page: PlanPage) -> OpenRow | None:
    """Return the row that the address asks to edit; none where there is no such row or part."""
    key, part = request.GET.get("row", ""), request.GET.get("part", "")
    if not key:
        return None
    measure = next((row.measure for row in page.rows if str(row.measure.key) == key), None)
    if measure is None or part not in PARTS:
        return None
    measure.plan = page.plan
    return OpenRow(key, RowForm(measure, part))


def _previous_plan(year: AgencyYear) -> MeasurePlan | None:
    """Return the plan of the year before, where it has measures that can go on in this one."""
    before = MeasurePlan.objects.filter(agency=year.agency, fiscal_year=year.fiscal_year - 1)
    return before.filter(measures__isnull=False).first()


def _plans_answering(year: AgencyYear) -> list[MeasurePlan]:
    """The plans of other years that answer this year's result."""
    if year.assessment is None:
        return []
    return [plan for plan in MeasurePlan.objects.answering(year.assessment) if plan.fiscal_year != year.fiscal_year]
