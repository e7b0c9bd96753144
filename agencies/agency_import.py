"""The administrator's page that adds many agencies from a file: check first, then confirm."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from agencies import services
from agencies.agency_file import AgencyCheck, AgencyRow, check_agency_file, template_xlsx
from agencies.coordinator_invitations import address_of_import
from agencies.models import User
from agencies.services.agencies import moment_of_import
from ita_portal.download import as_download
from ita_portal.spreadsheets.file_field import SpreadsheetField
from ita_portal.spreadsheets.signed_check import UploadStale, read_signed, signed
from ita_portal.spreadsheets.upload_page import STALE
from ita_portal.spreadsheets.workbook import XLSX
from ita_portal.turns import SPREADSHEET, turn

TAKEN = "มีผู้อื่นเพิ่มหน่วยงานที่ใช้ชื่อในที่อยู่เว็บเดียวกันหลังจากตรวจไฟล์ ยังไม่มีการบันทึก กรุณาตรวจไฟล์อีกครั้ง"
ADDED_BEFORE = "ท่านเพิ่มหน่วยงานเหล่านี้ไปแล้ว ไม่มีการเพิ่มซ้ำ หน้านี้แสดงคำเชิญของหน่วยงานเหล่านั้น"
SHOWN = 200  # problems, and rows before the confirmation


class AgencyFileForm(forms.Form):
    file = SpreadsheetField(
        label="ไฟล์หน่วยงาน (.xlsx หรือ .csv)",
        accept=".xlsx,.csv",
        help_text="ไม่เกิน 5 MB และไม่เกิน 10,000 หน่วยงาน",
    )


@never_cache
def import_agencies(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Check a file, which writes nothing, or store what was checked and lead to the invitations of the coordinators."""
    assert isinstance(request.user, User)
    if request.method == "POST" and "checked" in request.POST:
        return _store(request, site, request.user)
    form = AgencyFileForm(request.POST, request.FILES) if request.method == "POST" else AgencyFileForm()
    if not form.is_valid():
        return _page(request, site, form=form, status=422 if form.errors else 200)
    file = form.cleaned_data["file"]
    with turn(SPREADSHEET):
        check = check_agency_file(file.name, file.read())
    context: dict[str, Any] = {"check": check, "file_name": file.name}
    if not check.problems:
        context["checked"] = signed([astuple(row) for row in check.rows], salt=_salt(request.user))
    return _page(request, site, form=AgencyFileForm(), status=422 if check.problems else 200, **context)


def template_file(request: HttpRequest) -> HttpResponse:
    return as_download(template_xlsx(), name="แบบกรอกหน่วยงาน.xlsx", content_type=XLSX)


def _store(request: HttpRequest, site: AdminSite, actor: User) -> HttpResponse:
    try:
        rows = [_row_of(values) for values in read_signed(request.POST["checked"], salt=_salt(actor))]
        made = services.agencies_create(rows=rows, actor=actor)
    except UploadStale:
        return _page(request, site, refusal=STALE, status=409)
    except services.SlugTaken:
        before = moment_of_import(rows=rows, actor=actor)
        if before is None:
            return _page(request, site, refusal=TAKEN, status=409)
        messages.info(request, ADDED_BEFORE)
        return redirect(address_of_import(before))
    messages.success(request, f"เพิ่มแล้ว {len(rows)} หน่วยงาน ขั้นต่อไปคือส่งคำเชิญหรือดาวน์โหลดลิงก์ในหน้านี้")
    return redirect(address_of_import(made))


def _row_of(values: Sequence[Any]) -> AgencyRow:
    """Return a row that was carried by the page, which knows lists only."""
    return replace(AgencyRow(*values), departments=tuple(values[-1]))


def _page(
    request: HttpRequest,
    site: AdminSite,
    *,
    form: AgencyFileForm | None = None,
    check: AgencyCheck | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= site.each_context(request) | {
        "title": "เพิ่มหน่วยงานจากไฟล์",
        "form": form or AgencyFileForm(),
        "check": check,
        "problems": check.problems[:SHOWN] if check else (),
        "rows": check.rows[:SHOWN] if check else (),
    }
    return TemplateResponse(request, "admin/agencies/agency/import.html", context, status=status)


def _salt(user: User) -> str:
    return f"agencies:{user.pk}"
