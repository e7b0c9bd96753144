"""The accounts of a demonstration: one for each role and position in its home agency, and an administrator.

Their password is public by design. The accounts are made, and their page of the sign-in exists, only with DEMO=true,
which production refuses.
"""

from dataclasses import dataclass

from django.conf import settings

from agencies.models import Membership, User

Role = Membership.Role
PASSWORD = "ita-demo-2568"  # noqa: S105  printed by load_demo; accounts exist only in demonstration mode


@dataclass(frozen=True)
class DemonstrationAccount:
    """An account of a demonstration; one without a role in the agency is the administrator's."""

    username: str
    display_name: str
    role: Membership.Role | None
    good_for: str
    chain_place: int | None = None  # which position of the usual chain of opinions it holds, 0 the first

    @property
    def role_name(self) -> str:
        return str(self.role.label) if self.role else "ผู้ดูแลระบบ"


ACCOUNTS = (
    DemonstrationAccount(
        "coordinator",
        "ผู้ประสานงาน ITA (สาธิต)",
        Role.COORDINATOR,
        "เห็นงานทั้งรอบ ตั้งแต่คะแนน วิเคราะห์ มาตรการ ตรวจรับรายงาน จนถึงออกและเผยแพร่เอกสาร และดำรงตำแหน่งหัวหน้าสำนักปลัด",
        chain_place=0,
    ),
    DemonstrationAccount(
        "officer",
        "เจ้าหน้าที่กองคลัง (สาธิต)",
        Role.OFFICER,
        "กรอกคะแนน และรายงานความก้าวหน้าของมาตรการของกองคลัง มีรายงานที่ส่งกลับให้แก้ไขและร่างที่ยังไม่ส่ง",
    ),
    DemonstrationAccount(
        "executive", "ปลัด (สาธิต)", Role.EXECUTIVE, "อ่านภาพรวม และให้ความเห็นของปลัดในบันทึกข้อความที่เสนอ", chain_place=1
    ),
    DemonstrationAccount("mayor", "นายก (สาธิต)", Role.EXECUTIVE, "สั่งการในบันทึกข้อความเป็นลำดับสุดท้าย", chain_place=2),
    DemonstrationAccount("reader", "ผู้ตรวจสอบภายใน (สาธิต)", Role.READER, "อ่านข้อมูลทุกหน้าของหน่วยงาน โดยแก้ไขไม่ได้"),
    DemonstrationAccount("admin", "ผู้ดูแลระบบ (สาธิต)", None, "ดูแลหน่วยงาน บัญชี และกรอบการประเมิน เห็นหน่วยงานสาธิตทั้งห้าแห่ง"),
)


def is_demonstration_account(username: str) -> bool:
    """Return whether an account is everybody's: its limits would only be in the way of who tries the portal out."""
    return settings.DEMO and username in {each.username for each in ACCOUNTS}


def demonstration_accounts() -> tuple[DemonstrationAccount, ...]:
    """Return the accounts that the sign-in page offers: those that were made; none outside of a demonstration."""
    if not settings.DEMO:
        return ()
    there = set(
        User.objects.filter(username__in=[each.username for each in ACCOUNTS]).values_list("username", flat=True)
    )
    return tuple(each for each in ACCOUNTS if each.username in there)
