"""The form under a piece of evidence: its own day, the step and the item that it shows, and whether a link is gone."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.rules.codes import normalised_code
from ita_portal.date_field import ThaiDateField
from measures.evidence_register import EvidencePiece
from measures.services import EvidenceDescription, description_of


class EvidenceForm(forms.Form):
    dated_on = ThaiDateField(label="วันที่ของหลักฐาน", required=False, help_text="เช่น วันที่จัดกิจกรรม หรือวันที่ของหนังสือ")
    step = forms.ChoiceField(label="ขั้นตอน", required=False, error_messages={"invalid_choice": "กรุณาเลือกจากรายการ"})
    item = forms.CharField(
        label="ข้อ OIT", required=False, max_length=20, help_text="เช่น o10",
        error_messages={"max_length": "กรุณากรอกรหัสข้อ เช่น o10"},
    )  # fmt: skip
    is_gone = forms.BooleanField(label="ลิงก์นี้เปิดไม่ได้แล้ว", required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def __init__(
        self, piece: EvidencePiece, data: QueryDict | None, *, codes: Collection[str], today: date, **options: Any
    ) -> None:
        facts = piece.facts
        initial = vars(description_of(facts)) | {"version": facts.version if facts else 0}
        super().__init__(data, initial=initial, auto_id=f"id_{piece.about[:12]}_%s", **options)
        self.piece, self.codes, self.today = piece, codes, today
        steps = [step.text for step in piece.measure.steps.all()]
        # A step that was worded anew stays to be chosen where it was named.
        known = dict.fromkeys([*steps, piece.step])
        step: Any = self.fields["step"]
        step.choices = [("", "ไม่ระบุ"), *((text, text) for text in known if text)]
        if piece.file:
            del self.fields["is_gone"]

    def clean_dated_on(self) -> date | None:
        day: date | None = self.cleaned_data["dated_on"]
        if day and day > self.today:
            raise forms.ValidationError("วันที่ของหลักฐานต้องไม่อยู่หลังวันนี้")
        return day

    def clean_item(self) -> str:
        typed: str = self.cleaned_data["item"].strip()
        code = normalised_code(typed) if typed else ""
        if code is None or (code and not code.startswith("o")) or (code and self.codes and code not in self.codes):
            raise forms.ValidationError(f"ไม่มีข้อ “{typed}” ในปีนี้ กรุณากรอกรหัสข้อ OIT เช่น o10")
        return code

    @property
    def description(self) -> EvidenceDescription:
        return EvidenceDescription(**{name: self.cleaned_data.get(name) or empty for name, empty in EMPTY.items()})

    def go_on_from(self, version: int) -> None:
        """Let what was typed be saved over what the page now shows."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was posted is a QueryDict
        data["version"] = str(version)
        self.data = data


EMPTY = vars(EvidenceDescription())
