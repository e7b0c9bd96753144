"""What is asked in a fiscal year: instruments, indicators, questions, analysis issues, levels of the result.

Most pages read the whole structure of a year, which changes once in months. It is kept by the year's revision: a mark
that comes with the row, and that the database itself renews with every write to the year or to anything in it.
"""

from secrets import token_hex

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q

from assessments.rules import structure
from assessments.rules.assessment_round import DAYS, PLAN_ITEM, PREVIOUS, REPORT_ITEM, SAME, AssessmentRound

MOST_KEPT = 64  # years in one process, each with a revision or two


def new_revision() -> str:
    """Return a mark that no year had before: one that is rolled back never comes again for something else."""
    return token_hex(8)


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def with_parts(self) -> "FrameworkQuerySet":
        """Fetch all that makes a year's structure, in a constant number of queries."""
        return self.prefetch_related(
            Prefetch("instruments", Instrument.objects.order_by("position")),
            Prefetch("instruments__indicators", Indicator.objects.order_by("number")),
            Prefetch("instruments__indicators__sub_indicators", SubIndicator.objects.order_by("position")),
            Prefetch(
                "instruments__indicators__questions",
                Question.objects.order_by("number").select_related("issue", "sub_indicator").prefetch_related("topics"),
            ),
            Prefetch("issues", Issue.objects.order_by("number")),
            Prefetch("levels", Level.objects.order_by("position")),
        )


class Framework(models.Model):
    """The national assessment of one fiscal year. A year that an assessment uses is cloned, not edited in place."""

    class OitRule(models.TextChoices):
        SUB_INDICATORS = "sub_indicators", "ค่าเฉลี่ยของตัวชี้วัดย่อย"
        ITEMS = "items", "ค่าเฉลี่ยของข้อคำถาม"

    class MeasureColumns(models.TextChoices):
        BY_ISSUE = "by-issue", "ประเด็น มาตรการ ผู้รับผิดชอบ ขั้นตอน ระยะเวลา"
        WITH_FOLLOW_UP = "with-follow-up", "มาตรการ ขั้นตอน ผู้รับผิดชอบ ระยะเวลา การติดตามผล"
        OWNERS_LAST = "owners-last", "มาตรการ ขั้นตอน ระยะเวลา การติดตามผล ผู้รับผิดชอบ"

    class ReportsPlanOf(models.TextChoices):
        PREVIOUS = PREVIOUS, "แผนของปีก่อนหน้า"
        SAME = SAME, "แผนของปีเดียวกัน"

    fiscal_year = models.PositiveSmallIntegerField(
        "ปีงบประมาณ", unique=True, validators=[MinValueValidator(2556), MaxValueValidator(2699)]
    )
    oit_rule = models.CharField("วิธีคิดคะแนน OIT", max_length=20, choices=OitRule)
    oit_rule_confirmed = models.BooleanField("ยืนยันวิธีคิดคะแนน OIT แล้ว", default=False)
    survey_list = models.PositiveSmallIntegerField(
        "ชุดข้อคำถาม IIT และ EIT", help_text="ปีแรกที่ใช้ชุดข้อคำถามนี้ ปีที่ใช้ชุดเดียวกันเทียบคะแนนรายข้อได้"
    )
    split_confirmed = models.BooleanField("ยืนยันการแบ่งตัวชี้วัดย่อยแล้ว", default=False)
    measure_columns = models.CharField(
        "ตารางมาตรการที่หน่วยงานใช้ในปีนี้",
        max_length=20,
        choices=MeasureColumns,
        default=MeasureColumns.BY_ISSUE,
        help_text="ใช้เป็นแบบเริ่มต้นของเอกสาร หน่วยงานเลือกแบบอื่นได้",
    )
    plan_item = models.CharField("ข้อ OIT ที่ให้เผยแพร่การวิเคราะห์และมาตรการ", max_length=4, blank=True, help_text="เช่น o25")
    report_item = models.CharField("ข้อ OIT ที่ให้เผยแพร่รายงานผลตามมาตรการ", max_length=4, blank=True, help_text="เช่น o26")
    reports_plan_of = models.CharField(
        "รายงานผลตามมาตรการเป็นของ", max_length=10, choices=ReportsPlanOf, default=ReportsPlanOf.PREVIOUS
    )
    announced_on = models.DateField("วันประกาศผล", null=True, blank=True)
    oit_opens = models.DateField("เปิดให้ตอบแบบ OIT", null=True, blank=True)
    oit_closes = models.DateField("ปิดการตอบแบบ OIT", null=True, blank=True)
    clarify_from = models.DateField("เริ่มชี้แจงผลคะแนน OIT", null=True, blank=True)
    clarify_until = models.DateField("สิ้นสุดการชี้แจงผลคะแนน OIT", null=True, blank=True)
    dates_confirmed = models.BooleanField("ยืนยันกำหนดการแล้ว", default=False)

    # Of the file that it was last loaded from, so that loading again leaves corrections made in the browser alone.
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Renewed by triggers of the database (migration 0013), whoever writes.
    revision = models.CharField(max_length=16, default=new_revision, editable=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "กรอบการประเมิน"
        verbose_name_plural = "กรอบการประเมิน"
        ordering = ["-fiscal_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(oit_closes__gte=F("oit_opens")) | Q(oit_closes=None) | Q(oit_opens=None),
                name="oit_opens_before_it_closes",
                violation_error_message="วันปิดการตอบแบบ OIT อยู่ก่อนวันเปิด",
            ),
            models.CheckConstraint(
                condition=Q(clarify_until__gte=F("clarify_from")) | Q(clarify_until=None) | Q(clarify_from=None),
                name="clarifying_starts_before_it_ends",
                violation_error_message="วันสิ้นสุดการชี้แจงอยู่ก่อนวันเริ่ม",
            ),
        ]

    def __str__(self) -> str:
        return f"กรอบการประเมิน ปีงบประมาณ พ.ศ. {self.fiscal_year}"

    @property
    def is_in_use(self) -> bool:
        """Whether an assessment was scored by it."""
        return self.assessments.exists()

    def structure(self) -> structure.Structure:
        """Return this framework as plain values for the rule modules, as it was when this row was read."""
        return _kept.get((self.pk, self.revision)) or _keep(Framework.objects.with_parts().get(pk=self.pk))

    def round(self) -> AssessmentRound:
        """Return the assessment round of this year: its two items on measures, and its days as far as entered."""
        return AssessmentRound(
            fiscal_year=self.fiscal_year,
            items={PLAN_ITEM: self.plan_item, REPORT_ITEM: self.report_item},
            reports_plan_of=self.reports_plan_of,
            days={name: day for name in DAYS if (day := getattr(self, name))},
            are_days_confirmed=self.dates_confirmed,
            has_framework=True,
        )

    @property
    def is_reckoning_confirmed(self) -> bool:
        """Whether it is sure how open-data items give their indicators, also by which groups where groups count."""
        return self.oit_rule_confirmed and (self.split_confirmed or self.oit_rule != self.OitRule.SUB_INDICATORS)


# The structures by key and revision of their years, the oldest first.
_kept: dict[tuple[int, str], structure.Structure] = {}


def _keep(framework: Framework) -> structure.Structure:
    """Build a year's structure, and keep it by the revision that was read with it: another row may be older."""
    built = structure.Structure(
        fiscal_year=framework.fiscal_year,
        levels=tuple(level.structure() for level in framework.levels.all()),
        oit_rule=framework.oit_rule,
        is_reckoning_confirmed=framework.is_reckoning_confirmed,
        instruments=tuple(instrument.structure() for instrument in framework.instruments.all()),
        issues=tuple(structure.IssueSpec(issue.number, issue.name) for issue in framework.issues.all()),
        survey_list=framework.survey_list,
        measure_columns=framework.measure_columns,
    )
    while len(_kept) >= MOST_KEPT:
        _kept.pop(next(iter(_kept)), None)
    _kept[framework.pk, framework.revision] = built
    return built


class Level(models.Model):
    """A level of the year's result, and the least that a result must have for it."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels", verbose_name="กรอบ")
    position = models.PositiveSmallIntegerField("ลำดับ")
    name = models.CharField("ระดับ", max_length=30)
    total_from = models.DecimalField("คะแนนรวมตั้งแต่", max_digits=5, decimal_places=2)
    instruments_from = models.DecimalField(
        "ทุกเครื่องมือตั้งแต่",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="เว้นว่างไว้ = ดูเฉพาะคะแนนรวม",
    )

    class Meta:
        verbose_name = "ระดับผลการประเมิน"
        verbose_name_plural = "ระดับผลการประเมิน"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "position"], name="level_position_once"),
            models.UniqueConstraint(fields=["framework", "name"], name="level_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def structure(self) -> structure.LevelSpec:
        return structure.LevelSpec(self.name, self.total_from, self.instruments_from)


def none_or_two(parts: str) -> None:
    """A survey is asked as a whole, or in two parts whose mean it is."""
    if len(parts.splitlines()) not in (0, len(structure.PART_NUMBERS)):
        raise ValidationError("แบบวัดแบ่งได้เป็นสองส่วน กรุณากรอกสองบรรทัดหรือเว้นว่างไว้")


class Instrument(models.Model):
    """A survey or a check of published data: IIT (internal survey), EIT (external survey), OIT (open-data check)."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="instruments", verbose_name="กรอบ")
    code = models.CharField("เครื่องมือ", max_length=3)
    name = models.CharField("ชื่อ", max_length=200)
    letter = models.CharField("อักษรหน้ารหัสข้อ", max_length=1)
    parts = models.TextField(
        "ผู้ตอบของแต่ละส่วน",
        blank=True,
        validators=[none_or_two],
        help_text="บรรทัดละหนึ่งส่วน เว้นว่างไว้หากไม่แบ่งส่วน",
    )
    is_open_data = models.BooleanField("ตรวจข้อมูลที่เปิดเผย", default=False)
    weight = models.DecimalField("น้ำหนัก (ร้อยละ)", max_digits=5, decimal_places=2)
    position = models.PositiveSmallIntegerField("ลำดับ")

    class Meta:
        verbose_name = "เครื่องมือ"
        verbose_name_plural = "เครื่องมือ"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="instrument_once"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100),
                name="instrument_weight_0_to_100",
                violation_error_message="น้ำหนักต้องมากกว่า 0 และไม่เกิน 100",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def structure(self) -> structure.InstrumentSpec:
        return structure.InstrumentSpec(
            self.code,
            self.name,
            self.weight,
            tuple(indicator.structure(self) for indicator in self.indicators.all()),
            self.letter,
            tuple(self.parts.splitlines()),
            self.is_open_data,
        )


class Indicator(models.Model):
    """One of the year's indicators; aliases are what other documents call it, by which their tables are read."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="indicators", verbose_name="เครื่องมือ")
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="indicators", verbose_name="กรอบ")
    number = models.PositiveSmallIntegerField("ตัวชี้วัดที่")
    name = models.CharField("ชื่อ", max_length=200)
    aliases = models.JSONField("ชื่ออื่น", default=list, blank=True)

    class Meta:
        verbose_name = "ตัวชี้วัด"
        verbose_name_plural = "ตัวชี้วัด"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="indicator_once")]

    def __str__(self) -> str:
        return f"ตัวชี้วัดที่ {self.number} {self.name}"

    def structure(self, instrument: Instrument) -> structure.IndicatorSpec:
        return structure.IndicatorSpec(
            self.number,
            self.name,
            tuple(question.structure(self.number, instrument) for question in self.questions.all()),
            tuple(structure.SubIndicatorSpec(each.code, each.name) for each in self.sub_indicators.all()),
            tuple(self.aliases),
        )


class SubIndicator(models.Model):
    """9.1 to 9.5, 10.1 and 10.2: how the open-data items are grouped."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="sub_indicators", verbose_name="กรอบ")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="sub_indicators", verbose_name="ตัวชี้วัด")
    code = models.CharField("รหัส", max_length=4)
    name = models.CharField("ชื่อ", max_length=200)
    position = models.PositiveSmallIntegerField("ลำดับ")

    class Meta:
        verbose_name = "ตัวชี้วัดย่อย"
        verbose_name_plural = "ตัวชี้วัดย่อย"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="sub_indicator_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Issue(models.Model):
    """One of the issues by which a year is analysed; a year need not have them."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="issues", verbose_name="กรอบ")
    number = models.PositiveSmallIntegerField("ประเด็นที่")
    name = models.CharField("ชื่อ", max_length=200)

    class Meta:
        verbose_name = "ประเด็น"
        verbose_name_plural = "ประเด็น"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="issue_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class Question(models.Model):
    """A question of a survey (i…, e…) or an open-data item (o…)."""

    class Wording(models.TextChoices):
        OFFICIAL = "official", "ข้อความทางการ"
        LIKELY = "likely", "น่าจะตรงตามทางการ"
        THEME = "theme", "ข้อความยังไม่ได้ตรวจกับคู่มือของปีนี้"
        UNKNOWN = "unknown", "ระบบยังไม่มีข้อความ"

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="questions", verbose_name="กรอบ")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="questions", verbose_name="ตัวชี้วัด")
    issue = models.ForeignKey(
        Issue, models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name="ประเด็น"
    )
    code = models.CharField("รหัส", max_length=4)
    number = models.PositiveSmallIntegerField("ข้อ")
    text = models.TextField("ข้อคำถาม", blank=True)
    sub_texts = models.JSONField("ประเด็นย่อย", default=list, blank=True)
    sub_indicator = models.ForeignKey(
        SubIndicator,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name="ตัวชี้วัดย่อย",
    )
    wording = models.CharField("ข้อความตรงตามคู่มือเพียงใด", max_length=10, choices=Wording)
    # Set by whoever corrects it in the browser.
    is_corrected = models.BooleanField(
        "แก้ไขในระบบแล้ว",
        default=False,
        help_text="ข้อความและองค์ประกอบที่แก้ไขในระบบ ไม่ถูกเขียนทับเมื่อนำเข้าไฟล์กรอบการประเมินรุ่นใหม่",
    )

    class Meta:
        verbose_name = "ข้อคำถาม"
        verbose_name_plural = "ข้อคำถาม"
        ordering = ["indicator__number", "number"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="question_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def structure(self, indicator: int, instrument: Instrument) -> structure.QuestionSpec:
        return structure.QuestionSpec(
            code=self.code,
            text=self.text,
            wording=self.wording,
            indicator=indicator,
            instrument=instrument.code,
            sub_indicator=self.sub_indicator.code if self.sub_indicator else "",
            issue=self.issue.number if self.issue else None,
            sub_texts=tuple(self.sub_texts),
            topics=tuple(topic.name for topic in self.topics.all()),
            is_item=instrument.is_open_data,
            has_parts=bool(instrument.parts),
        )


class Topic(models.Model):
    """What an open-data item is about, whatever its code in a year: the crosswalk by which years are compared."""

    name = models.CharField("หัวข้อ", max_length=200, unique=True)
    position = models.PositiveSmallIntegerField("ลำดับ")
    questions = models.ManyToManyField(Question, blank=True, related_name="topics", verbose_name="ข้อในแต่ละปี")

    class Meta:
        verbose_name = "หัวข้อ OIT ข้ามปี"
        verbose_name_plural = "หัวข้อ OIT ข้ามปี"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
