"""A person's deadlines as a calendar: reports and measures of theirs, and the days of the assessment rounds.

It names no person; whoever has the address reads it, as calendars do without signing in.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from agencies.access import RIGHTS_OF_ROLE, Right, Role
from agencies.models import CalendarFeed, Membership, User
from agencies.models.invitation import token_hash
from assessments.round_calendar import round_calendar
from ita_portal.text.thai import buddhist_year, long_date
from measures.models import ReportingRound
from measures.reminder_mail import absolute
from measures.reminding import access_of, duties_due, responsibility_of
from measures.rules.icalendar import CalendarDay, calendar_text
from measures.rules.reminders import OF_MEASURES, Duty, DutyKind, duties_of

NAME = "กำหนดส่งงาน ITA"
ASSESSMENT_DAYS = (
    ("เปิดให้ตอบแบบ OIT", "oit_opens", "oit_closes"),
    ("ชี้แจงผลคะแนน OIT", "clarify_from", "clarify_until"),
    ("วันประกาศผลการประเมิน ITA", "announced_on", "announced_on"),
)
# How far back and ahead a calendar shows deadlines.
DAYS_BEFORE, DAYS_AFTER = 180, 550


def feed_with(token: str) -> CalendarFeed | None:
    """Return the calendar that a secret opens."""
    found = CalendarFeed.objects.filter(token_hash=token_hash(token), user__is_active=True)
    return found.select_related("user").first()


def calendar_of(user: User, today: date) -> str:
    """Return a person's calendar, in a constant number of queries."""
    memberships = list(
        Membership.objects.active().filter(user=user).select_related("user", "agency", "department").order_by("pk")
    )
    days = [*_deadlines(memberships, today), *(_assessment_days(today) if memberships else ())]
    return calendar_text(NAME, sorted(days, key=lambda each: (each.day, each.uid)), timezone.now())


def _deadlines(memberships: list[Membership], today: date) -> Iterator[CalendarDay]:
    """Yield the last day of each open round, with what of it is the person's, and the ends of the person's measures."""
    span = frozenset(today + timedelta(days=each) for each in range(-DAYS_BEFORE, DAYS_AFTER))
    reporting = [each for each in memberships if Right.REPORT in RIGHTS_OF_ROLE[Role(each.role)]]
    duties = duties_due({each.agency_id for each in reporting}, span)
    own = duties_of([responsibility_of(access_of(each)) for each in reporting], duties, today)
    of_rounds: dict[str, list[Duty]] = defaultdict(list)
    for duty in own:
        if duty.kind in OF_MEASURES:
            yield _measure(duty)
        else:
            of_rounds[duty.round_path].append(duty)
    agencies = {each.agency_id for each in memberships}
    rounds = ReportingRound.objects.open().filter(plan__agency__in=agencies, due_on__in=span)
    for each in rounds.select_related("plan__agency"):
        yield _round(each, of_rounds)


def _measure(duty: Duty) -> CalendarDay:
    return CalendarDay(
        uid=_uid(duty.path),
        summary=f"{'กำหนดของขั้นตอน' if duty.kind == DutyKind.STEP else 'วันสิ้นสุดมาตรการ'}: {duty.line}",
        day=duty.due,
        description="\n".join(filter(None, (duty.agency_name, duty.owners, duty.note))),
        url=absolute(duty.path),
    )


def _round(reporting_round: ReportingRound, duties: Mapping[str, list[Duty]]) -> CalendarDay:
    plan = reporting_round.plan
    path = reverse("round", args=(plan.agency.slug, plan.fiscal_year, reporting_round.key))
    owed = [f"- {' '.join(duty.title.split())}" for duty in duties[path]]
    about = [plan.agency.full_name, f"แผนปีงบประมาณ พ.ศ. {plan.fiscal_year}"]
    return CalendarDay(
        uid=_uid(path),
        summary=f"กำหนดส่งรายงาน “{reporting_round.name}”",
        day=reporting_round.due_on,
        description="\n".join([*about, *(["ยังไม่ได้ส่ง:", *owed] if owed else [])]),
        url=absolute(path),
    )


def _assessment_days(today: date) -> Iterator[CalendarDay]:
    """Yield the days of the assessment rounds of this year and the next; what nobody confirmed says so."""
    known = round_calendar()
    for fiscal_year in (buddhist_year(today), buddhist_year(today) + 1):
        current = known.round(fiscal_year)
        unsure = "" if current.are_days_confirmed else " (ยังไม่ยืนยัน)"
        for words, first, last in ASSESSMENT_DAYS:
            until = f"ถึงวันที่ {long_date(current.day(last))}" if last != first else ""
            summary = f"{words} ปีงบประมาณ พ.ศ. {fiscal_year}{unsure}"
            uid = _uid(f"assessment-{fiscal_year}-{first}")
            yield CalendarDay(uid, summary, current.day(first), current.day(last), until)


def _uid(path: str) -> str:
    """Return a name that stays: paths carry keys, and keys never change."""
    return (
        f"{path.strip('/').replace('/', '-').replace('#', '')}@{urlsplit(settings.SITE_URL).hostname or 'ita-portal'}"
    )
