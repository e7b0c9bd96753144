"""Short messages of people about a thing: a measure, a report, a document."""

from uuid import uuid4

from django.db import models

from agencies.models.agency import Agency
from agencies.models.person import User

MAX_MESSAGE = 1_000


class MessageQuerySet(models.QuerySet["Message"]):
    def about(self, agency: Agency, fiscal_year: int, subject: str) -> "MessageQuerySet":
        """The conversation on a thing, the oldest first."""
        found = self.filter(agency=agency, fiscal_year=fiscal_year, subject=subject)
        return found.select_related("author").prefetch_related("mentioned")


class Message(models.Model):
    """What somebody said about a thing; never edited. `subject` names the thing as the history does."""

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="messages", verbose_name="หน่วยงาน")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    subject = models.CharField("รหัสเรื่อง", max_length=100)
    text = models.CharField("ข้อความ", max_length=MAX_MESSAGE)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="ผู้เขียน")
    author_name = models.CharField("ชื่อผู้เขียน", max_length=150)
    mentioned = models.ManyToManyField(User, related_name="+", verbose_name="แจ้งถึง")
    at = models.DateTimeField("เมื่อ", auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อความ"
        verbose_name_plural = "ข้อความ"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["agency", "fiscal_year", "subject"], name="message_about")]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text}"
