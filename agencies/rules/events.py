"""What people are told of: the kinds of events, who is told of which, and what an event settles that came before it.

Nobody is told what they did themselves, nor what happens in an agency that they cannot open.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

COORDINATOR, OFFICER, EXECUTIVE = "coordinator", "officer", "executive"


class EventKind(StrEnum):
    ROUND_OPENED = "round-opened"
    ROUND_CLOSED = "round-closed"
    REPORT_SENT = "report-sent"
    REPORT_RECALLED = "report-recalled"
    REPORT_RETURNED = "report-returned"
    REPORT_ACCEPTED = "report-accepted"
    PART_WRITTEN = "part-written"
    DOCUMENT_SUBMITTED = "document-submitted"
    DOCUMENT_WITHDRAWN = "document-withdrawn"
    OPINION_GIVEN = "opinion-given"
    OPINION_TAKEN_BACK = "opinion-taken-back"
    DOCUMENT_RETURNED = "document-returned"
    DOCUMENT_APPROVED = "document-approved"
    DOCUMENT_ISSUED = "document-issued"
    DOCUMENT_PUBLISHED = "document-published"
    DOCUMENT_UNPUBLISHED = "document-unpublished"
    MEMBER_JOINED = "member-joined"
    ROLE_CHANGED = "role-changed"
    MENTIONED = "mentioned"
    ANSWERED = "answered"
    DEADLINES_NEAR = "deadlines-near"
    LINK_BROKEN = "link-broken"
    LINK_MENDED = "link-mended"
    ADVICE = "advice"


Kind = EventKind


class EventGroup(StrEnum):
    """What a person may choose to be told of by letter; the inbox tells of everything."""

    DEADLINES = "deadlines"
    WAITING = "waiting"
    NEWS = "news"
    CONVERSATION = "conversation"


GROUP_NAMES = {
    EventGroup.WAITING: "เรื่องที่รอท่านดำเนินการ เช่น รายงานที่ส่งกลับให้แก้ไข เรื่องที่เสนอให้ความเห็น",
    EventGroup.DEADLINES: "งานที่ใกล้ครบกำหนดหรือเกินกำหนด",
    EventGroup.CONVERSATION: "ข้อความที่ถึงท่าน หรือที่ตอบข้อความของท่าน",
    EventGroup.NEWS: "ความเคลื่อนไหวอื่น เช่น ตรวจรับรายงาน ออกเอกสาร เผยแพร่เอกสาร",
}


@dataclass(frozen=True)
class MemberAtHand:
    """Somebody who can open the agency now: the role there, and the department where there is one."""

    user: int
    role: str
    department: int | None = None


@dataclass(frozen=True)
class Concerned:
    """Whom an act concerns by itself: the departments that answer for the thing, and people whom the act names."""

    departments: frozenset[int] = field(default_factory=frozenset)
    users: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Told:
    """Somebody who is told, and whether the matter waits until they have acted."""

    user: int
    waits: bool


@dataclass(frozen=True)
class Audience:
    """Who is told of a kind: roles, the people of the departments concerned, those whom the act names.

    Of `waiting_roles` the matter waits where the act names nobody; otherwise it waits for those who are named.
    """

    roles: frozenset[str] = frozenset()
    waiting_roles: frozenset[str] = frozenset()
    departments: bool = False
    departments_act: bool = False
    named_act: bool = False


_COORDINATORS = frozenset({COORDINATOR})
_EXECUTIVES = frozenset({EXECUTIVE})
_BOTH = _COORDINATORS | _EXECUTIVES

AUDIENCES = {
    Kind.ROUND_OPENED: Audience(roles=_COORDINATORS, departments=True),
    Kind.ROUND_CLOSED: Audience(roles=_COORDINATORS, departments=True),
    Kind.REPORT_SENT: Audience(waiting_roles=_COORDINATORS),
    Kind.REPORT_RECALLED: Audience(roles=_COORDINATORS),
    Kind.REPORT_RETURNED: Audience(departments=True, departments_act=True, named_act=True),
    Kind.REPORT_ACCEPTED: Audience(departments=True),
    Kind.PART_WRITTEN: Audience(departments=True),
    Kind.DOCUMENT_SUBMITTED: Audience(roles=_COORDINATORS, waiting_roles=_EXECUTIVES, named_act=True),
    Kind.DOCUMENT_WITHDRAWN: Audience(roles=_BOTH),
    Kind.OPINION_GIVEN: Audience(roles=_COORDINATORS, waiting_roles=_EXECUTIVES, named_act=True),
    Kind.OPINION_TAKEN_BACK: Audience(roles=_COORDINATORS, waiting_roles=_EXECUTIVES, named_act=True),
    Kind.DOCUMENT_RETURNED: Audience(roles=_EXECUTIVES, waiting_roles=_COORDINATORS),
    Kind.DOCUMENT_APPROVED: Audience(roles=_EXECUTIVES, waiting_roles=_COORDINATORS),
    Kind.DOCUMENT_ISSUED: Audience(roles=_BOTH),
    Kind.DOCUMENT_PUBLISHED: Audience(roles=_BOTH),
    Kind.DOCUMENT_UNPUBLISHED: Audience(roles=_BOTH),
    Kind.MEMBER_JOINED: Audience(roles=_COORDINATORS),
    Kind.ROLE_CHANGED: Audience(),
    Kind.MENTIONED: Audience(),
    Kind.ANSWERED: Audience(),
    Kind.DEADLINES_NEAR: Audience(),
    Kind.LINK_BROKEN: Audience(waiting_roles=_COORDINATORS),
    Kind.LINK_MENDED: Audience(roles=_COORDINATORS),
    Kind.ADVICE: Audience(roles=_COORDINATORS),
}

_PUT_BEFORE = frozenset({Kind.DOCUMENT_SUBMITTED, Kind.OPINION_GIVEN, Kind.OPINION_TAKEN_BACK})
_DECIDED = frozenset({Kind.DOCUMENT_RETURNED, Kind.DOCUMENT_APPROVED, Kind.DOCUMENT_WITHDRAWN})

# After which a document waits for another opinion than before, or for none.
DECIDES = _PUT_BEFORE | _DECIDED | {Kind.DOCUMENT_ISSUED}

# What is dealt with when this happens to the same thing: it waits for nobody any more.
SETTLES = {
    Kind.ROUND_OPENED: frozenset({Kind.ROUND_CLOSED}),
    Kind.ROUND_CLOSED: frozenset({Kind.ROUND_OPENED}),
    Kind.REPORT_SENT: frozenset({Kind.REPORT_RETURNED, Kind.REPORT_RECALLED, Kind.PART_WRITTEN}),
    Kind.REPORT_RECALLED: frozenset({Kind.REPORT_SENT}),
    # Told again when another department leads the measure: it waits for those alone.
    Kind.REPORT_RETURNED: frozenset({Kind.REPORT_SENT, Kind.REPORT_ACCEPTED, Kind.REPORT_RETURNED}),
    Kind.REPORT_ACCEPTED: frozenset({Kind.REPORT_SENT, Kind.REPORT_RETURNED}),
    Kind.PART_WRITTEN: frozenset({Kind.PART_WRITTEN}),
    Kind.DOCUMENT_SUBMITTED: _DECIDED,
    Kind.DOCUMENT_WITHDRAWN: _PUT_BEFORE,
    Kind.OPINION_GIVEN: _PUT_BEFORE,
    Kind.OPINION_TAKEN_BACK: _PUT_BEFORE | _DECIDED,
    Kind.DOCUMENT_RETURNED: _PUT_BEFORE,
    Kind.DOCUMENT_APPROVED: _PUT_BEFORE,
    Kind.DOCUMENT_ISSUED: _PUT_BEFORE | _DECIDED | {Kind.DOCUMENT_ISSUED},
    Kind.DOCUMENT_PUBLISHED: frozenset({Kind.DOCUMENT_UNPUBLISHED, Kind.DOCUMENT_PUBLISHED}),
    Kind.DOCUMENT_UNPUBLISHED: frozenset({Kind.DOCUMENT_PUBLISHED, Kind.DOCUMENT_UNPUBLISHED}),
    Kind.ROLE_CHANGED: frozenset({Kind.ROLE_CHANGED}),
    Kind.DEADLINES_NEAR: frozenset({Kind.DEADLINES_NEAR}),
    Kind.LINK_MENDED: frozenset({Kind.LINK_BROKEN}),
}


def told_of(kind: EventKind, members: Iterable[MemberAtHand], concerned: Concerned, actor: int | None) -> list[Told]:
    """Return who of the members is told of an event, each once, and for whom the matter waits."""
    audience = AUDIENCES[kind]
    return [
        Told(each.user, waits=_waits(audience, each, concerned))
        for each in members
        if each.user != actor and _is_told(audience, each, concerned)
    ]


def group_of(kind: EventKind, *, waits: bool) -> EventGroup:
    """Return the choice of letters under which an event falls for a person."""
    if kind == Kind.DEADLINES_NEAR:
        return EventGroup.DEADLINES
    if kind in (Kind.MENTIONED, Kind.ANSWERED):
        return EventGroup.CONVERSATION
    return EventGroup.WAITING if waits else EventGroup.NEWS


def _is_told(audience: Audience, member: MemberAtHand, concerned: Concerned) -> bool:
    is_role = member.role in audience.roles | audience.waiting_roles
    return is_role or member.user in concerned.users or _answers(audience, member, concerned)


def _waits(audience: Audience, member: MemberAtHand, concerned: Concerned) -> bool:
    if audience.named_act and member.user in concerned.users:
        return True
    if audience.departments_act and _answers(audience, member, concerned):
        return True
    is_named_instead = audience.named_act and concerned.users
    return member.role in audience.waiting_roles and not is_named_instead


def _answers(audience: Audience, member: MemberAtHand, concerned: Concerned) -> bool:
    """Whether the member is one of those who report for the departments concerned."""
    reports = member.role in (OFFICER, COORDINATOR)
    return audience.departments and reports and member.department in concerned.departments
