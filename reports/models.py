"""What is kept of documents: how an agency wants them, and those that it issued."""

import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from agencies.models import Agency, User
from reports.choices import DIGITS
from reports.setting import THAI


def _margin(name: str, default: float) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(
        f"ขอบ{name} (ซม.)",
        max_digits=3,
        decimal_places=1,
        default=default,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )


class DocumentSettingQuerySet(models.QuerySet["DocumentSetting"]):
    def up_to(self, agency: Agency, kind: str, fiscal_year: int) -> "DocumentSettingQuerySet":
        """The settings of a kind that a year starts from, newest first."""
        return self.filter(agency=agency, kind=kind, fiscal_year__lte=fiscal_year).order_by("-fiscal_year")


class DocumentSetting(models.Model):
    """How an agency wants one kind of document in a year, see `reports.choices`. None is needed."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="document_settings")
    kind = models.CharField(max_length=20)
    fiscal_year = models.PositiveSmallIntegerField()
    digits = models.CharField("ตัวเลข", max_length=10, choices=list(DIGITS.items()), default=THAI)
    margin_top = _margin("บน", 2.5)
    margin_right = _margin("ขวา", 2)
    margin_bottom = _margin("ล่าง", 2)
    margin_left = _margin("ซ้าย", 3)
    columns = models.JSONField("คอลัมน์ของตารางมาตรการ", default=list)
    parts = models.JSONField("ส่วนของรายงาน", default=list, blank=True)
    charts = models.JSONField("แผนภูมิ", default=list, blank=True)
    texts = models.JSONField("ข้อความ", default=dict, blank=True)
    signatories = models.JSONField("ผู้ลงนามและผู้ให้ความเห็น", default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DocumentSettingQuerySet.as_manager()

    class Meta:
        verbose_name = "รูปแบบเอกสาร"
        verbose_name_plural = "รูปแบบเอกสาร"
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "fiscal_year"], name="document_setting_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.kind} {self.fiscal_year}"


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    def for_year(self, agency: Agency, fiscal_year: int) -> "IssuedDocumentQuerySet":
        return self.filter(agency=agency, fiscal_year=fiscal_year)


class IssuedDocument(models.Model):
    """A document as it left the building: never changed, never overwritten; a new one is a new version."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="issued_documents")
    kind = models.CharField(max_length=20)
    fiscal_year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField("ฉบับที่")
    title = models.CharField("ชื่อเอกสาร", max_length=500)
    number = models.CharField("เลขที่เอกสาร", max_length=100, blank=True)
    date = models.DateField("วันที่เอกสาร")
    content = models.JSONField("เนื้อหา")  # the document's values, from which all files were made
    sha256 = models.CharField("SHA-256 ของเนื้อหา", max_length=64)
    confirmed = models.JSONField("ข้อที่ยืนยันก่อนออกเอกสาร", default=list)
    issued_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    issued_by_name = models.CharField(max_length=150)
    issued_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField("เผยแพร่เมื่อ", null=True, blank=True)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสารที่ออกแล้ว"
        verbose_name_plural = "เอกสารที่ออกแล้ว"
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "fiscal_year", "version"], name="issued_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ฉบับที่ {self.version}"


class IssuedFile(models.Model):
    """The bytes of an issued document in one format, the same for ever."""

    document = models.ForeignKey(IssuedDocument, models.CASCADE, related_name="files")
    format = models.CharField(max_length=4)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "ไฟล์ของเอกสารที่ออกแล้ว"
        verbose_name_plural = "ไฟล์ของเอกสารที่ออกแล้ว"
        constraints = [models.UniqueConstraint(fields=["document", "format"], name="issued_file_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.format}"
