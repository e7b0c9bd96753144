"""All checks of a year and of a document in one list: figures, texts, measures, each with the page to mend it on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from agencies.models import Agency
from assessments.rules.analysis import ISSUE, subjects_of
from assessments.rules.checks import ERROR, NOTE, WARNING, Check, check_result, check_sheet
from assessments.rules.text_checks import check_texts
from measures.checks import check_plan
from reports.checks.own_texts import (
    check_chosen_round,
    check_date,
    check_named_rounds,
    check_opinions,
    check_own_texts,
    check_round,
    paper_date,
)
from reports.checks.required_item import check_required
from reports.content.kinds import DocumentKind, set_document
from reports.content.material import Material, in_round
from reports.content.opinions import submission_of
from reports.models import Submission
from reports.options.choices import ANALYSIS, MEASURES, Choices

ABOUT_PROGRESS = ("done-without-evidence", "status-after-report", "report-not-accepted")
ABOUT_ANSWERS = ("weak-without-measure",)
COLUMN_OF_CHECK = {
    "measure-without-owners": "owners",
    "measure-without-steps": "steps",
    "measure-without-timeframe": "timeframe",
}
SEVERITIES = {ERROR: "ต้องแก้ไข", WARNING: "ควรตรวจสอบ", NOTE: "ข้อสังเกต"}


@dataclass(frozen=True)
class PlacedCheck:
    """A check with the address where it can be mended."""

    check: Check
    url: str

    @property
    def severity_name(self) -> str:
        return SEVERITIES[self.check.severity]


def checks_of_document(
    kind: DocumentKind, material: Material, choices: Choices, on: date | None = None
) -> list[PlacedCheck]:
    """Return everything that does not agree in what a document says; `on` is its date where it is known."""
    material = in_round(material, choices.round_key)
    checks = [*_checks(kind, material, choices, on or paper_date(choices.texts.get("date", "")))]
    return in_order(PlacedCheck(check, address_of(material, kind, check)) for check in checks)


def in_order(findings: Iterable[PlacedCheck]) -> list[PlacedCheck]:
    """Return findings with the errors first, otherwise as they come."""
    order = list(SEVERITIES)
    return sorted(findings, key=lambda finding: order.index(finding.check.severity))


def _checks(kind: DocumentKind, material: Material, choices: Choices, on: date | None) -> Iterator[Check]:
    sheet, agency = material.current.sheet, material.agency
    if kind.slug == ANALYSIS:
        yield from check_sheet(sheet)
        yield from check_result(sheet)
        yield from check_texts(
            sheet.structure,
            material.subjects,
            material.limitations,
            district=agency.district,
            province=agency.province,
        )
    yield from (check for check in _plan_checks(material) if _concerns(check, kind, choices))
    yield from check_own_texts(
        kind.slug, choices, sheet.structure, material.plan_year, agency.district, agency.province
    )
    yield from check_chosen_round(kind.slug, choices, material.round, material.rounds)
    yield from check_named_rounds(kind.slug, choices, material.round, material.rounds)
    yield from check_round(kind.slug, material.round.name if material.round else "", material.measures)
    yield from check_date(kind.slug, on, material.assessed_year, material.measures)
    yield from check_required(kind, material, choices)
    if kind.asks_executives:
        document = set_document(kind, material, choices)
        submissions = Submission.objects.of(agency, kind.slug, material.fiscal_year)
        yield from check_opinions(kind.slug, submission_of(submissions, document), document)


def _concerns(check: Check, kind: DocumentKind, choices: Choices) -> bool:
    """Return whether a check of the plan is about what a document says.

    What announces measures must have all that the open-data item asks for; what reports on them speaks only of the
    columns that it prints, and alone of how far they have come.
    """
    if kind.slug in (ANALYSIS, MEASURES):
        return check.id not in ABOUT_PROGRESS
    return check.id not in ABOUT_ANSWERS and (
        check.id not in COLUMN_OF_CHECK or COLUMN_OF_CHECK[check.id] in choices.columns
    )


def _plan_checks(material: Material) -> tuple[Check, ...]:
    if material.plan is None:
        return ()
    sheet = material.current.sheet
    weak = [int(subject.code) for subject in subjects_of(sheet, {}) if subject.is_weak]
    by_issue = subjects_of(sheet, {})[0].scope == ISSUE
    return check_plan(
        material.plan,
        material.measures,
        weak_issues=weak if by_issue else (),
        weak_indicators=() if by_issue else weak,
        structure=sheet.structure,
    )


def address_of(material: Material, kind: DocumentKind, check: Check) -> str:
    """Return where a check can be mended: a cell, a text, a measure, or the form of a document."""
    agency: Agency = material.agency
    name, _, rest = check.subject.partition(":")
    if name == "measure":
        page = "measure-progress" if check.id in ABOUT_PROGRESS else "measure-edit"
        return reverse(page, args=[agency.slug, material.plan_year, rest])
    if name == "plan":
        return reverse("plan", args=[agency.slug, material.plan_year])
    if name == "document":
        return _page_of_document(material, kind, rest.rpartition(":")[2])
    findings = reverse("findings", args=[agency.slug, material.assessed_year])
    if name == "finding":
        return f"{findings}#{rest.replace(':', '-')}"
    if name in ("findings", "limitations"):
        return findings
    return reverse("sheet", args=[agency.slug, material.assessed_year]) + f"#cell-{check.subject}"


def _page_of_document(material: Material, kind: DocumentKind, part: str) -> str:
    """Return where a part of a document is mended: its opinions, or a text of its form."""
    where = [material.agency.slug, material.fiscal_year, kind.slug]
    if part == "opinions":
        return reverse("document-opinions", args=where)
    field = "round" if part == "round" else f"text-{part}"
    return reverse("document-settings", args=where) + f"#id_{field}"
