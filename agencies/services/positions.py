"""Writes of the positions of an agency's chain: named, put in order, held by members, and acted for.

The agency's row is locked first, so that two people never give one member two positions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record, changes_record
from agencies.events import speakers_tell
from agencies.models import Agency, Holding, Membership, Position, Removed, User
from agencies.offices import StandardPosition
from agencies.removal_services import things_remove
from agencies.rules.holdings import Capacity, Term, clash
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.text.spelling import compared

NOBODY = "ยังไม่กำหนดผู้ดำรงตำแหน่ง"


class PositionSavedMeanwhile(SavedMeanwhile[Position]):
    """Somebody else changed the position first."""


class PositionTitleTaken(Exception):
    """The agency has a position of this title; nothing was written."""

    def __init__(self, other: Position) -> None:
        super().__init__(other.title)
        self.other = other


class HoldsAnother(Exception):
    """The member holds another position already, and may only act for this one; nothing was written."""

    def __init__(self, other: Position) -> None:
        super().__init__(other.title)
        self.other = other


class ActingClash(Exception):
    """Somebody acts for the position in the same capacity on some of these days; nothing was written."""

    def __init__(self, other: Holding) -> None:
        super().__init__(str(other))
        self.other = other


@dataclass(frozen=True)
class PositionContent:
    """A position as a person fills it in."""

    title: str
    heading: str
    speaks_on_memos: bool = True
    member: Membership | None = None
    printed_name: str = ""

    def __str__(self) -> str:
        """The content as the history shows it."""
        held = str(self.member.user) if self.member else NOBODY
        printed = f"\nชื่อที่พิมพ์ในเอกสาร: {self.printed_name}" if self.printed_name else ""
        asked = "ให้ความเห็นในบันทึกข้อความ" if self.speaks_on_memos else "ไม่ให้ความเห็นในบันทึกข้อความ"
        return f"{self.title}\nหัวข้อ: {self.heading}\nผู้ดำรงตำแหน่ง: {held}{printed}\n{asked}"


@dataclass(frozen=True)
class ActingContent:
    """Who acts for a position, in what capacity, by which own post, and for which days."""

    member: Membership
    capacity: Capacity
    own_title: str
    term: Term
    printed_name: str = ""


def position_content_of(position: Position) -> PositionContent:
    holder = position.holder
    return PositionContent(
        position.title,
        position.heading,
        position.speaks_on_memos,
        holder.member if holder else None,
        position.printed_name,
    )


@transaction.atomic
def positions_start(*, agency: Agency, standard: Sequence[StandardPosition], actor: User | None) -> list[Position]:
    """Give an agency the positions of its kind, in this order; one that has any is left as it is."""
    current = Agency.objects.select_for_update().get(pk=agency.pk)
    if current.positions.exists():
        return []
    made = Position.objects.bulk_create(
        Position(agency=current, title=each.title, heading=each.heading, order=order)
        for order, each in enumerate(standard, 1)
    )
    changes_record(((_about(each, "เพิ่มตำแหน่ง"), "", str(position_content_of(each))) for each in made), actor)
    return made


@transaction.atomic
def position_add(*, agency: Agency, content: PositionContent, actor: User) -> Position:
    """Add a position after the others. Raises PositionTitleTaken, HoldsAnother."""
    current = Agency.objects.select_for_update().get(pk=agency.pk)
    _refuse_taken(current, content.title)
    last = current.positions.aggregate(last=Max("order"))["last"] or 0
    added = Position(agency=current, order=last + 1)
    _fill(added, content)
    added.save()
    _hold(added, content)
    change_record(_about(added, "เพิ่มตำแหน่ง"), actor, new=str(content))
    return added


@transaction.atomic
def position_update(*, position: Position, content: PositionContent, version: int, actor: User | None) -> Position:
    """Store what a position is called and who holds it, made from the `version` that the page had shown.

    Raises PositionSavedMeanwhile, PositionTitleTaken, HoldsAnother.
    """
    current = _locked(position)
    old = position_content_of(current)
    if old == content:
        return current
    if current.version != version:
        raise PositionSavedMeanwhile(current)
    _refuse_taken(current.agency, content.title, besides=current)
    _fill(current, content)
    current.version += 1
    current.save(update_fields=["title", "heading", "printed_name", "speaks_on_memos", "version"])
    _hold(current, content)
    change_record(_about(current, "แก้ไขตำแหน่ง"), actor, old=str(old), new=str(content))
    speakers_tell(timezone.localdate(), current.agency)
    return current


@transaction.atomic
def position_move(*, position: Position, is_up: bool, actor: User) -> bool:
    """Let a position change places with the one above or below it; return False where there is none."""
    current = _locked(position)
    order = list(current.agency.positions.all())
    at = order.index(current)
    to = at - 1 if is_up else at + 1
    if not 0 <= to < len(order):
        return False
    order[at], order[to] = order[to], order[at]
    for number, each in enumerate(order, 1):
        each.order = number
    Position.objects.bulk_update(order, ["order"])
    about = _about(current, "ย้ายลำดับตำแหน่ง")
    change_record(about, actor, old=f"ลำดับที่ {at + 1}", new=f"ลำดับที่ {to + 1}")
    return True


@transaction.atomic
def position_remove(*, position: Position, actor: User) -> Removed:
    """Take a position out of the chain, restorably; opinions that it gave stay as they are."""
    current = _locked(position)
    text = str(position_content_of(current))
    change_record(_about(current, "ลบตำแหน่ง"), actor, old=text)
    about = ChangeSubject(current.agency, None, f"position:{current.key}", current.title)
    return things_remove(kind="position", things=[current], about=about, text=text, actor=actor)


@transaction.atomic
def acting_add(*, position: Position, content: ActingContent, actor: User | None) -> Holding:
    """Let a member act for a position for some days. Raises ActingClash where somebody else does so then."""
    current = _locked(position)
    same = [each for each in current.acting if each.capacity == content.capacity]
    if taken := clash(content.term, [each.term for each in same]):
        raise ActingClash(next(each for each in same if each.term == taken))
    added = Holding.objects.create(
        position=current,
        member=content.member,
        capacity=content.capacity.value,
        own_title=content.own_title,
        printed_name=content.printed_name,
        starts=content.term.starts,
        ends=content.term.ends,
    )
    _guard(content.member)
    change_record(_about(current, f"กำหนดผู้{added.capacity_words}"), actor, new=_acting_text(added))
    speakers_tell(timezone.localdate(), current.agency)
    return added


@transaction.atomic
def acting_end(*, holding: Holding, today: date, actor: User) -> None:
    """Let somebody act for a position no longer, from today on; one whose days are to come never acts."""
    current = _locked(holding.position)
    standing = Holding.objects.select_related("position", "member__user").filter(pk=holding.pk).first()
    if standing is None or (standing.ends and standing.ends < today):
        return
    old = _acting_text(standing)
    if standing.starts and standing.starts < today:
        standing.ends = today - timedelta(days=1)
        standing.save(update_fields=["ends"])
        new = _acting_text(standing)
    else:
        standing.delete()
        new = "ยกเลิก"
    change_record(_about(current, f"สิ้นสุดการ{standing.capacity_words}"), actor, old=old, new=new)
    speakers_tell(today, current.agency)


def _fill(position: Position, content: PositionContent) -> None:
    position.title, position.heading = content.title, content.heading
    position.printed_name, position.speaks_on_memos = content.printed_name, content.speaks_on_memos


def _hold(position: Position, content: PositionContent) -> None:
    """Let the member of the content hold the position, or nobody."""
    holder = Holding.objects.filter(position=position, capacity=Capacity.HOLDER.value)
    if content.member is None:
        holder.delete()
        return
    elsewhere = content.member.holdings.filter(capacity=Capacity.HOLDER.value).exclude(position=position)
    if other := elsewhere.select_related("position").first():
        raise HoldsAnother(other.position)
    holder.exclude(member=content.member).delete()
    Holding.objects.get_or_create(
        position=position,
        member=content.member,
        capacity=Capacity.HOLDER.value,
    )
    _guard(content.member)


def _guard(member: Membership) -> None:
    """Guard the account as an executive's: whoever resets it alone could give the opinions of the position."""
    if not member.was_executive:
        member.was_executive = True
        member.save(update_fields=["was_executive"])


def _locked(position: Position) -> Position:
    Agency.objects.select_for_update().get(pk=position.agency_id)
    return Position.objects.select_related("agency").with_holdings().get(pk=position.pk)


def _refuse_taken(agency: Agency, title: str, besides: Position | None = None) -> None:
    for other in agency.positions.all():
        if other != besides and compared(other.title) == compared(title):
            raise PositionTitleTaken(other)


def _acting_text(holding: Holding) -> str:
    return f"{holding.member.user}: {holding.words} {holding.days}"


def _about(position: Position, label: str) -> ChangeSubject:
    return ChangeSubject(position.agency, None, f"position:{position.key}", f"{label}: {position.title}")
