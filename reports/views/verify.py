"""The public pages on which anybody can verify a document that an agency issued. They name no person."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ita_portal.pace import paced
from ita_portal.public_answers import same_for_everybody
from ita_portal.uploads import takes_files
from reports.issue.verification import CodeRefused, FileComparison, compare, documents_with, read_code, verified
from reports.models import IssuedDocument, IssuedFile
from reports.views.issuing import stored_file

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
TOO_LARGE = f"ไฟล์ใหญ่เกิน {MAX_BYTES // MEGABYTE} MB จึงไม่ได้ตรวจ"
UNKNOWN_CODE = "ไม่พบเอกสารที่มีรหัสนี้ กรุณาเทียบกับท้ายหน้าของเอกสารทีละตัว หรือสอบถามหน่วยงานที่ออกเอกสาร"
AMBIGUOUS_CODE = "รหัสนี้ตรงกับเอกสารมากกว่าหนึ่งฉบับ กรุณากรอกรหัสตรวจสอบให้ครบทุกตัว"


class VerificationForm(forms.Form):
    code = forms.CharField(
        label="รหัสตรวจสอบ", required=False, max_length=200, error_messages={"max_length": "รหัสยาวเกินไป กรุณาตรวจอีกครั้ง"}
    )

    def clean_code(self) -> str:
        try:
            return read_code(self.cleaned_data["code"])
        except CodeRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class ReceivedFileForm(forms.Form):
    file = forms.FileField(
        label="ไฟล์ที่ได้รับ",
        error_messages={
            "required": "กรุณาเลือกไฟล์",
            "missing": "กรุณาเลือกไฟล์",
            "invalid": "ส่งไฟล์ไม่ได้ กรุณาเลือกไฟล์อีกครั้ง",
            "empty": "ไฟล์ที่เลือกว่างเปล่า",
        },
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


@login_not_required
@require_safe
@paced
def verify_form(request: HttpRequest) -> HttpResponse:
    """Type the code that is printed at the foot of a page."""
    if "code" not in request.GET:
        return _ask(request, VerificationForm())
    form = VerificationForm(request.GET)
    if not form.is_valid():
        return _ask(request, form, 422)
    documents = documents_with(form.cleaned_data["code"])
    return _refused(request, form, documents) or redirect("verify", documents[0].sha256)


@same_for_everybody
@login_not_required
@require_safe
def verify_file(request: HttpRequest, code: str, file_format: str) -> HttpResponseBase:
    """The bytes of a document that its agency has published."""
    published = IssuedDocument.objects.public().filter(sha256=code)
    document = published.defer("content").select_related("agency").first()
    files = IssuedFile.objects.select_related("document").defer("document__content")
    file = files.filter(document=document, format=file_format).first() if document else None
    if file is None or document is None:
        raise Http404
    response = stored_file(request, file, document.agency.short_name)
    # Public, but asked for again each time: an agency may close it.
    response.headers["Cache-Control"] = "public, no-cache"
    return response


@takes_files(MAX_BYTES + MEGABYTE, from_everybody=True)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@paced
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What a code stands for; somebody who has a file can compare it with the one that was issued."""
    form = VerificationForm({"code": code})
    if not form.is_valid():
        return _ask(request, form, 404)
    documents = documents_with(form.cleaned_data["code"])
    if refused := _refused(request, form, documents):
        return refused
    (document,) = documents
    if document.sha256 != code:
        return redirect("verify", document.sha256)
    if request.method != "POST":
        return _show(request, document)
    received = ReceivedFileForm(request.POST, request.FILES)
    if not received.is_valid():
        return _show(request, document, form=received, status=422)
    return _show(request, document, comparison=compare(received.cleaned_data["file"], document))


def _refused(request: HttpRequest, form: VerificationForm, documents: list[IssuedDocument]) -> HttpResponse | None:
    """Return the form once more where a code leads to nothing or to several things."""
    if not documents:
        form.add_error("code", UNKNOWN_CODE)
        return _ask(request, form, 404)
    if len(documents) > 1:
        form.add_error("code", AMBIGUOUS_CODE)
        return _ask(request, form, 422)
    return None


def _ask(request: HttpRequest, form: VerificationForm, status: int = 200) -> HttpResponse:
    return render(request, "reports/verify_form.html", {"form": form}, status=status)


def _show(
    request: HttpRequest,
    document: IssuedDocument,
    *,
    form: ReceivedFileForm | None = None,
    comparison: FileComparison | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "verified": verified(document),
        "form": form or ReceivedFileForm(),
        "comparison": comparison,
    }
    return render(request, "reports/verify.html", context, status=status)
