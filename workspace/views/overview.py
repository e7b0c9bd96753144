"""The overview of a year: where it stands, and the next thing to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.rules.analysis import QUESTION, SCOPE_NAMES, subjects_of
from assessments.rules.sheet import Sheet
from assessments.years import AgencyYear, year_of
from measures.models import Measure
from measures.reminding import reminders_of
from reports.models import Submission
from workspace.rules.next_step import Standing, next_step


@require_safe
def overview(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Where the year stands, and the next thing to do."""
    year = year_of(request, agency, fiscal_year)
    sheet = year.sheet()
    if sheet is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    standing = _standing(year, sheet)
    context = {
        "year": year,
        "sheet": sheet,
        "standing": standing,
        "next_step": next_step(standing),
        "waiting": _waiting(year),
        "reminders": reminders_of(year.access, timezone.localdate()),
        "weak_rows": sorted((row for row in sheet.rows if row.is_weak), key=lambda row: row.value or 0),
        "weak_indicators": [block.summary for block in sheet.indicators if block.summary.is_weak],
    }
    return render(request, "workspace/overview.html", context)


def _waiting(year: AgencyYear) -> Submission | None:
    """Return what waits for an executive's opinion."""
    if not year.access.can_approve:
        return None
    return Submission.objects.filter(agency=year.agency, fiscal_year=year.fiscal_year, state="waiting").first()


def _standing(year: AgencyYear, sheet: Sheet) -> Standing:
    subjects = year.assessment.subjects(sheet) if year.assessment else subjects_of(sheet, {})
    measures = Measure.objects.filter(plan__assessment=year.assessment).count() if year.assessment else 0
    return Standing(
        questions=len(sheet.structure.questions),
        entered=sheet.entered,
        has_result=sheet.total.effective is not None,
        subjects=len(subjects),
        unit=subjects[0].unit if subjects else SCOPE_NAMES[QUESTION],
        written=sum(not subject.texts.is_empty for subject in subjects),
        weak_without_finding=sum(s.is_weak and s.texts.is_empty for s in subjects),
        measures=measures,
    )
