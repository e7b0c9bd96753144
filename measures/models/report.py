"""What departments write before it becomes an entry, and how far a measure's report in a round has come."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from agencies.models import Agency, Department, User
from measures.models.measure import Measure, Progress
from measures.models.round import ReportingRound
from measures.rules.supporting_part import PartTold


class ReportQuerySet(models.QuerySet["MeasureReport"]):
    def waiting(self, agency: Agency) -> "ReportQuerySet":
        """What was submitted in the open rounds of an agency and nobody has accepted or returned."""
        return self.filter(
            round__plan__agency=agency, round__closed_at__isnull=True, state=MeasureReport.State.SUBMITTED
        )

    def being_written(self) -> "ReportQuerySet":
        """What the departments may still type and submit in open rounds, or were given back."""
        return self.filter(round__isnull=False, round__closed_at__isnull=True, state__in=MeasureReport.WRITABLE)

    def with_entries(self) -> "ReportQuerySet":
        """Fetch what was submitted, with its files, in a constant number of queries."""
        return self.select_related("entry").prefetch_related("entry__files")


class MeasureReport(models.Model):
    """The report of a measure in a round; outside of rounds (`round` is empty) only what somebody has begun to write.

    A measure without such a row is not reported. What is typed and attached belongs to the departments of the
    measure, not to the person who typed it. Submitting turns it into an entry, which never changes.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง ยังไม่ส่ง"
        SUBMITTED = "submitted", "ส่งแล้ว รอตรวจ"
        RETURNED = "returned", "ส่งกลับให้แก้ไข"
        ACCEPTED = "accepted", "ตรวจรับแล้ว"

    WRITABLE = (State.DRAFT, State.RETURNED)

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="reports")
    round = models.ForeignKey(ReportingRound, models.PROTECT, null=True, related_name="reports")
    state = models.CharField("สถานะของรายงาน", max_length=20, choices=State, default=State.DRAFT)
    typed = models.JSONField(default=dict)  # the texts of the form as they were typed, right or wrong
    typed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    typed_by_name = models.CharField(max_length=150, blank=True)
    typed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    entry = models.OneToOneField(Progress, models.PROTECT, null=True, related_name="report")
    remarks = models.TextField("ข้อสังเกตของผู้ประสานงาน ITA", blank=True, max_length=2_000)
    first_submitted_on = models.DateField(null=True)
    looked_at = models.DateTimeField(null=True)  # when somebody who may accept it first read what was submitted
    looked_by_name = models.CharField(max_length=150, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "รายงานของมาตรการ"
        verbose_name_plural = "รายงานของมาตรการ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "round"],
                name="report_once_per_round",
                violation_error_message="มาตรการนี้มีรายงานในรอบนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(round__isnull=True),
                name="draft_once_outside_rounds",
                violation_error_message="มาตรการนี้มีร่างรายงานแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(round__isnull=False, entry__isnull=False),
                name="report_sent_has_entry",
                violation_error_message="รายงานที่ส่งแล้วต้องมีรอบและข้อมูลที่ส่ง",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(remarks=""),
                name="report_returned_says_why",
                violation_error_message="รายงานที่ส่งกลับต้องระบุสิ่งที่ต้องแก้ไข",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_state_display()}"

    @property
    def can_be_written(self) -> bool:
        """Whether the departments may type and submit; load the round first."""
        return self.state in self.WRITABLE and (self.round is None or self.round.is_open)

    @property
    def can_be_accepted(self) -> bool:
        return self.state == self.State.SUBMITTED

    @property
    def can_be_returned(self) -> bool:
        """An accepted report can still be found wrong."""
        return self.state in (self.State.SUBMITTED, self.State.ACCEPTED)

    def parts_of(self, departments: Iterable[Department]) -> tuple[PartTold, ...]:
        """Return what departments that still support the measure have added; load parts and files first."""
        there = set(departments)
        return tuple(part.told for part in self.parts.all() if part.department in there) if self.pk else ()

    def can_be_recalled_by(self, user: User) -> bool:
        """Whether a person can take back what they sent: as long as nobody has looked at it; load round and entry."""
        is_waiting = self.state == self.State.SUBMITTED and self.looked_at is None
        is_open = self.round is not None and self.round.is_open
        return is_waiting and is_open and self.entry is not None and self.entry.actor_id == user.pk

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_returned(self) -> bool:
        return self.state == self.State.RETURNED

    @property
    def is_late(self) -> bool:
        """Whether it was first submitted after the round's due date; load the round first."""
        return bool(self.round and self.first_submitted_on and self.first_submitted_on > self.round.due_on)
