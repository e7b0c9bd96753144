"""The members of an agency: who is in it as what, and everything a coordinator does about that."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import services
from agencies.access import Access, Right, access_to
from agencies.forms.people import MemberForm
from agencies.kept import kept
from agencies.models import Change, Invitation, Membership
from agencies.second_factor import has_second_factor
from agencies.views.person import READ_OR_WRITE
from ita_portal.site_address import absolute_here
from ita_portal.text.dictionary_order import dictionary_key

TWO_NEEDED = "บัญชีของผู้บริหารต้องให้ผู้ประสานงาน ITA สองคนร่วมกัน หรือผู้ดูแลระบบ ดำเนินการ"
NO_RESET = "บัญชีนี้เปิดหน่วยงานอื่นหรือหน้าผู้ดูแลระบบได้ด้วย จึงต้องให้ผู้ดูแลระบบดำเนินการ"
CHANGES_SHOWN = 20


@require_safe
def people(request: HttpRequest, agency: str) -> HttpResponse:
    """Everybody in the agency may read who its members are; those who manage people see the invitations too."""
    access = access_to(request, agency)
    members = access.agency.memberships.select_related("user", "department").order_by("suspended_at", "pk")
    pending = Invitation.objects.none()
    if access.can_manage_people:
        pending = access.agency.invitations.pending(timezone.now()).select_related("department")
    context = {"access": access, "members": _by_role(members), "pending": pending}
    return render(request, "agencies/people.html", context)


@require_http_methods(READ_OR_WRITE)
def member(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """A member's role and department, and what can be done about the account."""
    access = access_to(request, agency, Right.MANAGE_PEOPLE)
    current = _member_of(access, key)
    form = MemberForm(access.agency, request.POST or None, member=current)
    if request.method == "POST" and form.is_valid():
        try:
            services.member_update(membership=current, content=form.content, actor=access.user)
        except services.LastCoordinator:
            return _member_page(request, access, current, form=form, refusal=services.LAST_COORDINATOR, status=409)
        except services.OwnRole:
            return _member_page(request, access, current, form=form, refusal=services.OWN_ROLE, status=403)
        messages.success(request, f"บันทึกบทบาทของ “{current.user}” แล้ว")
        return redirect("people", access.agency.slug)
    return _member_page(request, access, current, form=form, status=422 if form.errors else 200)


@require_POST
def member_suspend(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """Shut a member out, or with `restore=1` let them in again."""
    access = access_to(request, agency, Right.MANAGE_PEOPLE)
    current = _member_of(access, key)
    if request.POST.get("restore") == "1":
        services.member_restore(membership=current, actor=access.user)
        messages.success(request, f"คืนสิทธิ์ของ “{current.user}” แล้ว")
        return redirect("people", access.agency.slug)
    try:
        services.member_suspend(membership=current, actor=access.user)
    except services.LastCoordinator:
        return _member_page(request, access, current, refusal=services.LAST_COORDINATOR, status=409)
    messages.success(request, f"ระงับสิทธิ์ของ “{current.user}” แล้ว มีผลทันที")
    return redirect("people", access.agency.slug)


@never_cache
@require_POST
def member_reset_link(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """Show a link by which a member sets a new password, once: it answers the form itself."""
    access = access_to(request, agency, Right.MANAGE_PEOPLE)
    current = _member_of(access, key)
    if not access.can_reset(current, timezone.now()):
        return _no_reset(request, access, current)
    path = services.reset_link_hand_over(user=current.user, actor=access.user)
    context = {"access": access, "member": current, "link": absolute_here(request, path)}
    return render(request, "agencies/member_reset_link.html", context)


@require_POST
def member_second_factor_reset(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """Take the second step away from a member who has lost the phone and the recovery codes."""
    access = access_to(request, agency, Right.MANAGE_PEOPLE)
    current = _member_of(access, key)
    if not access.can_reset(current, timezone.now()):
        return _no_reset(request, access, current)
    was_on = services.second_factor_remove(user=current.user, actor=access.user)
    messages.success(
        request, f"ล้างการยืนยันตัวตนสองขั้นของ “{current.user}” แล้ว" if was_on else "สมาชิกนี้ไม่ได้เปิดการยืนยันตัวตนสองขั้น"
    )
    return redirect("member", access.agency.slug, current.key)


@require_POST
def member_reset_ask(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """Ask that a second coordinator look after an executive's account."""
    access = access_to(request, agency, Right.MANAGE_PEOPLE)
    current = _member_of(access, key)
    if not access.can_reset_account_of(current.user):
        return _no_reset(request, access, current)
    services.reset_ask(membership=current, actor=access.user)
    messages.success(request, "บันทึกคำขอแล้ว ผู้ประสานงาน ITA อีกคนดำเนินการได้ที่หน้านี้ภายใน 24 ชั่วโมง")
    return redirect("member", access.agency.slug, current.key)


@require_POST
def people_second_factor(request: HttpRequest, agency: str) -> HttpResponse:
    """Say whether coordinators and executives need a second step."""
    access = access_to(request, agency, Right.MANAGE_PEOPLE)
    is_required = request.POST.get("required") == "1"
    services.second_factor_require(agency=access.agency, is_required=is_required, actor=access.user)
    messages.success(request, "บังคับใช้การยืนยันตัวตนสองขั้นแล้ว" if is_required else "เลิกบังคับใช้การยืนยันตัวตนสองขั้นแล้ว")
    return redirect("people", access.agency.slug)


def _by_role(members: Any) -> list[Membership]:
    """Return the members in the order in which the roles are listed, those suspended last."""
    order = list(Membership.Role)
    return sorted(
        members,
        key=lambda each: (
            not each.is_active,
            order.index(Membership.Role(each.role)),
            dictionary_key(str(each.user)),
        ),
    )


def _no_reset(request: HttpRequest, access: Access, current: Membership) -> HttpResponse:
    refusal = TWO_NEEDED if access.can_reset_account_of(current.user) else NO_RESET
    return _member_page(request, access, current, refusal=refusal, status=403)


def _member_of(access: Access, key: UUID) -> Membership:
    return get_object_or_404(
        access.agency.memberships.select_related("agency", "user", "department", "reset_asked_by"), key=key
    )


def _member_page(
    request: HttpRequest,
    access: Access,
    current: Membership,
    *,
    form: MemberForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    changes = Change.objects.without_year(access.agency).of(f"member:{current.key}")[:CHANGES_SHOWN]
    can_reset_account = access.can_reset_account_of(current.user)
    context = {
        "access": access,
        "member": current,
        "form": form or MemberForm(access.agency, member=current),
        "refusal": refusal,
        "can_reset": can_reset_account and access.is_enough_for(current, timezone.now()),
        "needs_two": current.is_guarded and can_reset_account,
        "is_asked": current.reset_asked_by == access.user,
        "is_self": current.user == access.user,
        "has_second_factor": has_second_factor(current.user),
        "changes": kept(access, ("changes", "member", current.key), lambda: list(changes)),
    }
    return render(request, "agencies/member.html", context, status=status)
