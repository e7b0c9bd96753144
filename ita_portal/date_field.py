"""A form field for a date of the Buddhist era, typed as text."""

from datetime import date
from typing import Any

from django import forms

from ita_portal.text.thai import short_date
from ita_portal.text.thai_dates import EXAMPLE, DateRefused, parse_date


class ThaiDateField(forms.CharField):
    """A day as officials write it; gives a date, shows a date as 31 มี.ค. 2568 and what was refused as it was typed."""

    def __init__(self, **options: Any) -> None:
        messages = dict.fromkeys(("required", "max_length"), f"กรุณากรอกวันที่ เช่น {EXAMPLE}")
        messages |= options.pop("error_messages", {})
        super().__init__(error_messages=messages, max_length=100, **options)

    def prepare_value(self, value: Any) -> Any:
        return short_date(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        typed = super().clean(value)
        try:
            return parse_date(typed) if typed else None
        except DateRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
