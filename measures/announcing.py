"""What the acts of rounds and reports tell people; called by the services, within their transactions."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.urls import reverse

from agencies.events import EventContent, event_record, events_record, events_settle
from agencies.models import User
from agencies.rules.events import Concerned, EventKind
from ita_portal.text.thai import long_date
from measures.models import MeasureOwner, MeasureReport, ReportingRound


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
    event_record(kind, plan.agency, content, actor)


def tell_of_reports(reports: Sequence[MeasureReport], kind: EventKind, actor: User | None, text: str = "") -> None:
    """Tell those whom reports of a round concern what became of them; outside of rounds nobody waits."""
    owners = _owners_of([each.measure_id for each in reports])
    told = [_content(each, kind, text, owners[each.measure_id]) for each in reports if each.round]
    if told:
        events_record(kind, reports[0].measure.plan.agency, told, actor)


def _owners_of(measures: Collection[int]) -> dict[int, set[int]]:
    """Return the department that reports on each of the measures, in one query."""
    owners: dict[int, set[int]] = defaultdict(set)
    for measure, department in MeasureOwner.objects.filter(measure__in=measures, is_lead=True).values_list(
        "measure_id", "department_id"
    ):
        owners[measure].add(department)
    return owners


def _content(report: MeasureReport, kind: EventKind, text: str, owners: Collection[int]) -> EventContent:
    plan, measure, current = report.measure.plan, report.measure, report.round
    assert current is not None
    place = (plan.agency.slug, plan.fiscal_year, current.key)
    page = reverse("round-report", args=(*place, measure.key))
    # The coordinator accepts and returns on the page of the round, where all that was sent stands together.
    decides = f"{reverse('round', args=place)}#report-{measure.key}"
    writers = {report.entry.actor_id} if report.entry and report.entry.actor_id else set()
    return EventContent(
        subject=f"report:{current.key}:{measure.key}",
        occasion=str(report.version),
        thing=measure.title,
        within=current.name,
        text=text,
        path=decides if kind == EventKind.REPORT_SENT else page,
        concerned=Concerned(frozenset(owners), frozenset(writers)),
    )
