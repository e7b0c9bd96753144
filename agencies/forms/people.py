"""The forms of the members page: who is invited as what, and what role a member has."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from agencies.invitation_letters import letter_refusal
from agencies.models import Agency, Department, Membership
from agencies.services import InvitationContent, MemberContent

REQUIRED_ROLE = {"required": "กรุณาเลือกบทบาท", "invalid_choice": "กรุณาเลือกบทบาทจากรายการ"}
NOT_OURS = "กรุณาเลือกกองหรือสำนักจากรายการ"


class MemberForm(forms.Form):
    """A member's role and department; `content` is what was chosen."""

    role = forms.ChoiceField(label="บทบาท", choices=Membership.Role.choices, error_messages=REQUIRED_ROLE)
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label="กองหรือสำนัก",
        required=False,
        empty_label="ไม่ระบุ",
        error_messages={"invalid_choice": NOT_OURS},
    )
    use_required_attribute = False

    def __init__(self, agency: Agency, data: QueryDict | None = None, *, member: Membership | None = None) -> None:
        initial = {"role": member.role, "department": member.department_id} if member else {}
        super().__init__(data, initial=initial)
        department = self.fields["department"]
        assert isinstance(department, forms.ModelChoiceField)
        kept = Department.objects.filter(members=member) if member else Department.objects.none()
        department.queryset = agency.departments.offered(kept)

    @property
    def content(self) -> MemberContent:
        """What was filled in, of a valid form."""
        return MemberContent(self.cleaned_data["role"], self.cleaned_data["department"])


class InvitationForm(MemberForm):
    """An invitation; `invitation` is what was filled in."""

    name = forms.CharField(
        label="ชื่อหรือตำแหน่งของผู้ได้รับเชิญ",
        max_length=150,
        help_text="เพื่อให้จำได้ว่าลิงก์นี้เป็นของผู้ใด เช่น ผู้อำนวยการกองคลัง",
        error_messages={"required": "กรุณากรอกชื่อหรือตำแหน่งของผู้ได้รับเชิญ", "max_length": "กรุณากรอกไม่เกิน 150 ตัวอักษร"},
    )
    email = forms.EmailField(label="อีเมล (ถ้ามี)", required=False, max_length=254)
    role = forms.ChoiceField(
        label="บทบาท", choices=[("", "เลือกบทบาท"), *Membership.Role.choices], error_messages=REQUIRED_ROLE
    )
    field_order = ("name", "email", "role", "department")

    def __init__(self, agency: Agency, data: QueryDict | None = None) -> None:
        super().__init__(agency, data)
        self.agency = agency

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        sends = bool(email) and settings.EMAIL_IS_CONFIGURED
        if sends and (refusal := letter_refusal(self.agency, email, timezone.now())):
            raise forms.ValidationError(refusal)
        return email

    @property
    def invitation(self) -> InvitationContent:
        """What was filled in, of a valid form."""
        return InvitationContent(**{name: self.cleaned_data[name] for name in ("name", "role", "department", "email")})
