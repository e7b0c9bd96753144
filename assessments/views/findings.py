"""The analysis room: the figures of each issue beside the texts that say what they mean."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.access import Right
from assessments.analysis import Subject, subjects_of
from assessments.findings_form import FindingsForm
from assessments.models import Assessment
from assessments.services import findings_record, limitations_record
from assessments.years import AgencyYear, year_of


@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.EDIT if request.method == "POST" else Right.READ)
    assessment = year.assessment
    if year.framework is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    if assessment is None:
        return render(request, "assessments/no_scores.html", {"year": year})
    subjects = subjects_of(assessment.sheet(), assessment.texts_by_subject())
    if request.method == "POST":
        return _save_findings(request, year, assessment, subjects)
    form = FindingsForm(subjects, assessment.limitation_texts())
    return render(request, "assessments/findings.html", {"year": year, "form": form})


def _save_findings(
    request: HttpRequest, year: AgencyYear, assessment: Assessment, subjects: tuple[Subject, ...]
) -> HttpResponse:
    form = FindingsForm(subjects, assessment.limitation_texts(), request.POST)
    if form.errors:
        return render(request, "assessments/findings.html", {"year": year, "form": form}, status=422)
    conflicts = findings_record(assessment=assessment, drafts=form.drafts, actor=year.access.user)
    limitations = limitations_record(
        assessment=assessment, texts=form.limitations, seen=form.seen_limitations, actor=year.access.user
    )
    if not conflicts and limitations is None:
        messages.success(request, "บันทึกการวิเคราะห์แล้ว")
        return redirect("findings", year.agency.slug, year.fiscal_year)
    form.show_conflicts(conflicts, limitations, assessment)
    return render(request, "assessments/findings.html", {"year": year, "form": form}, status=409)
