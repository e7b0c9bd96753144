"""Which letters were sent, and who wants none."""

from django.db import models

from agencies.models import User


class ReminderSent(models.Model):
    """A person's letter of a day. Who sends it claims it first, so that two runs at once send one letter."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="ผู้รับ")
    day = models.DateField("วันที่")
    digest = models.CharField("รหัสตรวจสอบข้อความ", max_length=64)
    claimed_at = models.DateTimeField("เริ่มส่งเมื่อ", null=True)
    sent_at = models.DateTimeField("ส่งแล้วเมื่อ", null=True)

    class Meta:
        verbose_name = "อีเมลแจ้งเตือน"
        verbose_name_plural = "อีเมลแจ้งเตือน"
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"],
                name="reminder_once_per_day",
                violation_error_message="ส่งอีเมลแจ้งเตือนของวันนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class ReminderOptOut(models.Model):
    """A person who wants no reminders by e-mail; the portal's pages show them all the same."""

    user = models.OneToOneField(User, models.CASCADE, related_name="reminder_opt_out", verbose_name="ผู้ใช้")
    at = models.DateTimeField("ตั้งแต่", auto_now_add=True)

    class Meta:
        verbose_name = "ผู้ไม่รับอีเมลแจ้งเตือน"
        verbose_name_plural = "ผู้ไม่รับอีเมลแจ้งเตือน"

    def __str__(self) -> str:
        return str(self.user)
