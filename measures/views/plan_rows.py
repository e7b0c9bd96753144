"""What is changed in the list of a plan: one part of a measure, many measures at once, all drafts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from agencies.access import Right
from assessments.years import year_of
from measures import services
from measures.bulk import COLUMNS, AssignedMeanwhile, measures_assign, measures_fill
from measures.bulk_form import BulkForm, conflict_of, outcome_words, problem_lines, seen_versions
from measures.plan_page import OpenRow
from measures.row_form import PARTS, RowForm
from measures.tracking import tracked_measures
from measures.views.measure import measure_of
from measures.views.plan import plan_address, plan_shown, plan_to_edit

NOT_FILLED = "ยังไม่ได้เติม มีผู้อื่นแก้ไขหรือลบมาตรการที่เลือกหลังจากท่านเปิดหน้านี้ กรุณาตรวจดูแล้วลองอีกครั้ง"
NOTHING_TO_UNDO = "ไม่มีการแก้ไขในตารางให้เลิกทำ หรือเลิกทำไปแล้ว"
NOTHING_TO_FILL = "กรุณาเลือกตั้งแต่สองมาตรการขึ้นไป"
SAVED = {"owners": "บันทึกผู้รับผิดชอบแล้ว", "months": "บันทึกระยะเวลาแล้ว", "subject": "บันทึกประเด็นและตัวชี้วัดแล้ว"}


@require_POST
def measure_row(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """Store what was chosen in a row; refused or overtaken, the row opens again with what was chosen."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    measure = measure_of(year, key)
    part = request.POST.get("part", "")
    form = RowForm(measure, part if part in PARTS else "owners", request.POST)
    if not form.is_valid():
        return plan_shown(request, year, measure.plan, status=422, open_row=OpenRow(str(key), form))
    try:
        services.measure_row_update(
            measure=measure, content=form.content, version=form.cleaned_data["version"], actor=year.access.user
        )
    except services.MeasureEditedMeanwhile as meanwhile:
        form.go_on_from(version=meanwhile.stored.version)
        overtaken = OpenRow(str(key), form, services.content_of(meanwhile.stored))
        return plan_shown(request, year, measure.plan, status=409, open_row=overtaken)
    messages.success(request, SAVED[form.part])
    return redirect(plan_address(request, year, f"measure-{key}"))


@require_POST
def drafts_confirm(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Make the drafts that the page had shown the agency's own."""
    year, current = plan_to_edit(request, agency, fiscal_year)
    versions = seen_versions(request.POST.getlist("measure"))
    confirmed = services.drafts_confirm(plan=current, versions=versions, actor=year.access.user)
    messages.success(request, f"ยืนยันร่างแล้ว {len(confirmed)} มาตรการ")
    if left := len(versions) - len(confirmed):
        messages.warning(request, f"อีก {left} มาตรการมีผู้แก้ไข ยืนยัน หรือลบหลังจากท่านเปิดหน้านี้ จึงไม่ได้ยืนยัน กรุณาตรวจดู")
    return redirect(plan_address(request, year, "list"))


@require_POST
def plan_assign(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Give the chosen rows departments, months, or an issue or indicator, all of them or none."""
    year, current = plan_to_edit(request, agency, fiscal_year)
    tracked = tracked_measures(current, timezone.localdate())
    form = BulkForm(current, tracked, request.POST)
    if not form.is_valid():
        return plan_shown(request, year, current, status=422, assign_form=form, problems=problem_lines(form))
    try:
        changed = measures_assign(
            plan=current, assignment=form.assignment, versions=form.versions, actor=year.access.user
        )
    except AssignedMeanwhile as meanwhile:
        conflict = conflict_of(current, tracked, meanwhile)
        return plan_shown(request, year, current, status=409, assign_form=form, conflict=conflict)
    messages.success(request, outcome_words(len(form.versions), len(changed)))
    return redirect(plan_address(request, year, "list"))


@require_POST
def plan_fill(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Give the chosen rows what the first of them shows under owners, months, or both."""
    year, current = plan_to_edit(request, agency, fiscal_year)
    versions = seen_versions(request.POST.getlist("measure"))
    columns = [column for column in request.POST.getlist("column") if column in COLUMNS]
    if len(versions) < 2 or not columns:
        messages.error(request, NOTHING_TO_FILL)
        return redirect(plan_address(request, year, "list"))
    try:
        source = next(iter(versions))
        changed = measures_fill(plan=current, source=source, columns=columns, versions=versions, actor=year.access.user)
    except AssignedMeanwhile:
        messages.error(request, NOT_FILLED)
    else:
        messages.success(request, outcome_words(len(versions) - 1, len(changed)))
    return redirect(plan_address(request, year, "list"))


@require_POST
def plan_undo(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Take back what this person did in the rows at one stroke, or do it again: taking back what took it back."""
    year, current = plan_to_edit(request, agency, fiscal_year)
    try:
        done = services.plan_row_undo(plan=current, act=UUID(request.POST.get("act", "")), actor=year.access.user)
    except (ValueError, services.RowActUnknown):
        messages.error(request, NOTHING_TO_UNDO)
        return redirect(plan_address(request, year, "list"))
    if done.changed:
        messages.success(request, f"คืนค่าแล้ว {done.changed} มาตรการ")
    if done.kept:
        messages.warning(request, f"อีก {done.kept} มาตรการถูกแก้ไขหรือลบไปแล้วหลังจากนั้น จึงคงไว้ตามเดิม")
    return redirect(plan_address(request, year, "list"))
