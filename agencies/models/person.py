"""People: their accounts, their roles in agencies, and the areas that some oversee."""

from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models

from agencies.models.agency import Agency, Department


class User(AbstractUser):
    """A person's account. What the person may do is up to memberships, not to this."""

    display_name = models.CharField("ชื่อที่แสดง", max_length=150, blank=True)
    # When a letter to set a new password last left, so that nobody's letter box can be filled with them.
    reset_mailed_at = models.DateTimeField("ส่งลิงก์ตั้งรหัสผ่านเมื่อ", null=True, editable=False)

    # The same of the letter that somebody knows the password and guesses codes.
    codes_mailed_at = models.DateTimeField("ส่งแจ้งรหัสยืนยันผิดเมื่อ", null=True, editable=False)

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"

    def __str__(self) -> str:
        return self.display_name or self.get_full_name() or self.username


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        """Memberships that let their person into the agency."""
        return self.filter(suspended_at=None, user__is_active=True)

    def coordinators(self) -> "MembershipQuerySet":
        return self.filter(role=Membership.Role.COORDINATOR)

    def who_may_hold_positions(self) -> "MembershipQuerySet":
        """Those of the roles that may speak for a position: everybody but who only reads."""
        return self.exclude(role=Membership.Role.READER)


class Membership(models.Model):
    """A person's role in an agency. It is suspended rather than deleted, so that it can be found and restored."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", "ผู้ประสานงาน ITA"
        OFFICER = "officer", "เจ้าหน้าที่"
        EXECUTIVE = "executive", "ผู้บริหาร"
        READER = "reader", "ผู้ดูข้อมูล"

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="ผู้ใช้")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships", verbose_name="หน่วยงาน")
    role = models.CharField("บทบาท", max_length=20, choices=Role)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name="กองหรือสำนัก"
    )
    suspended_at = models.DateTimeField("ระงับเมื่อ", null=True, blank=True, editable=False)
    # Stays when the role goes: otherwise a coordinator could demote an executive, take the account, and promote it
    # again.
    was_executive = models.BooleanField("เคยเป็นผู้บริหาร", default=False, editable=False)
    # Which coordinator asked that a second one look after an executive's account, and when.
    reset_asked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="ผู้ขอให้ดูแลบัญชี"
    )
    reset_asked_at = models.DateTimeField("ขอให้ดูแลบัญชีเมื่อ", null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "สมาชิก"
        verbose_name_plural = "สมาชิก"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency"],
                name="membership_once",
                violation_error_message="ผู้ใช้นี้เป็นสมาชิกของหน่วยงานแล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def is_active(self) -> bool:
        """Whether it lets its person into the agency."""
        return self.suspended_at is None and self.user.is_active

    @property
    def may_hold_position(self) -> bool:
        """Whether the person may speak for a position today: whoever is let in and does more than read."""
        return self.is_active and self.role != self.Role.READER

    @property
    def is_guarded(self) -> bool:
        """Whether one coordinator alone must not open the account: it approves, or what it approved still stands."""
        return self.was_executive or self.role == self.Role.EXECUTIVE

    @property
    def state_name(self) -> str:
        if self.suspended_at:
            return "ระงับสิทธิ์"
        return "ใช้งานได้" if self.user.is_active else "ปิดบัญชีแล้ว"


def actor_name(actor: User | None) -> str:
    """Return the name that stays with what somebody did; without a person it was a command of the system."""
    return str(actor) if actor else "ระบบ"


class Oversight(models.Model):
    """A person who reads all agencies of a province, or of one of its districts."""

    user = models.ForeignKey(User, models.CASCADE, related_name="oversights", verbose_name="ผู้ใช้")
    province = models.CharField("จังหวัด", max_length=100, help_text="ไม่ต้องมีคำว่า “จังหวัด” นำหน้า เช่น หนองคาย")
    district = models.CharField(
        "อำเภอ",
        max_length=100,
        blank=True,
        help_text="เว้นว่างไว้หากกำกับดูแลทั้งจังหวัด ไม่ต้องมีคำว่า “อำเภอ” นำหน้า",
    )

    class Meta:
        verbose_name = "ผู้กำกับดูแล"
        verbose_name_plural = "ผู้กำกับดูแล"
        ordering = ["province", "district", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "province", "district"],
                name="oversight_once",
                violation_error_message="ผู้ใช้นี้กำกับดูแลพื้นที่นี้อยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.area})"

    def clean(self) -> None:
        """Refuse an area without agencies: most likely its name is written in another way."""
        found = Agency.objects.filter(province=self.province)
        if not found.exists():
            raise ValidationError({"province": "ไม่มีหน่วยงานในจังหวัดนี้ กรุณาเขียนชื่อให้ตรงกับที่ระบุไว้ในหน่วยงาน"})
        if self.district and not found.filter(district=self.district).exists():
            raise ValidationError({"district": "ไม่มีหน่วยงานในอำเภอนี้ กรุณาเขียนชื่อให้ตรงกับที่ระบุไว้ในหน่วยงาน"})

    @property
    def area(self) -> str:
        return f"อำเภอ{self.district} จังหวัด{self.province}" if self.district else f"จังหวัด{self.province}"
