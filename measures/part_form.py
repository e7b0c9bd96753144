"""The form in which a supporting department writes its part of a report."""

from typing import Any

from django import forms
from django.http import QueryDict

from measures.forms import MAX_LINE
from measures.models import SupportingPart
from measures.progress_form import MAX_VERSION_DIGITS, as_lines, plain_text
from measures.seen_form import SeenForm
from measures.services import PartContent

TOO_LONG = {"max_length": f"กรุณากรอกไม่เกิน {MAX_LINE:,} ตัวอักษร"}


class PartForm(SeenForm):
    """What the department did; `version` is the state of its part that the page had shown."""

    part_text = forms.CharField(
        label="การดำเนินงานของกองหรือสำนักของท่าน",
        max_length=MAX_LINE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=TOO_LONG | {"required": "กรุณากรอกการดำเนินงาน"},
    )
    part_evidence = forms.CharField(
        label="หลักฐาน (ลิงก์หรือชื่อเอกสาร)",
        required=False,
        max_length=MAX_LINE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="พิมพ์บรรทัดละหนึ่งรายการ",
        error_messages=TOO_LONG,
    )
    part_version = forms.CharField(required=False, max_length=MAX_VERSION_DIGITS, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, part: SupportingPart | None, data: QueryDict | None) -> None:
        stored = {"part_text": part.text, "part_evidence": part.evidence} if part else {}
        super().__init__(data, initial=stored | {"part_version": part.version if part else 0})

    def clean_part_evidence(self) -> str:
        return as_lines(self.cleaned_data["part_evidence"])

    def clean_part_version(self) -> int:
        """Read the state that the page had shown; what is no number is taken for a part that was not there."""
        typed: Any = self.cleaned_data["part_version"]
        return int(typed) if typed.isascii() and typed.isdigit() else 0

    @property
    def content(self) -> PartContent:
        """What was filled in, of a valid form."""
        return PartContent(plain_text(self.cleaned_data["part_text"]), self.cleaned_data["part_evidence"])
