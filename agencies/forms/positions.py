"""The forms of an agency's positions: what each is called, who holds it, and who acts for it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from agencies.models import Agency, Membership, Position
from agencies.models.position import MAX_HEADING, MAX_TITLE
from agencies.rules.holdings import CAPACITY_WORDS, Capacity, Term, opinion_heading
from agencies.services import ActingContent, PositionContent
from ita_portal.date_field import ThaiDateField
from ita_portal.text.dictionary_order import dictionary_key
from ita_portal.text.thai_dates import EXAMPLE

ACTING = [(str(each), CAPACITY_WORDS[each]) for each in (Capacity.ACTING, Capacity.DELEGATED)]
MAX_PRINTED_NAME = 150
NOT_OURS = "กรุณาเลือกสมาชิกจากรายการ"


def _too_long(length: int) -> dict[str, str]:
    return {"max_length": f"กรุณากรอกไม่เกิน {length} ตัวอักษร"}


def who_may_hold(agency: Agency) -> list[Membership]:
    """Return everybody who may speak for a position."""
    return list(agency.memberships.active().who_may_hold_positions().select_related("user"))


def _offered(members: Iterable[Membership], named: Membership | None = None) -> dict[str, Membership]:
    """Return the members that a form offers by their keys, with who is named already, in the order of a list."""
    offered = list(members)
    if named and named not in offered:
        offered.append(named)
    offered.sort(key=lambda each: dictionary_key(str(each.user)))
    return {str(each.key): each for each in offered}


def _as_choices(members: dict[str, Membership]) -> list[tuple[str, str]]:
    return [(key, str(each)) for key, each in members.items()]


class PositionForm(forms.Form):
    """A position with who holds it; `content` is what was filled in."""

    title = forms.CharField(
        label="ชื่อตำแหน่ง",
        max_length=MAX_TITLE,
        help_text="ตามที่พิมพ์ใต้ลายมือชื่อ เช่น หัวหน้าสำนักปลัดเทศบาล",
        error_messages={"required": "กรุณากรอกชื่อตำแหน่ง"} | _too_long(MAX_TITLE),
    )
    heading = forms.CharField(
        label="หัวข้อในบันทึกข้อความ",
        required=False,
        max_length=MAX_HEADING,
        help_text="เช่น คำสั่งนายกเทศมนตรีตำบล… เว้นว่างไว้เพื่อใช้ “ความเห็นของ” ตามด้วยชื่อตำแหน่ง",
        error_messages=_too_long(MAX_HEADING),
    )
    member = forms.ChoiceField(
        label="ผู้ดำรงตำแหน่ง",
        required=False,
        help_text="สมาชิกที่ให้ความเห็นในระบบแทนตำแหน่งนี้ได้ หากตำแหน่งว่างหรือผู้ดำรงตำแหน่งไม่มีบัญชี ให้เลือก “ยังไม่กำหนด”",
        error_messages={"invalid_choice": NOT_OURS},
    )
    printed_name = forms.CharField(
        label="ชื่อที่พิมพ์ในเอกสาร",
        required=False,
        max_length=MAX_PRINTED_NAME,
        help_text="ชื่อพร้อมคำนำหน้าของผู้ดำรงตำแหน่ง พิมพ์ใต้ลายมือชื่อ เว้นว่างไว้เพื่อใช้ชื่อของบัญชี",
        error_messages=_too_long(MAX_PRINTED_NAME),
    )
    speaks_on_memos = forms.BooleanField(label="ให้ความเห็นในบันทึกข้อความ", required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False, initial=0)
    use_required_attribute = False  # all that is wrong is said at once, in our words

    def __init__(
        self, members: Iterable[Membership], data: QueryDict | None = None, *, position: Position | None = None
    ) -> None:
        """`members` are those who may hold a position."""
        super().__init__(data, initial=_initial(position) if position else None)
        holder = position.holder if position else None
        self.members = _offered(members, holder.member if holder else None)
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "ยังไม่กำหนด"), *_as_choices(self.members)]

    @property
    def content(self) -> PositionContent:
        """What was filled in, of a valid form."""
        cleaned = self.cleaned_data
        member = self.members.get(cleaned["member"])
        return PositionContent(
            title=cleaned["title"],
            heading=cleaned["heading"] or opinion_heading(cleaned["title"], commands=False),
            speaks_on_memos=cleaned["speaks_on_memos"],
            member=member,
            printed_name=cleaned["printed_name"],
        )

    @property
    def version_seen(self) -> int:
        return int(self.cleaned_data.get("version") or 0)

    def go_on_from(self, stored: Position) -> None:
        """Let the next save take what stands in the form, although somebody else has saved meanwhile."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["version"] = str(stored.version)
        self.data = data


class ActingForm(forms.Form):
    """Somebody who acts for a position for a time; `content` is what was filled in."""

    member = forms.ChoiceField(
        label="ผู้ปฏิบัติหน้าที่แทน", error_messages=dict.fromkeys(("required", "invalid_choice"), NOT_OURS)
    )
    capacity = forms.ChoiceField(
        label="ฐานะ",
        choices=ACTING,
        initial=Capacity.ACTING.value,
        help_text="รักษาราชการแทน เมื่อตำแหน่งว่างหรือผู้ดำรงตำแหน่งปฏิบัติราชการไม่ได้ ปฏิบัติราชการแทน เมื่อได้รับมอบอำนาจ",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "กรุณาเลือกฐานะ"),
    )
    own_title = forms.CharField(
        label="ตำแหน่งของผู้ปฏิบัติหน้าที่แทน",
        max_length=MAX_TITLE,
        help_text="พิมพ์ใต้ชื่อ ก่อนคำว่า รักษาราชการแทน หรือ ปฏิบัติราชการแทน เช่น รองปลัดเทศบาล",
        error_messages={"required": "กรุณากรอกตำแหน่งของผู้ปฏิบัติหน้าที่แทน"} | _too_long(MAX_TITLE),
    )
    printed_name = forms.CharField(
        label="ชื่อที่พิมพ์ในเอกสาร",
        required=False,
        max_length=MAX_PRINTED_NAME,
        help_text="เว้นว่างไว้เพื่อใช้ชื่อของบัญชี",
        error_messages=_too_long(MAX_PRINTED_NAME),
    )
    starts = ThaiDateField(label="ตั้งแต่วันที่", help_text=f"เช่น {EXAMPLE}")
    ends = ThaiDateField(label="ถึงวันที่", required=False, help_text="เว้นว่างไว้หากยังไม่ทราบวันสิ้นสุด")
    use_required_attribute = False

    def __init__(self, members: Iterable[Membership], data: QueryDict | None = None) -> None:
        """`members` are those who may hold a position, and so act for one."""
        super().__init__(data, auto_id="acting-%s")
        self.members = _offered(members)
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "เลือกสมาชิก"), *_as_choices(self.members)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "วันสิ้นสุดต้องไม่ก่อนวันเริ่ม")
        return cleaned

    @property
    def content(self) -> ActingContent:
        """What was filled in, of a valid form."""
        cleaned = self.cleaned_data
        return ActingContent(
            member=self.members[cleaned["member"]],
            capacity=Capacity(cleaned["capacity"]),
            own_title=cleaned["own_title"],
            term=Term(cleaned["starts"], cleaned["ends"]),
            printed_name=cleaned["printed_name"],
        )


def _initial(position: Position) -> dict[str, Any]:
    holder = position.holder
    return {
        "title": position.title,
        "heading": position.heading,
        "speaks_on_memos": position.speaks_on_memos,
        "member": str(holder.member.key) if holder else "",
        "printed_name": position.printed_name,
        "version": position.version,
    }
