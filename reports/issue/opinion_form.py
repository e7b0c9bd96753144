"""The form in which an executive gives an opinion, or the coordinator records one that was written on paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from ita_portal.date_field import ThaiDateField
from ita_portal.text.thai import short_date
from reports.issue.approval import GivenOpinion

LONGEST_OPINION = 2_000
APPROVE, RETURN = "approve", "return"


class OpinionForm(forms.Form):
    decision = forms.ChoiceField(
        label="ความเห็น",
        choices=[(APPROVE, "เห็นชอบ"), (RETURN, "ส่งกลับให้แก้ไข")],
        widget=forms.RadioSelect,
        error_messages={"required": "กรุณาเลือกว่าเห็นชอบหรือส่งกลับ"},
    )
    text = forms.CharField(
        label="ข้อความ",
        required=False,
        max_length=LONGEST_OPINION,
        widget=forms.Textarea,
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {LONGEST_OPINION:,} ตัวอักษร"},
    )
    on = ThaiDateField(label="วันที่ให้ความเห็น")
    position = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Mapping[str, Any] | None = None, *, position: int, today: date) -> None:
        super().__init__(data, initial={"position": position, "on": short_date(today)})
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("วันที่ให้ความเห็นต้องไม่เป็นวันที่ยังไม่ถึง")
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == RETURN and not cleaned.get("text"):
            self.add_error("text", "กรุณาระบุสิ่งที่ต้องแก้ไข")
        return cleaned

    def given(self, *, is_on_paper: bool) -> GivenOpinion:
        """Return the opinion, once the form is valid."""
        cleaned = self.cleaned_data
        return GivenOpinion(
            position=cleaned["position"],
            approves=cleaned["decision"] == APPROVE,
            text=cleaned["text"],
            on=cleaned["on"],
            is_on_paper=is_on_paper,
        )
