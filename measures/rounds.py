"""Who has reported in a round and who has not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet

from agencies.access import Access
from agencies.kept import kept
from agencies.models import Department
from assessments.models import Issue
from assessments.years import AgencyYear
from measures.models import Measure, MeasureReport, ReportingRound
from measures.rules.deadlines import days_left, nearness
from measures.rules.plan_order import in_printed_order
from measures.rules.supporting_part import PartTold

State = MeasureReport.State
UNREPORTED = "unreported"
STATES = {UNREPORTED: "ยังไม่รายงาน", **dict(State.choices)}
OWED = frozenset({UNREPORTED, State.DRAFT, State.RETURNED})
NO_DEPARTMENT = "ไม่มีผู้รับผิดชอบ"


@dataclass(frozen=True)
class ReportRow:
    """A measure in a round, with what was reported on it; `number` is the one under which the plan prints it."""

    number: int
    measure: Measure
    round: ReportingRound
    report: MeasureReport | None
    today: date

    @property
    def state(self) -> str:
        return self.report.state if self.report else UNREPORTED

    @property
    def state_name(self) -> str:
        return STATES[self.state]

    @property
    def is_owed(self) -> bool:
        """Whether the departments have something to do."""
        return self.state in OWED

    @property
    def is_returned(self) -> bool:
        return self.state == State.RETURNED

    @property
    def is_overdue(self) -> bool:
        return self.is_owed and self.round.is_overdue(self.today)

    @property
    def days_left(self) -> str:
        return days_left(self.round.due_on, self.today)

    @property
    def nearness(self) -> str:
        return nearness(self.round.due_on, self.today)

    @cached_property
    def departments(self) -> tuple[Department | None, ...]:
        """Who reports on the measure: its lead; None where nobody leads it."""
        return (self.measure.lead,)

    @cached_property
    def supporting(self) -> tuple[Department, ...]:
        """Who supports the measure, without its lead."""
        return tuple(each for each in self.measure.departments if each != self.measure.lead)

    @property
    def supporting_slugs(self) -> frozenset[str]:
        """Who supports the measure, as the address of a filter says it."""
        return frozenset(str(each.pk) for each in self.supporting)

    @property
    def parts(self) -> tuple[PartTold, ...]:
        """What supporting departments have written while the report is not sent; afterwards its entry tells it."""
        return self.report.parts_of(self.supporting) if self.report and self.report.can_be_written else ()


@dataclass(frozen=True)
class DepartmentCount:
    """The number of a department's measures in each state; `department` is None for measures that none owns."""

    department: Department | None
    counts: Counter[str]
    supported: int = 0  # measures that another department leads

    @property
    def name(self) -> str:
        return self.department.name if self.department else NO_DEPARTMENT

    @property
    def slug(self) -> str:
        """What the address of a filter says."""
        return str(self.department.pk) if self.department else "none"

    @property
    def cells(self) -> list[tuple[str, str, int]]:
        """State, its word and the number, in the order of the table's columns."""
        return [(state, name, self.counts[state]) for state, name in STATES.items()]

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def owed(self) -> int:
        return sum(self.counts[state] for state in OWED)


def report_rows(rounds: Sequence[ReportingRound], today: date) -> list[ReportRow]:
    """Return every measure of each round with its report, numbered as its plan is, in a constant number of queries."""
    measures = _measures_by_plan({each.plan_id for each in rounds})
    reports = MeasureReport.objects.filter(round__in=rounds).with_entries()
    found = {(report.round_id, report.measure_id): report for report in reports}
    rows = []
    for each in rounds:
        for number, measure in enumerate(measures.get(each.plan_id, ()), 1):
            report = found.get((each.pk, measure.pk))
            if report:
                report.round = each  # spares a query for whether it came late
            rows.append(ReportRow(number, measure, each, report, today))
    return rows


def kept_report_rows(access: Access, rounds: Sequence[ReportingRound], today: date) -> list[ReportRow]:
    """Return the same, kept until something changes; a post is given what stands now."""
    return kept(access, ("report-rows", *(each.pk for each in rounds)), lambda: report_rows(rounds, today))


def rounds_of(year: AgencyYear) -> list[ReportingRound]:
    """Return the rounds of a year's plan, kept as long."""
    rounds = ReportingRound.objects.for_year(year.agency, year.fiscal_year)
    return kept(year.access, ("rounds-of-year", year.fiscal_year), lambda: list(rounds))


def _measures_by_plan(plans: Iterable[int]) -> dict[int, list[Measure]]:
    """Return the measures of plans, each plan's in printed order; whether that goes by issue comes along."""
    has_issues = Exists(Issue.objects.filter(framework=OuterRef("plan__assessment__framework")))
    measures = Measure.objects.filter(plan__in=plans).select_related("issue", "indicator").with_owners()
    found: QuerySet[Measure] = measures
    of_plans: dict[int, list[Measure]] = defaultdict(list)
    by_issue = set()
    for measure in found.annotate(by_issue=has_issues):
        of_plans[measure.plan_id].append(measure)
        by_issue |= {measure.plan_id} if measure.by_issue else set()
    return {plan: in_printed_order(each, by_issue=plan in by_issue) for plan, each in of_plans.items()}


def by_department(rows: Iterable[ReportRow], *, with_support: bool = False) -> list[DepartmentCount]:
    """Return the departments of the rows with their counts; a measure counts for its lead alone.

    Those that only support measures come along where that is wanted, with how many.
    """
    counts: dict[Department | None, Counter[str]] = {}
    supported: Counter[Department | None] = Counter()
    for row in rows:
        for department in row.departments:
            counts.setdefault(department, Counter())[row.state] += 1
        for supporter in row.supporting if with_support else ():
            counts.setdefault(supporter, Counter())
            supported[supporter] += 1
    ordered = sorted(counts, key=lambda each: (each is None, each.position if each else 0, each.pk if each else 0))
    return [DepartmentCount(department, counts[department], supported[department]) for department in ordered]


def count_states(rows: Iterable[ReportRow]) -> list[tuple[str, str, int]]:
    """Return every state with its word and the number of rows in it."""
    counts = Counter(row.state for row in rows)
    return [(state, name, counts[state]) for state, name in STATES.items()]


def of_department(rows: Iterable[ReportRow], slug: str) -> list[ReportRow]:
    """Return the rows that a department leads, then those it supports, as an address names it; all for an empty one."""
    own = [row for row in rows if not slug or slug in row.supporting_slugs | _slugs(row.departments)]
    return sorted(own, key=lambda row: slug in row.supporting_slugs)


def _slugs(departments: Iterable[Department | None]) -> set[str]:
    return {str(each.pk) if each else "none" for each in departments}


def round_asking(measure: Measure) -> ReportingRound | None:
    """Return the open round in which a measure is to be reported: the first by its due date that has no report of it
    yet, else the last in which it was sent; None where no round is open.
    """
    rounds = list(measure.plan.rounds.open().order_by("due_on", "pk"))
    sent = measure.reports.filter(round__in=rounds).exclude(state__in=MeasureReport.WRITABLE)
    done = set(sent.values_list("round_id", flat=True)) if rounds else set()
    return next((each for each in rounds if each.pk not in done), rounds[-1] if rounds else None)
