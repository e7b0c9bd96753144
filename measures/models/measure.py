"""A measure of a plan: its steps and owners, and its progress, in entries that are only ever added to."""

import uuid
from datetime import date

from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce

from agencies.models import Agency, Department, User
from assessments.models import Indicator, Issue
from ita_portal.text.thai import short_date
from measures.models.plan import MeasurePlan
from measures.models.round import ReportingRound
from measures.rules.completion import StepTick, steps_words, ticks_of
from measures.rules.owner_names import owner_words
from measures.rules.standing import NAMES, EntriesTold, Standing, standing_of, told_by
from measures.rules.step_words import LONGEST_OWNER, StepWords
from measures.rules.supporting_part import PartTold, parts_of
from measures.rules.timeframe import timeframe_text
from measures.rules.tracking import SETTLED, UNREPORTED


class MeasureQuerySet(models.QuerySet["Measure"]):
    def for_agency(self, agency: Agency) -> "MeasureQuerySet":
        return self.filter(plan__agency=agency)

    def with_details(self) -> "MeasureQuerySet":
        """Fetch issue, indicator, steps and owners, in a constant number of queries."""
        return self.select_related("issue", "indicator").prefetch_related("steps").with_owners()

    def with_owners(self) -> "MeasureQuerySet":
        """Fetch the owners, the lead first, so that `departments` and `lead` ask nothing more."""
        return self.prefetch_related(Prefetch("ownerships", MeasureOwner.objects.select_related("department")))

    def with_progress(self) -> "MeasureQuerySet":
        """Fetch what was reported and how far each report has come, so that `told` asks nothing more."""
        return self.prefetch_related(Prefetch("progress", Progress.objects.with_standing()))

    def with_standing(self) -> "MeasureQuerySet":
        """Fetch the same without the texts that were reported, which are long."""
        return self.prefetch_related(Prefetch("progress", Progress.objects.with_standing().without_texts()))

    def with_copies(self) -> "MeasureQuerySet":
        """Fetch what a measure was copied from and its copies, with their plans."""
        copies = Measure.objects.select_related("plan")
        return self.select_related("copied_from__plan").prefetch_related(Prefetch("copies", copies))

    def with_entries(self) -> "MeasureQuerySet":
        """Fetch what was reported as a page tells it: with the files and the rounds."""
        return self.prefetch_related(Prefetch("progress", Progress.objects.with_standing().prefetch_related("files")))

    def overdue(self, today: date) -> "MeasureQuerySet":
        """Those past their end that nothing accepted calls done or cancelled, as `Tracked.due` has it."""
        counts = Progress.objects.accepted().filter(measure=OuterRef("pk")).order_by("-reported_on", "-pk")
        state = Coalesce(Subquery(counts.values("status")[:1]), Value(UNREPORTED))
        return self.filter(end__lt=today).alias(state=state).exclude(state__in=SETTLED)

    def with_accepted(self, reporting_round: ReportingRound) -> "MeasureQuerySet":
        """Fetch only what was accepted in a round: `latest_progress` is then the round's report of each measure."""
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
    owners = models.ManyToManyField(
        Department, through="MeasureOwner", blank=True, related_name="measures", verbose_name="ผู้รับผิดชอบ"
    )
    start = models.DateField("เริ่ม", null=True, blank=True)
    end = models.DateField("สิ้นสุด", null=True, blank=True)
    timeframe_wording = models.CharField(
        "ระยะเวลาที่พิมพ์ในเอกสาร", max_length=200, blank=True, help_text="กรอกเฉพาะเมื่อไม่ใช้เดือนเริ่มและเดือนสิ้นสุด"
    )
    follow_up = models.TextField("การติดตามผล", blank=True, max_length=2_000)
    is_draft = models.BooleanField("ร่างจากระบบ", default=False, help_text="เสนอโดยระบบ และยังไม่มีผู้แก้ไขหรือยืนยัน")
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name="นำมาจากมาตรการของปีก่อน"
    )
    # Of the figures that its proposal answered, parted by spaces; empty for a measure that the agency made itself.
    weak_codes = models.TextField("คะแนนที่รองรับ", blank=True, editable=False)
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
    def departments(self) -> tuple[Department, ...]:
        """Who answers for it, the lead first. Load `with_owners()` first."""
        return tuple(each.department for each in self.ownerships.all())

    @property
    def lead(self) -> Department | None:
        """The department that reports and is reminded; without one the coordinator does."""
        return next((each.department for each in self.ownerships.all() if each.is_lead), None)

    @property
    def reporters(self) -> tuple[Department, ...]:
        """The departments whose people may report on it."""
        return (self.lead,) if self.lead else ()

    @property
    def latest_progress(self) -> "Progress | None":
        """The entry with the newest date, of one day the one that was reported last, whether it counts or not.

        Forms begin with it; what a measure has come to is `accepted_progress`. Load `with_progress()` first.
        """
        return next(iter(self.progress.all()), None)

    @property
    def told(self) -> "EntriesTold[Progress]":
        """The entry that counts, and what stands beside it. Load `with_progress()` or `with_standing()` first."""
        return told_by(list(self.progress.all()))

    @property
    def accepted_progress(self) -> "Progress | None":
        """The newest entry that counts; the state of the measure wherever it is told."""
        return self.told.accepted

    @property
    def is_reported_on(self) -> bool:
        """Whether something was reported or begun to be written, which cannot be deleted with the measure."""
        return self.progress.exists() or self.reports.exists()


class MeasureOwner(models.Model):
    """A department that answers for a measure: one leads and reports, the others support it.

    `units` are the divisions within the department as they are printed before its name (งานบริหารงานทั่วไป), `person` is
    who does it there, by post or name.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="ownerships")
    department = models.ForeignKey(Department, models.CASCADE, related_name="ownerships", verbose_name="กองหรือสำนัก")
    # An owner that nobody else stands beside answers alone.
    is_lead = models.BooleanField("ผู้รับผิดชอบหลัก", default=True)
    units = models.CharField("งานหรือฝ่าย", max_length=200, blank=True)
    person = models.CharField("ผู้ปฏิบัติ", max_length=100, blank=True)

    class Meta:
        db_table = "measures_measure_owners"  # as it was before owners had anything to say of themselves
        verbose_name = "ผู้รับผิดชอบ"
        verbose_name_plural = "ผู้รับผิดชอบ"
        ordering = ["-is_lead", "department__position", "pk"]
        unique_together = [("measure", "department")]
        constraints = [
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(is_lead=True),
                name="measure_led_once",
                violation_error_message="มาตรการมีผู้รับผิดชอบหลักได้แห่งเดียว",
            )
        ]

    def __str__(self) -> str:
        return owner_words(self.department.name, self.units, self.person)


class Step(models.Model):
    """One action of a measure, in order; `owner` is one of the measure's owners, in words as they are printed."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("ลำดับ")
    text = models.TextField("ขั้นตอน", max_length=2_000)
    owner = models.CharField("ผู้รับผิดชอบขั้นตอน", max_length=LONGEST_OWNER, blank=True)
    due_on = models.DateField("กำหนดของขั้นตอน", null=True, blank=True)

    class Meta:
        verbose_name = "ขั้นตอน"
        verbose_name_plural = "ขั้นตอน"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["measure", "position"], name="step_position_once")]

    def __str__(self) -> str:
        """The step as it is printed, with who does it and until when."""
        return str(StepWords(self.text, self.owner, self.due_on))


class ProgressQuerySet(models.QuerySet["Progress"]):
    def after(self, pk: int) -> "ProgressQuerySet":
        """What was reported since somebody saw the entry `pk`, in that order; everything after 0."""
        return self.filter(pk__gt=pk).order_by("pk")

    def with_standing(self) -> "ProgressQuerySet":
        """Fetch each entry's round and report, so that its standing asks nothing more."""
        return self.select_related("round", "report").defer("report__typed")

    def without_texts(self) -> "ProgressQuerySet":
        return self.defer(
            "report__typed", "work", "outcome", "result", "obstacles", "note", "evidence", "steps", "parts"
        )

    def accepted(self) -> "ProgressQuerySet":
        """What counts, as `standing` has it; for questions about more measures than anybody loads."""
        outside_of_rounds = Q(report__isnull=True, round__isnull=True, is_note=False)
        return self.filter(Q(report__state=Standing.ACCEPTED) | outside_of_rounds)

    def accepted_in(self, reporting_round: ReportingRound) -> "ProgressQuerySet":
        """What the coordinator accepted in a round: its report, at most one entry for each measure."""
        accepted = self.filter(report__round=reporting_round, report__state=Standing.ACCEPTED)
        return accepted.with_standing().prefetch_related("files")


class Progress(models.Model):
    """A measure's progress by a certain day, as somebody reported it. Written once: a correction is a new entry."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "ยังไม่ดำเนินการ"
        IN_PROGRESS = "in_progress", "อยู่ระหว่างดำเนินการ"
        DONE = "done", "ดำเนินการแล้วเสร็จ"
        CANCELLED = "cancelled", "ยกเลิก"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="progress", verbose_name="มาตรการ")
    status = models.CharField("สถานะ", max_length=20, choices=Status)
    reported_on = models.DateField("ข้อมูล ณ วันที่")
    percent = models.PositiveSmallIntegerField("ความก้าวหน้า (ร้อยละ)", null=True, blank=True)
    work = models.TextField("การดำเนินงานที่ทำแล้ว", blank=True)
    outcome = models.TextField("ผลลัพธ์หรือผลสัมฤทธิ์", blank=True)  # one per line
    result = models.TextField("สรุปผลการดำเนินการ", blank=True)
    obstacles = models.TextField("ปัญหา อุปสรรค", blank=True)
    note = models.TextField("หมายเหตุ", blank=True)
    evidence = models.TextField("หลักฐาน", blank=True)  # links or words, one per line
    steps = models.JSONField("ขั้นตอน", default=list)  # those of the measure at that time: text, is_done
    parts = models.JSONField("ส่วนของผู้รับผิดชอบร่วม", default=list)  # as they were when it was sent
    file_count = models.PositiveSmallIntegerField("จำนวนไฟล์หลักฐาน", default=0)
    round = models.ForeignKey(ReportingRound, models.PROTECT, null=True, related_name="entries", verbose_name="รอบ")
    is_note = models.BooleanField(
        "บันทึกระหว่างรอบ", default=False, help_text="เขียนนอกรอบการรายงานโดยผู้ที่ไม่ได้ตรวจรับรายงาน จึงไม่นับเป็นผลของมาตรการ"
    )
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name="รายงานที่ยกเลิก"
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
    def standing(self) -> Standing:
        """Whether it counts, and if not, why; load the report first."""
        report = getattr(self, "report", None)
        return standing_of(report.state if report else "", in_round=self.round_id is not None, is_note=self.is_note)

    @property
    def standing_name(self) -> str:
        return NAMES[self.standing]

    @property
    def is_in_open_round(self) -> bool:
        return self.round is not None and self.round.is_open

    @property
    def outcome_lines(self) -> list[str]:
        return self.outcome.splitlines()

    @property
    def evidence_lines(self) -> list[str]:
        """What was named as evidence, by the lead and by the departments that support it."""
        return [*self.evidence.splitlines(), *(line for part in self.told_parts for line in part.evidence_lines)]

    @property
    def told_parts(self) -> tuple[PartTold, ...]:
        """What supporting departments had added to the report when it was sent."""
        return parts_of(self.parts)

    @property
    def step_ticks(self) -> tuple[StepTick, ...]:
        """The steps of the measure when this was reported, and which were done."""
        return ticks_of(self.steps)

    @property
    def steps_words(self) -> str:
        return steps_words(self.step_ticks)

    @property
    def is_done_without_evidence(self) -> bool:
        return self.status == self.Status.DONE and not (self.evidence_lines or self.note or self.file_count)
