"""Personal data in the files of a year's evidence: where they stand, what may stand instead, and what is confirmed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Right
from assessments.years import AgencyYear, year_of
from ita_portal.turns import takes_turn
from measures import services
from measures.evidence_register import kept_register
from measures.models import Evidence
from measures.personal_data_in_files import LookedFile, files_look_through, looked_files
from measures.views.plan import plan_of


@require_safe
def evidence_privacy(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """The files with what was found in each; nothing is read here."""
    year = year_of(request, agency, fiscal_year)
    files = _files(year)
    context = {
        "year": year,
        "found": [each for each in files if each.places],
        "unread": [each for each in files if each.look and each.look.refusal],
        "waiting": sum(each.look is None for each in files),
        "clean": sum(bool(each.look and not each.places and not each.look.refusal) for each in files),
        "open": sum(len(each.open_places) for each in files),
    }
    return render(request, "measures/evidence_privacy.html", context)


@require_POST
@takes_turn
def evidence_look(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Read the files that nobody has looked through, for some seconds."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    left = files_look_through(_files(year))
    messages.success(request, f"ตรวจแล้ว เหลืออีก {left} ไฟล์ กรุณากดตรวจต่อ" if left else "ตรวจครบทุกไฟล์แล้ว")
    return redirect("evidence-privacy", year.agency.slug, year.fiscal_year)


@require_POST
def evidence_confirm(request: HttpRequest, agency: str, fiscal_year: int, file_key: UUID) -> HttpResponse:
    """Take the word of a person that a place may stand as it is."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    own = Evidence.objects.filter(measure__plan__agency=year.agency, measure__plan__fiscal_year=year.fiscal_year)
    evidence = get_object_or_404(own, key=file_key)
    looked = next((each for each in _files(year) if each.evidence.sha256 == evidence.sha256), None)
    number = request.POST.get("number", "")
    place = next((each for each in looked.places if str(each.number) == number), None) if looked else None
    if looked is None or place is None:  # the report in which it stood was taken back meanwhile
        messages.error(request, "ไม่พบตำแหน่งนี้แล้ว รายงานที่แนบไฟล์ไว้อาจถูกยกเลิกหรือส่งใหม่")
        return redirect("evidence-privacy", year.agency.slug, year.fiscal_year)
    services.found_place_confirm(
        evidence=looked.evidence, number=place.number, place=place.place, actor=year.access.user
    )
    messages.success(request, f"ยืนยันแล้วว่า {place.place.masked} เผยแพร่ได้")
    return redirect("evidence-privacy", year.agency.slug, year.fiscal_year)


def _files(year: AgencyYear) -> list[LookedFile]:
    plan = plan_of(year)
    return looked_files(plan, kept_register(year.access, plan)) if plan else []
