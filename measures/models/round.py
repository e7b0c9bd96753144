"""The rounds of a year in which departments report on their measures."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from measures.models.plan import MeasurePlan


class RoundQuerySet(models.QuerySet["ReportingRound"]):
    def of_agency(self, agency: Agency) -> "RoundQuerySet":
        return self.filter(plan__agency=agency).select_related("plan")

    def for_year(self, agency: Agency, fiscal_year: int) -> "RoundQuerySet":
        """The rounds of a year's plan, with what a page says about them."""
        return self.filter(plan__agency=agency, plan__fiscal_year=fiscal_year).select_related("plan__agency")

    def with_accepted(self, plan: MeasurePlan) -> "RoundQuerySet":
        """The rounds of a plan in which a report was accepted, the newest last."""
        return self.filter(plan=plan, reports__state="accepted").distinct().order_by("ends_on", "pk")

    def open(self) -> "RoundQuerySet":
        return self.filter(closed_at__isnull=True)


class ReportingRound(models.Model):
    """A time at which every department reports the progress of its measures by a certain day."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # With a plan go the rounds in which nobody has reported; reports protect theirs.
    plan = models.ForeignKey(MeasurePlan, models.CASCADE, related_name="rounds", verbose_name="แผน")
    name = models.CharField("ชื่อรอบ", max_length=100)
    ends_on = models.DateField("รายงานข้อมูลถึงวันที่")
    due_on = models.DateField("กำหนดส่ง")
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    opened_by_name = models.CharField(max_length=150)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "รอบการรายงาน"
        verbose_name_plural = "รอบการรายงาน"
        ordering = ["ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "name"], name="round_name_once", violation_error_message="แผนนี้มีรอบชื่อนี้แล้ว"
            ),
            models.UniqueConstraint(
                fields=["plan", "ends_on"], name="round_day_once", violation_error_message="แผนนี้มีรอบของวันที่นี้แล้ว"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__lte=models.F("due_on")),
                name="round_due_after_end",
                violation_error_message="กำหนดส่งต้องไม่อยู่ก่อนวันที่รายงานข้อมูลถึง",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_overdue(self, today: date) -> bool:
        return self.is_open and today > self.due_on
