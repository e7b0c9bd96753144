"""The form by which somebody reports how a measure got on."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from ita_portal.date_field import ThaiDateField
from ita_portal.lists import lines_of
from ita_portal.thai import arabic_digits, fiscal_year_start, short_date
from ita_portal.thai_dates import EXAMPLE
from measures.forms import MAX_LINE
from measures.models import Measure, Progress
from measures.services import PROGRESS_TEXTS, ProgressContent

MAX_LINES = 50
ALL_DONE = 100
Status = Progress.Status


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
        error_messages={"max_length": f"ยาวได้ไม่เกิน {MAX_LINE:,} ตัวอักษร"},
    )


class ProgressForm(forms.Form):
    """An entry as a person fills it in; `content` is what it says, `seen` the last entry that the page had shown."""

    status = forms.ChoiceField(
        label="สถานะ",
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "กรุณาเลือกสถานะ", "invalid_choice": "เลือกได้เฉพาะสถานะในรายการ"},
    )
    reported_on = ThaiDateField(label="ข้อมูล ณ วันที่", help_text=f"เช่น {EXAMPLE}")
    percent = PercentField(label="ความก้าวหน้า (ร้อยละ)", required=False, help_text="0 ถึง 100 เว้นว่างได้")
    work = _text("work", 3)
    outcome = _text("outcome", 3, "พิมพ์บรรทัดละหนึ่งข้อ ไม่ต้องใส่เลขข้อ")
    result = _text("result", 2)
    obstacles = _text("obstacles", 2)
    evidence = _text("evidence", 2, "ลิงก์ หรือชื่อและเลขที่เอกสาร บรรทัดละหนึ่งรายการ")
    note = _text("note", 2, "ถ้ายกเลิกมาตรการ ให้ระบุเหตุผลในช่องนี้")
    seen = forms.IntegerField(
        label="รายงานที่แสดงอยู่",
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), "กรุณาเปิดหน้านี้ใหม่แล้วรายงานอีกครั้ง"),
    )
    use_required_attribute = False  # all that is missing is said at once, in our words

    def __init__(self, measure: Measure, data: QueryDict | None) -> None:
        last = max((entry.pk for entry in measure.progress.all()), default=0)
        self.measure = measure
        self.today = timezone.localdate()
        super().__init__(data, initial={"reported_on": self.today, "seen": last})

    def clean_reported_on(self) -> Any:
        day = self.cleaned_data["reported_on"]
        # Work may begin before its year does; what lies before the year before is a slip of the pen.
        earliest = fiscal_year_start(self.measure.plan.fiscal_year - 1)
        if day > self.today:
            raise forms.ValidationError(f"ยังไม่ถึงวันที่ {short_date(day)} กรุณากรอกวันนี้หรือวันที่ผ่านมาแล้ว")
        if day < earliest:
            raise forms.ValidationError(f"วันที่ต้องไม่อยู่ก่อน {short_date(earliest)} กรุณาตรวจสอบปี พ.ศ.")
        return day

    def clean_outcome(self) -> str:
        return _lines(self.cleaned_data["outcome"])

    def clean_evidence(self) -> str:
        return _lines(self.cleaned_data["evidence"])

    def clean(self) -> None:
        data = self.cleaned_data
        status, percent = data.get("status"), data.get("percent")
        if status == Status.CANCELLED and "note" not in self.errors and not data.get("note"):
            self.add_error("note", "มาตรการที่ยกเลิกต้องระบุเหตุผลในช่องนี้")
        if status == Status.DONE and percent not in (None, ALL_DONE):
            self.add_error("percent", "ดำเนินการแล้วเสร็จต้องเป็นร้อยละ 100 หรือเว้นว่าง")
        if status == Status.NOT_STARTED and percent:
            self.add_error("percent", "ยังไม่ดำเนินการต้องเป็นร้อยละ 0 หรือเว้นว่าง")

    def go_on_from(self, seen: int) -> None:
        """Let the next save take what stands in the form, although somebody else reported `seen` meanwhile."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["seen"] = str(seen)
        self.data = data

    @property
    def content(self) -> ProgressContent:
        """What a valid form says."""
        data = self.cleaned_data
        return ProgressContent(
            status=Status(data["status"]),
            reported_on=data["reported_on"],
            percent=data["percent"],
            **{name: data[name].replace("\r\n", "\n") for name in ("work", "result", "obstacles", "note")},
            outcome=data["outcome"],
            evidence=data["evidence"],
        )


def _lines(text: str) -> str:
    """Return the items of a list without typed marks, one per line."""
    lines = lines_of(text)
    if len(lines) > MAX_LINES:
        raise forms.ValidationError(f"ใส่ได้ไม่เกิน {MAX_LINES} รายการ (พบ {len(lines)})")
    return "\n".join(lines)
