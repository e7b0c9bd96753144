"""What a person fills in to issue a document: its number, its date, and what they looked at and confirm."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils import timezone

from ita_portal.date_field import ThaiDateField
from ita_portal.text.thai import short_date
from ita_portal.text.thai_dates import EXAMPLE
from reports.checks.document import PlacedCheck
from reports.issue.issuing import confirmation_key
from reports.issue.numbering import NumberAndDate

LONGEST_NUMBER = 100


@dataclass(frozen=True)
class Confirmation:
    """A check that asks for confirmation, ticked or not; `is_missed` after a try to issue without it."""

    key: str
    placed: PlacedCheck
    is_ticked: bool
    is_missed: bool


class IssueForm(forms.Form):
    """Number and date of a document; the confirmations come beside it, since they depend on the date."""

    number = forms.CharField(
        label="เลขที่เอกสาร",
        required=False,
        max_length=LONGEST_NUMBER,
        help_text="เว้นว่างได้หากเอกสารไม่มีเลขที่",
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {LONGEST_NUMBER} ตัวอักษร"},
    )
    date = ThaiDateField(label="ลงวันที่", help_text=f"เช่น {EXAMPLE}")
    use_required_attribute = False  # everything that is missing is shown at once, in our words

    def __init__(self, data: QueryDict | None = None, *, number: str = "", on: datetime.date | None = None) -> None:
        self.today = timezone.localdate()
        super().__init__(data, initial={"number": number, "date": on or self.today})

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"]
        if day > self.today:
            raise forms.ValidationError(f"ยังไม่ถึงวันที่ {short_date(day)} กรุณากรอกวันนี้หรือวันที่ผ่านมาแล้ว")
        return day

    @property
    def checked_number(self) -> str:
        """The number by which the document is checked: what was typed, else what stands in the empty form."""
        return str(self._known("number") or "")

    @property
    def checked_date(self) -> datetime.date:
        """The day for which the document is checked; today while nothing readable was typed."""
        day = self._known("date")
        return day if isinstance(day, datetime.date) else self.today

    @property
    def typed(self) -> NumberAndDate:
        """What of number and date could be read, to be proposed the next time."""
        return NumberAndDate(self.cleaned_data.get("number", ""), self.cleaned_data.get("date"))

    def _known(self, name: str) -> object:
        if not self.is_bound:
            return self.initial[name]
        self.full_clean()
        return self.cleaned_data.get(name)


def confirmations(checks: Iterable[PlacedCheck], ticked: Collection[str], *, is_tried: bool) -> list[Confirmation]:
    """Return what is to be confirmed with the ticks as they were sent."""
    keys = [(confirmation_key(placed.check), placed) for placed in checks]
    return [Confirmation(key, placed, key in ticked, is_tried and key not in ticked) for key, placed in keys]


class WithdrawalForm(forms.Form):
    """Why a published document is taken back: who comes to its address reads it."""

    reason = forms.CharField(
        label="เหตุผลที่ถอน",
        max_length=500,
        help_text="ผู้ที่เปิดลิงก์เดิมจะเห็นข้อความนี้ เช่น พบตัวเลขผิดในตาราง และออกฉบับแก้ไขแล้ว",
        error_messages={"required": "กรุณากรอกเหตุผลที่ถอน", "max_length": "กรุณากรอกไม่เกิน 500 ตัวอักษร"},
    )
    use_required_attribute = False
