"""The one place that answers "may this person do this here".

A stranger to an agency gets 404, so that nobody learns what exists; a member without the right gets 403.
Anonymous visitors never come this far: the login middleware sends them to the login page.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils import timezone

from agencies.kept import kept
from agencies.models import Agency, AgencyQuerySet, Department, Holding, Membership, Oversight, Position, User
from agencies.prepared_queries import PreparedQuery
from agencies.second_factor import SecondFactorRequired, is_verified, owes_second_factor
from agencies.sessions import idle_limit_note
from agencies.stamps import stamp_of

Role = Membership.Role


class Right(Enum):
    READ = auto()  # see every page of the agency
    ENTER_SCORES = auto()  # type scores, import them
    REPORT = auto()  # report the progress of measures; see `can_report_for`
    EDIT = auto()  # write findings, measures and settings of the year
    TRACK = auto()  # open and close reporting rounds, accept reports or return them
    ISSUE = auto()  # issue official documents
    DISCUSS = auto()  # write messages on measures, reports and documents
    MANAGE_PEOPLE = auto()  # invite, give roles, suspend; see `can_reset_account_of`
    MANAGE_AGENCY = auto()  # departments, address, pictures, target and months of reports


RIGHTS_OF_ROLE = {
    Role.READER: {Right.READ},
    Role.OFFICER: {Right.READ, Right.ENTER_SCORES, Right.REPORT, Right.DISCUSS},
    Role.COORDINATOR: {
        Right.READ,
        Right.ENTER_SCORES,
        Right.REPORT,
        Right.EDIT,
        Right.TRACK,
        Right.ISSUE,
        Right.DISCUSS,
        Right.MANAGE_PEOPLE,
        Right.MANAGE_AGENCY,
    },
    # Opinions are given by who holds a position, whatever the role; see `speaking_for`.
    Role.EXECUTIVE: {Right.READ, Right.DISCUSS},
}
# The system administrator looks after agencies, people and frameworks; what an agency writes is not theirs to change.
RIGHTS_OF_ADMINISTRATOR = {Right.READ, Right.MANAGE_PEOPLE, Right.MANAGE_AGENCY}
# Who oversees a province or district reads its agencies and changes nothing.
RIGHTS_OF_OVERSEER = {Right.READ}
# Roles whose accounts an agency can ask to be kept by two steps: they issue, approve, and let people in.
ROLES_FOR_SECOND_FACTOR = {Role.COORDINATOR, Role.EXECUTIVE}
SAFE_METHODS = frozenset({"GET", "HEAD"})
# How long a coordinator's word holds that a second one shall look after an executive's account.
ASKED_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Access:
    """A person inside an agency, with what they may do there."""

    user: User
    agency: Agency
    rights: frozenset[Right]
    role: Role | None = None
    department: Department | None = None
    standing: str = ""  # what people without a role in the agency are called
    opens_others: bool = True  # False where it is known that the person can open no other agency
    stamp: str = ""  # how the agency's data stood when it was read; empty where nothing may be kept by it

    @property
    def can_enter_scores(self) -> bool:
        return Right.ENTER_SCORES in self.rights

    @property
    def can_edit(self) -> bool:
        return Right.EDIT in self.rights

    @property
    def can_issue(self) -> bool:
        return Right.ISSUE in self.rights

    @property
    def is_executive(self) -> bool:
        return self.role == Role.EXECUTIVE

    def holdings_on(self, day: date) -> list[Holding]:
        """Return by what the person may speak on a day: the position they hold, and those they act for."""
        return holdings_of(self.user, self.agency, day)

    def speaking_for(self, position: Position, day: date) -> Holding | None:
        """Return by what the person may give the opinion of a position on a day; None for everybody else."""
        return next((each for each in self.holdings_on(day) if each.position == position), None)

    @property
    def can_track(self) -> bool:
        return Right.TRACK in self.rights

    @property
    def can_report(self) -> bool:
        return Right.REPORT in self.rights

    def can_report_for(self, owners: Iterable[Department]) -> bool:
        """Whether the person may report on what these departments answer for: on all, or as an officer on their own."""
        return self.can_report and (self.can_edit or self.department in list(owners))

    def require_report_for(self, owners: Iterable[Department]) -> None:
        """Raise 403 unless the person may report on what these departments answer for."""
        if not self.can_report_for(owners):
            raise PermissionDenied

    @property
    def owed_departments(self) -> tuple[Department | None, ...]:
        """The departments whose reports the person has to write; None stands for measures that no department owns."""
        if not self.can_report:
            return ()
        if self.can_edit:
            return (self.department, None) if self.department else (None,)
        return (self.department,) if self.department else ()

    @property
    def can_discuss(self) -> bool:
        return Right.DISCUSS in self.rights

    @property
    def can_manage_people(self) -> bool:
        return Right.MANAGE_PEOPLE in self.rights

    @property
    def can_manage_agency(self) -> bool:
        return Right.MANAGE_AGENCY in self.rights

    def can_reset(self, member: Membership, now: datetime) -> bool:
        """Whether the person may reset a member's account now: that of an executive only for another who has asked."""
        return self.can_reset_account_of(member.user) and self.is_enough_for(member, now)

    def is_enough_for(self, member: Membership, now: datetime) -> bool:
        """Whether the person needs no second one to look after a member's account, who may look after it at all."""
        return not member.is_guarded or self.user.is_superuser or self.is_second_for(member, now)

    def is_second_for(self, member: Membership, now: datetime) -> bool:
        """Whether another coordinator has asked, a short while ago, that this one look after an executive's account."""
        asker, at = member.reset_asked_by, member.reset_asked_at
        if asker is None or at is None or asker == self.user or now - at > ASKED_FOR:
            return False
        return may_manage_people(asker, self.agency)

    def can_reset_account_of(self, user: User) -> bool:
        """Whether the person may hand over a new way into somebody's account, or take its second step away.

        An account that opens more than this agency is the administrator's to reset: otherwise a coordinator could walk
        through it into another agency. One's own account is looked after on its own page, with its password.
        """
        if not self.can_manage_people or user == self.user:
            return False
        if self.user.is_superuser:
            return True
        elsewhere = Membership.objects.filter(user=user).exclude(agency=self.agency)
        opens_more = Exists(elsewhere) | Exists(Oversight.objects.filter(user=user))
        return not (user.is_staff or user.is_superuser or User.objects.filter(opens_more, pk=user.pk).exists())

    @property
    def role_name(self) -> str:
        return self.role.label if self.role else self.standing


def access_to(request: HttpRequest, slug: str, right: Right = Right.READ) -> Access:
    """Return the signed-in person's access to an agency, or raise 404 (stranger) or 403 (without the right).

    Where the agency asks for a second step of signing in that is missing, SecondFactorRequired leads to its page.
    """
    user = request.user
    assert isinstance(user, User)  # the login middleware has turned everyone else away
    access = _membership_access(user, slug) or _administrator_access(user, slug) or _overseer_access(user, slug)
    if access is None:
        raise Http404
    access = replace(access, stamp=_stamp_of_today(access) if request.method in SAFE_METHODS else "")
    if (owes_second_factor(user) or asks_second_factor(access.agency, access.role)) and not is_verified(user):
        raise SecondFactorRequired
    idle_limit_note(request, access.agency, is_asked=asks_idle_end(access.agency, access.role))
    if right not in access.rights:
        raise PermissionDenied
    return access


def _stamp_of_today(access: Access) -> str:
    """Return by what a page may be kept; a post keeps nothing, since what it writes is newer than the stamp.

    Pages judge by a day that they ask for after this: one that is asked for a moment before midnight, and judges by the
    day that ends, keeps nothing for the next.
    """
    return f"{access.stamp} {timezone.localdate()}" if access.stamp else ""


def may_manage_people(user: User, agency: Agency) -> bool:
    """Return whether a person could let somebody into an agency today, signed in or not."""
    return (user.is_superuser and user.is_active) or holds_right(user, agency, Right.MANAGE_PEOPLE)


def holds_right(user: User, agency: Agency, right: Right) -> bool:
    """Return whether a person has a right by a role in an agency today, signed in or not."""
    own = Membership.objects.active().filter(user=user, agency=agency).first()
    return own is not None and right in RIGHTS_OF_ROLE[Role(own.role)]


def asks_second_factor(agency: Agency, role: str | None) -> bool:
    """Return whether an agency opens to this role by two steps only."""
    return agency.requires_second_factor and role in ROLES_FOR_SECOND_FACTOR


def asks_idle_end(agency: Agency, role: str | None) -> bool:
    """Return whether an agency wants the sessions of this role to end when they are not used."""
    return agency.ends_idle_sessions and role in ROLES_FOR_SECOND_FACTOR


def holdings_of(user: User, agency: Agency, day: date) -> list[Holding]:
    """Return by what a person may speak in an agency on a day, the position that they hold first."""
    holdings = Holding.objects.on(day).filter(position__agency=agency, member__user=user)
    return sorted(holdings.select_related("position", "member__user"), key=lambda each: each.is_acting)


def agencies_of(user: User) -> AgencyQuerySet:
    """Return the agencies that a person can open."""
    if user.is_superuser:
        return Agency.objects.tenants()
    mine = Q(pk__in=Membership.objects.active().filter(user=user).values("agency"))
    for area in areas_of(user):
        mine |= Q(**_area(area))
    return Agency.objects.tenants().filter(mine)


def _membership_access(user: User, slug: str) -> Access | None:
    """Return the access by an own role; what is kept of it is shared, so that each request has its own agency."""
    found = [_OwnAccess(*row) for row in MEMBERSHIP_FOUND.rows(user.pk, slug)]
    membership = kept(found[0], ("membership", found[0].key), lambda: _membership(found[0].key)) if found else None
    if membership is None:
        return None
    role = Role(membership.role)
    return Access(
        user,
        copy(membership.agency),
        frozenset(RIGHTS_OF_ROLE[role]),
        role,
        copy(membership.department),
        opens_others=bool(found[0].opens_others) or user.is_superuser,
        stamp=found[0].stamp or "",
    )


def _memberships_found(user: int, slug: str) -> QuerySet[Membership, Any]:
    """Return the membership that lets a person in, whether they have others, and how the agency's data stood."""
    found = Membership.objects.active().filter(user=user, agency__slug=slug, agency__is_tenant=True)
    elsewhere = Exists(Membership.objects.filter(user=user).exclude(agency=OuterRef("agency")))
    others = elsewhere | Exists(Oversight.objects.filter(user=user))
    stamp = stamp_of("agencies_membership.agency_id")
    return found.annotate(others=others, found_stamp=stamp).values_list("pk", "others", "found_stamp")


MEMBERSHIP_FOUND = PreparedQuery(_memberships_found, int, str)


@dataclass(frozen=True)
class _OwnAccess:
    key: int
    opens_others: bool
    stamp: str


def _membership(key: int) -> Membership | None:
    return Membership.objects.select_related("agency", "department").filter(pk=key).first()


def _administrator_access(user: User, slug: str) -> Access | None:
    agency = _agencies().filter(slug=slug).first() if user.is_superuser else None
    if agency is None:
        return None
    return Access(user, agency, frozenset(RIGHTS_OF_ADMINISTRATOR), standing="ผู้ดูแลระบบ", stamp=agency.stamp or "")


def _overseer_access(user: User, slug: str) -> Access | None:
    for area in areas_of(user):
        if agency := _agencies().filter(slug=slug, **_area(area)).first():
            rights = frozenset(RIGHTS_OF_OVERSEER)
            return Access(user, agency, rights, standing="ผู้กำกับดูแล", stamp=agency.stamp or "")
    return None


def _agencies() -> QuerySet[Any]:
    return Agency.objects.tenants().annotate(stamp=stamp_of("agencies_agency.id"))


def areas_of(user: User) -> Iterable[Oversight]:
    """Return what a person oversees, asked for once in a request: the person of the next is loaded anew."""
    prefetch_related_objects([user], "oversights")
    return user.oversights.all()


def _area(oversight: Oversight) -> dict[str, str]:
    area = {"province": oversight.province}
    return area | {"district": oversight.district} if oversight.district else area
