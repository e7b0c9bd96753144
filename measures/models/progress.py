"""How a measure got on, in entries that are only ever added to."""

from django.db import models
from django.db.models import Q

from agencies.models import User
from ita_portal.text.thai import short_date
from measures.models.measure import Measure
from measures.models.round import ReportingRound
from measures.rules.completion import StepTick, steps_words, ticks_of


class ProgressQuerySet(models.QuerySet["Progress"]):
    def after(self, pk: int) -> "ProgressQuerySet":
        """What was reported since somebody saw the entry `pk`, in that order; everything after 0."""
        return self.filter(pk__gt=pk).order_by("pk")

    def accepted_in(self, reporting_round: ReportingRound) -> "ProgressQuerySet":
        """What the coordinator accepted in a round: its report, at most one entry for each measure."""
        return self.filter(report__round=reporting_round, report__state="accepted").prefetch_related("files")


class Progress(models.Model):
    """How a measure got on by a certain day, as somebody reported it. Written once: a correction is a new entry."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "ยังไม่ดำเนินการ"
        IN_PROGRESS = "in_progress", "อยู่ระหว่างดำเนินการ"
        DONE = "done", "ดำเนินการแล้วเสร็จ"
        CANCELLED = "cancelled", "ยกเลิก"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="progress", verbose_name="มาตรการ")
    status = models.CharField("สถานะ", max_length=20, choices=Status)
    reported_on = models.DateField("ข้อมูล ณ วันที่")
    percent = models.PositiveSmallIntegerField("ความก้าวหน้า (ร้อยละ)", null=True, blank=True)
    work = models.TextField("สิ่งที่ได้ดำเนินการ", blank=True)
    outcome = models.TextField("ผลลัพธ์หรือผลสัมฤทธิ์", blank=True)  # one per line
    result = models.TextField("ผลการดำเนินการ", blank=True)
    obstacles = models.TextField("ปัญหาอุปสรรค", blank=True)
    note = models.TextField("หมายเหตุ", blank=True)
    evidence = models.TextField("หลักฐาน", blank=True)  # links or words, one per line
    steps = models.JSONField("ขั้นตอน", default=list)  # those of the measure at that time: text, is_done
    file_count = models.PositiveSmallIntegerField("จำนวนไฟล์หลักฐาน", default=0)
    round = models.ForeignKey(ReportingRound, models.PROTECT, null=True, related_name="entries", verbose_name="รอบ")
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name="รายงานที่ถูกยกเลิก"
    )
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = "ความก้าวหน้า"
        verbose_name_plural = "ความก้าวหน้า"
        ordering = ["-reported_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="progress_percent_0_to_100",
                violation_error_message="ร้อยละต้องอยู่ระหว่าง 0 ถึง 100",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(note=""),
                name="progress_cancelled_says_why",
                violation_error_message="มาตรการที่ยกเลิกต้องระบุเหตุผลในช่องหมายเหตุ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} ({short_date(self.reported_on)})"

    @property
    def outcome_lines(self) -> list[str]:
        return self.outcome.splitlines()

    @property
    def evidence_lines(self) -> list[str]:
        return self.evidence.splitlines()

    @property
    def step_ticks(self) -> tuple[StepTick, ...]:
        """The steps of the measure when this was reported, and which were done."""
        return ticks_of(self.steps)

    @property
    def steps_words(self) -> str:
        return steps_words(self.step_ticks)

    @property
    def is_done_without_evidence(self) -> bool:
        return self.status == self.Status.DONE and not (self.evidence or self.note or self.file_count)
