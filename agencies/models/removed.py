"""What people removed, kept for a while."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Q

from agencies.models.agency import Agency
from agencies.models.history import MAX_ACTOR_NAME, MAX_LABEL, MAX_REASON
from agencies.models.person import User
from ita_portal.stored_files import StoredFileNames


class RemovedQuerySet(models.QuerySet["Removed"]):
    def in_years(self, agency: Agency, years: Collection[int]) -> "RemovedQuerySet":
        """What was removed of an agency's years, and of the agency itself."""
        return self.filter(Q(fiscal_year__in=years) | Q(fiscal_year__isnull=True), agency=agency)

    def since(self, moment: datetime) -> "RemovedQuerySet":
        return self.filter(at__gte=moment)

    def before(self, moment: datetime) -> "RemovedQuerySet":
        return self.filter(at__lt=moment)


class Removed(models.Model):
    """Something that somebody removed, kept for a while so that it can be restored. See `agencies.removal`."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="removed", verbose_name="หน่วยงาน")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ", null=True)
    kind = models.CharField("ประเภท", max_length=30)
    subject = models.CharField(max_length=100)  # under which its history stands
    label = models.CharField("รายการ", max_length=MAX_LABEL)
    text = models.TextField("เนื้อหา", blank=True)  # what stood in it, for people to read
    content = models.JSONField(default=dict)  # what it was, for the portal to restore
    files = StoredFileNames(default=list, blank=True)  # names of stored files that only this still needs
    reason = models.CharField("เหตุผล", max_length=MAX_REASON, blank=True)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField("ผู้ลบ", max_length=MAX_ACTOR_NAME)
    at = models.DateTimeField("ลบเมื่อ", auto_now_add=True)

    objects = RemovedQuerySet.as_manager()

    class Meta:
        verbose_name = "รายการที่ลบ"
        verbose_name_plural = "รายการที่ลบ"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["agency", "-at"], name="removed_newest_first")]

    def __str__(self) -> str:
        return self.label
