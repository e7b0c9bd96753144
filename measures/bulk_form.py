"""The form that gives many measures departments, months, or an issue or indicator at once."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict

from assessments.models import Indicator, Issue
from ita_portal.text.thai import month_end, month_start
from measures.bulk import AssignedMeanwhile, Assignment, last_editors
from measures.forms import OwnersField
from measures.models import MeasurePlan
from measures.month_field import MonthField, month_choices
from measures.rules.tracking import NONE, Tracked

KEEP, ADD, REPLACE = "", "add", "replace"
UNCHANGED = "ไม่เปลี่ยน"
MAX_VERSION_DIGITS = 9


class BulkForm(forms.Form):
    """What every chosen measure is to be given; `assignment` is what was filled in, `versions` names the measures.

    A chosen measure comes with the version that the page had shown, as KEY:VERSION.
    """

    owners_mode = forms.ChoiceField(
        label="การเปลี่ยนผู้รับผิดชอบ",
        required=False,
        choices=[(KEEP, UNCHANGED), (ADD, "เพิ่มกองหรือสำนักที่เลือก"), (REPLACE, "ใช้กองหรือสำนักที่เลือกแทนของเดิม")],
        error_messages={"invalid_choice": "กรุณาเลือกจากรายการ"},
    )
    owners = OwnersField(label="กองหรือสำนัก")
    start = MonthField(label="เดือนเริ่ม", day_of=month_start)
    end = MonthField(label="เดือนสิ้นสุด", day_of=month_end)
    clears_wording = forms.BooleanField(label="พิมพ์เดือนในเอกสาร แทนข้อความระยะเวลาเดิม", required=False)
    issue = forms.ChoiceField(label="ย้ายไปประเด็น", required=False)
    indicator = forms.ChoiceField(label="ย้ายไปตัวชี้วัด", required=False)

    def __init__(self, plan: MeasurePlan, measures: Sequence[Tracked], data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="to")
        self._measures = {measure.key: measure for measure in measures}
        self.fields["owners"].queryset = plan.agency.departments.in_use()  # type: ignore[attr-defined]
        for name in ("start", "end"):
            self.fields[name].choices = [("", UNCHANGED), *month_choices(plan.fiscal_year)]  # type: ignore[attr-defined]
        framework = plan.assessment.framework_id
        self._answers: dict[str, dict[str, Issue | Indicator | None]] = {}
        self._set_answers("issue", "ไม่ระบุประเด็น", Issue.objects.filter(framework=framework))
        self._set_answers("indicator", "ไม่ระบุตัวชี้วัด", Indicator.objects.filter(framework=framework).order_by("number"))
        for name in ("start", "end", "issue", "indicator"):
            if name in self.fields:
                self.fields[name].error_messages["invalid_choice"] = "กรุณาเลือกจากรายการ"
        self.versions = seen_versions(data.getlist("measure") if data else [])

    def _set_answers(self, name: str, none: str, listed: Iterable[Issue | Indicator]) -> None:
        """Offer the issues or indicators of the assessed year; a year without issues has no field for them."""
        self._answers[name] = {str(each.number): each for each in listed} | {NONE: None}
        if len(self._answers[name]) == 1:
            del self.fields[name]
            return
        choices = [(value, str(each) if each else none) for value, each in self._answers[name].items()]
        self.fields[name].choices = [("", UNCHANGED), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> set[str]:
        """The keys of the measures that were chosen, as texts."""
        return {str(key) for key in self.versions}

    def clean(self) -> None:
        if not self.versions:
            self.add_error(None, "กรุณาเลือกอย่างน้อยหนึ่งมาตรการในตาราง")
        self._check_owners()
        if self.errors.keys() - {NON_FIELD_ERRORS}:
            return
        if self.assignment == Assignment():
            self.add_error(None, "กรุณาเลือกสิ่งที่จะเปลี่ยนอย่างน้อยหนึ่งอย่าง")
        self._check_months()

    def _check_owners(self) -> None:
        mode, owners = self.cleaned_data.get("owners_mode"), self.cleaned_data.get("owners")
        if "owners_mode" in self.errors or "owners" in self.errors:
            return
        if mode and not owners:
            self.add_error("owners", "กรุณาเลือกกองหรือสำนักอย่างน้อยหนึ่งแห่ง")
        elif owners and not mode:
            self.add_error("owners_mode", "กรุณาเลือกว่าจะเพิ่มหรือใช้แทนของเดิม")

    def _check_months(self) -> None:
        """Name every chosen measure whose months would not fit together."""
        assignment = self.assignment
        if assignment.start is None and assignment.end is None:
            return
        if assignment.start and assignment.end and assignment.start > assignment.end:
            self.add_error("end", "เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม")
            return
        for key in sorted(self.chosen & self._measures.keys(), key=lambda each: self._measures[each].number):
            measure = self._measures[key]
            if problem := assignment.month_problem(measure.start, measure.end):
                self.add_error("start" if assignment.start else "end", f"มาตรการที่ {measure.number} {problem}")

    @property
    def assignment(self) -> Assignment:
        """What was filled in, where each field is right by itself."""
        data = self.cleaned_data
        return Assignment(
            owners=tuple(data["owners"]) if data["owners_mode"] else (),
            replaces_owners=data["owners_mode"] == REPLACE,
            start=data["start"],
            end=data["end"],
            clears_wording=data["clears_wording"],
            answers={name: self._answers[name][data[name]] for name in self._answers if data.get(name)},
        )


def seen_versions(chosen: Iterable[str]) -> dict[UUID, int]:
    """Return the chosen measures with the versions that the page had shown; what is no such thing is left out."""
    versions = {}
    for text in chosen:
        key, _, version = text.partition(":")
        if version.isascii() and version.isdigit() and len(version) <= MAX_VERSION_DIGITS and (found := _uuid(key)):
            versions[found] = int(version)
    return versions


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def problem_lines(form: BulkForm) -> list[dict[str, Any]]:
    """Return every problem of a refused form with the field where it is mended, all of a field's."""
    return [
        {"field": form[name] if name in form.fields else None, "problem": problem}
        for name, problems in form.errors.items()
        for problem in problems
    ]


def conflict_of(plan: MeasurePlan, measures: Sequence[Tracked], meanwhile: AssignedMeanwhile) -> dict[str, Any]:
    """Return who edited which of the chosen measures meanwhile, and how many of them were deleted."""
    editors = last_editors(plan, meanwhile.stored)
    of_key = {measure.key: measure for measure in measures}
    edited = [(of_key[str(measure.key)], editors.get(measure.key, "")) for measure in meanwhile.stored]
    return {"edited": sorted(edited, key=lambda pair: pair[0].number), "deleted": meanwhile.deleted}


def outcome_words(chosen: int, changed: int) -> str:
    """Say how many of the chosen measures were changed."""
    if not changed:
        return "ไม่มีรายการที่ต้องเปลี่ยน มาตรการที่เลือกมีค่าตรงกับที่กำหนดอยู่แล้ว"
    same = f" อีก {chosen - changed} มาตรการมีค่าตรงกับที่กำหนดอยู่แล้ว" if chosen > changed else ""
    return f"บันทึกแล้ว {changed} มาตรการ{same}"
