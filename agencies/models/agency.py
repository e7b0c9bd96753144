"""Agencies, the tenants that own everything else, and their departments."""

from decimal import Decimal
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.fields.reverse_related import ForeignObjectRel

from agencies.models.listing import ListingKeyField, SoughtNamesField
from agencies.models.picture import PICTURE_VALIDATORS
from agencies.rules.agency_names import AgencyName
from agencies.rules.agency_search import AgencyQuery
from agencies.rules.report_months import HALF_YEARS, months_problem

# The first word of an address of the portal itself cannot be an agency's.
RESERVED_SLUGS = (
    "help",
    "account",
    "admin",
    "healthz",
    "invitation",
    "login",
    "logout",
    "my-work",
    "oversight",
    "password",
    "public",
    "readyz",
    "reminders",
    "static",
    "verify",
)
NO_WEBSITE = "กรุณากรอกที่อยู่เว็บที่ขึ้นต้นด้วย http:// หรือ https:// เช่น https://www.example.go.th"


def check_slug(slug: str) -> None:
    """Refuse an address that the portal needs for itself."""
    if slug in RESERVED_SLUGS:
        raise ValidationError("ชื่อนี้สงวนไว้สำหรับระบบ กรุณาใช้ชื่ออื่น")


def half_years() -> list[int]:
    """Return the months in which reports are asked for unless an agency says otherwise."""
    return list(HALF_YEARS)


def check_report_months(months: object) -> None:
    """Refuse what are no months of a fiscal year in their order."""
    if problem := months_problem(months):
        raise ValidationError(problem)


class AgencyQuerySet(models.QuerySet["Agency"]):
    def tenants(self) -> "AgencyQuerySet":
        """Those that use the portal; of all others there is a name, and what was announced of it."""
        return self.filter(is_tenant=True)

    def called(self, query: AgencyQuery) -> "AgencyQuerySet":
        """Those in whose names and places every word of a query is found."""
        words = (Q(sought__contains=word) | Q(slug__icontains=word) for word in query.words)
        return self.filter(*words)

    def listed(self) -> "AgencyQuerySet":
        """By province, district and name, in the order of a dictionary."""
        return self.order_by("listing", "slug")


class Agency(models.Model):
    """One public agency, the tenant that owns everything else; or only a name while it does not use the portal."""

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
    website = models.CharField(
        "เว็บไซต์",
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"], message=NO_WEBSITE)],
        help_text="ที่อยู่เต็มของเว็บไซต์ของหน่วยงาน",
    )
    emblem = models.ImageField("ตราสัญลักษณ์", upload_to="emblems/", blank=True, validators=PICTURE_VALIDATORS)
    garuda = models.ImageField(
        "ครุฑของหน่วยงาน",
        upload_to="garudas/",
        blank=True,
        validators=PICTURE_VALIDATORS,
        help_text="เว้นว่างไว้เพื่อใช้ครุฑของระบบ",
    )
    target = models.DecimalField(
        "ค่าเป้าหมาย",
        max_digits=5,
        decimal_places=2,
        default=Decimal(85),
        validators=[MinValueValidator(85), MaxValueValidator(100)],
        help_text="คะแนนที่ต่ำกว่าค่านี้ถือว่าต้องปรับปรุง (ไม่ต่ำกว่า 85)",
    )
    report_months = models.JSONField("เดือนที่ขอรายงาน", default=half_years, validators=[check_report_months])
    requires_second_factor = models.BooleanField(
        "ต้องใช้การยืนยันตัวตนสองขั้นสำหรับผู้ประสานงาน ITA และผู้บริหาร",
        default=False,
        help_text="ผู้ประสานงาน ITA และผู้บริหารที่ยังไม่ได้ตั้ง จะต้องตั้งก่อนจึงจะเปิดหน้าของหน่วยงานได้",
    )

    ends_idle_sessions = models.BooleanField("ให้ผู้ประสานงาน ITA และผู้บริหารออกจากระบบเมื่อไม่ได้ใช้งาน 30 นาที", default=False)
    is_tenant = models.BooleanField(
        "ใช้งานระบบนี้",
        default=True,
        help_text="หน่วยงานที่ไม่ใช้งานระบบมีเพียงชื่อและผลการประเมินที่ประกาศ ไม่มีหน้าของหน่วยงาน",
    )
    joins_benchmark = models.BooleanField("ให้นำคะแนนของหน่วยงานไปนับรวมในการเทียบกับหน่วยงานประเภทเดียวกัน", default=False)

    listing = ListingKeyField(default=bytes, editable=False)
    sought = SoughtNamesField(default="", editable=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "หน่วยงาน"
        verbose_name_plural = "หน่วยงาน"
        ordering = ["slug"]
        indexes = [
            models.Index(fields=["province", "district"], name="agency_by_place"),
            models.Index(fields=["listing", "slug"], name="agency_as_listed"),
        ]
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
    def called(self) -> AgencyName:
        """What it is called, to know it in the words of others."""
        kind = "" if self.kind == self.Kind.OTHER else self.get_kind_display()
        return AgencyName(kind, self.name, self.district, self.province)

    @property
    def place(self) -> str:
        """District and province as documents print them; empty where neither is known."""
        parts = [f"อำเภอ{self.district}" if self.district else "", f"จังหวัด{self.province}" if self.province else ""]
        return " ".join(part for part in parts if part)


class DepartmentQuerySet(models.QuerySet["Department"]):
    def in_use(self) -> "DepartmentQuerySet":
        """Those that were not retired."""
        return self.filter(retired_at=None)

    def offered(self, kept: "models.QuerySet[Department]") -> "DepartmentQuerySet":
        """Those that a form offers: all in use, and of the retired those that the thing has already."""
        return self.filter(Q(retired_at=None) | Q(pk__in=kept.order_by().values("pk")))


class Department(models.Model):
    """A division of an agency: สำนักปลัด, กองคลัง, กองช่าง … One with history is retired rather than deleted."""

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="departments", verbose_name="หน่วยงาน")
    name = models.CharField("ชื่อกองหรือสำนัก", max_length=150)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    retired_at = models.DateTimeField("เลิกใช้เมื่อ", null=True, blank=True, editable=False)

    objects = DepartmentQuerySet.as_manager()

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

    @property
    def has_history(self) -> bool:
        """Whether anything speaks of it: a measure, a member, an invitation, whatever the floors above know."""
        relations = (each for each in self._meta.get_fields(include_hidden=True) if isinstance(each, ForeignObjectRel))
        return any(each.related_model._base_manager.filter(**{each.field.name: self}).exists() for each in relations)
