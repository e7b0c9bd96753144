"""All checks of a year in one list: figures, texts and measures, each with the page where it can be mended."""

from dataclasses import dataclass

from django.urls import reverse

from assessments.analysis import ISSUE, subjects_of
from assessments.checks import ERROR, NOTE, WARNING, Check, check_result, check_sheet
from assessments.text_checks import check_texts
from assessments.years import AgencyYear
from measures.checks import check_plan
from measures.models import Measure, MeasurePlan

SEVERITIES = {ERROR: "ต้องแก้ไข", WARNING: "ควรตรวจสอบ", NOTE: "ข้อสังเกต"}


@dataclass(frozen=True)
class Finding:
    """A check with the address where it can be mended."""

    check: Check
    url: str

    @property
    def severity_name(self) -> str:
        return SEVERITIES[self.check.severity]


def checks_of(year: AgencyYear) -> list[Finding]:
    """Return everything that does not agree in an agency's year, the errors first."""
    assessment = year.assessment
    if assessment is None:
        return []
    sheet = assessment.sheet()
    subjects = subjects_of(sheet, assessment.texts_by_subject())
    plan = MeasurePlan.objects.answering(assessment).first()
    checks = [*check_sheet(sheet), *check_result(sheet)]
    checks += check_texts(sheet.structure, subjects, assessment.limitation_texts())
    if plan:
        weak = [int(subject.code) for subject in subjects if subject.scope == ISSUE and subject.is_weak]
        checks += check_plan(plan, list(Measure.objects.filter(plan=plan).with_details()), weak)
    order = list(SEVERITIES)
    plan_year = plan.fiscal_year if plan else year.fiscal_year
    return [
        Finding(check, address_of(year, plan_year, check.subject))
        for check in sorted(checks, key=lambda check: order.index(check.severity))
    ]


def address_of(year: AgencyYear, plan_year: int, subject: str) -> str:
    """Return where the subject of a check can be mended: a cell, a text, or a measure."""
    kind, _, rest = subject.partition(":")
    if kind == "measure":
        return reverse("measure-edit", args=[year.agency.slug, plan_year, rest])
    if kind == "plan":
        return reverse("plan", args=[year.agency.slug, plan_year])
    findings = reverse("findings", args=[year.agency.slug, year.fiscal_year])
    if kind == "finding":
        return f"{findings}#{rest.replace(':', '-')}"
    if kind in ("findings", "limitations"):
        return findings
    return reverse("sheet", args=[year.agency.slug, year.fiscal_year]) + f"#cell-{subject}"
