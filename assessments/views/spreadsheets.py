"""The score sheet as a file or a table: download it, have what one brings checked, and confirm what was checked."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Right
from assessments.models import Framework
from assessments.services import CellsEditedMeanwhile, ScoresLocked
from assessments.spreadsheets.download import FILE_TYPES, scores_file
from assessments.spreadsheets.upload import ScoreCheck, ScoreUpload
from assessments.views.sheet import LOCKED
from assessments.years import AgencyYear, year_of
from ita_portal.download import as_download
from ita_portal.spreadsheets.file_field import SpreadsheetField
from ita_portal.spreadsheets.signed_check import UploadStale
from ita_portal.spreadsheets.upload import FileCheck
from ita_portal.spreadsheets.upload_page import STALE, UploadPage
from ita_portal.turns import SPREADSHEET, turn

MAX_PASTED = 200_000  # characters; the whole of a year with all its words has 15,000
MAX_SOURCE = 2_000_000
ANSWER = "answer-"  # before the key of a choice


class ScoreSourceForm(forms.Form):
    """A file, a pasted table, or the tables that the page has carried while the person chose."""

    file = SpreadsheetField(
        label="ไฟล์คะแนน (.xlsx หรือ .csv)",
        accept=".xlsx,.csv",
        required=False,
        help_text="ใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้ หรือตารางของท่านที่มีรหัสหรือชื่อตัวชี้วัดกับคะแนน ทุกแผ่นงานในไฟล์จะถูกอ่าน "
        "ขนาดไม่เกิน 5\N{NO-BREAK SPACE}MB ช่องว่างไม่เปลี่ยนคะแนนเดิม",
    )
    table = forms.CharField(
        label="หรือวางตารางที่คัดลอกมา",
        required=False,
        strip=False,
        max_length=MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="คัดลอกจากหน้าผลการประเมิน ไฟล์ Word หรือ Excel แล้ววางทั้งตารางพร้อมหัวตาราง",
    )
    source = forms.CharField(required=False, max_length=MAX_SOURCE, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error("file", "กรุณาเลือกไฟล์หรือวางตาราง")
        return cleaned


@dataclass(frozen=True)
class ScoreUploadPage(UploadPage):
    """The page for scores, on which a person also chooses where a table has more than one reading."""

    upload: ScoreUpload

    def check(self, form: forms.Form) -> ScoreCheck:
        if source := form.cleaned_data["source"]:
            return self.upload.check_signed_source(source, answers_of(self.request))
        if table := form.cleaned_data["table"]:
            return self.upload.check_pasted(table)
        file = form.cleaned_data["file"]
        return self.upload.check(file.name, file.read())

    def beside(self, check: FileCheck[Any]) -> dict[str, Any]:
        assert isinstance(check, ScoreCheck)
        return {"source": self.upload.signed_source(check) if check.reading.choices else ""}


def answers_of(request: HttpRequest) -> dict[str, str]:
    """Return what the person chose, by the keys of the choices."""
    return {name.removeprefix(ANSWER): request.POST[name] for name in request.POST if name.startswith(ANSWER)}


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


@require_POST
def paste(request: HttpRequest, agency: str, fiscal_year: int) -> JsonResponse:
    """Read the table that a person pastes into the sheet; this writes nothing.

    The answer has the cells that would change, whether that is the only reading, and the page's part that shows it.
    """
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    if year.framework is None:
        return JsonResponse({"error": "ปีนี้ยังไม่มีกรอบการประเมิน"}, status=422)
    upload = ScoreUpload(year.agency, year.framework, year.access.user)
    try:
        with turn(SPREADSHEET):
            check = _pasted_check(request, upload)
    except UploadStale:
        return JsonResponse({"error": STALE}, status=409)
    return JsonResponse(_pasted_answer(request, upload, check))


def _pasted_check(request: HttpRequest, upload: ScoreUpload) -> ScoreCheck:
    if source := request.POST.get("source", ""):
        return upload.check_signed_source(source, answers_of(request))
    return upload.check_pasted(request.POST.get("table", "")[:MAX_PASTED], request.POST.get("focus", ""))


def _pasted_answer(request: HttpRequest, upload: ScoreUpload, check: ScoreCheck) -> dict[str, Any]:
    checked = upload.signed(check) if check.can_be_stored else ""
    context = {"check": check, "checked": checked, "source": upload.signed_source(check)}
    return {
        "is_certain": check.reading.is_certain and not check.problems,
        "cells": [{"code": change.code, "text": change.new} for change in check.changes],
        "html": render_to_string("assessments/_paste_preview.html", context, request),
    }


def _page(request: HttpRequest, year: AgencyYear, framework: Framework) -> ScoreUploadPage:
    args = (year.agency.slug, year.fiscal_year)
    return ScoreUploadPage(
        request=request,
        upload=ScoreUpload(year.agency, framework, year.access.user),
        form_class=ScoreSourceForm,
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
