"""Where the system administrator looks after agencies and people."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ImageField, QuerySet
from django.forms import ModelChoiceField, ModelForm, TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from agencies.admin_history import RecordedAdmin
from agencies.coordinator_invitations import coordinator_invitations
from agencies.display_names import NAME_TAKEN, agencies_of_names, is_borne
from agencies.forms.pictures import PictureField
from agencies.models import Agency, Change, Department, Installation, Membership, Oversight, Removed, User
from agencies.models.installation import THE_ONE
from agencies.notices import AccountNotice, notify
from agencies.removal import KINDS, NotRestorable, last_moment
from agencies.removal_services import removed_restore
from agencies.rules.agency_search import read_query
from agencies.services import departments_start, password_given
from agencies.staff_invitations import staff_invite, staff_link
from agencies.standard_departments import standard_departments
from ita_portal.templatetags.thai_text import thai_moment
from ita_portal.text.dictionary_order import dictionary_key
from ita_portal.text.spelling import one_spelling

# Rights come from memberships; Django's own groups are not used.
admin.site.unregister(Group)
# The devices of the second step are a person's own; members' pages take them away where they are lost.
admin.site.unregister([TOTPDevice, StaticDevice])


class ShownMembers(admin.TabularInline):  # type: ignore[type-arg]  # no generic at run time
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

    fk_name = "user"
    fields = ["agency", "role", "department", "state"]


class DepartmentInline(admin.TabularInline):  # type: ignore[type-arg]  # no generic at run time
    model = Department
    extra = 0


class ProvinceFilter(admin.AllValuesFieldListFilter):
    """Provinces to choose from, in the order of a Thai dictionary."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *provinces = super().choices(changelist)
        yield first
        yield from sorted(provinces, key=lambda choice: dictionary_key(str(choice["display"] or "")))


@admin.register(Agency)
class AgencyAdmin(RecordedAdmin):
    list_display = ["full_name", "district", "province", "slug", "is_tenant"]
    list_filter = ["is_tenant", "kind", ("province", ProvinceFilter)]
    search_fields = ["name", "slug", "district", "province"]
    # Decided on the members page and in the agency's settings.
    exclude = ["requires_second_factor", "ends_idle_sessions", "report_months", "joins_benchmark"]
    formfield_overrides = {ImageField: {"form_class": PictureField}}
    readonly_fields = ["people", "settings"]

    @admin.display(description="สมาชิก")
    def people(self, agency: Agency) -> str:
        if not agency.pk:
            return "บันทึกหน่วยงานก่อน แล้วจึงเชิญสมาชิก"
        if not agency.is_tenant:
            return "ทำเครื่องหมาย “ใช้งานระบบนี้” และตั้งชื่อในที่อยู่เว็บ แล้วบันทึกก่อน จึงจะเชิญสมาชิกได้"
        return format_html('<a href="{}">เชิญและดูแลสมาชิก</a>', reverse("people", args=(agency.slug,)))

    @admin.display(description="ตั้งค่า")
    def settings(self, agency: Agency) -> str:
        if not agency.pk or not agency.is_tenant:
            return "เมื่อบันทึกแล้ว หน่วยงานจะมีกองและสำนักตามประเภท ซึ่งแก้ไขได้"
        return format_html('<a href="{}">ตั้งค่าหน่วยงาน</a>', reverse("agency-settings", args=(agency.slug,)))

    @admin.display(description="หน่วยงาน")
    def full_name(self, agency: Agency) -> str:
        return agency.full_name

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Agency], search_term: str) -> Any:
        """Find agencies by whatever lists and letters call them, as their people do."""
        return queryset.filter(pk__in=Agency.objects.called(read_query(search_term)).values("pk")), False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An agency stays with its history; without members nobody opens it any more."""
        return False

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "import": self.import_agencies,
            "import/template": self.import_template,
            "invitations": self.invitations,
        }
        own = [
            path(f"{address}/", self.admin_site.admin_view(page), name=f"agencies_agency_{address.replace('/', '_')}")
            for address, page in pages.items()
        ]
        return [*own, *super().get_urls()]

    def import_agencies(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        from agencies.agency_import import import_agencies  # spreadsheets take long to import, for every command

        return import_agencies(request, self.admin_site)

    def import_template(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        from agencies.agency_import import template_file

        return template_file(request)

    def invitations(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return coordinator_invitations(request, self.admin_site)

    @transaction.atomic
    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A new agency starts with the departments of its kind, and so does one that was only a name before."""
        super().save_related(request, form, formsets, change)
        is_new = not change or "is_tenant" in form.changed_data
        if is_new and form.instance.is_tenant and not form.instance.departments.exists():
            assert isinstance(request.user, User)
            departments_start(agency=form.instance, names=standard_departments(form.instance.kind), actor=request.user)

    def get_inlines(self, request: HttpRequest, obj: Agency | None) -> list[Any]:
        """Departments and members come once the agency itself is there."""
        return [DepartmentInline, MemberInline] if obj else []


@admin.register(Installation)
class InstallationAdmin(RecordedAdmin):
    """What holds for every agency: one row, to which the list leads."""

    formfield_overrides = {ImageField: {"form_class": PictureField}}

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request) and not Installation.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = THE_ONE
        super().save_model(request, obj, form, change)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if Installation.objects.exists():
            return redirect("admin:agencies_installation_change", THE_ONE)
        return redirect("admin:agencies_installation_add")


class PersonPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # no generic at run time
    usable_password_help_text = "หากปิดการเข้าสู่ระบบด้วยรหัสผ่าน ผู้ใช้จะเข้าสู่ระบบไม่ได้จนกว่าจะตั้งรหัสผ่านใหม่"  # noqa: S105  words about passwords


class PersonForm(UserChangeForm):  # type: ignore[type-arg]  # no generic at run time
    """An account as the administrator changes it: no two colleagues are called alike, whoever names them."""

    def clean_display_name(self) -> str:
        name: str = self.cleaned_data["display_name"]
        if "display_name" in self.changed_data and is_borne(
            name, agencies_of_names(self.instance), besides=self.instance
        ):
            raise ValidationError(NAME_TAKEN)
        return name


@admin.register(User)
class PersonAdmin(RecordedAdmin, UserAdmin):  # type: ignore[type-arg]  # no generic at run time
    form = PersonForm
    change_password_form = PersonPasswordForm
    list_display = ["username", "display_name", "email", "is_active", "is_superuser", "signed_in"]
    search_fields = ["username", "display_name", "email"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("ข้อมูลส่วนตัว", {"fields": ["display_name", "email"]}),
        ("สิทธิ์ของระบบ", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("วันเวลา", {"fields": ["signed_in", "joined"]}),
    ]
    readonly_fields = ["signed_in", "joined"]

    @admin.display(description="เข้าสู่ระบบครั้งล่าสุด")
    def signed_in(self, user: User) -> str:
        return thai_moment(user.last_login) if user.last_login else "ยังไม่เคยเข้าสู่ระบบ"

    @admin.display(description="สร้างบัญชีเมื่อ")
    def joined(self, user: User) -> str:
        return thai_moment(user.date_joined)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is closed instead, which can be taken back."""
        return False

    def get_urls(self) -> list[URLPattern]:
        invite, link = self.admin_site.admin_view(self.invite), self.admin_site.admin_view(self.link)
        return [
            path("invite/", invite, name="agencies_user_invite"),
            path("<int:pk>/link/", link, name="agencies_user_link"),
            *super().get_urls(),
        ]

    def invite(self, request: HttpRequest) -> HttpResponse:
        return staff_invite(request, self.admin_site)

    def link(self, request: HttpRequest, pk: int) -> HttpResponse:
        return staff_link(request, self.admin_site, pk)

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        return [MembershipInline] if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Tell the old address where the administrator gives an account another one."""
        old = form.initial.get("email", "")
        super().save_model(request, obj, form, change)
        if change and old and old != obj.email:
            notify(obj, AccountNotice.EMAIL_CHANGED, actor=_person(request), to=old)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        before = self.get_object(request, unquote(id))
        response = super().user_change_password(request, id, form_url)
        after = self.get_object(request, unquote(id))
        if before and after and after.password != before.password:
            password_given(user=after, actor=_person(request), keep_session=request.session.session_key)
        return response


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the administration pages are closed to everyone else
    return request.user


class OverseerForm(ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """Who oversees a place; the account is named as its person signs in."""

    user = ModelChoiceField(
        User.objects.filter(is_active=True),
        label="ชื่อผู้ใช้",
        to_field_name="username",
        widget=TextInput(attrs={"autocomplete": "off"}),
        help_text="ชื่อผู้ใช้ของบัญชีที่มีอยู่แล้ว",
        error_messages={"required": "กรุณากรอกชื่อผู้ใช้", "invalid_choice": "ไม่มีบัญชีที่เปิดใช้ชื่อผู้ใช้นี้"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["user"] = self.instance.user.username


@admin.register(Oversight)
class OversightAdmin(RecordedAdmin):
    """Who reads the agencies of a province or district."""

    form = OverseerForm

    list_display = ["user", "province", "district"]
    list_filter = [("province", ProvinceFilter)]
    search_fields = ["user__username", "user__display_name", "province", "district"]


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # no generic at run time
    """Rows that nobody adds, changes or deletes here."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, one_spelling(search_term))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """The history of all agencies, of accounts and of framework years, to be read."""

    list_display = ["at", "actor_name", "actor_account", "agency", "fiscal_year", "label"]
    list_filter = ["fiscal_year"]
    list_select_related = ["agency"]
    search_fields = ["label", "actor_name", "actor_account", "agency__name"]
    show_full_result_count = False
    exclude = ["actor"]


@admin.register(Removed)
class RemovedAdmin(ReadOnlyAdmin):
    """What was removed of the portal itself; what belongs to an agency is restored on the agency's page."""

    list_display = ["label", "kind_name", "actor_name", "at"]
    fields = ["label", "kind_name", "text", "reason", "actor_name", "at"]
    actions = ["restore"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Removed]:
        return super().get_queryset(request).filter(agency__isnull=True).since(last_moment())  # type: ignore[attr-defined, no-any-return]

    @admin.display(description="ประเภท")
    def kind_name(self, removed: Removed) -> str:
        return KINDS[removed.kind].name

    @admin.action(description="กู้คืนรายการที่เลือก", permissions=["view"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Removed]) -> None:
        assert isinstance(request.user, User)
        for removed in queryset:
            try:
                removed_restore(removed=removed, actor=request.user)
            except NotRestorable as refused:
                messages.error(request, f"{removed.label}: {refused}")
            else:
                messages.success(request, f"กู้คืน{KINDS[removed.kind].name} “{removed.label}” แล้ว")
