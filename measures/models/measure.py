"""A measure of a plan, with its steps and owners."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Prefetch, Q

from agencies.models import Agency, Department
from assessments.models import Indicator, Issue
from measures.models.plan import MeasurePlan
from measures.rules.timeframe import timeframe_text

if TYPE_CHECKING:
    from measures.models.progress import Progress
    from measures.models.round import ReportingRound


class MeasureQuerySet(models.QuerySet["Measure"]):
    def for_agency(self, agency: Agency) -> "MeasureQuerySet":
        return self.filter(plan__agency=agency)

    def with_details(self) -> "MeasureQuerySet":
        """Fetch issue, indicator, steps and owners, in a constant number of queries."""
        return self.select_related("issue", "indicator").prefetch_related(
            "steps", Prefetch("owners", Department.objects.order_by("position", "pk"))
        )

    def with_progress(self) -> "MeasureQuerySet":
        """Fetch what was reported, so that `latest_progress` asks nothing more."""
        return self.prefetch_related("progress")

    def with_copies(self) -> "MeasureQuerySet":
        """Fetch what a measure was copied from and its copies, with their plans."""
        copies = Measure.objects.select_related("plan")
        return self.select_related("copied_from__plan").prefetch_related(Prefetch("copies", copies))

    def with_entries(self) -> "MeasureQuerySet":
        """Fetch what was reported as a page tells it: with the files and the rounds."""
        from measures.models.progress import Progress  # it refers to measures itself

        entries = Progress.objects.select_related("round", "report").prefetch_related("files")
        return self.prefetch_related(Prefetch("progress", entries))

    def with_accepted(self, reporting_round: "ReportingRound") -> "MeasureQuerySet":
        """Fetch only what was accepted in a round: `latest_progress` is then the round's report of each measure."""
        from measures.models.progress import Progress  # it refers to measures itself

        return self.prefetch_related(Prefetch("progress", Progress.objects.accepted_in(reporting_round)))


class Measure(models.Model):
    """What the agency does about a weakness: ordered steps, departments that answer for it, and a timeframe."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(MeasurePlan, models.CASCADE, related_name="measures", verbose_name="แผน")
    position = models.PositiveSmallIntegerField("ลำดับ")
    issue = models.ForeignKey(
        Issue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ประเด็นการวิเคราะห์"
    )
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ตัวชี้วัด"
    )
    title = models.TextField("มาตรการ โครงการ หรือกิจกรรม", max_length=2_000)
    owners = models.ManyToManyField(Department, blank=True, related_name="measures", verbose_name="ผู้รับผิดชอบ")
    start = models.DateField("เริ่ม", null=True, blank=True)
    end = models.DateField("สิ้นสุด", null=True, blank=True)
    timeframe_wording = models.CharField(
        "ถ้อยคำระยะเวลา", max_length=200, blank=True, help_text="ใส่เฉพาะเมื่อต้องการถ้อยคำอื่นแทนเดือนเริ่มและเดือนสิ้นสุด"
    )
    follow_up = models.TextField("การติดตามผล", blank=True, max_length=2_000)
    is_draft = models.BooleanField("ร่างจากระบบ", default=False, help_text="เสนอโดยระบบ และยังไม่มีผู้แก้ไขหรือยืนยัน")
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name="นำมาจากมาตรการของปีก่อน"
    )
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
            ),
            models.UniqueConstraint(
                fields=["plan", "copied_from"],
                name="measure_copied_once",
                violation_error_message="นำมาตรการนี้มาในแผนแล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def timeframe(self) -> str:
        return timeframe_text(self.start, self.end, self.timeframe_wording)

    @property
    def latest_progress(self) -> "Progress | None":
        """The entry with the newest date; of one day the one that was reported last. Load `with_progress()` first."""
        return next(iter(self.progress.all()), None)

    @property
    def is_reported_on(self) -> bool:
        """Whether something was reported or begun to be written, which cannot be deleted with the measure."""
        return self.progress.exists() or self.reports.exists()


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
