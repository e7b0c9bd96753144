"""Two administrators at one thing: whoever saves second is told what the other one changed, and nothing is overwritten.

A page carries what it showed, line by line. Where the database holds something else when it is sent, nothing is saved:
the page comes back with what was typed and with the lines of the other, and saving it again is then on purpose.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm

SEEN = "seen"
SAVED_MEANWHILE = (
    "ยังไม่ได้บันทึก ผู้อื่นแก้ไขข้อมูลนี้หลังจากท่านเปิดหน้า กรุณาเทียบกับข้อความของผู้อื่นด้านล่าง แล้วกดบันทึกอีกครั้งหากต้องการใช้ข้อมูลของท่าน"
)


class GuardedForm(ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """The form of a thing that is there already; `seen` is what its page had shown, None where it did not say."""

    seen: str | None = None
    stored: Callable[[], str]
    others: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.seen is None:
            return cleaned
        seen, stored = self.seen.splitlines(), self.stored().splitlines()
        if seen != stored:
            self.others = others_lines(seen, stored)
            raise ValidationError(SAVED_MEANWHILE)
        return cleaned


def others_lines(seen: list[str], stored: list[str]) -> tuple[str, ...]:
    """Return the lines that somebody else wrote, and those that are gone."""
    there, before = set(stored), set(seen)
    new = [line for line in stored if line not in before]
    return (*new, *(f"(ไม่มีแล้ว) {line}" for line in seen if line not in there and not _is_replaced(line, new)))


def _is_replaced(line: str, new: list[str]) -> bool:
    name = line.partition(":")[0]
    return any(each.partition(":")[0] == name for each in new)
