"""What can be removed of an agency itself, and restored. The pages of the administrator remove these."""

from agencies.access import Access
from agencies.models import Agency, Removed, User
from agencies.removal import NotRestorable, RemovableKind, register

OTHER_PICTURE = "หน่วยงานใช้ภาพอื่นอยู่แล้ว กรุณานำภาพนั้นออกก่อน แล้วกู้คืนอีกครั้ง"


def _coordinator_or_administrator(access: Access, removed: Removed) -> bool:
    return access.can_edit or access.user.is_superuser


def _restore_picture(removed: Removed, actor: User) -> None:
    """Give the agency the picture again whose file is still stored, where it has no other now."""
    picture = removed.content["picture"]
    agency = Agency.objects.select_for_update().get(pk=removed.content["agency"])
    if getattr(agency, picture):
        raise NotRestorable(OTHER_PICTURE)
    (name,) = removed.files
    setattr(agency, picture, name)
    agency.save(update_fields=[picture])


register("department", RemovableKind("กองหรือสำนัก", _coordinator_or_administrator))
register("position", RemovableKind("ตำแหน่ง", _coordinator_or_administrator))
register("picture", RemovableKind("ภาพของหน่วยงาน", _coordinator_or_administrator, restore=_restore_picture))
# Of the portal itself, restored on the administrator's pages.
register("overseer", RemovableKind("ผู้กำกับดูแล"))
