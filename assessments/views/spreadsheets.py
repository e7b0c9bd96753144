"""The score sheet as a file: download it, have an upload checked, and confirm what was checked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Right
from assessments.models import Framework
from assessments.services import CellsEditedMeanwhile, ScoresLocked
from assessments.spreadsheets.download import FILE_TYPES, scores_file
from assessments.spreadsheets.upload import (
    ScoreCheck,
    check_score_file,
    read_signed_check,
    scores_record,
    signed_check,
)
from assessments.views.sheet import LOCKED
from assessments.years import AgencyYear, year_of
from ita_portal.download import as_download
from ita_portal.spreadsheets.file_field import SpreadsheetField
from ita_portal.spreadsheets.signed_check import UploadStale

STALE = "ผลการตรวจไฟล์นี้ใช้ยืนยันไม่ได้แล้ว เพราะเกิน 1 ชั่วโมงหรือข้อมูลไม่ครบ ยังไม่มีการบันทึก กรุณาเลือกไฟล์และตรวจใหม่"


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
    if request.method != "POST":
        return _page(request, year)
    if _is_locked(year):
        return _page(request, year, status=409)
    form = ScoreFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, year, form=form, status=422)
    file = form.cleaned_data["file"]
    check = check_score_file(agency=year.agency, framework=year.framework, name=file.name, content=file.read())
    return _page(request, year, check=check, status=422 if check.problems else 200)


@require_POST
def confirm_upload(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Store what was checked, all of it or nothing."""
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    if year.framework is None:
        return redirect("sheet", year.agency.slug, year.fiscal_year)
    try:
        changed = _store(request, year, year.framework)
    except UploadStale:
        return _page(request, year, refusal=STALE, status=409)
    except ScoresLocked:
        return _page(request, AgencyYear(year.access, year.fiscal_year), status=409)
    except CellsEditedMeanwhile as edited:
        return _page(request, year, conflicts=edited.stored, status=409)
    messages.success(request, f"นำเข้าคะแนนแล้ว {changed} ช่อง" if changed else "คะแนนในระบบตรงกับไฟล์อยู่แล้ว")
    return redirect("sheet", year.agency.slug, year.fiscal_year)


def _store(request: HttpRequest, year: AgencyYear, framework: Framework) -> int:
    user = year.access.user
    signed = request.POST.get("checked", "")
    checked = read_signed_check(signed, agency=year.agency, fiscal_year=year.fiscal_year, user=user)
    recorded = scores_record(agency=year.agency, framework=framework, actor=user, **checked)
    return len(recorded.changed)


def _page(
    request: HttpRequest,
    year: AgencyYear,
    *,
    form: ScoreFileForm | None = None,
    check: ScoreCheck | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"year": year, "form": form or ScoreFileForm(), "check": check}
    if check is not None and check.can_be_stored:
        context["checked"] = signed_check(
            check, agency=year.agency, fiscal_year=year.fiscal_year, user=year.access.user
        )
    if _is_locked(year):
        context["locked"] = LOCKED
    return render(request, "assessments/upload.html", context, status=status)


def _is_locked(year: AgencyYear) -> bool:
    return year.assessment is not None and year.assessment.is_locked
