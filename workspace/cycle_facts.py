"""The facts of a cycle, gathered from every floor, from which its board is judged."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from assessments.models import Framework
from assessments.rules.analysis import SCOPE_NAMES, Subject, unit_of
from assessments.rules.checks import ERROR, WARNING, check_result, check_sheet
from assessments.rules.cycle import known_from
from assessments.rules.sheet import Sheet
from measures.models import MeasurePlan, ReportingRound
from measures.rounds import ReportRow, State, by_department, report_rows
from measures.rules.tracking import OVERDUE, SETTLED
from measures.tracking import tracked_measures
from reports.content.kinds import MEASURES
from reports.content.material import Material
from reports.issue.cycle_documents import CycleDocument, cycle_documents
from reports.issue.cycle_drafts import CycleDrafts
from reports.issue.handover import places_of, seen_place
from reports.issue.rules.handover import SeenPlace
from workspace.rules.facts import Analysis, Facts, Plan, Round, Scores
from workspace.rules.weak_points import Answered, WeakPoint, weak_points

LACKS = {
    "measure-without-owners": "ผู้รับผิดชอบ",
    "measure-without-steps": "ขั้นตอน",
    "measure-without-timeframe": "ระยะเวลา",
}
UNANSWERED = "weak-without-measure"


class CycleFacts:
    """One cycle of an agency on a day, each part loaded once."""

    def __init__(self, drafts: CycleDrafts, today: date) -> None:
        self.agency, self.cycle, self.today = drafts.agency, drafts.cycle, today
        self._drafts, self.asking = drafts, drafts.rounds

    @cached_property
    def _analysed(self) -> Material | None:
        """The result with the years before it, as the analysis prints it; none before the first figure."""
        drafts = (each.draft for each in self.documents if each.kind.analyses_result)
        return next((draft.material for draft in drafts if draft), None)

    @property
    def sheet(self) -> Sheet | None:
        return self._analysed.current.sheet if self._analysed else None

    @property
    def sheet_before(self) -> Sheet | None:
        """The sheet of the year before, where it has a result."""
        results = self._analysed.results if self._analysed else ()
        wanted = self.cycle.result_year - 1
        return next((each.sheet for each in results if each.fiscal_year == wanted), None)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return self._analysed.subjects if self._analysed else ()

    @cached_property
    def plan(self) -> MeasurePlan | None:
        return None if self.cycle.is_taken else MeasurePlan.objects.for_year(self.agency, self.cycle.plan_year).first()

    @cached_property
    def documents(self) -> tuple[CycleDocument, ...]:
        return cycle_documents(self._drafts)

    @cached_property
    def framework(self) -> Framework | None:
        """The framework of the result's year, for the time in which there is no result yet."""
        return Framework.objects.filter(fiscal_year=self.cycle.result_year).first()

    @property
    def facts(self) -> Facts:
        return Facts(
            cycle=self.cycle,
            today=self.today,
            scores=self._scores(),
            analysis=self._analysis(),
            plan=self._plan(),
            rounds=self._rounds(),
            papers=tuple(each.paper for each in self.documents),
            handed=self._handed(),
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
        is_known = known_from(self.cycle.result_year, self.asking.calendar.announced) <= self.today
        if self.sheet is None:
            return Scores(has_framework=self.framework is not None, is_known=is_known)
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
            unit=self._unit,
            subjects=len(self.subjects),
            confirmed=sum(not subject.texts.is_draft for subject in written),
            drafts=sum(subject.texts.is_draft for subject in written),
        )

    @property
    def _unit(self) -> str:
        """What the year is analysed by; before the result what its framework foresees."""
        if self.subjects:
            return self.subjects[0].unit
        has_issues = self.framework is not None and bool(self.framework.structure().issues)
        return SCOPE_NAMES[unit_of("", has_issues=has_issues)]

    def _plan(self) -> Plan:
        if self.plan is None:
            return Plan()
        tracked = tracked_measures(self.plan, self.today)
        checks = [placed.check for each in self.documents if each.kind is MEASURES for placed in each.checks]
        blocking = [check.id for check in checks if check.severity == ERROR]
        asking = [check.id for check in checks if check.severity != ERROR]
        return Plan(
            exists=True,
            measures=len(tracked),
            lacking=_lacks(blocking),
            wanting=_lacks(asking),
            drafts=sum(measure.is_draft for measure in tracked),
            weak_without_measure=(blocking + asking).count(UNANSWERED),
            overdue=sum(measure.due == OVERDUE for measure in tracked),
            settled=sum(measure.status in SETTLED for measure in tracked),
        )

    def _handed(self) -> dict[str, SeenPlace]:
        public = [each for each in self.documents if each.published and each.kind.is_for_the_public]
        if not public:
            return {}
        places = places_of(self.agency, {each.kind.slug: each.fiscal_year for each in public})
        return {kind: seen_place(place) for kind, place in places.items()}

    def _rounds(self) -> tuple[Round, ...]:
        if self.plan is None:
            return ()
        rounds = list(self.plan.rounds.select_related("plan"))
        rows = report_rows(rounds, self.today)
        return tuple(_round(each, [row for row in rows if row.round.pk == each.pk]) for each in rounds)


def _lacks(checks: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return what measures lack by checks of these ids, each with the number of measures."""
    return tuple((name, checks.count(each)) for each, name in LACKS.items() if each in checks)


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
