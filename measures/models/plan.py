"""The plan of a year."""

from django.db import models

from agencies.models import Agency
from assessments.models import Assessment


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
