"""The form that takes measures forward to the next year's plan."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms

from assessments.models import Assessment
from measures.forms import PlanForm
from measures.models import MeasurePlan
from measures.succession import SuccessionCandidate

ALL, UNFINISHED, NONE = "all", "unfinished", "none"
# What the page offers to tick at once.
CHOICES = {UNFINISHED: "ที่ยังไม่แล้วเสร็จ", ALL: "ทั้งหมด", NONE: "ไม่เลือก"}


class ForwardForm(PlanForm):
    """Which measures go on, and which result the next plan answers where it is not there yet."""

    measures = forms.MultipleChoiceField(
        label="มาตรการ",
        error_messages={
            "required": "กรุณาเลือกอย่างน้อยหนึ่งมาตรการ",
            "invalid_choice": "มีมาตรการที่ไม่อยู่ในแผนนี้แล้ว กรุณาตรวจสอบและเลือกใหม่",
        },
    )

    def __init__(
        self,
        plan: MeasurePlan,
        target: MeasurePlan | None,
        candidates: Collection[SuccessionCandidate],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(plan.agency, plan.fiscal_year + 1, data)
        keys = [each.measure.key for each in candidates]
        self.fields["measures"].choices = [(str(key), str(key)) for key in keys]  # type: ignore[attr-defined]
        self.target = target
        if target:
            del self.fields["assessment"]

    @property
    def answered(self) -> Assessment:
        """The assessment that the next plan answers."""
        return self.target.assessment if self.target else self.cleaned_data["assessment"]


def ticked_at_first(candidates: Collection[SuccessionCandidate], choice: str) -> set[str]:
    """Return the keys of the measures that the page ticks before somebody chooses; without a choice the unfinished."""
    open_ones = [each for each in candidates if each.copy is None and choice != NONE]
    wanted = open_ones if choice == ALL else [each for each in open_ones if not each.is_settled]
    return {str(each.measure.key) for each in wanted}
