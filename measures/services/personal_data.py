"""Confirming that a place of a file, which looks like personal data, may stand."""

from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from measures.models import ConfirmedPlace, Evidence
from measures.rules.personal_data_places import FoundPlace


@transaction.atomic
def found_place_confirm(*, evidence: Evidence, number: int, place: FoundPlace, actor: User) -> ConfirmedPlace:
    """Store that a place of a file is no personal data, or may be published; told once, it stands for these bytes."""
    agency = Agency.objects.select_for_update().get(pk=evidence.measure.plan.agency_id)
    confirmed, is_new = ConfirmedPlace.objects.get_or_create(
        agency=agency, sha256=evidence.sha256, number=number, defaults={"by_name": str(actor)[:150]}
    )
    if is_new:
        measure = evidence.measure
        label = f"ยืนยันข้อความในไฟล์หลักฐาน “{evidence.name}”"
        about = ChangeSubject(agency, measure.plan.fiscal_year, f"measure:{measure.key}", label)
        change_record(about, actor, new=f"{place.kind} {place.masked} {place.where}\nยืนยันว่าเผยแพร่ได้")
    return confirmed
