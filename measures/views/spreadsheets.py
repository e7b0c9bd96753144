"""The plan as a workbook: download it, have an upload checked, and confirm what was checked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Right
from assessments.years import AgencyYear, year_of
from ita_portal.download import as_download
from ita_portal.spreadsheets.file_field import SpreadsheetField
from ita_portal.spreadsheets.signed_check import UploadStale
from ita_portal.spreadsheets.workbook import XLSX
from measures.bulk import last_editors
from measures.models import MeasurePlan
from measures.spreadsheets.exchange import plan_xlsx
from measures.spreadsheets.upload import (
    ImportedMeanwhile,
    MeasureCheck,
    check_measure_file,
    measures_record,
    read_signed_check,
    signed_check,
)
from measures.views.measure import READ_OR_WRITE

STALE = (
    "ผลการตรวจไฟล์นี้ใช้ยืนยันไม่ได้แล้ว เพราะเกิน 1 ชั่วโมง ข้อมูลไม่ครบ ยืนยันไปแล้ว หรือแผนเปลี่ยนไปหลังการตรวจ "
    "ครั้งนี้ยังไม่มีการบันทึก กรุณาเลือกไฟล์และตรวจใหม่"
)


class MeasureFileForm(forms.Form):
    file = SpreadsheetField(
        label="ไฟล์มาตรการ (.xlsx)",
        accept=".xlsx",
        help_text="ใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้ หรือตารางของท่านที่มีหัวคอลัมน์เดียวกัน เช่น “มาตรการ” “ขั้นตอน” “ผู้รับผิดชอบ” "
        "ขนาดไม่เกิน 5\N{NO-BREAK SPACE}MB",
    )


@require_safe
def measures_export(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """The whole plan as a workbook that can be imported again."""
    year = year_of(request, agency, fiscal_year)
    plan = get_object_or_404(MeasurePlan.objects.for_year(year.agency, year.fiscal_year))
    name = f"มาตรการ {year.agency.short_name} {year.fiscal_year}.xlsx"
    return as_download(plan_xlsx(plan), name=name, content_type=XLSX)


@require_http_methods(READ_OR_WRITE)
def measures_import(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Choose a file, and see what it would change; this writes nothing."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    plan = MeasurePlan.objects.for_year(year.agency, year.fiscal_year).first()
    if plan is None:
        return redirect("plan", year.agency.slug, year.fiscal_year)
    if request.method != "POST":
        return _page(request, year, plan)
    form = MeasureFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, year, plan, form=form, status=422)
    file = form.cleaned_data["file"]
    check = check_measure_file(plan=plan, name=file.name, content=file.read())
    return _page(request, year, plan, check=check, status=422 if check.problems else 200)


@require_POST
def measures_import_confirm(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Store what was checked, all of it or nothing."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    plan = MeasurePlan.objects.for_year(year.agency, year.fiscal_year).first()
    if plan is None:
        return redirect("plan", year.agency.slug, year.fiscal_year)
    try:
        checked = read_signed_check(request.POST.get("checked", ""), plan=plan, user=year.access.user)
        changes = measures_record(plan=plan, actor=year.access.user, **checked)
    except UploadStale:
        return _page(request, year, plan, refusal=STALE, status=409)
    except ImportedMeanwhile as meanwhile:
        editors = last_editors(plan, meanwhile.measures)
        conflicts = [(measure, editors.get(measure.key, "")) for measure in meanwhile.measures]
        return _page(request, year, plan, conflicts=conflicts, status=409)
    added = sum(change.is_new for change in changes)
    messages.success(request, f"นำเข้ามาตรการแล้ว เพิ่ม {added} รายการ แก้ไข {len(changes) - added} รายการ")
    return redirect("plan", year.agency.slug, year.fiscal_year)


def _page(
    request: HttpRequest,
    year: AgencyYear,
    plan: MeasurePlan,
    *,
    form: MeasureFileForm | None = None,
    check: MeasureCheck | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"year": year, "plan": plan, "form": form or MeasureFileForm(), "check": check}
    if check is not None and check.can_be_stored:
        context["checked"] = signed_check(check, plan=plan, user=year.access.user)
    return render(request, "measures/upload.html", context, status=status)
