"""Who bears which name: nobody may write history under the name of a colleague."""

from collections.abc import Collection

from django.db.models import Q

from agencies.models import Membership, User, actor_name
from agencies.rules.names import spelling_of

NAME_TAKEN = "มีสมาชิกของหน่วยงานหรือผู้ดูแลระบบใช้ชื่อนี้แล้ว กรุณาเพิ่มตำแหน่งหรือกองต่อท้าย เพื่อให้ประวัติแสดงได้ว่าเป็นท่าน"


def agencies_of_names(user: User) -> list[int]:
    """Return the agencies in which a person's name stands, those that have suspended the person among them."""
    return list(Membership.objects.filter(user=user).values_list("agency", flat=True))


def is_borne(name: str, agencies: Collection[int], *, besides: User | None = None) -> bool:
    """Return whether somebody else in these agencies is called so, has such an account, or whether the system is.

    Who looks after the portal writes in every agency's history, so these names are taken everywhere.
    """
    wanted = spelling_of(name)
    others = User.objects.filter(Q(memberships__agency__in=agencies) | Q(is_superuser=True)).distinct()
    if besides:
        others = others.exclude(pk=besides.pk)
    taken = {actor_name(None)}
    for other in others:
        taken |= {str(other), other.username}
    return wanted in {spelling_of(each) for each in taken}
