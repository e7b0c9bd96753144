"""The form in which somebody reports the progress of a measure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils import timezone

from ita_portal.date_field import ThaiDateField
from ita_portal.text.lists import lines_of
from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits, fiscal_year_start, short_date
from ita_portal.text.thai_dates import EXAMPLE
from measures.forms import MAX_LINE
from measures.models import MeasureReport, Progress
from measures.rules.completion import StepTick, carried_over, percent_of, step_key, ticked
from measures.seen_form import SeenForm
from measures.services import PROGRESS_TEXTS, ProgressContent

MAX_LINES = 50
QUOTED = 60
ALL_DONE = 100
MAX_VERSION_DIGITS = 9
Status = Progress.Status
TYPED = ("status", "reported_on", "percent", *PROGRESS_TEXTS)
OPEN_AGAIN = "กรุณาเปิดหน้านี้ใหม่แล้วรายงานอีกครั้ง"
OPEN_STEPS = "ยังมีขั้นตอนที่ไม่ได้เลือกว่าทำแล้ว กรุณาเลือกให้ครบ หรือยืนยันว่าดำเนินการแล้วเสร็จ"
STEPS_CHANGED = "มีผู้แก้ไขขั้นตอนของมาตรการหลังจากท่านเปิดหน้านี้ กรุณาเลือกขั้นตอนที่ทำแล้วอีกครั้ง"


class PercentField(forms.CharField):
    """A whole number of 0 to 100 in Thai or Arabic digits, with or without a sign of per cent; may be left empty."""

    def clean(self, value: Any) -> int | None:
        typed = arabic_digits(super().clean(value)).removeprefix("ร้อยละ").removesuffix("%").strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and len(typed) <= len("100") and int(typed) <= ALL_DONE):
            raise forms.ValidationError("กรุณากรอกเป็นจำนวนเต็ม 0 ถึง 100")
        return int(typed)


def _text(name: str, rows: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=PROGRESS_TEXTS[name],
        required=False,
        max_length=MAX_LINE,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {MAX_LINE:,} ตัวอักษร"},
    )


class ProgressForm(SeenForm):
    """An entry as a person fills it in; `content` is the result, `typed` what was typed, right or wrong.

    `seen` is the last entry and `version` the state of the draft that the page had shown.
    """

    status = forms.ChoiceField(
        label="สถานะ",
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "กรุณาเลือกสถานะ", "invalid_choice": "กรุณาเลือกสถานะจากรายการ"},
    )
    reported_on = ThaiDateField(label="ข้อมูล ณ วันที่", help_text=f"เช่น {EXAMPLE}")
    percent = PercentField(label="ความก้าวหน้า (ร้อยละ)", required=False, help_text="0 ถึง 100 เว้นว่างไว้เพื่อคิดจากขั้นตอนที่ทำแล้ว")
    work = _text("work", 3, "ใช้ภายใน ไม่พิมพ์ในรายงาน")
    outcome = _text("outcome", 3, "สิ่งที่เกิดขึ้นจากมาตรการ เช่น จำนวนผู้รับบริการ (พิมพ์ในรายงาน) บรรทัดละหนึ่งข้อ ไม่ต้องใส่เลขข้อ")
    result = _text("result", 2, "ดำเนินการถึงขั้นใด (พิมพ์ในรายงาน)")
    obstacles = _text("obstacles", 2)
    evidence = _text("evidence", 2, "ลิงก์ หรือชื่อและเลขที่เอกสาร บรรทัดละหนึ่งรายการ")
    note = _text("note", 2, "หากยกเลิกมาตรการ ให้ระบุเหตุผลในช่องนี้")
    steps = forms.MultipleChoiceField(
        label="ขั้นตอนที่ทำแล้ว",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": STEPS_CHANGED, "invalid_list": STEPS_CHANGED},
    )
    confirmed = forms.BooleanField(label="ยืนยันว่าดำเนินการแล้วเสร็จ", required=False)
    seen = forms.IntegerField(
        label="รายงานที่แสดงอยู่",
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), OPEN_AGAIN),
    )
    version = forms.IntegerField(
        label="ร่างที่แสดงอยู่",
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), OPEN_AGAIN),
    )
    use_required_attribute = False  # everything that is missing is named at once, in our words

    def __init__(self, report: MeasureReport, data: QueryDict | None, prefix: str | None = None) -> None:
        """Ask for the entry that a report will become; load its measure with its steps and progress first."""
        self.measure, self.round = report.measure, report.round
        self.today = timezone.localdate()
        self.step_texts = [step.text for step in self.measure.steps.all()]
        last = max((entry.pk for entry in self.measure.progress.all()), default=0)
        initial = self._begun(report) | {"seen": last, "version": report.version}
        super().__init__(data, initial=initial, prefix=prefix)
        self.fields["steps"].choices = [  # type: ignore[attr-defined]
            (step_key(number, step.text), str(step)) for number, step in enumerate(self.measure.steps.all(), 1)
        ]

    def _begun(self, report: MeasureReport) -> dict[str, Any]:
        """Return what the form starts with: the draft, else the day and the steps that were done before."""
        latest = self.measure.latest_progress
        done = latest.step_ticks if latest else ()
        day = min(self.today, self.round.ends_on) if self.round else self.today
        begun = {"reported_on": day} | {name: report.typed[name] for name in TYPED if name in report.typed}
        if "steps" in report.typed:
            done = tuple(StepTick(text, is_done=True) for text in report.typed["steps"])
        ticks = carried_over(self.step_texts, done)
        keys = [step_key(number, step.text) for number, step in enumerate(ticks, 1) if step.is_done]
        return begun | {"steps": keys}

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed into a form that was sent, as a draft keeps it."""
        assert isinstance(self.data, QueryDict)
        texts = {name: plain_text(self.data.get(self.add_prefix(name), "")) for name in TYPED}
        return {**texts, "steps": self.step_texts_of(self.data.getlist(self.add_prefix("steps")))}

    def step_texts_of(self, keys: Sequence[str]) -> list[str]:
        """Return the steps that a form ticked by these keys, as a draft keeps them."""
        return [step.text for step in ticked(self.step_texts, keys) if step.is_done]

    @property
    def seen_version(self) -> int:
        """The state of the draft that the page had shown, of a form that need not be valid; 0 where it says none."""
        typed = self.data.get(self.add_prefix("version"), "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MAX_VERSION_DIGITS else 0

    def clean_reported_on(self) -> Any:
        day = self.cleaned_data["reported_on"]
        # Work may begin before its year does; what lies before the year before is a slip of the pen.
        earliest = fiscal_year_start(self.measure.plan.fiscal_year - 1)
        if day > self.today:
            raise forms.ValidationError(f"ยังไม่ถึงวันที่ {short_date(day)} กรุณากรอกวันนี้หรือวันที่ผ่านมาแล้ว")
        if self.round and day > self.round.ends_on:
            raise forms.ValidationError(f"“{self.round}” รายงานข้อมูลถึงวันที่ {short_date(self.round.ends_on)}")
        if day < earliest:
            raise forms.ValidationError(f"วันที่ต้องไม่อยู่ก่อน {short_date(earliest)} กรุณาตรวจสอบปี พ.ศ.")
        return day

    def clean_outcome(self) -> str:
        return as_lines(self.cleaned_data["outcome"])

    def clean_evidence(self) -> str:
        return as_lines(self.cleaned_data["evidence"])

    def clean(self) -> None:
        data = self.cleaned_data
        status, percent = data.get("status"), data.get("percent")
        if status == Status.CANCELLED and "note" not in self.errors and not data.get("note"):
            self.add_error("note", "มาตรการที่ยกเลิกต้องระบุเหตุผลในช่องนี้")
        if status == Status.DONE and percent not in (None, ALL_DONE):
            self.add_error("percent", "ดำเนินการแล้วเสร็จต้องเป็นร้อยละ 100 หรือเว้นว่าง")
        if status == Status.NOT_STARTED and percent:
            self.add_error("percent", "ยังไม่ดำเนินการต้องเป็นร้อยละ 0 หรือเว้นว่าง")
        if status == Status.NOT_STARTED and data.get("steps"):
            self.add_error("steps", "เลือกขั้นตอนที่ทำแล้วไว้ แต่สถานะเป็นยังไม่ดำเนินการ กรุณาแก้ไขอย่างใดอย่างหนึ่ง")

        if self.has_open_steps and not data.get("confirmed"):
            self.add_error("confirmed", f"{OPEN_STEPS} (ยังไม่ได้เลือก: {self._named_open_steps})")

    @property
    def steps_done(self) -> int:
        return len(self["steps"].value() or [])

    @property
    def has_open_steps(self) -> bool:
        """Whether it says that the measure is done, but not all of its steps; that is asked before it is taken."""
        return self["status"].value() == Status.DONE and self.steps_done < len(self.step_texts)

    @property
    def _named_open_steps(self) -> str:
        steps = ticked(self.step_texts, self["steps"].value() or [])
        names = [f"{number}. {shortened(each.text)}" for number, each in enumerate(steps, 1) if not each.is_done]
        return " ".join(names)

    def leave_unchecked(self) -> None:
        """Say nothing of what is wrong or missing: a draft may be either."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    @property
    def content(self) -> ProgressContent:
        """What was filled in, of a valid form."""
        data = self.cleaned_data
        status, steps = Status(data["status"]), ticked(self.step_texts, data["steps"])
        percent = data["percent"]
        if percent is None and status in (Status.IN_PROGRESS, Status.CANCELLED):
            percent = percent_of(steps)
        return ProgressContent(
            status=status,
            reported_on=data["reported_on"],
            percent=percent,
            steps=steps,
            **{name: data[name].replace("\r\n", "\n") for name in ("work", "result", "obstacles", "note")},
            outcome=data["outcome"],
            evidence=data["evidence"],
        )


def shortened(text: str) -> str:
    """Return a step as a sentence names it."""
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def plain_text(text: str) -> str:
    """Return what was typed in one spelling, with the line breaks of the portal."""
    return one_spelling(text).replace("\r\n", "\n")


def as_lines(text: str) -> str:
    """Return the items of a list without typed marks, one per line."""
    lines = lines_of(text)
    if len(lines) > MAX_LINES:
        raise forms.ValidationError(f"กรอกได้ไม่เกิน {MAX_LINES} รายการ (กรอกไว้ {len(lines)} รายการ)")
    return "\n".join(lines)
