"""Inviting those who look after the portal, and those who oversee a place: they belong to no agency."""

from dataclasses import dataclass

from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Oversight, User


@dataclass(frozen=True)
class StaffContent:
    """Who is invited, and as what: an administrator, or the overseer of a province or district."""

    username: str
    display_name: str
    email: str = ""
    is_administrator: bool = False
    province: str = ""
    district: str = ""

    def __str__(self) -> str:
        """The content as the history shows it."""
        area = f"ผู้กำกับดูแล {' '.join(filter(None, (self.district, self.province)))}"
        return f"{self.display_name} ({self.username})\n{'ผู้ดูแลระบบ' if self.is_administrator else area}"


@transaction.atomic
def staff_invite(*, content: StaffContent, actor: User) -> User:
    """Open an account that nobody can sign in to before its person has set a password by the link handed over."""
    flags = {"is_staff": content.is_administrator, "is_superuser": content.is_administrator}
    user = User.objects.create_user(content.username, content.email, None, display_name=content.display_name, **flags)
    if not content.is_administrator:
        Oversight.objects.create(user=user, province=content.province, district=content.district)
    about = ChangeSubject(None, None, f"account:{user.pk}", f"เชิญ: {user}")
    change_record(about, actor, new=str(content))
    return user
