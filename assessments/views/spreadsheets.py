"""The score sheet as a file: download it, have an upload checked, and confirm what was checked."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Right
from assessments.models import Framework
from assessments.services import CellsEditedMeanwhile, ScoresLocked
from assessments.spreadsheets.download import FILE_TYPES, scores_file
from assessments.spreadsheets.upload import ScoreUpload
from assessments.views.sheet import LOCKED
from assessments.years import AgencyYear, year_of
from ita_portal.download import as_download
from ita_portal.spreadsheets.file_field import SpreadsheetField
from ita_portal.spreadsheets.signed_check import UploadStale
from ita_portal.spreadsheets.upload_page import STALE, UploadPage


class ScoreFileForm(forms.Form):
    file = SpreadsheetField(
        label="ไฟล์คะแนน (.xlsx หรือ .csv)",
        accept=".xlsx,.csv",
        help_text="ใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้ หรือตารางของท่านที่มีหัวคอลัมน์ “รหัส” และ “คะแนน” "
        "ขนาดไม่เกิน 5\N{NO-BREAK SPACE}MB ช่องว่างไม่เปลี่ยนคะแนนเดิม",
    )


@require_safe
def download(request: HttpRequest, agency: str, fiscal_year: int, file_type: str) -> HttpResponse:
    """The sheet as a workbook or CSV; with ?parts=1 it has rows for both parts of the external survey."""
    year = year_of(request, agency, fiscal_year)
    sheet = year.sheet()
    if sheet is None or file_type not in FILE_TYPES:
        raise Http404
    with_parts = request.GET.get("parts") == "1"
    content = scores_file(file_type, agency=year.agency, sheet=sheet, with_parts=with_parts)
    name = f"คะแนน ITA {year.agency.short_name} {year.fiscal_year}.{file_type}"
    return as_download(content, name=name, content_type=FILE_TYPES[file_type].content_type)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Choose a file, and see what it would change; this writes nothing."""
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    if year.framework is None:
        return redirect("sheet", year.agency.slug, year.fiscal_year)
    page = _page(request, year, year.framework)
    if request.method == "POST" and _is_locked(year):
        return page.show(status=409)
    return page.answer()


@require_POST
def confirm_upload(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Store what was checked, all of it or nothing."""
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    if year.framework is None:
        return redirect("sheet", year.agency.slug, year.fiscal_year)
    page = _page(request, year, year.framework)
    try:
        changed = page.store().changed
    except UploadStale:
        return page.show(status=409, refusal=STALE)
    except ScoresLocked:
        return page.show(status=409, locked=LOCKED)
    except CellsEditedMeanwhile as edited:
        return page.show(status=409, conflicts=edited.stored)
    messages.success(request, f"นำเข้าคะแนนแล้ว {changed} ช่อง" if changed else "คะแนนในระบบตรงกับไฟล์อยู่แล้ว")
    return redirect("sheet", year.agency.slug, year.fiscal_year)


def _page(request: HttpRequest, year: AgencyYear, framework: Framework) -> UploadPage:
    args = (year.agency.slug, year.fiscal_year)
    return UploadPage(
        request=request,
        upload=ScoreUpload(year.agency, framework, year.access.user),
        form_class=ScoreFileForm,
        template="assessments/upload.html",
        context={
            "year": year,
            "kind": "คะแนน",
            "unit": "ช่อง",
            "locked": LOCKED if _is_locked(year) else "",
            "upload_url": reverse("sheet-upload", args=args),
            "confirm_url": reverse("sheet-upload-confirm", args=args),
        },
    )


def _is_locked(year: AgencyYear) -> bool:
    return year.assessment is not None and year.assessment.is_locked
