"""The plan as a workbook: download it, have an upload checked, and confirm what was checked."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Right
from agencies.once import once
from assessments.years import AgencyYear, year_of
from ita_portal.download import as_download
from ita_portal.spreadsheets.file_field import SpreadsheetField
from ita_portal.spreadsheets.signed_check import UploadStale
from ita_portal.spreadsheets.upload_page import UploadPage
from ita_portal.spreadsheets.workbook import XLSX
from measures.bulk import last_editors
from measures.models import MeasurePlan
from measures.spreadsheets.exchange import plan_xlsx
from measures.spreadsheets.upload import ImportedMeanwhile, MeasureUpload
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
    return _page(request, year, plan).answer()


@require_POST
@once
def measures_import_confirm(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Store what was checked, all of it or nothing."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    plan = MeasurePlan.objects.for_year(year.agency, year.fiscal_year).first()
    if plan is None:
        return redirect("plan", year.agency.slug, year.fiscal_year)
    page = _page(request, year, plan)
    try:
        stored = page.store()
    except UploadStale:
        return page.show(status=409, refusal=STALE)
    except ImportedMeanwhile as meanwhile:
        editors = last_editors(plan, meanwhile.stored)
        conflicts = [(measure, editors.get(measure.key, "")) for measure in meanwhile.stored]
        return page.show(status=409, conflicts=conflicts)
    messages.success(request, f"นำเข้าแล้ว เพิ่ม {stored.added} มาตรการ แก้ไข {stored.edited} มาตรการ")
    return redirect("plan", year.agency.slug, year.fiscal_year)


def _page(request: HttpRequest, year: AgencyYear, plan: MeasurePlan) -> UploadPage:
    args = (year.agency.slug, year.fiscal_year)
    return UploadPage(
        request=request,
        upload=MeasureUpload(plan, year.access.user),
        form_class=MeasureFileForm,
        template="measures/upload.html",
        context={
            "year": year,
            "kind": "มาตรการ",
            "unit": "มาตรการ",
            "plan": plan,
            "upload_url": reverse("measures-import", args=args),
            "confirm_url": reverse("measures-import-confirm", args=args),
        },
    )
