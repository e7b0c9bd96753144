"""A form field for a spreadsheet that is to be checked."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ita_portal.spreadsheets.grid import MAX_BYTES, TOO_LARGE


class SpreadsheetField(forms.FileField):
    """A file no larger than any is read; `accept` are the endings that the browser offers to choose from."""

    default_error_messages = {
        "required": "กรุณาเลือกไฟล์",
        "missing": "กรุณาเลือกไฟล์",
        "invalid": "ส่งไฟล์ไม่ได้ กรุณาเลือกไฟล์อีกครั้ง",
        "empty": "ไฟล์ที่เลือกว่างเปล่า",
    }

    def __init__(self, *, accept: str, **options: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file
