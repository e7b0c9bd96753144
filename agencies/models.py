"""Who: agencies, their departments, the people in them, and the history of what people changed."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile

MAX_EMBLEM_BYTES = 2 * 1024 * 1024
MAX_REASON = 300  # characters of the reason that is kept with a change


# The first word of an address of the portal itself cannot be an agency's.
RESERVED_SLUGS = ("admin", "login", "logout", "static", "healthz", "readyz", "verify", "my-work", "reminders")


def check_slug(slug: str) -> None:
    """Refuse an address that the portal needs for itself."""
    if slug in RESERVED_SLUGS:
        raise ValidationError("ชื่อนี้สงวนไว้สำหรับระบบ กรุณาใช้ชื่ออื่น")


def check_emblem_size(emblem: FieldFile) -> None:
    """Refuse an emblem that would make every document heavy."""
    if emblem.size > MAX_EMBLEM_BYTES:
        raise ValidationError(f"ไฟล์ใหญ่เกิน {MAX_EMBLEM_BYTES // 1024 // 1024} MB")


class User(AbstractUser):
    """A person's account. What the person may do is said by memberships, not by this."""

    display_name = models.CharField("ชื่อที่แสดง", max_length=150, blank=True)

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"

    def __str__(self) -> str:
        return self.display_name or self.get_full_name() or self.username


class Agency(models.Model):
    """One public agency, the tenant that owns everything else."""

    class Kind(models.TextChoices):
        PROVINCE = "pao", "องค์การบริหารส่วนจังหวัด"
        CITY = "city", "เทศบาลนคร"
        TOWN = "town", "เทศบาลเมือง"
        SUBDISTRICT = "subdistrict", "เทศบาลตำบล"
        SUBDISTRICT_ORGANISATION = "sao", "องค์การบริหารส่วนตำบล"
        OTHER = "other", "หน่วยงานอื่น"

    SHORT_KINDS = {
        Kind.PROVINCE: "อบจ.",
        Kind.CITY: "ทน.",
        Kind.TOWN: "ทม.",
        Kind.SUBDISTRICT: "ทต.",
        Kind.SUBDISTRICT_ORGANISATION: "อบต.",
        Kind.OTHER: "",
    }

    slug = models.SlugField(
        "ชื่อในที่อยู่เว็บ",
        max_length=40,
        unique=True,
        validators=[check_slug],
        help_text="อักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง",
    )
    kind = models.CharField("ประเภท", max_length=20, choices=Kind)
    name = models.CharField("ชื่อ (ไม่รวมประเภท)", max_length=150)
    district = models.CharField("อำเภอ", max_length=100, blank=True)
    province = models.CharField("จังหวัด", max_length=100, blank=True)
    address = models.CharField("ที่อยู่", max_length=300, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=50, blank=True)
    emblem = models.ImageField(
        "ตราสัญลักษณ์",
        upload_to="emblems/",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg"], "ใช้ได้เฉพาะไฟล์ PNG หรือ JPEG"), check_emblem_size],
    )
    target = models.DecimalField(
        "ค่าเป้าหมาย",
        max_digits=5,
        decimal_places=2,
        default=Decimal(85),
        validators=[MinValueValidator(85), MaxValueValidator(100)],
        help_text="คะแนนที่ต่ำกว่าค่านี้ถือว่าต้องปรับปรุง (ไม่ต่ำกว่า 85)",
    )

    class Meta:
        verbose_name = "หน่วยงาน"
        verbose_name_plural = "หน่วยงาน"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__gte=85, target__lte=100),
                name="agency_target_85_to_100",
                violation_error_message="ค่าเป้าหมายต้องอยู่ระหว่าง 85 ถึง 100",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name as documents print it, for example องค์การบริหารส่วนตำบลนาหนึ่ง."""
        return self.name if self.kind == self.Kind.OTHER else f"{self.get_kind_display()}{self.name}"

    @property
    def short_name(self) -> str:
        return f"{self.SHORT_KINDS[self.Kind(self.kind)]}{self.name}"

    @property
    def place(self) -> str:
        """District and province as documents print them; empty where neither is known."""
        parts = [f"อำเภอ{self.district}" if self.district else "", f"จังหวัด{self.province}" if self.province else ""]
        return " ".join(part for part in parts if part)


class Department(models.Model):
    """A division of an agency: สำนักปลัด, กองคลัง, กองช่าง …"""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="departments", verbose_name="หน่วยงาน")
    name = models.CharField("ชื่อกองหรือสำนัก", max_length=150)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "กอง/สำนัก"
        verbose_name_plural = "กอง/สำนัก"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"], name="department_once", violation_error_message="มีกองหรือสำนักชื่อนี้แล้ว"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in an agency."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", "ผู้ประสานงาน ITA"
        OFFICER = "officer", "เจ้าหน้าที่"
        EXECUTIVE = "executive", "ผู้บริหาร"
        READER = "reader", "ผู้อ่าน"

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="ผู้ใช้")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships", verbose_name="หน่วยงาน")
    role = models.CharField("บทบาท", max_length=20, choices=Role)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name="กอง/สำนัก"
    )

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


class ChangeQuerySet(models.QuerySet["Change"]):
    def for_year(self, agency: Agency, fiscal_year: int) -> "ChangeQuerySet":
        return self.filter(agency=agency, fiscal_year=fiscal_year)

    def of(self, subject: str) -> "ChangeQuerySet":
        """The history of one thing."""
        return self.filter(subject=subject)

    def of_kind(self, kind: str) -> "ChangeQuerySet":
        """The history of all things of a kind: figures, findings, measures …"""
        return self.filter(subject__startswith=kind)


class Change(models.Model):
    """One change that somebody made: who, when, what, from what, to what, why. Written once, never edited.

    `subject` names the thing within the agency's year (`figure:i10`, `finding:issue:3`, `measure:2`), so
    that the history outlives the thing. `actor_name` keeps the name when the account goes.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="changes")
    fiscal_year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.CharField(max_length=MAX_REASON, blank=True)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "ประวัติการแก้ไข"
        verbose_name_plural = "ประวัติการแก้ไข"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["agency", "fiscal_year", "subject"])]

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"


def change_by(actor: User | None, **fields: Any) -> Change:
    """Return an unsaved change made by `actor`; without one it was made by a command of the system."""
    return Change(actor=actor, actor_name=str(actor) if actor else "ระบบ", **fields)
