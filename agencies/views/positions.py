"""The positions of an agency's chain of opinions: named, ordered, held by members, and acted for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import services
from agencies.access import Access, Right, access_to
from agencies.forms.positions import ActingForm, PositionForm, who_may_hold
from agencies.kept import kept
from agencies.models import Change, Holding, Membership, Position
from agencies.offices import standard_positions
from agencies.once import once
from agencies.rules.holdings import Capacity
from agencies.views.person import READ_OR_WRITE

CHANGES_SHOWN = 20


@require_safe
def positions(request: HttpRequest, agency: str) -> HttpResponse:
    """Who gives opinions on internal letters, first to last."""
    return _list(request, access_to(request, agency, Right.MANAGE_AGENCY))


@require_POST
@once
def positions_start(request: HttpRequest, agency: str) -> HttpResponse:
    """Give an agency without positions those of its kind."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    standard = standard_positions(access.agency)
    made = services.positions_start(agency=access.agency, standard=standard, actor=access.user)
    messages.success(request, f"เพิ่มตำแหน่ง {len(made)} ตำแหน่งแล้ว" if made else "หน่วยงานมีตำแหน่งอยู่แล้ว")
    return redirect("positions", access.agency.slug)


@require_POST
@once
def position_add(request: HttpRequest, agency: str) -> HttpResponse:
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    form = PositionForm(_members(access), request.POST)
    if not form.is_valid():
        return _list(request, access, form, 422)
    try:
        added = services.position_add(agency=access.agency, content=form.content, actor=access.user)
    except (services.PositionTitleTaken, services.HoldsAnother) as refused:
        _say_refused(form, refused)
        return _list(request, access, form, 422)
    messages.success(request, f"เพิ่ม “{added}” แล้ว")
    return redirect("positions", access.agency.slug)


@require_http_methods(READ_OR_WRITE)
def position(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """What a position is called, who holds it, and who acts for it."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    current = _position_of(access, key)
    if request.method != "POST":
        return _page(request, access, current)
    form = PositionForm(_members(access), request.POST, position=current)
    if not form.is_valid():
        return _page(request, access, current, form=form, status=422)
    try:
        services.position_update(position=current, content=form.content, version=form.version_seen, actor=access.user)
    except (services.PositionTitleTaken, services.HoldsAnother) as refused:
        _say_refused(form, refused)
        return _page(request, access, current, form=form, status=422)
    except services.PositionSavedMeanwhile as meanwhile:
        form.go_on_from(meanwhile.stored)
        theirs = str(services.position_content_of(meanwhile.stored))
        return _page(request, access, current, form=form, theirs=theirs, status=409)
    messages.success(request, f"บันทึก “{form.content.title}” แล้ว")
    return redirect("positions", access.agency.slug)


@require_POST
def position_move(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """Move a position one place up, or with `down=1` down."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    current = _position_of(access, key)
    is_up = request.POST.get("down") != "1"
    if services.position_move(position=current, is_up=is_up, actor=access.user):
        messages.success(request, f"ย้าย “{current}” {'ขึ้น' if is_up else 'ลง'}แล้ว")
    return redirect("positions", access.agency.slug)


@require_POST
def position_remove(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    current = _position_of(access, key)
    services.position_remove(position=current, actor=access.user)
    messages.success(request, f"ลบ “{current}” แล้ว กู้คืนได้ภายใน 30 วันที่หน้ารายการที่ลบ")
    return redirect("positions", access.agency.slug)


@require_POST
@once
def acting_add(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    """Let a member act for a position for a time."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    current = _position_of(access, key)
    form = ActingForm(_members(access), request.POST)
    if not form.is_valid():
        return _page(request, access, current, acting_form=form, status=422)
    try:
        added = services.acting_add(position=current, content=form.content, actor=access.user)
    except services.ActingClash as clash:
        form.add_error("starts", f"ช่วงวันที่ซ้อนกับ “{clash.other.name}” ({clash.other.days})")
        return _page(request, access, current, acting_form=form, status=422)
    messages.success(request, f"กำหนดให้ “{added.name}” {added.capacity_words} “{current}” แล้ว")
    return redirect("position", access.agency.slug, current.key)


@require_POST
def acting_end(request: HttpRequest, agency: str, key: UUID, holding_key: UUID) -> HttpResponse:
    """Let somebody act for a position no longer."""
    access = access_to(request, agency, Right.MANAGE_AGENCY)
    current = _position_of(access, key)
    of_position = Holding.objects.filter(position=current).exclude(capacity=Capacity.HOLDER.value)
    holding = get_object_or_404(of_position.select_related("position", "member__user"), key=holding_key)
    services.acting_end(holding=holding, today=timezone.localdate(), actor=access.user)
    messages.success(request, f"สิ้นสุดการ{holding.capacity_words}ของ “{holding.name}” แล้ว")
    return redirect("position", access.agency.slug, current.key)


def _say_refused(form: PositionForm, refused: services.PositionTitleTaken | services.HoldsAnother) -> None:
    if isinstance(refused, services.PositionTitleTaken):
        form.add_error("title", f"มีตำแหน่ง “{refused.other}” แล้ว")
        return
    words = f"สมาชิกนี้ดำรงตำแหน่ง “{refused.other}” อยู่แล้ว หากปฏิบัติหน้าที่แทน กรุณาเพิ่มเป็นผู้รักษาราชการแทนหรือผู้ปฏิบัติราชการแทน"
    form.add_error("member", words)


def _position_of(access: Access, key: UUID) -> Position:
    return get_object_or_404(access.agency.positions.with_holdings().select_related("agency"), key=key)


def _members(access: Access) -> list[Membership]:
    """Return who may hold a position, kept until something changes; a post is given those of now."""
    return kept(access, ("who-may-hold",), lambda: who_may_hold(access.agency))


def _list(request: HttpRequest, access: Access, form: PositionForm | None = None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    found = list(access.agency.positions.with_holdings())
    context = {
        "access": access,
        "positions": [(each, each.speakers_on(today)) for each in found],
        "standard": () if found else standard_positions(access.agency),
        "form": form or PositionForm(_members(access)),
        "form_page": reverse("positions", args=[access.agency.slug]),
    }
    return render(request, "agencies/positions.html", context, status=status)


def _page(
    request: HttpRequest,
    access: Access,
    current: Position,
    *,
    form: PositionForm | None = None,
    acting_form: ActingForm | None = None,
    theirs: str = "",
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    changes = Change.objects.without_year(access.agency).of(f"position:{current.key}")[:CHANGES_SHOWN]
    context = {
        "access": access,
        "position": current,
        "form": form or PositionForm(_members(access), position=current),
        "acting_form": acting_form or ActingForm(_members(access)),
        "acting": [(each, each.ends is None or each.ends >= today) for each in current.acting],
        "theirs": theirs,
        "form_page": reverse("position", args=[access.agency.slug, current.key]),
        "changes": kept(access, ("changes", "position", current.key), lambda: list(changes)),
    }
    return render(request, "agencies/position.html", context, status=status)
