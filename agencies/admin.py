"""Where the system administrator looks after agencies and people."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from agencies.models import Agency, Department, Membership, Oversight, User

# Rights come from memberships; Django's own groups are not used.
admin.site.unregister(Group)
# The devices of the second step are a person's own; members' pages take them away where they are lost.
admin.site.unregister([TOTPDevice, StaticDevice])


NAMES_OF_OTP = {
    "TOTP device": "แอปยืนยันตัวตน",
    "Static device": "ชุดรหัสกู้คืน",
    "static device": "ชุดรหัสกู้คืน",
    "Static token": "รหัสกู้คืน",
    "static token": "รหัสกู้คืน",
}


class ShownMembers(admin.TabularInline):
    """Memberships to look at. They are changed on the page of members, which keeps their history."""

    model = Membership
    extra = 0
    can_delete = False
    readonly_fields = ["state"]

    @admin.display(description="สถานะ")
    def state(self, membership: Membership) -> str:
        return membership.state_name

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MemberInline(ShownMembers):
    """The members of an agency."""

    fields = ["user", "role", "department", "state"]


class MembershipInline(ShownMembers):
    """The agencies of a person."""

    fields = ["agency", "role", "department", "state"]


class DepartmentInline(admin.TabularInline):
    model = Department
    extra = 0


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ["full_name", "district", "province", "slug"]
    list_filter = ["kind", "province"]
    search_fields = ["name", "slug", "district", "province"]
    exclude = ["requires_second_factor"]  # said on the members page, which keeps its history
    readonly_fields = ["people"]

    @admin.display(description="สมาชิก")
    def people(self, agency: Agency) -> str:
        if not agency.pk:
            return "บันทึกหน่วยงานก่อน แล้วจึงเชิญสมาชิก"
        return format_html('<a href="{}">เชิญและดูแลสมาชิก</a>', reverse("people", args=(agency.slug,)))

    @admin.display(description="หน่วยงาน")
    def full_name(self, agency: Agency) -> str:
        return agency.full_name

    def get_inlines(self, request: HttpRequest, obj: Agency | None) -> list[Any]:
        """Departments and members come once the agency itself is there."""
        return [DepartmentInline, MemberInline] if obj else []


class PersonPasswordForm(AdminPasswordChangeForm):
    usable_password_help_text = "หากปิดการเข้าสู่ระบบด้วยรหัสผ่าน ผู้ใช้จะเข้าสู่ระบบไม่ได้จนกว่าจะตั้งรหัสผ่านใหม่"  # noqa: S105  words about passwords


@admin.register(User)
class PersonAdmin(UserAdmin):
    change_password_form = PersonPasswordForm
    list_display = ["username", "display_name", "email", "is_active", "is_superuser"]
    search_fields = ["username", "display_name", "email"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("ข้อมูลส่วนตัว", {"fields": ["display_name", "email"]}),
        ("สิทธิ์ของระบบ", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("วันเวลา", {"fields": ["last_login", "date_joined"]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        return [MembershipInline] if obj else []

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Say in Thai what goes with an account: django-otp names its models in English only."""
        listed, counts, *rest = super().get_deleted_objects(objs, request)
        return _in_thai(listed), {_in_thai(name): count for name, count in counts.items()}, *rest


@admin.register(Oversight)
class OversightAdmin(admin.ModelAdmin):
    """Who reads the agencies of a province or district."""

    list_display = ["user", "province", "district"]
    list_filter = ["province"]
    search_fields = ["user__username", "user__display_name", "province", "district"]
    autocomplete_fields = ["user"]


def _in_thai(said: Any) -> Any:
    if isinstance(said, list):
        return [_in_thai(each) for each in said]
    for english, thai in NAMES_OF_OTP.items():
        if english in said:
            return said.replace(english, thai)
    return said  # as it came: replacing would lose the mark by which a template trusts a link
