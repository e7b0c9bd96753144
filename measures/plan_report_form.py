"""A measure's row in the report of a whole plan."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from measures.models import MeasureReport
from measures.progress_form import TYPED, ProgressForm, Status, plain_text
from measures.services import ReadyReport, typed_of


class PlanReportForm(ProgressForm):
    """The report of a measure beside those of the others; its fields are named after the measure.

    It begins with the draft, else with what was reported last. `shown` tells whether anything was typed since.
    """

    status = forms.ChoiceField(
        label="สถานะ",
        choices=[("", "เลือกสถานะ"), *Status.choices],
        error_messages={"required": "กรุณาเลือกสถานะ", "invalid_choice": "กรุณาเลือกสถานะจากรายการ"},
    )
    shown = forms.CharField(label="ข้อความที่แสดงอยู่", required=False, widget=forms.HiddenInput)

    def __init__(self, report: MeasureReport, data: QueryDict | None) -> None:
        super().__init__(report, data, prefix=str(report.measure.key))
        if data is None:
            self.initial["shown"] = fingerprint(self._at_first)

    def _begun(self, report: MeasureReport) -> dict[str, Any]:
        latest = self.measure.latest_progress
        if report.typed or latest is None:
            return super()._begun(report)
        # The note of an entry that took another one back tells of that alone.
        note = "" if latest.undoes_id else latest.note
        return typed_of(latest) | {"note": note} | super()._begun(report)

    @property
    def _at_first(self) -> dict[str, Any]:
        """What the form would be sent with if nobody typed into it."""
        texts = {name: plain_text(str(self[name].value() or "")) for name in TYPED}
        return texts | {"steps": self.step_texts_of(self["steps"].value() or [])}

    @property
    def is_posted(self) -> bool:
        """Whether the page that was sent held this row."""
        return self.is_bound and self.add_prefix("version") in self.data

    @property
    def is_changed(self) -> bool:
        """Whether somebody typed into the row after it was shown."""
        return self.data.get(self.add_prefix("shown")) != fingerprint(self.typed)

    @property
    def ready(self) -> ReadyReport:
        """The report as it is sent, of a valid form."""
        version, seen = self.cleaned_data["version"], self.cleaned_data["seen"]
        return ReadyReport(self.measure, self.content, self.typed, version, seen)


def fingerprint(typed: Mapping[str, Any]) -> str:
    """Return a short text that is the same for the same typed texts."""
    told = json.dumps(typed, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
