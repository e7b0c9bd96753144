"""The files that show what was reported, and what people say of a file or a link."""

import uuid

from django.core.files.base import File
from django.db import models
from django.db.models import Q

from agencies.models import User
from measures.models.measure import Measure, Progress
from measures.models.report import MeasureReport


def stored_name(evidence: "Evidence", name: str) -> str:
    """Return where a file is kept: under a random name without an ending, so that no server ever runs or shows it."""
    return f"evidence/{evidence.measure.plan.agency.slug}/{uuid.uuid4().hex}"


class Evidence(models.Model):
    """An uploaded file of an entry, or of what is still being written. Links are lines of the entry's own text.

    Entries that repeat another one share its stored file: each has a row of its own.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="files")
    entry = models.ForeignKey(Progress, models.PROTECT, null=True, related_name="files")
    report = models.ForeignKey(MeasureReport, models.PROTECT, null=True, related_name="files")
    name = models.CharField("ชื่อไฟล์", max_length=150)
    file = models.FileField("ไฟล์", upload_to=stored_name, max_length=200)
    size = models.PositiveIntegerField("ขนาดไฟล์")
    content_type = models.CharField("ชนิด", max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    uploader = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    uploader_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "ไฟล์หลักฐาน"
        verbose_name_plural = "ไฟล์หลักฐาน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, report__isnull=True) | Q(entry__isnull=True, report__isnull=False),
                name="evidence_of_entry_or_draft",
                violation_error_message="ไฟล์ต้องเป็นของรายงานหรือของร่างอย่างใดอย่างหนึ่ง",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.entry_id is None

    def opened(self) -> "File[bytes]":
        """Open the file for one reader; raises FileNotFoundError where it is gone.

        The field would open one file for all who read this row, which may be kept for several, and not again once it is
        gone.
        """
        return self.file.storage.open(str(self.file.name), "rb")


class EvidenceFacts(models.Model):
    """What people say of a piece of evidence of a measure: its own day, what it is evidence of, and whether it is gone.

    A piece is known by the SHA-256 of the file or of the line that names it, so that all reports in which it stands
    share what was said of it. Entries are written once, and these facts are not part of them.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="evidence_facts")
    about = models.CharField("รหัสของหลักฐาน", max_length=64)
    dated_on = models.DateField("วันที่ของหลักฐาน", null=True, blank=True)
    step = models.TextField("ขั้นตอน", max_length=2_000, blank=True)  # in the words of that time
    item = models.CharField("ข้อ OIT", max_length=6, blank=True)
    is_gone = models.BooleanField("เปิดไม่ได้แล้ว", default=False)
    seen_on = models.DateField("ระบบเปิดลิงก์เมื่อ", null=True)
    seen_as = models.CharField("ที่ระบบพบ", max_length=60, blank=True)  # why it did not open; empty where it did
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "รายละเอียดหลักฐาน"
        verbose_name_plural = "รายละเอียดหลักฐาน"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["measure", "about"], name="evidence_facts_once")]

    def __str__(self) -> str:
        return f"{self.measure}: {self.about}"
