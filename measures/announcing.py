"""What the acts of rounds and reports tell people; called by the services, within their transactions."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256

from django.urls import reverse

from agencies.events import EventContent, event_record, events_record, events_settle
from agencies.models import Department, User
from agencies.rules.events import Concerned, EventKind
from ita_portal.text.thai import long_date
from measures.models import MeasureOwner, MeasureReport, ReportingRound

QUOTED = 60
DEALS_WITH_SENT = (EventKind.REPORT_ACCEPTED, EventKind.REPORT_RETURNED, EventKind.REPORT_RECALLED)


def tell_of_round(reporting_round: ReportingRound, kind: EventKind, actor: User | None, occasion: str) -> None:
    """Tell the departments with measures in the plan that a round was opened or closed."""
    plan = reporting_round.plan
    owners = MeasureOwner.objects.filter(measure__plan=plan, is_lead=True).values_list("department", flat=True)
    content = EventContent(
        subject=f"round:{reporting_round.key}",
        occasion=occasion,
        thing=reporting_round.name,
        within=f"แผนปีงบประมาณ พ.ศ. {plan.fiscal_year}",
        text=long_date(reporting_round.due_on) if kind == EventKind.ROUND_OPENED else "",
        path=reverse("round", args=(plan.agency.slug, plan.fiscal_year, reporting_round.key)),
        concerned=Concerned(frozenset(owners)),
    )
    if kind == EventKind.ROUND_CLOSED:
        events_settle(plan.agency, f"report:{reporting_round.key}:")
        events_settle(plan.agency, all_reports(reporting_round))
    event_record(kind, plan.agency, content, actor)


def tell_of_reports(
    reports: Sequence[MeasureReport], kind: EventKind, actor: User | None, text: str = "", *, occasion: str = ""
) -> None:
    """Tell those whom reports of a round concern what became of them; outside of rounds nobody waits.

    Of many at once each is told once, in one line: the coordinators what was sent to them, each department what of its
    own was accepted. What was sent together waits until none of the round waits any more. Occasions are the states of
    a report, unless something happened that leaves it in its state.
    """
    of_round = [each for each in reports if each.round]
    if not of_round:
        return
    owners = _owners_of([each.measure_id for each in of_round])
    groups: dict[frozenset[int], list[MeasureReport]] = defaultdict(list)
    for each in of_round:
        groups[frozenset() if kind == EventKind.REPORT_SENT else frozenset(owners[each.measure_id])].append(each)
    is_last = kind in DEALS_WITH_SENT and not _waits_still(of_round[0].round)
    done = (all_reports(of_round[0].round),) if is_last else ()
    told = [
        _together([_content(each, kind, text, owners[each.measure_id], occasion) for each in group], group, departments)
        for departments, group in groups.items()
    ]
    told = [replace(each, deals_with=(*each.deals_with, *done)) for each in told]
    events_record(kind, of_round[0].measure.plan.agency, told, actor)


def tell_of_new_lead(report: MeasureReport, lead: Department | None, actor: User | None) -> None:
    """Tell those who lead a measure from now on of its report that was returned to others, who wait for it no more.

    Where nobody leads the measure, its report waits for the coordinators.
    """
    agency, kind = report.measure.plan.agency, EventKind.REPORT_RETURNED
    coordinators = agency.memberships.coordinators().active().values_list("user", flat=True)
    concerned = Concerned(frozenset({lead.pk})) if lead else Concerned(users=frozenset(coordinators))
    told = _content(report, kind, report.remarks, (), f"{report.version}-{report.measure.version}")
    event_record(kind, agency, replace(told, concerned=concerned), actor)


def _together(
    contents: Sequence[EventContent], reports: Sequence[MeasureReport], departments: frozenset[int]
) -> EventContent:
    """Return what tells of several reports of a round at once; of one alone, what tells of it."""
    first, current = contents[0], reports[0].round
    assert current is not None
    if len(contents) == 1:
        return first
    plan = reports[0].measure.plan
    states = ",".join(f"{each.key}:{each.version}" for each in reports)
    return EventContent(
        subject=":".join([all_reports(current), *map(str, sorted(departments))]),
        occasion=sha256(states.encode()).hexdigest(),
        thing=f"{shortened(first.thing)} และอีก {len(contents) - 1} มาตรการ",
        within=first.within,
        text=first.text,
        path=reverse("round", args=(plan.agency.slug, plan.fiscal_year, current.key)),
        concerned=Concerned(departments, frozenset().union(*(each.concerned.users for each in contents))),
        deals_with=tuple(each.subject for each in contents),
    )


def _waits_still(reporting_round: ReportingRound | None) -> bool:
    """Whether a report of the round waits for its decision.

    Asked under the round's lock: of two who decide on the last two at once the second sees what the first decided.
    """
    assert reporting_round is not None
    ReportingRound.objects.select_for_update().get(pk=reporting_round.pk)
    return MeasureReport.objects.filter(round=reporting_round, state=MeasureReport.State.SUBMITTED).exists()


def all_reports(reporting_round: ReportingRound | None) -> str:
    """Return the subject of events that tell of several reports of a round at once."""
    assert reporting_round is not None
    return f"reports:{reporting_round.key}"


def shortened(title: str) -> str:
    """Return a title as a line names it that names more besides."""
    line = " ".join(title.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"


def _owners_of(measures: Collection[int]) -> dict[int, set[int]]:
    """Return the department that reports on each of the measures, in one query."""
    owners: dict[int, set[int]] = defaultdict(set)
    for measure, department in MeasureOwner.objects.filter(measure__in=measures, is_lead=True).values_list(
        "measure_id", "department_id"
    ):
        owners[measure].add(department)
    return owners


def _content(report: MeasureReport, kind: EventKind, text: str, owners: Collection[int], occasion: str) -> EventContent:
    plan, measure, current = report.measure.plan, report.measure, report.round
    assert current is not None
    place = (plan.agency.slug, plan.fiscal_year, current.key)
    page = reverse("round-report", args=(*place, measure.key))
    # The coordinator accepts and returns on the page of the round, where all that was sent stands together.
    decides = f"{reverse('round', args=place)}#report-{measure.key}"
    writers = {report.entry.actor_id} if report.entry and report.entry.actor_id else set()
    return EventContent(
        subject=f"report:{current.key}:{measure.key}",
        occasion=occasion or str(report.version),
        thing=measure.title,
        within=current.name,
        text=text,
        path=decides if kind == EventKind.REPORT_SENT else page,
        concerned=Concerned(frozenset(owners), frozenset(writers)),
    )
