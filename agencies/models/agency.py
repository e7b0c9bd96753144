"""Agencies, the tenants that own everything else, and their departments."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.images import get_image_dimensions
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile

MAX_EMBLEM_BYTES = 2 * 1024 * 1024
MAX_EMBLEM_SIDE = 4_000  # 64 MB of memory while it is drawn


# The first word of an address of the portal itself cannot be an agency's.
RESERVED_SLUGS = (
    "account",
    "admin",
    "healthz",
    "invitation",
    "login",
    "logout",
    "my-work",
    "password",
    "readyz",
    "reminders",
    "static",
    "verify",
)


def check_slug(slug: str) -> None:
    """Refuse an address that the portal needs for itself."""
    if slug in RESERVED_SLUGS:
        raise ValidationError("ชื่อนี้สงวนไว้สำหรับระบบ กรุณาใช้ชื่ออื่น")


def check_emblem_size(emblem: FieldFile) -> None:
    """Refuse an emblem that would make every document heavy: in its file, or once it is unpacked to be printed."""
    if emblem.size > MAX_EMBLEM_BYTES:
        raise ValidationError(f"ไฟล์ใหญ่เกิน {MAX_EMBLEM_BYTES // 1024 // 1024} MB")
    if max(side or 0 for side in get_image_dimensions(emblem)) > MAX_EMBLEM_SIDE:
        raise ValidationError(f"ภาพมีความละเอียดสูงเกินไป กรุณาย่อให้แต่ละด้านไม่เกิน {MAX_EMBLEM_SIDE:,} จุด")


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
    requires_second_factor = models.BooleanField(
        "ต้องใช้การยืนยันตัวตนสองขั้นสำหรับผู้ประสานงาน ITA และผู้บริหาร",
        default=False,
        help_text="ผู้ประสานงาน ITA และผู้บริหารที่ยังไม่ได้ตั้ง จะต้องตั้งก่อนจึงจะเปิดหน้าของหน่วยงานได้",
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
        verbose_name = "กองหรือสำนัก"
        verbose_name_plural = "กองหรือสำนัก"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"], name="department_once", violation_error_message="มีกองหรือสำนักชื่อนี้แล้ว"
            )
        ]

    def __str__(self) -> str:
        return self.name
