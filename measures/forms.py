"""Forms of the measure plan: they parse at the edge and return domain values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from agencies.models import Agency, Department
from assessments.models import Assessment, Indicator, Issue
from ita_portal.lists import lines_of
from ita_portal.thai import SHORT_MONTHS, buddhist_year, month_end, month_start
from measures.models import Measure, MeasurePlan
from measures.services import MeasureContent, content_of

MAX_STEPS = 50
MAX_LINE = 2_000


def month_choices(fiscal_year: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the months of a fiscal year and of the ones before and after, grouped, from October to September."""
    groups = []
    for year in (fiscal_year - 1, fiscal_year, fiscal_year + 1):
        months = [(year - 1, month) for month in (10, 11, 12)] + [(year, month) for month in range(1, 10)]
        options = [(f"{y}-{m:02d}", f"{SHORT_MONTHS[m - 1]} {y}") for y, m in months]
        groups.append((f"ปีงบประมาณ {year}", options))
    return groups


class MonthField(forms.ChoiceField):
    """A month of the Buddhist era, picked from a list."""

    def to_python(self, value: Any) -> str:
        return str(value) if value else ""

    @staticmethod
    def year_and_month(value: str) -> tuple[int, int]:
        year, month = value.split("-")
        return int(year), int(month)


class MeasureForm(forms.Form):
    """A measure as an officer fills it in; `content` is what it says."""

    issue = forms.ModelChoiceField(
        Issue.objects.none(),
        label="ประเด็นการวิเคราะห์",
        required=False,
        empty_label="ไม่ระบุประเด็น",
        to_field_name="number",
        error_messages={"invalid_choice": "ไม่มีประเด็นนี้ในปีที่ประเมิน"},
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label="ตัวชี้วัด",
        required=False,
        empty_label="ไม่ระบุตัวชี้วัด",
        to_field_name="number",
        error_messages={"invalid_choice": "ไม่มีตัวชี้วัดนี้ในปีที่ประเมิน"},
    )
    title = forms.CharField(
        label="มาตรการ โครงการ หรือกิจกรรม",
        max_length=MAX_LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "กรุณากรอกชื่อมาตรการ โครงการ หรือกิจกรรม",
            "max_length": f"ยาวได้ไม่เกิน {MAX_LINE:,} ตัวอักษร",
        },
    )
    steps = forms.CharField(
        label="ขั้นตอนหรือวิธีการปฏิบัติ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="พิมพ์บรรทัดละหนึ่งขั้นตอนตามลำดับ ไม่ต้องใส่เลขข้อ ระบบจะใส่ให้",
    )
    owners = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label="ผู้รับผิดชอบ",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "ไม่มีกองหรือสำนักนี้ในหน่วยงาน", "invalid_pk_value": "ไม่มีกองหรือสำนักนี้ในหน่วยงาน"},
    )
    start = MonthField(label="เดือนเริ่ม", required=False)
    end = MonthField(label="เดือนสิ้นสุด", required=False)
    timeframe_wording = forms.CharField(
        label="ถ้อยคำระยะเวลา (ถ้าต้องการใช้คำอื่น)",
        required=False,
        max_length=200,
        help_text="เช่น ทุกวันที่ 1 ของเดือน เว้นว่างไว้เพื่อใช้เดือนเริ่มและเดือนสิ้นสุด",
        error_messages={"max_length": "ยาวได้ไม่เกิน 200 ตัวอักษร"},
    )
    follow_up = forms.CharField(
        label="การติดตามผล",
        required=False,
        max_length=MAX_LINE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"ยาวได้ไม่เกิน {MAX_LINE:,} ตัวอักษร"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(
        self,
        plan: MeasurePlan,
        data: QueryDict | None,
        *,
        measure: Measure | None = None,
        asked_for: Mapping[str, str] | None = None,
    ) -> None:
        """`asked_for` may name the issue or indicator that a new measure is to answer."""
        super().__init__(data, initial=_initial(measure) if measure else _answering(asked_for or {}))
        self._set_answers(plan.assessment)
        self.fields["owners"].queryset = plan.agency.departments.all()  # type: ignore[attr-defined]
        elsewhere = _months_elsewhere(plan.fiscal_year, measure)
        for name in ("start", "end"):
            self.fields[name].choices = [("", "ไม่ระบุ"), *month_choices(plan.fiscal_year), *elsewhere]  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = "เลือกได้เฉพาะเดือนในรายการ"

    def _set_answers(self, assessment: Assessment) -> None:
        """Offer the issues and indicators of the assessed year; a year without issues has no field for them."""
        self.fields["indicator"].queryset = Indicator.objects.filter(framework=assessment.framework)  # type: ignore[attr-defined]
        issues = Issue.objects.filter(framework=assessment.framework)
        if issues.exists():
            self.fields["issue"].queryset = issues  # type: ignore[attr-defined]
        else:
            del self.fields["issue"]

    def clean_steps(self) -> tuple[str, ...]:
        steps = lines_of(self.cleaned_data["steps"])
        if len(steps) > MAX_STEPS:
            raise forms.ValidationError(f"ใส่ได้ไม่เกิน {MAX_STEPS} ขั้นตอน (พบ {len(steps)})")
        if too_long := [number for number, step in enumerate(steps, 1) if len(step) > MAX_LINE]:
            raise forms.ValidationError(f"ขั้นตอนที่ {', '.join(map(str, too_long))} ยาวเกิน {MAX_LINE:,} ตัวอักษร")
        return tuple(steps)

    def clean_start(self) -> date | None:
        value = self.cleaned_data["start"]
        return month_start(*MonthField.year_and_month(value)) if value else None

    def clean_end(self) -> date | None:
        value = self.cleaned_data["end"]
        return month_end(*MonthField.year_and_month(value)) if value else None

    def clean(self) -> None:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if "start" in self.errors or "end" in self.errors:
            return
        if (start is None) != (end is None):
            self.add_error("end" if start else "start", "กรุณาระบุทั้งเดือนเริ่มและเดือนสิ้นสุด")
        elif start and end and start > end:
            self.add_error("end", "เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม")

    def go_on_from(self, version: int) -> None:
        """Let the next save take what stands in the form, although somebody else saved `version` meanwhile."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["version"] = str(version)
        self.data = data

    @property
    def content(self) -> MeasureContent:
        """What a valid form says."""
        data = self.cleaned_data
        return MeasureContent(
            title=_one_line_ending(data["title"]),
            steps=data["steps"],
            owners=tuple(data["owners"]),
            issue=data.get("issue"),
            indicator=data["indicator"],
            start=data["start"],
            end=data["end"],
            timeframe_wording=data["timeframe_wording"],
            follow_up=_one_line_ending(data["follow_up"]),
        )


class PlanForm(forms.Form):
    """Which result a new plan answers."""

    assessment = forms.ModelChoiceField(
        Assessment.objects.none(),
        label="ผลการประเมินที่นำมาวิเคราะห์",
        empty_label=None,
        error_messages={"required": "กรุณาเลือกผลการประเมิน", "invalid_choice": "กรุณาเลือกผลการประเมินจากรายการ"},
    )

    def __init__(self, agency: Agency, fiscal_year: int, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["assessment"].queryset = Assessment.objects.up_to(agency, fiscal_year).select_related("framework")  # type: ignore[attr-defined]
        self.fields["assessment"].label_from_instance = lambda a: f"ปีงบประมาณ พ.ศ. {a.fiscal_year}"  # type: ignore[attr-defined]


def _answering(asked_for: Mapping[str, str]) -> dict[str, str]:
    return {name: asked_for.get(name, "") for name in ("issue", "indicator")}


def _initial(measure: Measure) -> dict[str, Any]:
    content = content_of(measure)
    return {
        "issue": content.issue.number if content.issue else None,
        "indicator": content.indicator.number if content.indicator else None,
        "title": content.title,
        "steps": "\n".join(content.steps),
        "owners": [owner.pk for owner in content.owners],
        "start": _month_value(content.start),
        "end": _month_value(content.end),
        "timeframe_wording": content.timeframe_wording,
        "follow_up": content.follow_up,
        "version": measure.version,
    }


def _months_elsewhere(fiscal_year: int, measure: Measure | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the months of a measure that lie far outside its plan's year, so that saving does not lose them."""
    days = [day for day in (measure.start, measure.end) if day] if measure else []
    listed = {value for _, months in month_choices(fiscal_year) for value, _ in months}
    other = {_month_value(day): f"{SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}" for day in days}
    months = [(value, name) for value, name in other.items() if value not in listed]
    return [("เดือนที่บันทึกไว้เดิม", months)] if months else []


def _month_value(day: date | None) -> str:
    return f"{buddhist_year(day)}-{day.month:02d}" if day else ""


def _one_line_ending(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
