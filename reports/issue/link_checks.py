"""The addresses of handed documents that the portal looks at by itself, before the round of each closes."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

from django.utils import timezone

from assessments.round_calendar import round_calendar
from assessments.rules.assessment_round import RoundCalendar
from assessments.rules.cycle import usual_plan_year
from ita_portal.outside_links import look_at
from measures.models import MeasurePlan
from measures.rules.deadlines import at_hand_until
from reports.content.kinds import KINDS
from reports.issue.handover import seen_place, website_place_look
from reports.issue.rules.handover import is_due_to_be_seen
from reports.models import IssuedDocument, WebsitePlace

AT_ONCE = 8  # addresses asked at the same time
PIECE = 80  # addresses whose answers are stored together


def places_due(now: datetime) -> list[WebsitePlace]:
    """Return the places whose address is looked at now, however many agencies there are in four queries."""
    today, calendar = timezone.localdate(now), round_calendar()
    public = IssuedDocument.objects.filter(published_at__isnull=False).order_by()
    published = set(public.values_list("agency", "kind", "fiscal_year").distinct())
    answered = MeasurePlan.objects.filter(is_undecided=False).order_by()
    plan_years = {
        (agency, result_year): year
        for agency, result_year, year in answered.values_list(
            "agency", "assessment__framework__fiscal_year", "fiscal_year"
        )
    }
    places = WebsitePlace.objects.exclude(address="").select_related("agency").order_by("pk")
    return [
        each
        for each in places
        if (each.agency_id, each.kind, each.fiscal_year) in published
        and is_due_to_be_seen(
            seen_place(each), _closes(calendar, each, plan_years), timezone.localtime(now), at_hand_until(today)
        )
    ]


def links_look(now: datetime) -> Iterator[WebsitePlace]:
    """Look at every address that is due, some at the same time, and yield its place with what was found."""
    due = places_due(now)
    with ThreadPoolExecutor(AT_ONCE) as asking:
        for start in range(0, len(due), PIECE):
            yield from _looked(asking, due[start : start + PIECE])


def _looked(asking: ThreadPoolExecutor, places: Sequence[WebsitePlace]) -> Iterator[WebsitePlace]:
    answers = asking.map(look_at, [each.address for each in places])  # which touches no database
    for place, seen in zip(places, answers, strict=True):
        yield website_place_look(place=place, address=place.address, seen=seen, at=timezone.now(), actor=None)


def _closes(calendar: RoundCalendar, place: WebsitePlace, plan_years: dict[tuple[int, int], int]) -> date | None:
    """Return the last day on which assessors look for a document; None of a letter of the house."""
    kind, year = KINDS[place.kind], place.fiscal_year
    if not kind.is_for_the_public:
        return None
    if kind.analyses_result:
        year = plan_years.get((place.agency_id, year), usual_plan_year(year))
    return calendar.asking(kind.asked_as, year).closes
