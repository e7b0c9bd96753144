"""Writes of many agencies at once."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import IntegrityError, transaction

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
def agencies_create(*, rows: Sequence[AgencyRow], actor: User) -> list[tuple[AgencyRow, Invitation, str]]:
    """Create agencies and an invitation for the first coordinator of each; return them with the tokens of the links."""
    agencies = [
        Agency(slug=row.slug, kind=row.kind, name=row.name, district=row.district, province=row.province)
        for row in rows
    ]
    try:
        with transaction.atomic():
            Agency.objects.bulk_create(agencies, batch_size=BATCH)
    except IntegrityError as error:
        raise SlugTaken from error
    names = [row.departments or standard_departments(row.kind) for row in rows]
    Department.objects.bulk_create(_departments(agencies, names), batch_size=BATCH)
    made = []
    for row, agency in zip(rows, agencies, strict=True):
        content = InvitationContent(FIRST_COORDINATOR, Membership.Role.COORDINATOR, email=row.email)
        made.append((row, *new_invitation(agency, content, actor, days=DAYS_TO_HAND_ON)))
    Invitation.objects.bulk_create((invitation for _, invitation, _ in made), batch_size=BATCH)
    changes_record(map(_creation, (invitation for _, invitation, _ in made), names), actor)
    return made


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
