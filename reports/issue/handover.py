"""Handing published documents to the assessors: where they lie on the agency's website, and whether they open there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record
from agencies.events import EventContent, event_record, events_settle
from agencies.models import Agency, User
from agencies.rules.events import EventKind
from assessments.rules.assessment_round import AssessmentRound
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.outside_links import LinkState, SeenLink
from ita_portal.text.thai import short_date
from reports.content.document_kind import DocumentKind
from reports.content.kinds import KINDS
from reports.issue.rules.handover import HandedDocument, SeenPlace, menus_of
from reports.models import IssuedDocument, WebsitePlace

Address = Callable[[str], str]
SUBJECT = "link:{kind}:{year}"


class WebsitePlaceSavedMeanwhile(SavedMeanwhile[WebsitePlace]):
    """Somebody else told first where the document lies."""


@dataclass(frozen=True)
class TypedPlace:
    """What a person tells of the agency's website, and what the page had shown them."""

    address: str
    menus: str
    seen: str


def place_of(agency: Agency, kind: DocumentKind, fiscal_year: int) -> WebsitePlace:
    """Return where a document lies on the agency's website; what nobody has told is stored nowhere."""
    wanted = {"agency": agency, "kind": kind.slug, "fiscal_year": fiscal_year}
    return WebsitePlace.objects.filter(**wanted).first() or WebsitePlace(**wanted)


def handed_document(
    issued: IssuedDocument | None, place: WebsitePlace, asking: AssessmentRound, base: Address
) -> HandedDocument:
    """Return a document as it is handed over; `issued` is its newest published version, `base` completes an address."""
    agency, kind = place.agency, KINDS[place.kind]
    page = reverse("public-document", args=(agency.slug, place.fiscal_year, kind.slug))
    return HandedDocument(
        name=f"{kind.name} ปี {place.fiscal_year}",
        title=issued.title if issued else "",
        words=issued.words if issued else "",
        year=asking.fiscal_year if kind.is_for_the_public else place.fiscal_year,
        agency=agency.full_name,
        website=agency.website,
        page=base(page),
        home=base(reverse("public-agency", args=(agency.slug,))),
        address=place.address,
        menus=menus_of(place.menus),
    )


def places_of(agency: Agency, years: Mapping[str, int]) -> dict[str, WebsitePlace]:
    """Return the places of documents by kind, each of its year, in one query."""
    stored = {(each.kind, each.fiscal_year): each for each in WebsitePlace.objects.filter(agency=agency)}
    return {
        kind: stored.get((kind, year)) or WebsitePlace(agency=agency, kind=kind, fiscal_year=year)
        for kind, year in years.items()
    }


def words_of_place(place: WebsitePlace) -> str:
    """Return a place as the history shows it."""
    return f"ที่อยู่: {place.address or '-'}\nเมนู: {' › '.join(place.menus.splitlines()) or '-'}"


def mark_of(place: WebsitePlace) -> str:
    """Return what a form carries to say which place it had shown."""
    return sha256(words_of_place(place).encode()).hexdigest()[:16]


def seen_place(place: WebsitePlace) -> SeenPlace:
    """Return what is known of a place, for the rules."""
    return SeenPlace(
        has_address=bool(place.address),
        is_seen=bool(place.seen_at),
        is_open=place.seen_state == LinkState.ANSWERS.name,
        seen_on=timezone.localdate(place.seen_at) if place.seen_at else None,
    )


def words_of_look(place: WebsitePlace) -> str:
    """Return what was found at an address, by whom and when; empty where nobody has looked."""
    if place.seen_at is None:
        return ""
    at = timezone.localtime(place.seen_at)
    state, when = LinkState[place.seen_state].value, f"{short_date(at.date())} {at:%H:%M} น."
    by = f"{place.seen_by_name}เปิดดูด้วยตนเอง" if place.seen_by_name else "ระบบตรวจ"
    return f"{state} ({by} เมื่อ {when})"


@transaction.atomic
def website_place_set(*, place: WebsitePlace, typed: TypedPlace, actor: User) -> WebsitePlace:
    """Store where a document lies; another address has not been looked at yet.

    Raises WebsitePlaceSavedMeanwhile where what the page had shown is no longer what is stored.
    """
    stored = _locked(place)
    old = words_of_place(stored)
    if (stored.address, stored.menus) == (typed.address, typed.menus):
        return stored
    if mark_of(stored) != typed.seen:
        raise WebsitePlaceSavedMeanwhile(stored)
    if stored.address != typed.address:
        stored.seen_state, stored.seen_at, stored.seen_by_name = "", None, ""
        events_settle(stored.agency, _subject(stored))
    stored.address, stored.menus = typed.address, typed.menus
    stored.save()
    change_record(_about(stored, "ที่อยู่บนเว็บไซต์"), actor, old=old, new=words_of_place(stored))
    return stored


@transaction.atomic
def website_place_look(
    *, place: WebsitePlace, address: str, seen: SeenLink, at: datetime, actor: User | None, is_by_hand: bool = False
) -> WebsitePlace:
    """Store what was found at an address: by the portal, or by a person who opened it and tells so.

    Of an address that was changed meanwhile nothing is stored. One that does not open waits for the coordinators.
    """
    stored = _locked(place)
    if stored.pk is None or stored.address != address:
        return stored
    old, was_broken = words_of_look(stored), seen_place(stored).is_broken
    stored.seen_state, stored.seen_at = seen.state.name, at
    stored.seen_by_name = str(actor)[:150] if actor and is_by_hand else ""
    stored.save(update_fields=["seen_state", "seen_at", "seen_by_name"])
    change_record(_about(stored, "ตรวจลิงก์"), actor, old=old, new=words_of_look(stored))
    if was_broken or not seen.is_open:
        _tell(stored, EventKind.LINK_MENDED if seen.is_open else EventKind.LINK_BROKEN, actor)
    return stored


def _tell(place: WebsitePlace, kind: EventKind, actor: User | None) -> None:
    content = EventContent(
        subject=_subject(place),
        occasion=f"{_day(place.seen_at)}:{mark_of(place)}",
        thing=KINDS[place.kind].name,
        within=f"ปีงบประมาณ พ.ศ. {place.fiscal_year}",
        text=words_of_look(place),
        path=reverse("document-handover", args=(place.agency.slug, place.fiscal_year, place.kind)),
    )
    event_record(kind, place.agency, content, actor)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _locked(place: WebsitePlace) -> WebsitePlace:
    """Return a place as it is stored, for nobody else to change meanwhile."""
    agency = Agency.objects.select_for_update().get(pk=place.agency_id)
    return place_of(agency, KINDS[place.kind], place.fiscal_year)


def _about(place: WebsitePlace, act: str) -> ChangeSubject:
    return ChangeSubject(place.agency, place.fiscal_year, f"document:{place.kind}", f"{act}: {KINDS[place.kind].name}")


def _subject(place: WebsitePlace) -> str:
    return SUBJECT.format(kind=place.kind, year=place.fiscal_year)
