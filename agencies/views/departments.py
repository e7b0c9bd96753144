"""The departments of an agency: added, named, put in order, retired, and removed where nothing speaks of them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies import services
from agencies.access import Access, Right, access_to
from agencies.forms.settings import DepartmentForm
from agencies.models import Change, Department
from agencies.once import once
from agencies.standard_departments import standard_departments
from agencies.views.person import READ_OR_WRITE
from agencies.views.settings import settings_page

CHANGES_SHOWN = 20
HAS_HISTORY = "กองหรือสำนักนี้มีมาตรการ สมาชิก หรือคำเชิญที่อ้างถึง จึงลบไม่ได้ กรุณากด “เลิกใช้” แทน"


@require_POST
@once
def department_add(request: HttpRequest, agency: str) -> HttpResponse:
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    form = DepartmentForm(request.POST)
    if not form.is_valid():
        return settings_page(request, access, add_form=form, status=422)
    try:
        added = services.department_add(agency=access.agency, name=form.cleaned_data["name"], actor=access.user)
    except services.DepartmentNameTaken as taken:
        form.add_error("name", _taken(taken.other))
        return settings_page(request, access, add_form=form, status=422)
    messages.success(request, f"เพิ่ม “{added}” แล้ว")
    return _to_list(access)


@require_POST
@once
def departments_start(request: HttpRequest, agency: str) -> HttpResponse:
    """Give an agency without departments those of its kind."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    names = standard_departments(access.agency.kind)
    made = services.departments_start(agency=access.agency, names=names, actor=access.user)
    messages.success(request, f"เพิ่มกองและสำนัก {len(made)} แห่งแล้ว" if made else "หน่วยงานมีกองหรือสำนักอยู่แล้ว")
    return _to_list(access)


@require_http_methods(READ_OR_WRITE)
def department(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """A department's name, and what else can be done about it."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    current = _department_of(access, key)
    if request.method != "POST":
        return _page(request, access, current)
    form = DepartmentForm(request.POST)
    if not form.is_valid():
        return _page(request, access, current, form=form, status=422)
    name, seen = form.cleaned_data["name"], form.cleaned_data["seen"]
    try:
        services.department_rename(department=current, name=name, seen=seen, actor=access.user)
    except services.DepartmentNameTaken as taken:
        form.add_error("name", _taken(taken.other))
        return _page(request, access, current, form=form, status=422)
    except services.DepartmentSavedMeanwhile as meanwhile:
        again = DepartmentForm(initial={"name": name, "seen": meanwhile.stored.name})
        return _page(request, access, meanwhile.stored, form=again, theirs=meanwhile.stored.name, status=409)
    messages.success(request, f"บันทึกชื่อ “{name}” แล้ว")
    return _to_list(access)


@require_POST
def department_move(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """Move a department one place up, or with `down=1` down."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    current = _department_of(access, key)
    is_up = request.POST.get("down") != "1"
    if services.department_move(department=current, is_up=is_up, actor=access.user):
        messages.success(request, f"ย้าย “{current}” {'ขึ้น' if is_up else 'ลง'}แล้ว")
    return _to_list(access)


@require_POST
def department_retire(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """Offer a department no longer, or with `back=1` again."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    current = _department_of(access, key)
    if request.POST.get("back") == "1":
        services.department_bring_back(department=current, actor=access.user)
        messages.success(request, f"นำ “{current}” กลับมาใช้แล้ว")
    else:
        services.department_retire(department=current, actor=access.user)
        messages.success(request, f"เลิกใช้ “{current}” แล้ว ข้อมูลเดิมที่อ้างถึงยังอยู่ครบ")
    return _to_list(access)


@require_POST
def department_remove(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """Remove a department that nothing speaks of."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    current = _department_of(access, key)
    try:
        services.department_remove(department=current, actor=access.user)
    except services.DepartmentHasHistory:
        return _page(request, access, current, refusal=HAS_HISTORY, status=409)
    messages.success(request, f"ลบ “{current}” แล้ว กู้คืนได้ภายใน 30 วันที่หน้ารายการที่ลบ")
    return _to_list(access)


def _department_of(access: Access, key: UUID) -> Department:
    return get_object_or_404(access.agency.departments, key=key)


def _taken(other: Department) -> str:
    if other.retired_at:
        return "มีกองหรือสำนักชื่อนี้ที่เลิกใช้แล้ว กรุณานำกลับมาใช้แทนการเพิ่มใหม่"
    return "มีกองหรือสำนักชื่อนี้แล้ว"


def _to_list(access: Access) -> HttpResponse:
    return redirect(reverse("agency-settings", args=[access.agency.slug]) + "#departments")


def _page(
    request: HttpRequest,
    access: Access,
    current: Department,
    *,
    form: DepartmentForm | None = None,
    theirs: str = "",
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "access": access,
        "department": current,
        "form": form or DepartmentForm(initial={"name": current.name, "seen": current.name}),
        "theirs": theirs,
        "refusal": refusal,
        "has_history": current.has_history,
        "changes": Change.objects.without_year(access.agency).of(f"department:{current.pk}")[:CHANGES_SHOWN],
    }
    return render(request, "agencies/department.html", context, status=status)
