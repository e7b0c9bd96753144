"""Results that were announced of many agencies at once, as an administrator brought them in from a list."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from assessments.models.framework import Framework
from assessments.rules.ranks import Rank


class NationalImport(models.Model):
    """A list of announced results: checked and kept, then stored at one stroke, or taken back at one stroke."""

    class State(models.TextChoices):
        CHECKED = "checked", "ตรวจแล้ว ยังไม่ได้นำเข้า"
        STORED = "stored", "นำเข้าแล้ว"
        UNDONE = "undone", "ยกเลิกการนำเข้าแล้ว"

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+", verbose_name="ปีงบประมาณ")
    file_name = models.CharField("ไฟล์", max_length=200)
    file_sha256 = models.CharField("รหัสตรวจสอบไฟล์", max_length=64)
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.CHECKED)
    rows = models.JSONField("แถวที่ตรวจแล้ว", default=list)  # empty once they are stored
    notes = models.JSONField("สิ่งที่พบ", default=dict)  # what a person has to know of them
    row_count = models.PositiveIntegerField("จำนวนแถว", default=0)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="ผู้นำเข้า")
    made_at = models.DateTimeField("ตรวจเมื่อ", auto_now_add=True)
    stored_at = models.DateTimeField("นำเข้าเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "ผลการประเมินทั่วประเทศ"
        verbose_name_plural = "ผลการประเมินทั่วประเทศ"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ปีงบประมาณ พ.ศ. {self.framework.fiscal_year}"

    @property
    def can_be_stored(self) -> bool:
        return self.state == self.State.CHECKED

    @property
    def can_be_undone(self) -> bool:
        return self.state == self.State.STORED


class AnnouncedQuerySet(models.QuerySet["Announced"]):
    def in_force(self) -> "AnnouncedQuerySet":
        """Those that neither were taken back nor announced anew later."""
        return self.filter(is_in_force=True)


class Announced(models.Model):
    """What was announced of one agency in one year, under the name and kind that it had then.

    It stands beside what the agency itself has typed, and never in its place. Of an agency and a year one row is in
    force; an older one waits behind it for the case that the newer list is taken back. `bands` holds the band of each
    figure (see `rules/distribution.py`), so that a page counts five thousand agencies without reading their figures.
    """

    source = models.ForeignKey(NationalImport, models.CASCADE, related_name="results", verbose_name="รายการนำเข้า")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+", verbose_name="ปีงบประมาณ")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="announced", verbose_name="หน่วยงาน")
    kind = models.CharField("ประเภท", max_length=20)
    name = models.CharField("ชื่อ", max_length=150)
    district = models.CharField("อำเภอ", max_length=100, blank=True)
    province = models.CharField("จังหวัด", max_length=100, blank=True)
    code = models.CharField("รหัสหน่วยงาน", max_length=20, blank=True)
    figures = models.JSONField("คะแนน", default=dict)  # by code, as printed
    total = models.DecimalField("คะแนนรวม", max_digits=5, decimal_places=2, null=True, blank=True)
    level = models.CharField("ระดับ", max_length=30, blank=True)
    ranks = models.JSONField("ลำดับ", default=dict)  # by code, as "3 จาก 12"
    bands = models.CharField(max_length=40, blank=True)
    is_in_force = models.BooleanField(default=True)
    replaced_by = models.ForeignKey(NationalImport, models.SET_NULL, null=True, related_name="replaced")

    objects = AnnouncedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลที่ประกาศ"
        verbose_name_plural = "ผลที่ประกาศ"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "framework"],
                condition=Q(is_in_force=True),
                name="announced_once_in_force",
                violation_error_message="หน่วยงานมีผลที่ประกาศของปีนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gte=0, total__lte=100),
                name="announced_total_0_to_100",
                violation_error_message="คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
            ),
        ]
        indexes = [
            models.Index(
                fields=["framework", "kind", "province", "district"],
                condition=Q(is_in_force=True),
                name="announced_by_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} ปีงบประมาณ พ.ศ. {self.framework.fiscal_year}"

    @property
    def content(self) -> tuple[Any, ...]:
        """What is announced, to see whether another list says the same."""
        return (self.figures, self.level, self.ranks, self.kind, self.name, self.district, self.province)


def ranks_as_stored(ranks: dict[str, Rank]) -> dict[str, str]:
    return {code: str(rank) for code, rank in ranks.items()}
