"""The settings of an agency: what it says of itself, its pictures, and the list of its departments."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies import services
from agencies.access import Access, Right, access_to
from agencies.forms.settings import AgencyForm, DepartmentForm, PictureForm
from agencies.models import Agency, garuda_of
from agencies.pictures import preview_uri
from agencies.standard_departments import standard_departments
from agencies.views.person import READ_OR_WRITE

PICTURE_CHANGED = "ยังไม่ได้บันทึก มีผู้อื่นเปลี่ยนภาพนี้หลังจากท่านเปิดหน้านี้ ภาพที่แสดงคือภาพล่าสุด หากยังต้องการเปลี่ยน กรุณาทำรายการอีกครั้ง"


@dataclass(frozen=True)
class PictureCard:
    """One of the agency's pictures as the page shows it."""

    name: str
    title: str
    note: str
    stored: str  # the name of its file, by which a form says which one it had shown
    uri: str
    form: PictureForm
    shared_uri: str = ""  # the portal's own, which is used while the agency has none
    problem: str = ""


@require_http_methods(READ_OR_WRITE)
def agency_settings(request: HttpRequest, agency: str) -> HttpResponse:
    """What a coordinator looks after without the system administrator."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    form = AgencyForm(access.agency, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return settings_page(request, access, form=form, status=422 if form.errors else 200)
    try:
        services.agency_update(
            agency=access.agency, content=form.content, seen=form.cleaned_data["seen"], actor=access.user
        )
    except services.AgencySavedMeanwhile as meanwhile:
        form.go_on_from(meanwhile.stored)
        theirs = str(services.agency_content_of(meanwhile.stored))
        return settings_page(request, access, form=form, theirs=theirs, status=409)
    messages.success(request, "บันทึกข้อมูลของหน่วยงานแล้ว")
    return redirect("agency-settings", access.agency.slug)


@require_POST
def agency_picture(request: HttpRequest, agency: str, picture: str) -> HttpResponse:
    """Use another picture as seal or ครุฑ, or with `remove=1` none."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    is_removed = request.POST.get("remove") == "1"
    form = PictureForm(picture, request.POST, request.FILES)
    if not is_removed and not form.is_valid():
        return settings_page(request, access, picture_form=(picture, form, ""), status=422)
    file = None if is_removed else form.cleaned_data["picture"]
    seen = request.POST.get("seen", "")
    try:
        services.agency_picture_set(agency=access.agency, picture=picture, file=file, seen=seen, actor=access.user)
    except services.AgencySavedMeanwhile:
        access.agency.refresh_from_db(fields=[*services.PICTURES])
        return settings_page(request, access, picture_form=(picture, PictureForm(picture), PICTURE_CHANGED), status=409)
    messages.success(request, "นำภาพออกแล้ว กู้คืนได้ภายใน 30 วันที่หน้ารายการที่ลบ" if is_removed else "บันทึกภาพแล้ว")
    return redirect("agency-settings", access.agency.slug)


def settings_page(
    request: HttpRequest,
    access: Access,
    *,
    form: AgencyForm | None = None,
    theirs: str = "",
    picture_form: tuple[str, PictureForm, str] | None = None,
    add_form: DepartmentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the whole page, with the one form that was refused as it was filled in."""
    departments = list(access.agency.departments.all())
    context = {
        "access": access,
        "form": form or AgencyForm(access.agency),
        "theirs": theirs,
        "pictures": [_card(access.agency, name, picture_form) for name in services.PICTURES],
        "departments": [each for each in departments if not each.retired_at],
        "retired": [each for each in departments if each.retired_at],
        "ready_made": () if departments else standard_departments(access.agency.kind),
        "add_form": add_form or DepartmentForm(),
    }
    return render(request, "agencies/settings.html", context, status=status)


def _card(agency: Agency, name: str, refused: tuple[str, PictureForm, str] | None) -> PictureCard:
    title, note = TITLES[name]
    stored = getattr(agency, name)
    form, problem = (refused[1], refused[2]) if refused and refused[0] == name else (PictureForm(name), "")
    shared: Any = garuda_of(agency) if name == "garuda" and not stored else None
    return PictureCard(
        name, title, note, str(stored.name or ""), preview_uri(stored), form, preview_uri(shared), problem
    )


TITLES = {
    "emblem": ("ตราสัญลักษณ์", "พิมพ์บนปกของรายงาน ไม่พิมพ์แทนครุฑ"),
    "garuda": ("ครุฑ", "พิมพ์บนบันทึกข้อความและประกาศ ใส่เฉพาะเมื่อหน่วยงานต้องการใช้ภาพของตนเองแทนภาพของระบบ"),
}
