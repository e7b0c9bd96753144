"""Whom to remind of what: the deadlines and the people as the rules of `reminders` take them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse

from agencies.access import RIGHTS_OF_ROLE, Access, Role
from agencies.kept import kept
from agencies.models import Agency, Membership
from measures.models import Measure, MeasureReport, Progress, ReportingRound, Step
from measures.open_steps import open_steps
from measures.rounds import OWED
from measures.rules.reminders import (
    NOBODY,
    Digest,
    Duty,
    DutyKind,
    Responsibility,
    days_at_hand,
    duties_of,
)

SETTLED = (Progress.Status.DONE, Progress.Status.CANCELLED)
RETURNED_NOTE = "ผู้ประสานงาน ITA ส่งกลับให้แก้ไข"


def reminders_of(access: Access, today: date, *, with_reports: bool = True) -> Digest:
    """Return the part of a person's work in an agency that is near or overdue, the earliest deadline first.

    Takes a constant number of queries.
    """
    if not access.can_report:
        return Digest(today, ())
    find = duties_due if with_reports else measures_due
    own = responsibility_of(access)

    def digest() -> Digest:
        duties = duties_of([own], find({access.agency.pk}, days_at_hand(today)), today)
        return Digest(today, tuple(sorted(duties, key=lambda duty: duty.due)))

    return kept(access, ("reminders", own, with_reports), digest)


def responsibility_of(access: Access) -> Responsibility:
    """Return a person in an agency as the rules see it."""
    names = frozenset(each.name if each else NOBODY for each in access.owed_departments)
    return Responsibility(access.agency.slug, names, is_coordinator=access.can_track)


def access_of(membership: Membership) -> Access:
    """Return what a member may do, as if signed in."""
    role = Role(membership.role)
    return Access(
        membership.user, membership.agency, frozenset(RIGHTS_OF_ROLE[role]), role, department=membership.department
    )


def duties_due(agencies: Collection[int], days: Collection[date]) -> list[Duty]:
    """Return everything in these agencies that has its deadline on one of the days and is not done."""
    found = ReportingRound.objects.open().filter(plan__agency__in=agencies, due_on__in=days)
    rounds = list(found.select_related("plan__agency"))
    return [*(_reports(rounds) if rounds else ()), *measures_due(agencies, days)]


def measures_due(agencies: Collection[int], days: Collection[date]) -> list[Duty]:
    """Return the measures that end on one of the days, accepted neither as done nor as cancelled, and open steps."""
    ending = Measure.objects.filter(plan__agency__in=agencies, end__in=days).with_standing()
    ending = ending.select_related("plan__agency").with_owners()
    found = [each for each in ending if not each.accepted_progress or each.accepted_progress.status not in SETTLED]
    return [
        *_steps(agencies, days),
        *(
            _duty(DutyKind.MEASURE, each, each.plan.agency, due=each.end, path=_path("measure-progress", each))
            for each in found
            if each.end
        ),
    ]


def _steps(agencies: Collection[int], days: Collection[date]) -> Iterator[Duty]:
    """Yield the open steps whose own day is one of the days; one that names an owner is that department's."""
    dated = Step.objects.filter(measure__plan__agency__in=agencies, due_on__in=days).values("measure")
    measures = Measure.objects.filter(pk__in=dated).with_details().with_standing().select_related("plan__agency")
    left = open_steps(measures)
    for measure in measures:
        for each in left.get(measure.pk, ()):
            if each.due in days:
                path = f"{_path('measure-progress', measure)}#step-{each.step.position}"
                duty = _duty(DutyKind.STEP, measure, measure.plan.agency, due=each.due, path=path)
                names = tuple(department.name for department in each.departments)
                of_measure = f"มาตรการ: {' '.join(measure.title.split())}"
                yield replace(duty, title=each.step.text, departments=names, note=of_measure)


def _reports(rounds: list[ReportingRound]) -> Iterator[Duty]:
    """Yield every report that the departments of a measure have not sent, or were asked to mend."""
    measures: dict[int, list[Measure]] = defaultdict(list)
    plans = {each.plan_id for each in rounds}
    for measure in Measure.objects.filter(plan__in=plans).select_related("plan__agency").with_owners():
        measures[measure.plan_id].append(measure)
    reports = MeasureReport.objects.filter(round__in=rounds).values_list("round_id", "measure_id", "state")
    states = {(of_round, of_measure): state for of_round, of_measure, state in reports}
    for each in rounds:
        for measure in measures[each.plan_id]:
            state = states.get((each.pk, measure.pk))
            if state is None or state in OWED:
                yield _report(each, measure, is_returned=state == MeasureReport.State.RETURNED)


def _report(reporting_round: ReportingRound, measure: Measure, *, is_returned: bool) -> Duty:
    return _duty(
        DutyKind.REPORT,
        measure,
        measure.plan.agency,
        due=reporting_round.due_on,
        path=_path("round-report", measure, reporting_round.key),
        round_name=" ".join(reporting_round.name.split()),
        round_path=reverse("round", args=_place(measure, reporting_round.key)),
        note=RETURNED_NOTE if is_returned else "",
    )


def _duty(kind: DutyKind, measure: Measure, agency: Agency, *, due: date, path: str, **more: str) -> Duty:
    return Duty(
        kind=kind,
        agency=agency.slug,
        agency_name=" ".join(f"{agency.full_name} {agency.place}".split()),
        fiscal_year=measure.plan.fiscal_year,
        title=measure.title,
        due=due,
        path=path,
        departments=tuple(each.name for each in measure.reporters),
        **more,
    )


def _path(name: str, measure: Measure, *keys: object) -> str:
    return reverse(name, args=_place(measure, *keys, measure.key))


def _place(measure: Measure, *keys: object) -> tuple[object, ...]:
    return (measure.plan.agency.slug, measure.plan.fiscal_year, *keys)
