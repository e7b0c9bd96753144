"""What can be removed of an agency itself, and restored. The pages of the administrator remove these."""

from agencies.access import Access
from agencies.models import Removed
from agencies.removal import RemovableKind, register


def _coordinator_or_administrator(access: Access, removed: Removed) -> bool:
    return access.can_edit or access.user.is_superuser


register("department", RemovableKind("กองหรือสำนัก", _coordinator_or_administrator))
# Of the portal itself, restored on the administrator's pages.
register("overseer", RemovableKind("ผู้กำกับดูแล"))
