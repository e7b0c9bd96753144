"""Where the system administrator looks after agencies and people."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from agencies.models import Agency, Department, Membership, User

# Rights come from memberships; Django's own groups are not used.
admin.site.unregister(Group)
# The devices of the second step are a person's own; members' pages take them away where they are lost.
admin.site.unregister([TOTPDevice, StaticDevice])


class MemberInline(admin.TabularInline):
    """The members of an agency, each in one of its own departments."""

    model = Membership
    extra = 0
    autocomplete_fields = ["user"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "department" and request.resolver_match:
            agency = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Department.objects.filter(agency=agency)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MembershipInline(admin.TabularInline):
    """The agencies of a person; the department is set on the agency's page, which knows its departments."""

    model = Membership
    extra = 0
    autocomplete_fields = ["agency"]
    fields = ["agency", "role"]


class DepartmentInline(admin.TabularInline):
    model = Department
    extra = 0


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ["full_name", "district", "province", "slug"]
    list_filter = ["kind", "province"]
    search_fields = ["name", "slug", "district", "province"]

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
