"""What is done about a result: a plan for a year, its measures, their steps and owners."""

import uuid

from django.db import models
from django.db.models import Prefetch, Q

from agencies.models import Agency, Department
from assessments.models import Assessment, Issue
from measures.timeframe import timeframe_text


class PlanQuerySet(models.QuerySet["MeasurePlan"]):
    def for_year(self, agency: Agency, fiscal_year: int) -> "PlanQuerySet":
        return self.filter(agency=agency, fiscal_year=fiscal_year).select_related("agency", "assessment__framework")

    def answering(self, assessment: Assessment) -> "PlanQuerySet":
        """The plans that answer a result, the earliest year first."""
        return self.filter(assessment=assessment).order_by("fiscal_year")


class MeasurePlan(models.Model):
    """An agency's measures for one fiscal year, answering the result of an assessment."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="plans", verbose_name="หน่วยงาน")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณของแผน")
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="plans", verbose_name="ผลการประเมินที่นำมาวิเคราะห์"
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "แผนมาตรการ"
        verbose_name_plural = "แผนมาตรการ"
        ordering = ["-fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fiscal_year"],
                name="plan_once_per_year",
                violation_error_message="หน่วยงานมีแผนมาตรการของปีนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"มาตรการปีงบประมาณ พ.ศ. {self.fiscal_year}"


class MeasureQuerySet(models.QuerySet["Measure"]):
    def for_agency(self, agency: Agency) -> "MeasureQuerySet":
        return self.filter(plan__agency=agency)

    def with_details(self) -> "MeasureQuerySet":
        """Fetch issue, steps and owners, in a constant number of queries."""
        return self.select_related("issue").prefetch_related(
            "steps", Prefetch("owners", Department.objects.order_by("position", "pk"))
        )


class Measure(models.Model):
    """What the agency does about a weakness: ordered steps, departments that answer for it, and a timeframe."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(MeasurePlan, models.CASCADE, related_name="measures", verbose_name="แผน")
    position = models.PositiveSmallIntegerField("ลำดับ")
    issue = models.ForeignKey(
        Issue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ประเด็นการวิเคราะห์"
    )
    title = models.TextField("มาตรการ โครงการ หรือกิจกรรม", max_length=2_000)
    owners = models.ManyToManyField(Department, blank=True, related_name="measures", verbose_name="ผู้รับผิดชอบ")
    start = models.DateField("เริ่ม", null=True, blank=True)
    end = models.DateField("สิ้นสุด", null=True, blank=True)
    timeframe_wording = models.CharField(
        "ถ้อยคำระยะเวลา", max_length=200, blank=True, help_text="ใส่เฉพาะเมื่อต้องการถ้อยคำอื่นแทนเดือนเริ่มและเดือนสิ้นสุด"
    )
    follow_up = models.TextField("การติดตามผล", blank=True, max_length=2_000)
    version = models.PositiveIntegerField(default=1)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "มาตรการ"
        verbose_name_plural = "มาตรการ"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, start__lte=models.F("end")),
                name="measure_start_before_end",
                violation_error_message="เดือนเริ่มต้องไม่อยู่หลังเดือนสิ้นสุด",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def timeframe(self) -> str:
        return timeframe_text(self.start, self.end, self.timeframe_wording)


class Step(models.Model):
    """One action of a measure, in order."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("ลำดับ")
    text = models.TextField("ขั้นตอน", max_length=2_000)

    class Meta:
        verbose_name = "ขั้นตอน"
        verbose_name_plural = "ขั้นตอน"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["measure", "position"], name="step_position_once")]

    def __str__(self) -> str:
        return self.text
