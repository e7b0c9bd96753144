"""The facts of a cycle, gathered from every floor, from which its board is judged."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from agencies.models import Agency
from assessments.models import Assessment, Framework
from assessments.rules.analysis import QUESTION, SCOPE_NAMES, Subject
from assessments.rules.checks import ERROR, WARNING, Check, check_result, check_sheet
from assessments.rules.cycle import Cycle, known_from
from assessments.rules.sheet import Sheet
from measures.cycles import announcement_days
from measures.models import MeasurePlan, ReportingRound
from measures.rounds import ReportRow, State, by_department, report_rows
from measures.rules.tracking import OVERDUE, SETTLED
from measures.tracking import tracked_measures
from reports.checks.document import checks_of_document
from reports.content.draft import Draft
from reports.content.kinds import KINDS, MEASURES, DocumentKind, drafts_of
from reports.issue.issuing import is_current
from reports.models import IssuedDocument, Submission
from workspace.rules.facts import Analysis, Facts, Paper, Plan, Round, Scores
from workspace.rules.stage import report_starts
from workspace.rules.weak_points import Answered, WeakPoint, weak_points

LACKS = {
    "measure-without-owners": "ผู้รับผิดชอบ",
    "measure-without-steps": "ขั้นตอน",
    "measure-without-timeframe": "ระยะเวลา",
}
UNANSWERED = "weak-without-measure"


class CycleFacts:
    """One cycle of an agency on a day, each part loaded once."""

    def __init__(self, agency: Agency, cycle: Cycle, today: date) -> None:
        self.agency, self.cycle, self.today = agency, cycle, today

    @cached_property
    def assessment(self) -> Assessment | None:
        return Assessment.objects.for_year(self.agency, self.cycle.result_year).with_sheet().first()

    @cached_property
    def sheet(self) -> Sheet | None:
        return self.assessment.sheet() if self.assessment else None

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        return self.assessment.subjects(self.sheet) if self.assessment else ()

    @cached_property
    def plan(self) -> MeasurePlan | None:
        return None if self.cycle.is_taken else MeasurePlan.objects.for_year(self.agency, self.cycle.plan_year).first()

    @cached_property
    def drafts(self) -> list[Draft]:
        drafts = drafts_of(self.agency, self.cycle)
        return [draft for draft in drafts if self.plan or draft.kind.analyses_result]

    @property
    def facts(self) -> Facts:
        return Facts(
            cycle=self.cycle,
            today=self.today,
            scores=self._scores(),
            analysis=self._analysis(),
            plan=self._plan(),
            rounds=self._rounds(),
            papers=self._papers(),
        )

    @cached_property
    def weak_points(self) -> tuple[WeakPoint, ...]:
        """The weak points of the result, the weakest first, each with whether finding and measure speak of it."""
        if self.sheet is None:
            return ()
        measures = self.plan.measures.values_list("issue__number", "indicator__number") if self.plan else ()
        pairs = list(measures)
        answered = Answered(
            issues={issue for issue, _ in pairs if issue}, indicators={number for _, number in pairs if number}
        )
        return weak_points(self.sheet, self.subjects, answered)

    def _scores(self) -> Scores:
        is_known = known_from(self.cycle.result_year, announcement_days()) <= self.today
        if self.sheet is None:
            has_framework = Framework.objects.filter(fiscal_year=self.cycle.result_year).exists()
            return Scores(has_framework=has_framework, is_known=is_known)
        severities = [check.severity for check in (*check_sheet(self.sheet), *check_result(self.sheet))]
        return Scores(
            questions=len(self.sheet.structure.questions),
            entered=self.sheet.entered,
            has_framework=True,
            has_result=self.sheet.total.effective is not None,
            is_known=is_known,
            errors=severities.count(ERROR),
            warnings=severities.count(WARNING),
        )

    def _analysis(self) -> Analysis:
        written = [subject for subject in self.subjects if not subject.texts.is_empty]
        return Analysis(
            unit=self.subjects[0].unit if self.subjects else SCOPE_NAMES[QUESTION],
            subjects=len(self.subjects),
            confirmed=sum(not subject.texts.is_draft for subject in written),
            drafts=sum(subject.texts.is_draft for subject in written),
        )

    def _plan(self) -> Plan:
        if self.plan is None:
            return Plan()
        tracked = tracked_measures(self.plan, self.today)
        found = [check.id for check in self._checks.get(MEASURES.slug, ())]
        return Plan(
            exists=True,
            measures=len(tracked),
            lacking=tuple((name, found.count(each)) for each, name in LACKS.items() if each in found),
            drafts=sum(measure.is_draft for measure in tracked),
            weak_without_measure=found.count(UNANSWERED),
            overdue=sum(measure.due == OVERDUE for measure in tracked),
            settled=sum(measure.status in SETTLED for measure in tracked),
        )

    @cached_property
    def _checks(self) -> dict[str, list[Check]]:
        """The checks of each document of the cycle, by its kind."""
        return {draft.kind.slug: [each.check for each in checks_of_document(draft)] for draft in self.drafts}

    def _rounds(self) -> tuple[Round, ...]:
        if self.plan is None:
            return ()
        rounds = list(self.plan.rounds.select_related("plan"))
        rows = report_rows(rounds, self.today)
        return tuple(_round(each, [row for row in rows if row.round.pk == each.pk]) for each in rounds)

    def _papers(self) -> tuple[Paper, ...]:
        drafts = {draft.kind.slug: draft for draft in self.drafts}
        return tuple(self._paper(kind, drafts.get(slug)) for slug, kind in KINDS.items())

    def _paper(self, kind: DocumentKind, draft: Draft | None) -> Paper:
        bare = Paper(
            kind=kind.slug,
            name=kind.name,
            fiscal_year=kind.year_in(self.cycle),
            is_for_the_public=kind.is_for_the_public,
            is_about_progress=kind.is_about_progress,
            starts=report_starts(self.cycle.plan_year) if kind.is_for_the_public and kind.is_about_progress else None,
        )
        if draft is None or not draft.material.measures:
            return bare
        severities = [check.severity for check in self._checks[kind.slug]]
        issued, submission = self._issued.get(kind.slug), draft.submission
        return replace(
            bare,
            is_available=True,
            errors=severities.count(ERROR),
            to_confirm=severities.count(WARNING),
            is_waiting=submission is not None and submission.is_waiting,
            waits_for=submission.next_heading if submission else "",
            is_returned=submission is not None and submission.state == Submission.State.RETURNED,
            is_approved=submission is not None and submission.state == Submission.State.APPROVED,
            is_issued=issued is not None,
            is_current=issued is not None and is_current(issued, draft.document),
            is_published=issued is not None and issued.published_at is not None,
        )

    @cached_property
    def _issued(self) -> dict[str, IssuedDocument]:
        """The newest version of each document of the cycle."""
        years = {slug: kind.year_in(self.cycle) for slug, kind in KINDS.items()}
        versions = IssuedDocument.objects.of_kinds(self.agency, years).defer("content").order_by("version")
        return {issued.kind: issued for issued in versions}


def _round(reporting_round: ReportingRound, rows: Sequence[ReportRow]) -> Round:
    counts = Counter(row.state for row in rows)
    owing = by_department(row for row in rows if row.is_owed)
    return Round(
        key=str(reporting_round.key),
        name=reporting_round.name,
        due=reporting_round.due_on,
        is_closed=not reporting_round.is_open,
        total=len(rows),
        accepted=counts[State.ACCEPTED],
        waiting=counts[State.SUBMITTED],
        returned=counts[State.RETURNED],
        departments=tuple(each.name for each in owing),
    )
