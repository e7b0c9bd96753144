"""Writes of members: their roles, and their suspension.

An agency that has a coordinator keeps one: without, nobody could let anybody in. The agency's row is locked while
that is looked at, so that two coordinators cannot suspend each other in the same moment.
"""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record
from agencies.events import EventContent, event_record, speakers_tell
from agencies.models import Agency, Department, Membership, User
from agencies.notices import AccountNotice, notify
from agencies.rules.events import Concerned, EventKind
from agencies.services.account import account_changed
from agencies.services.invitations import invitations_revoke_of

LAST_COORDINATOR = "หน่วยงานต้องมีผู้ประสานงาน ITA ที่ใช้งานได้อย่างน้อยหนึ่งคน กรุณาให้บทบาทผู้ประสานงาน ITA แก่ผู้อื่นก่อน แล้วจึงทำรายการนี้"

OWN_ROLE = "ท่านเปลี่ยนบทบาทของท่านเองไม่ได้ กรุณาให้ผู้ประสานงาน ITA อีกคน หรือผู้ดูแลระบบ ดำเนินการ"
SECOND_FACTOR_WORDS = {True: "บังคับ", False: "ไม่บังคับ"}


class LastCoordinator(Exception):
    """The agency would be left without an active coordinator; nothing was written."""


class OwnRole(Exception):
    """Somebody would give themselves another role; nothing was written."""


@dataclass(frozen=True)
class MemberContent:
    """A member's role and department."""

    role: str
    department: Department | None

    def __str__(self) -> str:
        """The content as the history shows it."""
        role = Membership.Role(self.role).label
        return f"{role}\nกองหรือสำนัก: {self.department}" if self.department else role


@transaction.atomic
def member_update(*, membership: Membership, content: MemberContent, actor: User) -> bool:
    """Give a member another role or department; return False where nothing differs. Raises LastCoordinator, OwnRole.

    Who is no coordinator any more has invited nobody: the links that are still out open nothing.
    """
    current = _locked(membership)
    old = MemberContent(current.role, current.department)
    if old == content:
        return False
    if content.role != Membership.Role.COORDINATOR:
        _keep_a_coordinator(current)
    if content.role != current.role and current.user == actor:
        raise OwnRole
    current.was_executive = current.is_guarded
    current.role, current.department = content.role, content.department
    current.save(update_fields=["role", "department", "was_executive"])
    _record(current, actor, label="เปลี่ยนบทบาท กองหรือสำนัก", old=str(old), new=str(content))
    _tell_member(current, str(content), actor)
    speakers_tell(timezone.localdate(), current.agency)
    if content.role != Membership.Role.COORDINATOR:
        invitations_revoke_of(inviter=current.user, agency=current.agency, actor=actor)
    return True


@transaction.atomic
def member_suspend(*, membership: Membership, actor: User) -> None:
    """Shut a member out from the very next page on, with the links that they gave away. Raises LastCoordinator."""
    current = _locked(membership)
    if current.suspended_at:
        return
    _keep_a_coordinator(current)
    current.suspended_at = timezone.now()
    current.save(update_fields=["suspended_at"])
    _record(current, actor, label="ระงับสิทธิ์สมาชิก", old="ใช้งานได้", new="ระงับสิทธิ์")
    speakers_tell(timezone.localdate(), current.agency)
    invitations_revoke_of(inviter=current.user, agency=current.agency, actor=actor)


@transaction.atomic
def member_restore(*, membership: Membership, actor: User) -> None:
    """Let a suspended member in again, with the same role as before."""
    current = _locked(membership)
    if current.suspended_at is None:
        return
    current.suspended_at = None
    current.save(update_fields=["suspended_at"])
    _record(current, actor, label="คืนสิทธิ์สมาชิก", old="ระงับสิทธิ์", new="ใช้งานได้")
    speakers_tell(timezone.localdate(), current.agency)


@transaction.atomic
def reset_ask(*, membership: Membership, actor: User) -> None:
    """Note that a coordinator asks for a second one to look after an executive's account."""
    current = _locked(membership)
    current.reset_asked_by, current.reset_asked_at = actor, timezone.now()
    current.save(update_fields=["reset_asked_by", "reset_asked_at"])
    account_changed(current.user, actor, label="ขอให้ผู้ประสานงาน ITA อีกคนดูแลบัญชีของผู้บริหาร")
    notify(current.user, AccountNotice.RESET_ASKED, actor=actor)


@transaction.atomic
def second_factor_require(*, agency: Agency, is_required: bool, actor: User) -> None:
    """Say whether coordinators and executives need a second step to open the agency."""
    current = Agency.objects.select_for_update().get(pk=agency.pk)
    if current.requires_second_factor == is_required:
        return
    current.requires_second_factor = is_required
    current.save(update_fields=["requires_second_factor"])
    label = "การยืนยันตัวตนสองขั้นสำหรับผู้ประสานงาน ITA และผู้บริหาร"
    about = ChangeSubject(current, None, "agency:second-factor", label)
    change_record(about, actor, old=SECOND_FACTOR_WORDS[not is_required], new=SECOND_FACTOR_WORDS[is_required])


def _locked(membership: Membership) -> Membership:
    Agency.objects.select_for_update().get(pk=membership.agency_id)
    return Membership.objects.select_related("agency", "user", "department").get(pk=membership.pk)


def _keep_a_coordinator(leaving: Membership) -> None:
    coordinators = leaving.agency.memberships.coordinators().active()
    if set(coordinators.values_list("pk", flat=True)) == {leaving.pk}:
        raise LastCoordinator


def _tell_member(membership: Membership, now: str, actor: User) -> None:
    content = EventContent(
        subject=f"member:{membership.key}",
        occasion=timezone.now().isoformat(),
        thing=str(membership.agency),
        text=now,
        path=reverse("people", args=(membership.agency.slug,)),
        concerned=Concerned(users=frozenset({membership.user_id})),
    )
    event_record(EventKind.ROLE_CHANGED, membership.agency, content, actor)


def _record(membership: Membership, actor: User, *, label: str, old: str, new: str) -> None:
    about = ChangeSubject(membership.agency, None, f"member:{membership.key}", f"{label}: {membership.user}")
    change_record(about, actor, old=old, new=new)
