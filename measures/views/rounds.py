"""Reporting rounds: opening and closing them, who has reported, accepting and returning."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Right
from agencies.kept import kept
from agencies.once import once
from assessments.years import AgencyYear, year_of
from measures import services
from measures.models import MeasureReport, ReportingRound
from measures.round_form import RoundForm, read_seen, remarks_of
from measures.rounds import (
    STATES,
    ReportRow,
    State,
    by_department,
    count_states,
    kept_report_rows,
    of_department,
    report_rows,
    rounds_of,
)
from measures.views.measure import READ_OR_WRITE
from measures.views.plan import plan_of, plan_or_404

NOTHING_CHOSEN = "ไม่มีรายงานที่รอตรวจ"
CHANGED = "ยังไม่ได้บันทึก เพราะรายงานหรือรอบเปลี่ยนไปหลังจากท่านเปิดหน้านี้ หน้านี้แสดงข้อมูลล่าสุดแล้ว กรุณาตรวจดูอีกครั้ง"


@require_safe
def rounds(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    plan, today, of_year = plan_of(year), timezone.localdate(), rounds_of(year)
    rows = kept_report_rows(year.access, of_year, today)
    listed = [
        {"round": each, "counts": count_states(row for row in rows if row.round == each), "today": today}
        for each in of_year
    ]
    there = {each.name for each in of_year} | {each.ends_on for each in of_year}
    usual = services.standard_rounds(year.fiscal_year, year.agency.report_months)
    standard = [each for each in usual if not there & {each.name, each.ends_on}]
    context = {"year": year, "plan": plan, "rounds": listed, "standard": standard, "today": today}
    return render(request, "measures/rounds.html", context)


@require_POST
@once
def rounds_open(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Open the rounds of the months in which the agency asks for reports; those that are there are left alone."""
    year = year_of(request, agency, fiscal_year, Right.TRACK)
    plan = plan_or_404(year)
    contents = services.standard_rounds(plan.fiscal_year, year.agency.report_months)
    opened = services.rounds_open(plan=plan, contents=contents, actor=year.access.user)
    names = " และ ".join(f"“{each.name}”" for each in opened)
    messages.success(request, f"เปิด {names} แล้ว" if opened else "เปิดรอบไว้แล้ว")
    return redirect("rounds", year.agency.slug, year.fiscal_year)


@require_http_methods(READ_OR_WRITE)
@once
def round_new(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.TRACK)
    plan = plan_or_404(year)
    form = RoundForm(plan, request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = services.rounds_open(plan=plan, contents=[form.content], actor=year.access.user)
        # Somebody else may have opened the like in the same moment.
        messages.success(request, f"เปิด “{form.content.name}” แล้ว" if opened else "แผนนี้มีรอบชื่อหรือวันที่นี้แล้ว")
        return redirect("rounds", year.agency.slug, year.fiscal_year)
    context = {"year": year, "form": form, "round": None}
    return render(request, "measures/round_form.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_WRITE)
def round_edit(request: HttpRequest, agency: str, fiscal_year: int, round_key: UUID) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.TRACK)
    current = round_of(year, round_key)
    form = RoundForm(current.plan, request.POST or None, current=current)
    context: dict[str, Any] = {"year": year, "form": form, "round": current, "other": None}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.round_update(
                reporting_round=current, content=form.content, version=version, actor=year.access.user
            )
        except services.RoundEditedMeanwhile as meanwhile:
            form.go_on_from(version=meanwhile.stored.version)
            return render(request, "measures/round_form.html", context | {"other": meanwhile.stored}, status=409)
        messages.success(request, "บันทึกรอบการรายงานแล้ว")
        return redirect("round", year.agency.slug, year.fiscal_year, current.key)
    return render(request, "measures/round_form.html", context, status=422 if form.errors else 200)


@require_POST
def round_close(request: HttpRequest, agency: str, fiscal_year: int, round_key: UUID) -> HttpResponse:
    """Close a round, or open it again with `open=1`."""
    year = year_of(request, agency, fiscal_year, Right.TRACK)
    current = round_of(year, round_key)
    is_closed = request.POST.get("open") != "1"
    services.round_close(reporting_round=current, is_closed=is_closed, actor=year.access.user)
    messages.success(request, f"ปิด “{current}” แล้ว" if is_closed else f"เปิด “{current}” อีกครั้งแล้ว")
    return redirect("round", year.agency.slug, year.fiscal_year, current.key)


@require_safe
def reporting_round(request: HttpRequest, agency: str, fiscal_year: int, round_key: UUID) -> HttpResponse:
    """Who has reported and who has not; for an officer first of all the own department."""
    year = year_of(request, agency, fiscal_year)
    current = round_of(year, round_key)
    if year.access.can_track:  # the page shows what was sent in full
        waiting = MeasureReport.objects.filter(round=current, state=State.SUBMITTED)
        services.reports_look_at(reports=waiting, actor=year.access.user)
    return _round_page(request, year, current)


@require_POST
def reports_accept(request: HttpRequest, agency: str, fiscal_year: int, round_key: UUID) -> HttpResponse:
    """Accept the reports that the page named, one or all of those it showed."""
    year = year_of(request, agency, fiscal_year, Right.TRACK)
    current = round_of(year, round_key)
    seen = read_seen(request.POST.getlist("report"))
    if not seen:
        return _round_page(request, year, current, status=422, refusal=NOTHING_CHOSEN)
    try:
        accepted = services.reports_accept(reporting_round=current, seen=seen, actor=year.access.user)
    except services.DecidedMeanwhile:
        return _round_page(request, year, current, status=409, refusal=CHANGED)
    messages.success(request, f"ตรวจรับรายงานแล้ว {len(accepted)} มาตรการ")
    return redirect("round", year.agency.slug, year.fiscal_year, current.key)


@require_POST
def report_return(request: HttpRequest, agency: str, fiscal_year: int, round_key: UUID) -> HttpResponse:
    """Give a report back with remarks."""
    year = year_of(request, agency, fiscal_year, Right.TRACK)
    current = round_of(year, round_key)
    seen = read_seen(request.POST.getlist("report")[:1])
    remarks, problem = remarks_of(request.POST)
    typed = {"returned_key": next(iter(seen), None), "remarks": remarks}
    if problem or not seen:
        return _round_page(request, year, current, status=422, remarks_problem=problem or NOTHING_CHOSEN, **typed)
    ((key, version),) = seen.items()
    try:
        services.report_return(
            reporting_round=current, key=key, version=version, remarks=remarks, actor=year.access.user
        )
    except services.DecidedMeanwhile:
        return _round_page(request, year, current, status=409, refusal=CHANGED, **typed)
    messages.success(request, "ส่งรายงานกลับให้แก้ไขแล้ว")
    return redirect("round", year.agency.slug, year.fiscal_year, current.key)


def round_of(year: AgencyYear, key: UUID) -> ReportingRound:
    """Return a round of the year, kept until something changes, or raise 404."""
    rounds = ReportingRound.objects.for_year(year.agency, year.fiscal_year)
    return kept(year.access, ("round", year.fiscal_year, key), lambda: get_object_or_404(rounds, key=key))


def _chosen_department(request: HttpRequest, year: AgencyYear) -> str:
    """Return the department that is shown: the one asked for, else that of who reports for one; empty for all."""
    own = year.access.department if not year.access.can_track else None
    department = request.GET.get("department", str(own.pk) if own and year.access.can_report else "")
    return "" if department == "all" else department


def _rows_with_parts(current: ReportingRound, today: date) -> list[ReportRow]:
    """Return the rows of a round with all that its page tells of each report."""
    rows = report_rows([current], today)
    prefetch_related_objects([row.report for row in rows if row.report], "parts__department", "files")
    return rows


def _round_page(
    request: HttpRequest, year: AgencyYear, current: ReportingRound, status: int = 200, **more: Any
) -> HttpResponse:
    current = ReportingRound.objects.select_related("plan").get(pk=current.pk)  # it may have been closed meanwhile
    today = timezone.localdate()
    rows = kept(year.access, ("round-rows", current.pk), lambda: _rows_with_parts(current, today))
    department = _chosen_department(request, year)
    state = request.GET.get("state", "")
    of_filter = of_department(rows, department)
    shown = [row for row in of_filter if state not in STATES or row.state == state]
    departments = by_department(rows, with_support=True)
    context = {
        "year": year,
        "round": current,
        "today": today,
        "departments": departments,
        "department": department,
        "department_name": next((each.name for each in departments if each.slug == department), ""),
        "state": state,
        "states": STATES,
        "counts": count_states(of_filter),
        "rows": shown,
        "total": len(of_filter),
        "all_rows": len(rows),
        "waiting": [row.report for row in shown if row.state == State.SUBMITTED] if year.access.can_track else [],
        "is_overdue": current.is_overdue(today),
        "is_accepted": bool(rows) and all(row.state == State.ACCEPTED for row in rows),
    }
    return render(request, "measures/round.html", context | more, status=status)
