"""The form in which a person chooses letters: of what, and how often."""

from typing import Any

from django import forms

from agencies.models import LetterChoice, User
from agencies.rules.events import GROUP_NAMES, EventGroup
from measures.letters import wish_of
from measures.models import ReminderOptOut

NONE, DAILY, WEEKLY = "no", "yes", "weekly"
WANTS = {
    DAILY: LetterChoice.Frequency.DAILY.label,
    WEEKLY: LetterChoice.Frequency.WEEKLY.label,
    NONE: "ไม่รับอีเมลแจ้งเตือน",
}
FREQUENCIES = {DAILY: LetterChoice.Frequency.DAILY, WEEKLY: LetterChoice.Frequency.WEEKLY}


class LetterChoiceForm(forms.Form):
    wants = forms.ChoiceField(
        label="รับอีเมลแจ้งเตือน",
        choices=list(WANTS.items()),
        error_messages={"required": "กรุณาเลือกว่าจะรับอีเมลหรือไม่", "invalid_choice": "กรุณาเลือกจากรายการ"},
    )
    groups = forms.MultipleChoiceField(
        label="เรื่องที่รับทางอีเมล",
        choices=[(group.value, name) for group, name in GROUP_NAMES.items()],
        required=False,
        error_messages={"invalid_choice": "กรุณาเลือกจากรายการ"},
    )

    def __init__(self, user: User, data: Any = None) -> None:
        wish, groups = wish_of(LetterChoice.objects.filter(user=user).first())
        is_silent = ReminderOptOut.objects.filter(user=user).exists()
        wants = NONE if is_silent else WEEKLY if wish.is_weekly else DAILY
        super().__init__(data, initial={"wants": wants, "groups": [group for group in EventGroup if group in groups]})

    def clean(self) -> None:
        if self.cleaned_data.get("wants") in FREQUENCIES and not self.cleaned_data.get("groups"):
            self.add_error("groups", "กรุณาเลือกอย่างน้อยหนึ่งเรื่อง หรือเลือก “ไม่รับอีเมลแจ้งเตือน”")

    @property
    def frequency(self) -> str:
        """How often the person wants letters; empty where never."""
        return FREQUENCIES.get(self.cleaned_data["wants"], "")

    @property
    def ways(self) -> list[tuple[str, str, bool]]:
        return [(value, name, value == self["wants"].value()) for value, name in WANTS.items()]

    @property
    def subjects(self) -> list[tuple[str, str, bool]]:
        chosen = set(self["groups"].value() or ())
        return [(group.value, name, group.value in chosen) for group, name in GROUP_NAMES.items()]
