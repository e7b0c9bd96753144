"""The page on which a person brings a file: choose it, see what it would change, confirm."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ita_portal.spreadsheets.signed_check import UploadStale
from ita_portal.spreadsheets.upload import FileCheck, FileUpload, RowCounts
from ita_portal.turns import SPREADSHEET, turn

STALE = "ผลการตรวจไฟล์นี้ใช้ยืนยันไม่ได้แล้ว เพราะเกิน 1 ชั่วโมงหรือข้อมูลไม่ครบ ยังไม่มีการบันทึก กรุณาเลือกไฟล์และตรวจใหม่"


@dataclass(frozen=True)
class UploadPage:
    """The page for one request; its template fills in the blocks of `upload.html`."""

    request: HttpRequest
    upload: FileUpload[Any]
    form_class: type[forms.Form]  # with a SpreadsheetField called file
    template: str
    context: dict[str, Any] = field(
        default_factory=dict
    )  # `kind` and `unit` in words, `upload_url`, `confirm_url`, and more

    def answer(self) -> HttpResponse:
        """Offer to choose a file, or show what the one that was sent would change; this writes nothing.

        Raises NoTurn where the machine reads as many files as it can already.
        """
        if self.request.method != "POST":
            return self.show()
        form = self.form_class(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.show(status=422, form=form)
        try:
            with turn(SPREADSHEET):
                check = self.check(form)
        except UploadStale:
            return self.show(status=409, refusal=STALE)
        checked = self.upload.signed(check) if check.can_be_stored else ""
        shown = {"check": check, "checked": checked, **self.beside(check)}
        return self.show(status=422 if check.problems else 200, **shown)

    def beside(self, check: FileCheck[Any]) -> dict[str, Any]:
        """Return what the page shows of a check besides."""
        return {}

    def check(self, form: forms.Form) -> FileCheck[Any]:
        """Return what storing the file that was sent would do."""
        file = form.cleaned_data["file"]
        return self.upload.check(file.name, file.read())

    def store(self) -> RowCounts:
        """Store what the person confirms, all of it or nothing. Raises UploadStale, and what the upload raises."""
        return self.upload.store_signed(self.request.POST.get("checked", ""))

    def show(self, *, status: int = 200, **context: Any) -> HttpResponse:
        shown = {"form": self.form_class(), **self.context, **context}
        return render(self.request, self.template, shown, status=status)
