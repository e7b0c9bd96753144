"""What a department that supports a measure adds to the report of a round, beside what the lead reports."""

from django.db import models

from agencies.models import Department, User
from measures.models.report import MeasureReport
from measures.rules.supporting_part import PartTold


class SupportingPart(models.Model):
    """The part of one supporting department in a report that is not sent; the entry keeps it as it is then."""

    report = models.ForeignKey(MeasureReport, models.CASCADE, related_name="parts")
    department = models.ForeignKey(Department, models.CASCADE, related_name="parts", verbose_name="กองหรือสำนัก")
    text = models.TextField("การดำเนินงานของผู้รับผิดชอบร่วม", max_length=2_000)
    evidence = models.TextField("หลักฐาน", blank=True, max_length=2_000)  # links or words, one per line
    files = models.JSONField("ไฟล์หลักฐาน", default=list)  # SHA-256 of those of the report that it brought
    version = models.PositiveIntegerField(default=1)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField("ผู้เขียน", max_length=150)
    at = models.DateTimeField("เมื่อ")

    class Meta:
        verbose_name = "ส่วนของผู้รับผิดชอบร่วม"
        verbose_name_plural = "ส่วนของผู้รับผิดชอบร่วม"
        ordering = ["department__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "department"],
                name="part_once_per_department",
                violation_error_message="กองหรือสำนักนี้มีส่วนในรายงานนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.text}"

    @property
    def told(self) -> PartTold:
        """The part as pages tell it; load the files of the report to name those that it brought."""
        brought = tuple(file.name for file in self.report.files.all() if file.sha256 in self.files)
        return PartTold(
            self.department.name, self.text, tuple(self.evidence.splitlines()), brought, self.actor_name, self.at
        )
