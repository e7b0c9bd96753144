"""The analysis room: the figures of each issue, indicator or question beside the texts that say what they mean."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from assessments.findings_form import FindingsForm, posted_codes
from assessments.models import Assessment
from assessments.rules.analysis import (
    QUESTION,
    SCOPE_NAMES,
    UNIT_OF_SCOPE,
    UNITS,
    AllTexts,
    SubjectGroup,
    grouped,
    question_subjects,
    subjects_of,
    units_of,
)
from assessments.rules.sheet import Sheet
from assessments.services import analysis_unit_choose, findings_draft, findings_record, limitations_record
from assessments.years import AgencyYear, year_of


@dataclass(frozen=True)
class Room:
    """What the page shows: the year by a unit, and the questions that were added to those that need attention."""

    year: AgencyYear
    assessment: Assessment
    unit: str
    also: tuple[str, ...]
    sheet: Sheet
    texts: AllTexts

    def form(self, posted: QueryDict | None) -> FindingsForm:
        subjects = subjects_of(self.sheet, self.texts, self.unit, self.also)
        return FindingsForm(self.unit, self.sheet.structure, subjects, self.assessment.limitation_texts(), posted)


@dataclass(frozen=True)
class UnitLink:
    """One way to look at the year, with how many findings are written in it."""

    name: str
    url: str
    written: int
    is_shown: bool
    is_printed: bool


def findings_url(year: AgencyYear, unit: str, also: tuple[str, ...] = ()) -> str:
    """Return the address of the page for a unit; the one that the documents go by needs no query."""
    url = reverse("findings", args=[year.agency.slug, year.fiscal_year])
    by = [] if year.assessment and unit == year.assessment.unit and not also else [("by", unit)]
    query = urlencode(by + [("add", code) for code in also])
    return f"{url}?{query}" if query else url


@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT if request.method == "POST" else Right.READ)
    assessment = year.assessment
    if year.framework is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    if assessment is None:
        return render(request, "assessments/no_scores.html", {"year": year})
    room = _room(request, year, assessment)
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
    """Write first drafts from the figures where nobody has written yet."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    assessment, unit = _posted_unit(request, year)
    also = tuple(request.POST.getlist("add"))
    drafted = findings_draft(assessment=assessment, unit=unit, also=also, actor=year.access.user)
    if drafted:
        messages.success(request, f"ร่างข้อค้นพบแล้ว {drafted} {SCOPE_NAMES[unit]} กรุณาอ่านและแก้ให้ตรงกับหน่วยงานก่อนใช้ในเอกสาร")
    else:
        messages.info(request, "ไม่มีข้อค้นพบที่ต้องร่างเพิ่ม ข้อความที่มีผู้เขียนไว้แล้วคงเดิม")
    return redirect(findings_url(year, unit, also))


def _room(request: HttpRequest, year: AgencyYear, assessment: Assessment) -> Room:
    """Read what to show. A posted page says itself what it showed, whatever is weak or printed by now."""
    by = request.POST.get("by") or request.GET.get("by", "")
    unit = by if by in _units(assessment) else assessment.unit
    also = dict.fromkeys([*request.GET.getlist("add"), *posted_codes(request.POST)])
    return Room(
        year,
        assessment,
        unit,
        tuple(also) if unit == QUESTION else (),
        assessment.sheet(),
        assessment.texts_by_subject(),
    )


def _posted_unit(request: HttpRequest, year: AgencyYear) -> tuple[Assessment, str]:
    unit = request.POST.get("by", "")
    if year.assessment is None or unit not in _units(year.assessment):
        raise Http404
    return year.assessment, unit


def _units(assessment: Assessment) -> tuple[str, ...]:
    return units_of(has_issues=bool(assessment.framework.issues.all()))


def _save_findings(request: HttpRequest, room: Room, form: FindingsForm) -> HttpResponse:
    if form.errors:
        return _page(request, room, form, status=422)
    actor = room.year.access.user
    conflicts = findings_record(assessment=room.assessment, drafts=form.drafts, actor=actor)
    limitations = limitations_record(
        assessment=room.assessment, texts=form.limitations, seen=form.seen_limitations, actor=actor
    )
    if not conflicts and limitations is None:
        messages.success(request, "บันทึกการวิเคราะห์แล้ว")
        return redirect(findings_url(room.year, room.unit, tuple(request.GET.getlist("add"))))
    form.show_conflicts(conflicts, limitations, room.assessment)
    return _page(request, room, form, status=409)


def _page(request: HttpRequest, room: Room, form: FindingsForm, status: int = 200) -> HttpResponse:
    context = {
        "year": room.year,
        "form": form,
        "room": room,
        "units": _unit_links(room),
        "is_printed": room.unit == room.assessment.unit,
        "others": _others(room, form) if room.unit == QUESTION else (),
    }
    return render(request, "assessments/findings.html", context, status=status)


def _unit_links(room: Room) -> list[UnitLink]:
    written = [UNIT_OF_SCOPE[scope] for (scope, _), text in room.texts.items() if not text.is_empty]
    return [
        UnitLink(
            UNITS[unit],
            findings_url(room.year, unit),
            written.count(unit),
            is_shown=unit == room.unit,
            is_printed=unit == room.assessment.unit,
        )
        for unit in _units(room.assessment)
    ]


def _others(room: Room, form: FindingsForm) -> tuple[SubjectGroup, ...]:
    """The questions and items that the page does not show, to be added to it."""
    shown = {subject.key for subject in form.subjects}
    subjects = question_subjects(room.sheet, room.texts, room.also)
    return grouped(room.sheet.structure, [subject for subject in subjects if subject.key not in shown])
