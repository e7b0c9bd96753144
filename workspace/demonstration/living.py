"""A cycle of the home agency around the day on which it is loaded: what board, inbox and tracking are for.

Everything in it is invented, kept in fixtures/demo/living.yaml, and says so. The five sources end years ago; this cycle
has the newest result that can be known and, once its year has begun, a plan on which departments are reporting. It is
written by the demonstration accounts through the portal's own services.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, User
from assessments.models import Assessment, Finding, Framework, Issue
from assessments.rules.analysis import ISSUE, PARTS, Texts
from assessments.rules.cycle import Cycle, usual_plan_year, usual_result_year
from assessments.rules.entry import Entry, read_entry
from assessments.rules.structure import QuestionSpec, Structure
from assessments.services import FindingDraft, assessment_record, findings_draft, findings_record, limitations_record
from ita_portal.text.thai import ERA_OFFSET, end_of_fiscal_month, fiscal_year_start, month_start
from ita_portal.yaml_files import read_yaml
from measures.cycles import open_result_year
from measures.models import MeasurePlan
from measures.services import MeasureContent, measure_add, plan_start, rounds_open, standard_rounds
from reports.checks.required_item import AskingRounds
from reports.content.document_kind import DocumentKind
from reports.content.draft import draft_of
from reports.content.kinds import ANALYSIS, KINDS, MEASURES
from reports.issue.approval import GivenOpinion, NothingToDecide, NotSpeaking, document_submit, opinion_give
from reports.issue.issuing import IssueOrder, candidate_of, confirmation_key, document_issue, document_publish
from reports.paper.opinion_words import OpinionChoice
from workspace.demonstration.rounds import COORDINATOR, round_load

FILE = Path(settings.BASE_DIR) / "fixtures" / "demo" / "living.yaml"
ADDRESS = "http://127.0.0.1:8000/"  # where `make run` serves the portal
DAYS_OPEN, DAYS_LEFT = 10, 21  # of the round: since when it is open, and until when reports are due


@dataclass(frozen=True)
class LivingYear:
    """The plan's year as it stands on a day: how many of its months are over, and the round that asks for them."""

    plan_year: int
    today: date

    @property
    def cycle(self) -> Cycle:
        return Cycle(usual_result_year(self.plan_year), self.plan_year)

    @property
    def months_over(self) -> int:
        """The whole months of the year before the day: 0 to 12; nobody reports on less than a month."""
        start = fiscal_year_start(self.plan_year)
        months = (self.today.year - start.year) * 12 + self.today.month - start.month
        return min(max(months, 0), 12)

    @property
    def ends_on(self) -> date:
        return end_of_fiscal_month(self.plan_year, self.months_over)

    def days_ago(self, days: int) -> str:
        """Return a day before today as the fixtures write days: year-month-day of the Buddhist era."""
        day = self.today - timedelta(days=days)
        return f"{day.year + ERA_OFFSET}-{day.month}-{day.day}"


def living_result_year(today: date) -> int:
    """Return the year of the newest result that can be known on a day, among those whose framework is there."""
    known = Framework.objects.filter(fiscal_year__lte=open_result_year(today))
    return known.latest("fiscal_year").fiscal_year


@transaction.atomic
def demonstration_cycle_load(*, slug: str) -> int | None:
    """Give the agency a living cycle and return the year of its result; None where it has that result or plan already.

    Before 1 August 2569 the newest result is that of a source, which stays as it is.
    """
    agency, today = Agency.objects.get(slug=slug), timezone.localdate()
    result_year = living_result_year(today)
    year = LivingYear(usual_plan_year(result_year), today)
    if Assessment.objects.for_year(agency, result_year).exists() or _is_planned(agency, year):
        return None
    content, coordinator = read_yaml(FILE), User.objects.get(username=COORDINATOR)
    assessment = _record_result(agency, Framework.objects.get(fiscal_year=result_year), content)
    _write_findings(assessment, content, coordinator)
    plan = plan_start(agency=agency, fiscal_year=year.plan_year, assessment=assessment, actor=coordinator)
    _add_measures(plan, content, coordinator)
    _open_rounds(plan, year, content, coordinator)
    return result_year


def _is_planned(agency: Agency, year: LivingYear) -> bool:
    return MeasurePlan.objects.for_year(agency, year.plan_year).exists()


def _record_result(agency: Agency, framework: Framework, content: dict[str, Any]) -> Assessment:
    entries = list(_entries(framework.structure(), content["figures"]))
    assessment = assessment_record(agency=agency, framework=framework, entries=entries, actor=None).assessment
    assert assessment is not None
    assessment.is_illustrative = True
    assessment.save(update_fields=["is_illustrative"])
    return assessment


def _entries(structure: Structure, figures: dict[str, Any]) -> Iterator[Entry]:
    """Yield a figure for every question of the year, whatever questions it has; both of a survey in two parts."""
    for question in structure.questions:
        typed = _typed(question, figures)
        for code, text in zip(question.part_codes or (question.code,), cycle(typed), strict=False):
            yield read_entry(structure, code, text)


def _typed(question: QuestionSpec, figures: dict[str, Any]) -> list[str]:
    own: list[str] | None = figures["questions"].get(question.code)
    return own or figures["usual"].get(question.instrument, figures["otherwise"])


def _write_findings(assessment: Assessment, content: dict[str, Any], coordinator: User) -> None:
    """Write what a person has said of some issues; the portal drafts the rest from the figures."""
    issues = {str(issue.number) for issue in Issue.objects.filter(framework=assessment.framework)}
    drafts = [_finding(row) for row in content["findings"] if str(row["issue"]) in issues]
    findings_record(assessment=assessment, drafts=drafts, actor=coordinator)
    limitations_record(assessment=assessment, texts=content["limitations"], actor=coordinator)
    loaded = Assessment.objects.with_sheet().get(pk=assessment.pk)
    findings_draft(assessment=loaded, unit=loaded.unit, actor=coordinator)


def _finding(row: dict[str, Any]) -> FindingDraft:
    code = str(row["issue"])
    return FindingDraft(ISSUE, code, f"ประเด็น {code}", Texts(*(row.get(part, "") for part in PARTS)))


def _add_measures(plan: MeasurePlan, content: dict[str, Any], coordinator: User) -> None:
    issues = {issue.number: issue for issue in Issue.objects.filter(framework=plan.assessment.framework)}
    departments = {department.name: department for department in plan.agency.departments.all()}
    for row in content["measures"]:
        first, last = (end_of_fiscal_month(plan.fiscal_year, month) for month in row["months"])
        measure = MeasureContent(
            title=row["title"],
            steps=tuple(row["steps"]),
            owners=tuple(departments[name] for name in row["owners"]),
            issue=issues.get(row["issue"]),
            start=month_start(first.year + ERA_OFFSET, first.month),
            end=last,
            follow_up="รายงานผลต่อผู้บริหารทุกรอบการรายงาน",
        )
        measure_add(plan=plan, content=measure, actor=coordinator)


def _open_rounds(plan: MeasurePlan, year: LivingYear, content: dict[str, Any], coordinator: User) -> None:
    """Open the round that is going on; before the first month of the year is over, the usual rounds ahead."""
    if not year.months_over:
        rounds_open(plan=plan, contents=standard_rounds(plan.fiscal_year), actor=coordinator)
        return
    due = year.today + timedelta(days=DAYS_LEFT)
    row = {
        "name": f"รอบ {year.months_over} เดือน",
        "opened": year.days_ago(DAYS_OPEN),
        "ends": f"{year.ends_on.year + ERA_OFFSET}-{year.ends_on.month}-{year.ends_on.day}",
        "due": f"{due.year + ERA_OFFSET}-{due.month}-{due.day}",
        "reports": list(_reports(year, content["measures"])),
    }
    round_load(plan, row, content["note_of_reports"])


def _reports(year: LivingYear, measures: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, measure in enumerate(measures, 1):
        if report := measure.get("report"):
            days = {name: year.days_ago(report[name]) for name in ("sent", "decided") if name in report}
            yield report | days | {"measure": number}


def demonstration_papers_load(*, slug: str, result_year: int) -> None:
    """Publish the papers of a living cycle and put its memo before the executives, once its year has begun.

    The analysis is a draft until its round closes. Not part of the cycle's transaction: printing takes seconds.
    """
    agency, today = Agency.objects.get(slug=slug), timezone.localdate()
    year, coordinator = LivingYear(usual_plan_year(result_year), today), User.objects.get(username=COORDINATOR)
    if not year.months_over:
        return
    rows = read_yaml(FILE)["published"]
    _publish(MEASURES, agency, year, rows["measures"], coordinator)
    if _closing_day(ANALYSIS, year) < today:
        _confirm_findings(Assessment.objects.for_year(agency, result_year).get(), coordinator)
        _publish(ANALYSIS, agency, year, rows["analysis"], coordinator)
    _put_before_executives(agency, year, coordinator)


def _put_before_executives(agency: Agency, year: LivingYear, coordinator: User) -> None:
    """Submit the memo, on which the coordinator speaks first as head of the secretary's division."""
    memo = document_submit(kind=KINDS["memo"], agency=agency, fiscal_year=year.plan_year, actor=coordinator)
    try:
        opinion_give(
            submission=memo,
            given=GivenOpinion(0, OpinionChoice.AGREED, "เห็นควรเสนอปลัดพิจารณา"),
            actor=coordinator,
        )
    except (NotSpeaking, NothingToDecide):
        return  # an agency whose chain somebody has changed, or whose memo waited already


def _closing_day(kind: DocumentKind, year: LivingYear) -> date:
    return AskingRounds().round_of(kind, year.plan_year).closes


def _confirm_findings(assessment: Assessment, coordinator: User) -> None:
    """Look over what the portal has drafted, and let it stand."""
    drafts = [
        FindingDraft(each.scope, each.code, f"ประเด็น {each.code}", _texts_of(each), confirms=True)
        for each in assessment.findings.filter(is_draft=True)
    ]
    findings_record(assessment=assessment, drafts=drafts, actor=coordinator)


def _texts_of(finding: Finding) -> Texts:
    return Texts(finding.weakness, finding.improvement, finding.maintenance, version=finding.version)


def _publish(kind: DocumentKind, agency: Agency, year: LivingYear, row: dict[str, Any], coordinator: User) -> None:
    on = min(year.today - timedelta(days=row["days_ago"]), _closing_day(kind, year))
    number, fiscal_year = f"{row['number']}/{year.plan_year}", kind.year_in(year.cycle)
    candidate = candidate_of(draft_of(kind, agency, fiscal_year), number, on)
    confirmed = [confirmation_key(each.check) for each in candidate.to_confirm]
    order = IssueOrder(kind, agency, fiscal_year, number, on, confirmed)
    issued = document_issue(order=order, actor=coordinator, base_url=settings.SITE_URL or ADDRESS)
    document_publish(issued=issued, actor=coordinator)
