"""Writes of many agencies at once."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from agencies.agency_file import AgencyRow
from agencies.models import Agency, Change, Invitation, Membership, User, change_by
from agencies.services.invitations import InvitationContent, new_invitation

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
    made = []
    for row, agency in zip(rows, agencies, strict=True):
        content = InvitationContent(FIRST_COORDINATOR, Membership.Role.COORDINATOR, email=row.email)
        made.append((row, *new_invitation(agency, content, actor, days=DAYS_TO_HAND_ON)))
    Invitation.objects.bulk_create((invitation for _, invitation, _ in made), batch_size=BATCH)
    Change.objects.bulk_create((_change(invitation, actor) for _, invitation, _ in made), batch_size=BATCH)
    return made


def _change(invitation: Invitation, actor: User) -> Change:
    agency = invitation.agency
    new = f"{agency.full_name}\nเชิญ{invitation.name}" + (f" {invitation.email}" if invitation.email else "")
    return change_by(actor, agency=agency, subject="agency:created", label="เพิ่มหน่วยงานจากไฟล์", new=new)
