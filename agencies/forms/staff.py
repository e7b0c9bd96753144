"""The form by which an administrator invites another one, or who oversees a place."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Oversight, User
from agencies.services.staff import StaffContent

ADMINISTRATOR, OVERSEER = "administrator", "overseer"


class StaffForm(forms.Form):
    role = forms.ChoiceField(
        label="เชิญเป็น",
        choices=[("", "เลือกบทบาท"), (OVERSEER, "ผู้กำกับดูแลจังหวัดหรืออำเภอ"), (ADMINISTRATOR, "ผู้ดูแลระบบ")],
        error_messages={"required": "กรุณาเลือกบทบาท", "invalid_choice": "กรุณาเลือกบทบาทจากรายการ"},
    )
    display_name = forms.CharField(
        label="ชื่อที่แสดง", max_length=150,
        error_messages={"required": "กรุณากรอกชื่อหรือตำแหน่ง", "max_length": "กรุณากรอกไม่เกิน 150 ตัวอักษร"},
    )  # fmt: skip
    username = forms.CharField(
        label="ชื่อผู้ใช้", max_length=150, help_text="อักษรอังกฤษ ตัวเลข และ . - _ @ + ใช้เข้าสู่ระบบ",
        error_messages={"required": "กรุณากรอกชื่อผู้ใช้", "max_length": "กรุณากรอกไม่เกิน 150 ตัวอักษร"},
    )  # fmt: skip
    email = forms.EmailField(label="อีเมล (ถ้ามี)", required=False, max_length=254)
    province = forms.CharField(
        label="จังหวัด", required=False, max_length=100, help_text="เฉพาะผู้กำกับดูแล ไม่ต้องมีคำว่า “จังหวัด” นำหน้า"
    )
    district = forms.CharField(label="อำเภอ", required=False, max_length=100, help_text="เว้นว่างไว้หากกำกับดูแลทั้งจังหวัด")
    use_required_attribute = False

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        field: Any = User._meta.get_field("username")
        field.run_validators(name)
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError("มีผู้ใช้ชื่อผู้ใช้นี้แล้ว กรุณาใช้ชื่ออื่น")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") == OVERSEER:
            place = Oversight(province=cleaned.get("province", ""), district=cleaned.get("district", ""))
            try:
                place.full_clean(exclude=["user"])
            except ValidationError as refused:
                for name, errors in refused.message_dict.items():
                    self.add_error(name if name in self.fields else None, errors)
        return cleaned

    @property
    def content(self) -> StaffContent:
        """What was filled in, of a valid form."""
        given = self.cleaned_data
        is_administrator = given["role"] == ADMINISTRATOR
        area = {} if is_administrator else {name: given[name] for name in ("province", "district")}
        return StaffContent(
            given["username"], given["display_name"], given["email"], is_administrator=is_administrator, **area
        )
