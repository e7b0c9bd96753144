"""Documents that people bring into a year: what was read, what became of it, and what stood there before."""

import uuid

from django.db import models

from agencies.models import Agency, User
from agencies.models.history import MAX_ACTOR_NAME

MAX_NAME = 200


class DocumentImportQuerySet(models.QuerySet["DocumentImport"]):
    def waiting(self, agency: Agency, actor: User) -> "DocumentImportQuerySet":
        """What a person has brought and neither stored nor dropped."""
        return self.filter(agency=agency, actor=actor, stored_at__isnull=True)

    def stored_in(self, agency: Agency, fiscal_year: int) -> "DocumentImportQuerySet":
        """What was stored of a year, newest first."""
        return self.filter(agency=agency, fiscal_year=fiscal_year, stored_at__isnull=False).defer("source", "places")


class DocumentImport(models.Model):
    """A document on its way into a year. Once stored it remembers each place with what it held before, for one undo.

    Until then `source` holds what was read of the file; nobody but the person who brought it sees that.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="document_imports", verbose_name="หน่วยงาน")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณของผลการประเมิน")
    file_name = models.CharField("ชื่อเอกสาร", max_length=MAX_NAME)
    source = models.JSONField("ข้อความที่อ่านได้", default=dict)
    places = models.JSONField("รายการที่บันทึกและค่าเดิม", default=list)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField("ผู้นำเข้า", max_length=MAX_ACTOR_NAME)
    at = models.DateTimeField("อ่านเมื่อ", auto_now_add=True)
    stored_at = models.DateTimeField("บันทึกเมื่อ", null=True)
    undone_at = models.DateTimeField("ยกเลิกเมื่อ", null=True)
    undone_by = models.CharField("ผู้ยกเลิก", max_length=MAX_ACTOR_NAME, blank=True)

    objects = DocumentImportQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสารที่นำเข้า"
        verbose_name_plural = "เอกสารที่นำเข้า"
        ordering = ["-stored_at", "-pk"]
        indexes = [models.Index(fields=["agency", "fiscal_year"], name="document_import_of_year")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_stored(self) -> bool:
        return self.stored_at is not None

    @property
    def can_be_undone(self) -> bool:
        return self.is_stored and self.undone_at is None and bool(self.places)


class AreaFilter(models.Model):
    """What an overseer asks for often of the table of agencies, by a name of their own; in any year."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="ผู้ใช้")
    name = models.CharField("ชื่อตัวกรอง", max_length=60)
    query = models.CharField("ตัวกรอง", max_length=500)

    class Meta:
        verbose_name = "ตัวกรองหน่วยงานที่บันทึกไว้"
        verbose_name_plural = "ตัวกรองหน่วยงานที่บันทึกไว้"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="area_filter_name_once")]

    def __str__(self) -> str:
        return self.name
