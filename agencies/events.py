"""Writing events: the only way in. Called within the transaction of the act, so that none is lost and none doubled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from agencies.models import Agency, Event, Membership, Notice, User, actor_name
from agencies.rules.events import DECIDES, SETTLES, Concerned, EventKind, MemberAtHand, told_of

LONGEST_THING, LONGEST_PLACE, LONGEST_NAME = 500, 300, 150


@dataclass(frozen=True)
class EventContent:
    """What an event says: of which thing, on which occasion, in which words, where one acts, and whom it concerns.

    `deals_with` are the subjects of other things that the same act deals with; `waits_for` is the key of the position
    whose opinion is waited for.
    """

    subject: str
    occasion: str
    thing: str
    path: str
    within: str = ""
    text: str = ""
    concerned: Concerned = field(default_factory=Concerned)
    deals_with: tuple[str, ...] = ()
    waits_for: UUID | None = None


def event_record(kind: EventKind, agency: Agency, content: EventContent, actor: User | None) -> None:
    """Tell who has to know of one act; what it deals with waits no more."""
    events_record(kind, agency, [content], actor)


@transaction.atomic
def events_record(kind: EventKind, agency: Agency, contents: Sequence[EventContent], actor: User | None) -> None:
    """Tell of several acts of one kind, in the same few statements as of one; what was told before is told no more."""
    if not contents:
        return
    drafts = {each.key: (each, content) for content in contents for each in [_event(kind, agency, content, actor)]}
    Event.objects.bulk_create([each for each, _ in drafts.values()], ignore_conflicts=True)
    stored = Event.objects.filter(key__in=drafts).order_by("pk")
    new = [(each, drafts[each.key][1]) for each in stored]
    _settle(agency, kind, [subject for _, content in new for subject in (content.subject, *content.deals_with)])
    members = members_at_hand(agency)
    Notice.objects.bulk_create(
        Notice(event=event, user_id=told.user, waits=told.waits)
        for event, content in new
        for told in told_of(kind, members, content.concerned, actor.pk if actor else None)
    )


def events_settle(agency: Agency, subjects: str) -> None:
    """Let nothing wait any more whose subject begins like this: the thing is closed, or gone."""
    open_ones = Notice.objects.filter(event__agency=agency, event__subject__startswith=subjects, settled_at=None)
    open_ones.update(settled_at=timezone.now())


def speakers_tell(today: date, agency: Agency | None = None) -> None:
    """Tell who speaks for a position today of what waits for its opinion, where they were not told of it before.

    People change while a document waits; where nobody speaks for the position any more, the coordinators are told.
    """
    asked = Event.objects.exclude(waits_for=None).select_related("agency").order_by("pk")
    newer = Event.objects.filter(agency=OuterRef("agency"), subject=OuterRef("subject"), pk__gt=OuterRef("pk"))
    waiting = asked.filter(~Exists(newer.filter(kind__in=DECIDES)), **({"agency": agency} if agency else {}))
    for event in waiting:
        told = set(event.notices.filter(settled_at=None, waits=True).values_list("user", flat=True))
        now = _asked_now(event, today)
        event.notices.filter(user__in=told - now).update(settled_at=timezone.now())
        before = event.notices.filter(user__in=now - told)
        known = set(before.values_list("user", flat=True))
        before.update(waits=True, settled_at=None, read_at=None)
        Notice.objects.bulk_create(Notice(event=event, user_id=each, waits=True) for each in now - told - known)


def _asked_now(event: Event, today: date) -> set[int]:
    position = event.agency.positions.with_holdings().filter(key=str(event.waits_for)).first()
    speakers = {each.member.user_id for each in position.speakers_on(today)} if position else set()
    coordinators = event.agency.memberships.coordinators().active()
    asked = speakers or set(coordinators.values_list("user", flat=True))
    return {each for each in asked if each != event.actor_id}


def members_at_hand(agency: Agency) -> list[MemberAtHand]:
    """Return who can open the agency now."""
    found = Membership.objects.active().filter(agency=agency).order_by("pk")
    return [MemberAtHand(*each) for each in found.values_list("user", "role", "department")]


def _settle(agency: Agency, kind: EventKind, subjects: Sequence[str]) -> None:
    """Note what an act of a kind deals with."""
    settled = SETTLES.get(kind, frozenset())
    if settled and subjects:
        about = Q(event__kind__in=settled, event__subject__in=subjects, event__agency=agency)
        Notice.objects.filter(about, settled_at=None).update(settled_at=timezone.now())


def _event(kind: EventKind, agency: Agency, content: EventContent, actor: User | None) -> Event:
    return Event(
        key=uuid4(),
        agency=agency,
        kind=kind,
        subject=content.subject,
        occasion=content.occasion,
        thing=content.thing[:LONGEST_THING],
        within=content.within[:LONGEST_PLACE],
        text=content.text,
        path=content.path,
        waits_for=content.waits_for,
        actor=actor,
        actor_name=actor_name(actor)[:LONGEST_NAME],
    )
