"""The analysis room: the figures of each issue, indicator or question beside the texts that say what they mean."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from assessments.findings_form import FindingsForm
from assessments.findings_room import PagePlace, Room, room_of, units_of_assessment
from assessments.models import Assessment
from assessments.rules.analysis import SCOPE_NAMES, UNITS
from assessments.rules.writing_order import LIMITATIONS
from assessments.services import analysis_unit_choose, findings_draft, findings_record, limitations_record
from assessments.years import AgencyYear, year_of

ALL_DONE = "ยืนยันครบทุก{unit}แล้ว ขั้นต่อไปคือกำหนดมาตรการ"


@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT if request.method == "POST" else Right.READ)
    assessment = year.assessment
    if year.framework is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    if assessment is None:
        return render(request, "assessments/no_scores.html", {"year": year})
    room = room_of(request, year, assessment)
    if request.method == "POST":
        return _save_findings(request, room, room.form(request.POST))
    return _page(request, room, room.form(None))


@require_POST
def findings_unit(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Let the documents of the year go by the unit that the page shows."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    assessment, unit = _posted_unit(request, year)
    analysis_unit_choose(assessment=assessment, unit=unit, actor=year.access.user)
    messages.success(request, f"เอกสารของปีนี้จะวิเคราะห์{UNITS[unit]} ข้อความที่เขียนไว้ในวิธีแยกอื่นยังอยู่ครบ")
    return redirect("findings", year.agency.slug, year.fiscal_year)


@require_POST
def draft_findings(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Write first drafts from the figures where nobody has written yet, of all subjects or of those named."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    assessment, unit = _posted_unit(request, year)
    also, only = tuple(request.POST.getlist("add")), request.POST.getlist("only")
    drafted = findings_draft(assessment=assessment, unit=unit, also=also, only=only, actor=year.access.user)
    if drafted:
        messages.success(request, f"ร่างข้อค้นพบแล้ว {drafted} {SCOPE_NAMES[unit]} กรุณาอ่านและแก้ให้ตรงกับหน่วยงานก่อนใช้ในเอกสาร")
    else:
        messages.info(request, "ไม่มีข้อค้นพบที่ต้องร่างเพิ่ม ข้อความที่มีผู้เขียนไว้แล้วคงเดิม")
    place = PagePlace(unit, also, request.POST.get("subject", ""), shows_all="all" in request.POST)
    return redirect(place.url(year))


def _posted_unit(request: HttpRequest, year: AgencyYear) -> tuple[Assessment, str]:
    unit = request.POST.get("by", "")
    if year.assessment is None or unit not in units_of_assessment(year.assessment):
        raise Http404
    return year.assessment, unit


def _save_findings(request: HttpRequest, room: Room, form: FindingsForm) -> HttpResponse:
    if form.begins:
        return _page(request, room, form)
    if form.errors:
        return _page(request, room, form, status=422)
    actor = room.year.access.user
    conflicts = findings_record(assessment=room.assessment, drafts=form.drafts, actor=actor)
    limitations = limitations_record(
        assessment=room.assessment, texts=form.limitations, seen=form.seen_limitations, actor=actor
    )
    if not conflicts and limitations is None:
        return _saved(request, room, form)
    form.show_conflicts(conflicts, limitations, room.assessment)
    return _page(request, room, form, status=409)


def _saved(request: HttpRequest, room: Room, form: FindingsForm) -> HttpResponse:
    """Lead back to the page, or on to what needs work next: by what is stored now, by others too."""
    if not form.next_after:
        messages.success(request, "บันทึกการวิเคราะห์แล้ว")
        return redirect(room.open_url if request.GET else PagePlace(room.unit).url(room.year))
    now = room_of(request, room.year, room.assessment)
    if now.next:
        messages.success(request, _left_words(now, form))
        return redirect(now.url(now.next))
    if now.waiting:
        messages.info(request, _left_words(now, form))
    else:
        messages.success(request, ALL_DONE.format(unit=form.unit))
    return redirect(now.open_url)


def _left_words(now: Room, form: FindingsForm) -> str:
    """Say what became of what the person left: what is empty was not confirmed."""
    if now.open == LIMITATIONS:
        return "บันทึกข้อจำกัดและปัญหาอุปสรรคแล้ว" if now.limitations else "ข้อจำกัดและปัญหาอุปสรรคยังไม่มีข้อความ"
    row = form.row_of(now.open)
    label = row.subject.label if row else form.unit
    return f"{label} ยังไม่มีข้อค้นพบ" if now.open in now.waiting else f"ยืนยัน{label} แล้ว"


def _page(request: HttpRequest, room: Room, form: FindingsForm, status: int = 200) -> HttpResponse:
    context = {
        "year": room.year,
        "form": form,
        "room": room,
        "row": form.row_of(room.open),
        "units": room.unit_links(),
        "is_printed": room.unit == room.assessment.unit,
        "others": room.others(),
    }
    template = "findings_all" if room.place.shows_all else "findings"
    return render(request, f"assessments/{template}.html", context, status=status)
