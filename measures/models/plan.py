"""The plan of a year."""

from collections.abc import Iterable
from functools import cached_property

from django.db import models

from agencies.models import Agency
from assessments.models import Assessment
from measures.rules.plan_order import M, in_printed_order


class PlanQuerySet(models.QuerySet["MeasurePlan"]):
    def for_year(self, agency: Agency, fiscal_year: int) -> "PlanQuerySet":
        return self.filter(agency=agency, fiscal_year=fiscal_year).select_related("agency", "assessment__framework")

    def answering(self, assessment: Assessment) -> "PlanQuerySet":
        """The plan that answers a result, one at most; those for which a person has yet to decide are none."""
        return self.filter(assessment=assessment, is_undecided=False).select_related("agency", "assessment__framework")

    def undecided(self, agency: Agency) -> "PlanQuerySet":
        """The plans of which a person has yet to say what they answer: their result has another plan."""
        return self.filter(agency=agency, is_undecided=True).select_related("assessment__framework")


class MeasurePlan(models.Model):
    """An agency's measures for one fiscal year, answering the result of an assessment."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="plans", verbose_name="หน่วยงาน")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณของแผน")
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="plans", verbose_name="ผลการประเมินที่นำมาวิเคราะห์"
    )
    is_undecided = models.BooleanField(
        "ยังไม่ได้เลือกผลการประเมิน",
        default=False,
        editable=False,
        help_text="ผลการประเมินที่แผนนี้อ้างถึงมีแผนอื่นแล้ว ผู้ประสานงาน ITA ต้องเลือก",
    )

    # The codes of the weak figures whose proposals somebody decided not to use.
    set_aside = models.JSONField("ข้อเสนอที่ไม่ใช้", default=list, blank=True, editable=False)

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
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=models.Q(is_undecided=False),
                name="plan_once_per_result",
                violation_error_message="ผลการประเมินนี้มีแผนมาตรการแล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"แผนมาตรการปีงบประมาณ พ.ศ. {self.fiscal_year}"

    @property
    def is_reported_on(self) -> bool:
        """Whether something was reported on one of its measures, or begun to be written."""
        return self.measures.filter(models.Q(progress__isnull=False) | models.Q(reports__isnull=False)).exists()

    @cached_property
    def is_by_issue(self) -> bool:
        """Whether its measures stand by issue: where the year of the result that it answers has issues."""
        return bool(self.assessment.framework.structure().issues)

    def in_order(self, measures: Iterable[M]) -> list[M]:
        """Return measures of the plan in the order in which they are printed; load issue and indicator first."""
        return in_printed_order(measures, by_issue=self.is_by_issue)
