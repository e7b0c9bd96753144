"""The reports that a person owes in the open rounds of an agency, and what waits for the coordinator."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from agencies.access import Access
from agencies.kept import kept
from agencies.models import Agency
from ita_portal.text.thai import fiscal_year_of
from measures.models import Measure, MeasureOwner, MeasurePlan, MeasureReport, ReportingRound
from measures.rounds import DepartmentCount, ReportRow, by_department, kept_report_rows
from measures.rules.deadlines import at_hand_until

State = MeasureReport.State


@dataclass(frozen=True)
class RoundWork:
    """What a coordinator does about a round."""

    round: ReportingRound
    waiting: int
    late: tuple[DepartmentCount, ...]  # departments that owe reports after the due date


@dataclass(frozen=True)
class MyWork:
    """Everything on a person's page; `owed` comes with what was returned first, then by due date."""

    owed: tuple[ReportRow, ...] = ()
    later: tuple[ReportRow, ...] = ()  # of rounds that are not at hand yet
    sent: tuple[ReportRow, ...] = ()
    rounds: tuple[RoundWork, ...] = ()
    plan_without_rounds: MeasurePlan | None = None

    @property
    def owed_rounds(self) -> list[ReportingRound]:
        """The rounds in which something is owed, each once, in which all of it can be reported on one page."""
        return list(dict.fromkeys(row.round for row in self.owed))

    @property
    def has_waiting(self) -> bool:
        return any(each.waiting for each in self.rounds)

    @property
    def has_late(self) -> bool:
        return any(each.late for each in self.rounds)


def work_of(access: Access, today: date) -> MyWork:
    """Return a person's work in an agency, whatever the year, in a constant number of queries."""
    opened = ReportingRound.objects.of_agency(access.agency).open().order_by("due_on", "pk")
    rounds = kept(access, ("open-rounds",), lambda: list(opened))
    rows = kept_report_rows(access, rounds, today)
    mine = [row for row in rows if set(row.departments) & set(access.owed_departments)]
    owed = [row for row in mine if row.is_owed]
    at_hand = [row for row in owed if _is_at_hand(row, today)]
    return MyWork(
        owed=tuple(sorted(at_hand, key=lambda row: (not row.is_returned, row.round.due_on, row.number))),
        later=tuple(row for row in owed if not _is_at_hand(row, today)),
        sent=tuple(row for row in mine if not row.is_owed),
        rounds=tuple(_round_work(each, rows) for each in rounds) if access.can_track else (),
        plan_without_rounds=_plan_without_rounds(access.agency, today) if access.can_track else None,
    )


def work_waiting(access: Access, today: date) -> QuerySet[ReportingRound]:
    """Return what waits for a person now, to be counted: what is owed, and what the person is to accept."""
    if not access.owed_departments:
        return ReportingRound.objects.none()
    owned = Exists(Measure.objects.filter(_owned_by(access), pk=OuterRef("measure")))
    waits = owned & _waits_for_author(today)
    if access.can_track:
        waits |= Q(state=State.SUBMITTED)
    return _pairs(access.agency).filter(waits)


def year_of_work(agency: Agency) -> int | None:
    """Return the year whose plan is being worked on: of the open round that is due first, else of the newest plan."""
    rounds = ReportingRound.objects.of_agency(agency).open().order_by("due_on", "pk")
    if first := rounds.first():
        return first.plan.fiscal_year
    newest = MeasurePlan.objects.filter(agency=agency).order_by("-fiscal_year").first()
    return newest.fiscal_year if newest else None


def _pairs(agency: Agency) -> QuerySet[ReportingRound]:
    """Return each open round once for each measure it asks about, with the state of the report where there is one."""
    reports = MeasureReport.objects.filter(round=OuterRef("pk"), measure=OuterRef("measure"))
    rounds = ReportingRound.objects.of_agency(agency).open().order_by()
    pairs = rounds.annotate(measure=F("plan__measures"), state=Subquery(reports.values("state")[:1]))
    return pairs.filter(measure__isnull=False)


def _waits_for_author(today: date) -> Q:
    """Return the condition under which a report of a round is owed now: near its day, or returned however far it is."""
    is_near = Q(due_on__lte=at_hand_until(today))
    is_sent = Q(state__in=(State.SUBMITTED, State.ACCEPTED), state__isnull=False)
    return (is_near & ~is_sent) | Q(state=State.RETURNED)


def _owned_by(access: Access) -> Q:
    owned, led = Q(), MeasureOwner.objects.filter(is_lead=True, measure__plan__agency=access.agency)
    for department in access.owed_departments:
        mine = Q(pk__in=(led.filter(department=department) if department else led).values("measure"))
        owned |= mine if department else ~mine
    return owned


def _is_at_hand(row: ReportRow, today: date) -> bool:
    return row.is_returned or row.round.due_on <= at_hand_until(today)


def _round_work(reporting_round: ReportingRound, rows: list[ReportRow]) -> RoundWork:
    own = [row for row in rows if row.round == reporting_round]
    late = by_department(row for row in own if row.is_overdue)
    return RoundWork(reporting_round, sum(row.state == State.SUBMITTED for row in own), tuple(late))


def _plan_without_rounds(agency: Agency, today: date) -> MeasurePlan | None:
    """Return the plan of the running year, or of the next, where nobody has opened a round yet."""
    years = (fiscal_year_of(today), fiscal_year_of(today) + 1)
    plans = MeasurePlan.objects.filter(agency=agency, fiscal_year__in=years, rounds__isnull=True)
    return plans.filter(measures__isnull=False).order_by("fiscal_year").distinct().first()
