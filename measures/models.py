"""What is done about a result: a plan for a year, its measures, their steps and owners, and how they got on."""

import uuid

from django.db import models
from django.db.models import Prefetch, Q

from agencies.models import Agency, Department, User
from assessments.models import Assessment, Indicator, Issue
from ita_portal.thai import short_date
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
        """Fetch issue, indicator, steps and owners, in a constant number of queries."""
        return self.select_related("issue", "indicator").prefetch_related(
            "steps", Prefetch("owners", Department.objects.order_by("position", "pk"))
        )

    def with_progress(self) -> "MeasureQuerySet":
        """Fetch what was reported, so that `latest_progress` asks nothing more."""
        return self.prefetch_related("progress")


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

    @property
    def latest_progress(self) -> "Progress | None":
        """The entry with the newest date; of one day the one that was reported last. Load `with_progress()` first."""
        return next(iter(self.progress.all()), None)


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


class ProgressQuerySet(models.QuerySet["Progress"]):
    def after(self, pk: int) -> "ProgressQuerySet":
        """What was reported since somebody saw the entry `pk`, in that order; everything after 0."""
        return self.filter(pk__gt=pk).order_by("pk")


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
    def is_done_without_evidence(self) -> bool:
        return self.status == self.Status.DONE and not (self.evidence or self.note)
