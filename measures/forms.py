"""Forms of the measure plan: they parse at the edge and return domain values."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from agencies.models import Agency, Department
from assessments.models import Assessment, Indicator, Issue
from assessments.rules.cycle import usual_result_year
from assessments.years import FIRST_YEAR, LAST_YEAR
from ita_portal.offered_rows import offer
from ita_portal.text.lists import lines_of
from ita_portal.text.thai import arabic_digits, fiscal_year_end, fiscal_year_start, month_end, month_start
from measures.models import Measure, MeasurePlan
from measures.month_field import MonthField, month_choices, month_value, months_elsewhere
from measures.rules.step_words import printed_steps, stranger_in
from measures.seen_form import SeenForm
from measures.services import MeasureContent, OwnerDetail, content_of

MAX_STEPS = 50
MAX_LINE = 2_000
LONGEST_KEY = 18
MAX_UNITS, MAX_PERSON = 200, 100
CHOOSE_OWNER = "กรุณาเลือกเป็นผู้รับผิดชอบ หรือแก้ชื่อในวงเล็บ"


class OwnersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """Departments to tick; the form names the agency.

    A number that no database can hold is no department, and is not looked for.
    """

    widget = forms.CheckboxSelectMultiple
    default_error_messages = dict.fromkeys(("invalid_choice", "invalid_pk_value"), "ไม่มีกองหรือสำนักนี้ในหน่วยงาน")

    def __init__(self, *, label: str) -> None:
        super().__init__(Department.objects.none(), label=label, required=False)

    def clean(self, value: Any) -> Any:
        if any(len(str(each)) > LONGEST_KEY for each in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class MeasureForm(SeenForm):
    """A measure as an officer fills it in; `content` is the result."""

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
            "max_length": f"กรุณากรอกไม่เกิน {MAX_LINE:,} ตัวอักษร",
        },
    )
    steps = forms.CharField(
        label="ขั้นตอนหรือวิธีการปฏิบัติ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=(
            "พิมพ์บรรทัดละหนึ่งขั้นตอนตามลำดับ ไม่ต้องใส่เลขข้อ ระบบจะใส่ให้ "
            "หากขั้นตอนมีผู้รับผิดชอบหรือกำหนดของตนเอง พิมพ์ไว้ในวงเล็บท้ายบรรทัด เช่น (กองคลัง ภายใน 31 ม.ค. 2570)"
        ),
    )
    owners = OwnersField(label="ผู้รับผิดชอบ")
    lead = forms.ModelChoiceField(
        Department.objects.none(),
        label="ผู้รับผิดชอบหลัก (ผู้รายงาน)",
        required=False,
        empty_label="แห่งแรกที่เลือกไว้",
        error_messages={"invalid_choice": "ไม่มีกองหรือสำนักนี้ในหน่วยงาน"},
    )
    start = MonthField(label="เดือนเริ่ม", day_of=month_start)
    end = MonthField(label="เดือนสิ้นสุด", day_of=month_end)
    timeframe_wording = forms.CharField(
        label="ระยะเวลาที่ต้องการให้พิมพ์ในเอกสาร (หากไม่ใช้เดือนเริ่มและเดือนสิ้นสุด)",
        required=False,
        max_length=200,
        help_text="เช่น ทุกวันที่ 1 ของเดือน เว้นว่างไว้เพื่อใช้เดือนเริ่มและเดือนสิ้นสุด",
        error_messages={"max_length": "กรุณากรอกไม่เกิน 200 ตัวอักษร"},
    )
    follow_up = forms.CharField(
        label="การติดตามผล",
        required=False,
        max_length=MAX_LINE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {MAX_LINE:,} ตัวอักษร"},
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
        super().__init__(data, initial=_initial(measure) if measure else _new(plan, asked_for or {}))
        self._set_answers(plan.assessment)
        kept = measure.owners.all() if measure else Department.objects.none()
        offered = plan.agency.departments.offered(kept)
        self.departments = list(offered)
        for name in ("owners", "lead"):
            self.fields[name].queryset = offered  # type: ignore[attr-defined]
            offer(self.fields[name], self.departments)
        for department in self.departments:
            self.fields[f"units-{department.pk}"] = _owner_text("งานหรือฝ่าย", department, MAX_UNITS)
            self.fields[f"person-{department.pk}"] = _owner_text("ผู้ปฏิบัติ", department, MAX_PERSON)
        elsewhere = months_elsewhere(plan.fiscal_year, measure.start, measure.end) if measure else []
        for name in ("start", "end"):
            self.fields[name].choices = [("", "ไม่ระบุ"), *month_choices(plan.fiscal_year), *elsewhere]  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = "กรุณาเลือกเดือนจากรายการ"

    def _set_answers(self, assessment: Assessment) -> None:
        """Offer the issues and indicators of the assessed year; a year without issues has no field for them."""
        for name, rows in (("issue", Issue.objects), ("indicator", Indicator.objects)):
            of_year = rows.filter(framework=assessment.framework)
            self.fields[name].queryset = of_year  # type: ignore[attr-defined]
            offer(self.fields[name], of_year)
        if not assessment.framework.structure().issues:
            del self.fields["issue"]

    def clean_steps(self) -> tuple[str, ...]:
        steps = lines_of(self.cleaned_data["steps"])
        if len(steps) > MAX_STEPS:
            raise forms.ValidationError(f"กรอกได้ไม่เกิน {MAX_STEPS} ขั้นตอน (กรอกไว้ {len(steps)} ขั้นตอน)")
        if too_long := [number for number, step in enumerate(steps, 1) if len(step) > MAX_LINE]:
            raise forms.ValidationError(
                f"กรุณากรอกขั้นตอนละไม่เกิน {MAX_LINE:,} ตัวอักษร (ขั้นตอนที่ {', '.join(map(str, too_long))} ยาวกว่านั้น)"
            )
        return tuple(steps)

    def clean(self) -> None:
        self._check_who_does_steps()
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if "start" in self.errors or "end" in self.errors:
            return
        if (start is None) != (end is None):
            self.add_error("end" if start else "start", "กรุณาระบุทั้งเดือนเริ่มและเดือนสิ้นสุด")
        elif start and end and start > end:
            self.add_error("end", "เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม")

    def _check_who_does_steps(self) -> None:
        """Refuse a step that names with its day somebody who does not answer for the measure."""
        if not {"steps", "owners"} <= self.cleaned_data.keys():  # one is wrong, or the form asks for other parts
            return
        names = self._owners_alone().owner_names
        strangers = [(at, stranger_in(words, names)) for at, words in enumerate(self.cleaned_data["steps"], 1)]
        for at, stranger in strangers:
            if stranger:
                self.add_error("steps", f"ขั้นตอนที่ {at} ระบุ “{stranger}” ซึ่งไม่ได้เป็นผู้รับผิดชอบของมาตรการนี้ {CHOOSE_OWNER}")

    @property
    def owner_rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Each department's box, with the fields of what else is said of it."""
        keys = [each.pk for each in self.departments]
        return [(box, self[f"units-{pk}"], self[f"person-{pk}"]) for box, pk in zip(self["owners"], keys, strict=True)]

    @property
    def owners_led(self) -> tuple[Department, ...]:
        """The owners that were chosen, the lead first; one that leads without being chosen is not meant any more."""
        owners, lead = list(self.cleaned_data["owners"]), self.cleaned_data.get("lead")
        return tuple(sorted(owners, key=lambda each: each != lead))

    def _owners_alone(self) -> MeasureContent:
        return MeasureContent("", owners=self.owners_led, owner_details=self._details())

    def _details(self) -> tuple[OwnerDetail, ...]:
        data = self.cleaned_data
        said = [(each, data.get(f"units-{each.pk}", ""), data.get(f"person-{each.pk}", "")) for each in self.owners_led]
        details = (OwnerDetail(*each) for each in said)
        return tuple(each for each in details if each.units or each.person)

    @property
    def content(self) -> MeasureContent:
        """What was filled in, of a valid form."""
        data = self.cleaned_data
        return MeasureContent(
            title=_one_line_ending(data["title"]),
            steps=printed_steps(data["steps"], self._owners_alone().owner_names),
            owners=self.owners_led,
            owner_details=self._details(),
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
        results = Assessment.objects.up_to(agency, fiscal_year).select_related("framework")
        planned, usual = _planned(agency, fiscal_year), usual_result_year(fiscal_year)
        field = self.fields["assessment"]
        field.queryset = results  # type: ignore[attr-defined]
        field.label_from_instance = lambda each: result_label(each, fiscal_year, planned)  # type: ignore[attr-defined]
        offer(field, results)
        field.initial = next((each for each in results if each.fiscal_year == usual), None)


class PlanYearForm(forms.Form):
    """The year that a plan is moved to; `year` is the result."""

    fiscal_year = forms.CharField(
        label="ปีงบประมาณใหม่ของแผน", max_length=10, error_messages={"required": "กรุณากรอกปีงบประมาณ"}
    )

    def clean_fiscal_year(self) -> int:
        digits = arabic_digits(self.cleaned_data["fiscal_year"]).strip()
        if not (digits.isascii() and digits.isdigit() and FIRST_YEAR <= int(digits) <= LAST_YEAR):
            raise forms.ValidationError(f"กรุณากรอกปี พ.ศ. สี่หลัก ตั้งแต่ {FIRST_YEAR} ถึง {LAST_YEAR}")
        return int(digits)


def result_label(assessment: Assessment, plan_year: int, planned: Mapping[int, int]) -> str:
    """Return how a list names a result, with what there is to know before it is chosen."""
    name = f"ปีงบประมาณ พ.ศ. {assessment.fiscal_year}"
    if assessment.pk in planned:
        return f"{name} (มีแผนปี {planned[assessment.pk]} แล้ว)"
    return f"{name} (ปีเดียวกับแผน)" if assessment.fiscal_year == plan_year else name


def _planned(agency: Agency, fiscal_year: int) -> dict[int, int]:
    """Return the years of the plans that answer results already, by result; without the plan of a year itself."""
    others = MeasurePlan.objects.filter(agency=agency, is_undecided=False).exclude(fiscal_year=fiscal_year)
    return dict(others.values_list("assessment_id", "fiscal_year"))


def _new(plan: MeasurePlan, asked_for: Mapping[str, str]) -> dict[str, str]:
    """Return what a new measure starts with: what it is to answer, and the whole of the plan's year."""
    return {
        **{name: asked_for.get(name, "") for name in ("issue", "indicator")},
        "start": month_value(fiscal_year_start(plan.fiscal_year)),
        "end": month_value(fiscal_year_end(plan.fiscal_year)),
    }


def _initial(measure: Measure) -> dict[str, Any]:
    content = content_of(measure)
    return {
        "issue": content.issue.number if content.issue else None,
        "indicator": content.indicator.number if content.indicator else None,
        "title": content.title,
        "steps": "\n".join(content.steps),
        "owners": [owner.pk for owner in content.owners],
        "lead": content.owners[0].pk if content.owners else None,
        **{f"units-{each.department.pk}": each.units for each in content.owner_details},
        **{f"person-{each.department.pk}": each.person for each in content.owner_details},
        "start": month_value(content.start),
        "end": month_value(content.end),
        "timeframe_wording": content.timeframe_wording,
        "follow_up": content.follow_up,
        "version": measure.version,
    }


def _owner_text(label: str, department: Department, longest: int) -> forms.CharField:
    return forms.CharField(
        label=f"{label} {department}",
        required=False,
        max_length=longest,
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {longest} ตัวอักษร"},
    )


def _one_line_ending(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
