"""Writes of many agencies at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.agency_file import AgencyRow
from agencies.changes import ChangeSubject, changes_record
from agencies.models import Agency, Department, Invitation, Membership, User
from agencies.services.invitations import InvitationContent, new_invitation
from agencies.standard_departments import standard_departments

FIRST_COORDINATOR = "ผู้ประสานงาน ITA"
# Who gets eight thousand links hands them on through provinces and districts.
DAYS_TO_HAND_ON = 30
BATCH = 500


class SlugTaken(Exception):
    """Somebody else made an agency of this name since the file was checked; nothing was written."""


@transaction.atomic
def agencies_create(*, rows: Sequence[AgencyRow], actor: User) -> datetime:
    """Create agencies and an invitation for the first coordinator of each; return the moment that they all bear.

    The links are given out on the page of invitations, as often as they are lost, each time new.
    """
    now = timezone.now()
    agencies = _agencies_of(rows)
    known = [agency for agency in agencies if agency.pk]
    try:
        with transaction.atomic():
            Agency.objects.bulk_create((agency for agency in agencies if not agency.pk), batch_size=BATCH)
            Agency.objects.bulk_update(known, ["slug", "is_tenant"], batch_size=BATCH)
    except IntegrityError as error:
        raise SlugTaken from error
    names = [row.departments or standard_departments(row.kind) for row in rows]
    Department.objects.bulk_create(_departments(agencies, names), batch_size=BATCH)
    made = []
    for row, agency in zip(rows, agencies, strict=True):
        content = InvitationContent(FIRST_COORDINATOR, Membership.Role.COORDINATOR, email=row.email)
        invitation, _ = new_invitation(agency, content, actor, days=DAYS_TO_HAND_ON)
        invitation.created_at = now
        made.append(invitation)
    Invitation.objects.bulk_create(made, batch_size=BATCH)
    changes_record(map(_creation, made, names), actor)
    return now


def moment_of_import(*, rows: Sequence[AgencyRow], actor: User) -> datetime | None:
    """Return the moment at which a person added just these agencies, if that is so."""
    moments = Invitation.objects.filter(
        agency__slug__in=[row.slug for row in rows], name=FIRST_COORDINATOR, invited_by=actor
    ).values_list("created_at", flat=True)
    counted = Counter(moments)
    return next((moment for moment, count in counted.items() if count == len(rows)), None)


def _agencies_of(rows: Sequence[AgencyRow]) -> list[Agency]:
    """Return an agency for each row, to be stored: one of which there was only a name and results goes on with them."""
    only_names = Agency.objects.filter(is_tenant=False, province__in={row.province for row in rows})
    known = {(each.kind, each.name, each.district, each.province): each for each in only_names}
    agencies = []
    for row in rows:
        place = (row.kind, row.name, row.district, row.province)
        agency = known.pop(place, None) or Agency(
            kind=row.kind, name=row.name, district=row.district, province=row.province
        )
        agency.slug, agency.is_tenant = row.slug, True
        agencies.append(agency)
    return agencies


def _departments(agencies: Iterable[Agency], names: Iterable[Iterable[str]]) -> Iterator[Department]:
    for agency, of_agency in zip(agencies, names, strict=True):
        for position, name in enumerate(of_agency, 1):
            yield Department(agency=agency, name=name, position=position)


def _creation(invitation: Invitation, departments: Iterable[str]) -> tuple[ChangeSubject, str, str]:
    """Return what the history says of an agency that was created: its name, who was invited, its departments."""
    agency = invitation.agency
    new = f"{agency.full_name}\nเชิญ “{invitation.name}”" + (f" {invitation.email}" if invitation.email else "")
    new += f"\nกองหรือสำนัก: {', '.join(departments) or '-'}"
    return ChangeSubject(agency, None, "agency:created", "เพิ่มหน่วยงานจากไฟล์"), "", new
