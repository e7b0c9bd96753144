"""What people do about a tracked plan besides editing it: filters kept for again, reminders to those who answer."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from agencies.events import EventContent, events_record, members_at_hand
from agencies.models import Agency, User
from agencies.rules.events import Concerned, EventKind
from measures.models import Measure, MeasurePlan, SavedFilter
from measures.rules.tracking import SETTLED

MOST_FILTERS = 12
REMINDER = "ผู้ประสานงาน ITA ขอให้รายงานความก้าวหน้า"


class TooManyFilters(Exception):
    """The person has as many as the page can show; nothing was written."""


@transaction.atomic
def filter_save(*, agency: Agency, name: str, query: str, user: User) -> SavedFilter:
    """Keep a filter under a name; one that has the name already is replaced. Raises TooManyFilters."""
    kept = SavedFilter.objects.filter(user=user, agency=agency)
    if kept.exclude(name=name).count() >= MOST_FILTERS:
        raise TooManyFilters
    saved, _ = SavedFilter.objects.update_or_create(user=user, agency=agency, name=name, defaults={"query": query})
    return saved


@transaction.atomic
def measures_remind(*, plan: MeasurePlan, keys: Collection[UUID], on: date, actor: User) -> list[Measure]:
    """Remind the leads of measures that are neither accepted as done nor cancelled, each once a day; return these."""
    people: dict[int | None, set[int]] = {}
    for member in members_at_hand(plan.agency):
        people.setdefault(member.department, set()).add(member.user)
    found = plan.measures.filter(key__in=list(keys)).with_owners().with_standing()
    reminded = [each for each in found if _is_open(each) and each.lead and people.get(each.lead.pk)]
    told = [_reminder(plan, each, people[each.lead.pk], on) for each in reminded if each.lead]
    if told:
        events_record(EventKind.DEADLINES_NEAR, plan.agency, told, actor)
    return reminded


def _is_open(measure: Measure) -> bool:
    accepted = measure.accepted_progress
    return accepted is None or accepted.status not in SETTLED


def _reminder(plan: MeasurePlan, measure: Measure, people: set[int], on: date) -> EventContent:
    return EventContent(
        subject=f"measure:{measure.key}",
        occasion=on.isoformat(),
        thing=measure.title,
        within=str(plan),
        text=REMINDER,
        path=reverse("measure-progress", args=(plan.agency.slug, plan.fiscal_year, measure.key)),
        concerned=Concerned(users=frozenset(people)),
    )
