"""The forms of reporting rounds: their names and dates, and the remarks with which a report is returned."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from ita_portal.date_field import ThaiDateField
from ita_portal.text.thai import fiscal_year_end, fiscal_year_start, short_date
from ita_portal.text.thai_dates import EXAMPLE
from measures.models import MeasurePlan, ReportingRound
from measures.seen_form import SeenForm
from measures.services import RoundContent, round_content_of

MAX_DAYS_TO_REPORT = 180
MAX_NAME = 100
MAX_REMARKS = 2_000


class RoundForm(SeenForm):
    """A round as a coordinator fills it in; `content` is the result."""

    name = forms.CharField(
        label="ชื่อรอบ",
        max_length=MAX_NAME,
        help_text="เช่น รอบ 9 เดือน หรือ ไตรมาสที่ 1",
        error_messages={"required": "กรุณากรอกชื่อรอบ", "max_length": f"กรุณากรอกไม่เกิน {MAX_NAME} ตัวอักษร"},
    )
    ends_on = ThaiDateField(label="รายงานข้อมูลถึงวันที่", help_text=f"เช่น {EXAMPLE}")
    due_on = ThaiDateField(label="กำหนดส่งภายในวันที่", help_text="วันสุดท้ายที่กองและสำนักส่งรายงานได้ทันกำหนด")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    use_required_attribute = False  # everything that is missing is named at once, in our words

    def __init__(self, plan: MeasurePlan, data: QueryDict | None, *, current: ReportingRound | None = None) -> None:
        initial = vars(round_content_of(current)) | {"version": current.version} if current else {}
        super().__init__(data, initial=initial)
        self.plan, self.current = plan, current

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        first, last = fiscal_year_start(self.plan.fiscal_year), fiscal_year_end(self.plan.fiscal_year)
        if not first <= day <= last:
            raise forms.ValidationError(f"ต้องอยู่ในปีงบประมาณของแผน คือ {short_date(first)} ถึง {short_date(last)}")
        return day

    def clean(self) -> None:
        ends, due = self.cleaned_data.get("ends_on"), self.cleaned_data.get("due_on")
        if ends and due and due < ends:
            self.add_error("due_on", "กำหนดส่งต้องไม่อยู่ก่อนวันที่รายงานข้อมูลถึง")
        elif ends and due and due > ends + timedelta(days=MAX_DAYS_TO_REPORT):
            self.add_error("due_on", f"กำหนดส่งต้องไม่เกิน {MAX_DAYS_TO_REPORT} วันหลังวันที่รายงานข้อมูลถึง กรุณาตรวจสอบปี พ.ศ.")
        others = [each for each in self.plan.rounds.all() if each != self.current]
        if self.cleaned_data.get("name") in {each.name for each in others}:
            self.add_error("name", "แผนนี้มีรอบชื่อนี้แล้ว")
        if same := next((each for each in others if each.ends_on == ends), None):
            self.add_error("ends_on", f"แผนนี้มีรอบของวันที่นี้แล้ว คือ “{same.name}”")

    @property
    def content(self) -> RoundContent:
        """What was filled in, of a valid form."""
        return RoundContent(*(self.cleaned_data[name] for name in ("name", "ends_on", "due_on")))


class RemarksForm(forms.Form):
    """Why a report is returned."""

    remarks = forms.CharField(
        max_length=MAX_REMARKS,
        error_messages={
            "required": "กรุณาระบุสิ่งที่ต้องแก้ไข",
            "max_length": f"กรุณากรอกไม่เกิน {MAX_REMARKS:,} ตัวอักษร",
        },
    )


def read_seen(named: list[str]) -> dict[UUID, int]:
    """Return the reports that a page named, with the versions it had shown; what is no such name is left out."""
    seen = {}
    for name in named:
        key, _, version = name.partition(":")
        try:
            seen[UUID(key)] = int(version)
        except ValueError:
            continue
    return seen


def remarks_of(data: QueryDict) -> tuple[str, str]:
    """Return the remarks that were typed, and why they are refused, or nothing."""
    form = RemarksForm(data)
    if form.is_valid():
        remarks: Any = form.cleaned_data["remarks"]
        return remarks.replace("\r\n", "\n"), ""
    return data.get("remarks", ""), str(form.errors["remarks"][0])
