"""Filters of the tracking list that a person wants again."""

from django.db import models

from agencies.models import Agency, User


class SavedFilter(models.Model):
    """What a person asks for often, by a name of their own; in any year of the agency."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="ผู้ใช้")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", verbose_name="หน่วยงาน")
    name = models.CharField("ชื่อตัวกรอง", max_length=60)
    query = models.CharField("ตัวกรอง", max_length=500)

    class Meta:
        verbose_name = "ตัวกรองที่บันทึกไว้"
        verbose_name_plural = "ตัวกรองที่บันทึกไว้"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency", "name"],
                name="saved_filter_name_once",
                violation_error_message="มีตัวกรองชื่อนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name
