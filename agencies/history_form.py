"""The form above the history: which changes the page shows, as its address names them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from agencies.history import KINDS, HistoryFilter
from ita_portal.date_field import ThaiDateField

MAX_SUBJECTS = 20


class HistoryForm(forms.Form):
    """Which changes are shown. What is wrong in the address is pointed out, and then nothing is shown: a list that
    holds more than was asked for would be taken for the answer."""

    kind = forms.ChoiceField(label="เรื่อง", required=False)
    person = forms.ChoiceField(label="ผู้ดำเนินการ", required=False)
    since = ThaiDateField(label="ตั้งแต่วันที่ (เช่น 1/10/2567)", required=False)
    until = ThaiDateField(label="ถึงวันที่", required=False)
    text = forms.CharField(
        label="คำค้น", required=False, max_length=100, error_messages={"max_length": "กรุณากรอกคำค้นไม่เกิน 100 ตัวอักษร"}
    )
    years = forms.ChoiceField(label="ปี", required=False, choices=[("", "ปีนี้และเรื่องของหน่วยงาน"), ("all", "ทุกปี")])

    def __init__(self, data: QueryDict, people: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        # No text of a PostgreSQL holds the character 0.
        self.subjects = [subject.replace("\0", "") for subject in data.getlist("subject")[:MAX_SUBJECTS]]
        known = {"invalid_choice": "กรุณาเลือกจากรายการ"}
        for name, choices in (
            ("kind", [("", "ทุกเรื่อง"), *((slug, kind.name) for slug, kind in KINDS.items())]),
            ("person", [("", "ทุกคน"), *people]),
            ("years", []),
        ):
            field: Any = self.fields[name]
            field.choices = choices or field.choices
            field.error_messages |= known

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", "วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่ม")
        return cleaned

    @property
    def filter(self) -> HistoryFilter:
        """What is asked for, where the form is valid."""
        chosen = {name: self.cleaned_data.get(name) for name in ("kind", "person", "text", "since", "until")}
        all_years = self.cleaned_data.get("years") == "all"
        return HistoryFilter(
            **{name: value for name, value in chosen.items() if value},
            all_years=all_years,
            subjects=tuple(self.subjects),
        )

    @property
    def is_narrowed(self) -> bool:
        return not self.is_valid() or self.filter != HistoryFilter()
