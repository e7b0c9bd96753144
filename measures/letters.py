"""Today's letters, and what the inbox says of deadlines: who hears of what, of everybody at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from agencies.access import RIGHTS_OF_ROLE, Right, Role
from agencies.events import EventContent, events_record, speakers_tell
from agencies.models import Agency, LetterChoice, Membership, Notice, User
from agencies.rules.events import Concerned, EventGroup, EventKind
from measures.models import ReminderOptOut
from measures.reminding import access_of, duties_due, responsibility_of
from measures.rules.reminders import Digest, Duty, NewsItem, Responsibility, Wish, days_spoken_of, digest_of, duties_of

# What nobody has read for so long is no news; the inbox still has it.
NEWS_FOR = timedelta(days=30)
MOST_LINES = 5
DutiesByAgency = dict[str, list[Duty]]


@dataclass
class Correspondent:
    """Somebody who may be written to, with the parts of all agencies that are theirs."""

    user: User
    wish: Wish
    groups: frozenset[str]
    parts: list[Responsibility] = field(default_factory=list)


def duties_of_day(today: date) -> DutiesByAgency:
    """Return what the inboxes and the letters of a day may speak of: loaded once for both."""
    memberships = list(_members())
    wishes = {person.wish for person in _correspondents(memberships).values()}
    days = days_spoken_of(today).union(*(wish.days_spoken_of(today) for wish in wishes if wish.has_letter_on(today)))
    duties: DutiesByAgency = defaultdict(list)
    for duty in duties_due({each.agency_id for each in memberships}, days):
        duties[duty.agency].append(duty)
    return duties


def digests_of(today: date, duties: DutiesByAgency | None = None) -> list[tuple[User, Digest]]:
    """Return today's letters, at most one for each person, in a constant number of queries."""
    people = _correspondents(_reachable())
    duties = duties_of_day(today) if duties is None else duties
    news = _news(people, today)
    digests = []
    for key, person in people.items():
        concerned = [duty for each in person.parts for duty in duties.get(each.agency, ())]
        if digest := digest_of(person.parts, concerned, today, wish=person.wish, news=news[key]):
            digests.append((person.user, digest))
    return digests


def deadlines_tell(today: date, duties: DutiesByAgency | None = None) -> int:
    """Write into the inbox of each person what a letter of today says of deadlines, once a day; return to how many."""
    duties = duties_of_day(today) if duties is None else duties
    spoken_of = days_spoken_of(today)
    contents: dict[Agency, list[EventContent]] = defaultdict(list)
    for member in (each for each in _members() if each.agency.slug in duties and _reports(each)):
        near = [duty for duty in duties[member.agency.slug] if duty.due in spoken_of]
        own = duties_of([responsibility_of(access_of(member))], near, today)
        if own:
            contents[member.agency].append(_deadlines(member, Digest(today, own)))
    for agency, told in contents.items():
        events_record(EventKind.DEADLINES_NEAR, agency, told, None)
    speakers_tell(today)  # whose days of acting begin or ended
    return sum(len(told) for told in contents.values())


def wish_of(choice: LetterChoice | None) -> tuple[Wish, frozenset[str]]:
    """Return what a person has chosen, with the groups of events that a letter tells; everything without a choice."""
    groups = frozenset(choice.groups if choice else EventGroup)
    is_weekly = bool(choice and choice.frequency == LetterChoice.Frequency.WEEKLY)
    return Wish(deadlines=EventGroup.DEADLINES in groups, is_weekly=is_weekly), groups


def _members() -> QuerySet[Membership]:
    found = Membership.objects.active().select_related("user__letter_choice", "agency", "department")
    return found.order_by("user_id", "agency__slug")


def _reachable() -> QuerySet[Membership]:
    """Return the memberships of people who have an address and want letters."""
    silent = ReminderOptOut.objects.filter(user=OuterRef("user"))
    return _members().filter(~Exists(silent)).exclude(user__email="")


def _reports(member: Membership) -> bool:
    return Right.REPORT in RIGHTS_OF_ROLE[Role(member.role)]


def _correspondents(memberships: Iterable[Membership]) -> dict[int, Correspondent]:
    people: dict[int, Correspondent] = {}
    for each in memberships:
        if each.user_id not in people:
            people[each.user_id] = Correspondent(each.user, *wish_of(getattr(each.user, "letter_choice", None)))
        if _reports(each):
            people[each.user_id].parts.append(responsibility_of(access_of(each)))
    return people


def _news(people: Mapping[int, Correspondent], today: date) -> Mapping[int, list[NewsItem]]:
    """Return what each person was told until the end of the day, has not seen, and wants to read in a letter."""
    end = datetime.combine(today + timedelta(days=1), time.min, timezone.get_current_timezone())
    found = Notice.objects.to_mail(end - NEWS_FOR).filter(user__in=list(people), event__at__lt=end)
    found = found.exclude(event__kind=EventKind.DEADLINES_NEAR)  # which the letter itself is about
    member = Membership.objects.active().filter(user=OuterRef("user"), agency=OuterRef("event__agency"))
    news: dict[int, list[NewsItem]] = defaultdict(list)
    for notice in found.filter(Exists(member)).select_related("event__agency").order_by("event_id"):
        if notice.group in people[notice.user_id].groups:
            news[notice.user_id].append(_item(notice))
    return news


def _item(notice: Notice) -> NewsItem:
    words = notice.event.words
    agency = notice.event.agency
    return NewsItem(
        key=notice.key,
        agency_name=" ".join(f"{agency.full_name} {agency.place}".split()),
        heading=words.heading,
        sentence=words.sentence,
        remark=" ".join(words.remark.split()),
        action=words.action,
        path=notice.event.path,
        waits=notice.waits,
    )


def _deadlines(member: Membership, digest: Digest) -> EventContent:
    soonest = sorted(digest.duties, key=lambda duty: duty.due)
    lines = [f"{duty.line} ({duty.deadline})" for duty in soonest[:MOST_LINES]]
    rest = len(soonest) - MOST_LINES
    overdue = f" (เกินกำหนด {digest.overdue} รายการ)" if digest.overdue else ""
    return EventContent(
        subject=f"deadlines:{member.user_id}",
        occasion=digest.day.isoformat(),
        thing=f"{len(soonest)} รายการ{overdue}",
        text="\n".join([*lines, f"และอีก {rest} รายการ"] if rest > 0 else lines),
        path=reverse("my-work", args=(member.agency.slug, soonest[0].fiscal_year)),
        concerned=Concerned(users=frozenset({member.user_id})),
    )
