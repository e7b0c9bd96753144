"""What was scored and what it means: one agency's assessment of one fiscal year."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from assessments.models.framework import Framework
from assessments.rules.analysis import PARTS, UNITS, Subject, Texts, subjects_of, unit_of
from assessments.rules.codes import RANK_CODES
from assessments.rules.ranks import AREAS, Rank, Ranks
from assessments.rules.sheet import Sheet, build_sheet
from assessments.rules.structure import Structure

# By code of the sheet: the place among the agencies of an area, with the number of these where it was announced.
_RANKS = dict(zip(RANK_CODES, ("district_rank", "province_rank", "nation_rank"), strict=True))
RANK_FIELDS = tuple(name for field in _RANKS.values() for name in (field, f"{field}_among"))


def _rank_within(field: str, area: str) -> models.CheckConstraint:
    """A place counts from 1 and lies within the number of agencies; that number alone says nothing."""
    among = f"{field}_among"
    is_unknown = Q(**{f"{field}__isnull": True, f"{among}__isnull": True})
    # Said of the place itself too: a database lets pass what it can neither affirm nor deny.
    is_within = Q(**{f"{field}__isnull": False, f"{field}__gte": 1}) & (
        Q(**{f"{among}__isnull": True}) | Q(**{f"{among}__gte": F(field)})
    )
    return models.CheckConstraint(
        condition=is_unknown | is_within,
        name=f"{field}_within",
        violation_error_message=f"ลำดับใน{area}ต้องเป็นจำนวนเต็มตั้งแต่ 1 และไม่เกินจำนวนหน่วยงานทั้งหมด",
    )


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def for_year(self, agency: Agency, fiscal_year: int) -> "AssessmentQuerySet":
        return self.filter(agency=agency, framework__fiscal_year=fiscal_year)

    def up_to(self, agency: Agency, fiscal_year: int) -> "AssessmentQuerySet":
        """An agency's assessments to a year, newest first: the history of a result."""
        return self.filter(agency=agency, framework__fiscal_year__lte=fiscal_year).order_by("-framework__fiscal_year")

    def with_sheet(self) -> "AssessmentQuerySet":
        """Fetch all that `sheet()` reads, in a constant number of queries."""
        return self.select_related("agency", "framework").prefetch_related("figures")


class Assessment(models.Model):
    """An agency's result of one fiscal year: what was announced, as typed; all else is computed from it."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="assessments", verbose_name="หน่วยงาน")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="assessments", verbose_name="กรอบการประเมิน")
    published_level = models.CharField(
        "ระดับที่ประกาศ",
        max_length=30,
        blank=True,
    )
    rank = models.CharField("ลำดับที่ประกาศ", max_length=200, blank=True)
    district_rank = models.PositiveIntegerField("ลำดับในอำเภอ", null=True, blank=True)
    district_rank_among = models.PositiveIntegerField("จำนวนหน่วยงานในอำเภอ", null=True, blank=True)
    province_rank = models.PositiveIntegerField("ลำดับในจังหวัด", null=True, blank=True)
    province_rank_among = models.PositiveIntegerField("จำนวนหน่วยงานในจังหวัด", null=True, blank=True)
    nation_rank = models.PositiveIntegerField("ลำดับในประเทศ", null=True, blank=True)
    nation_rank_among = models.PositiveIntegerField("จำนวนหน่วยงานในประเทศ", null=True, blank=True)
    is_illustrative = models.BooleanField(
        "ข้อมูลสมมติเพื่อการสาธิต", default=False, help_text="คะแนนปีนี้ไม่ใช่ผลที่ประกาศจริง และเอกสารจะระบุไว้"
    )

    is_locked = models.BooleanField("ล็อกคะแนนแล้ว", default=False)
    analysed_by = models.CharField(
        "วิธีแยกการวิเคราะห์ในเอกสาร",
        max_length=10,
        blank=True,
        default="",
        choices=list(UNITS.items()),
        help_text="เว้นว่างไว้ = รายประเด็นในปีที่มีประเด็น มิฉะนั้นรายตัวชี้วัด",
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลการประเมิน"
        verbose_name_plural = "ผลการประเมิน"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "framework"],
                name="assessment_once_per_year",
                violation_error_message="หน่วยงานมีผลการประเมินของปีนี้แล้ว",
            ),
            *(_rank_within(field, AREAS[code]) for code, field in _RANKS.items()),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ปีงบประมาณ พ.ศ. {self.fiscal_year}"

    @property
    def fiscal_year(self) -> int:
        return self.framework.fiscal_year

    @property
    def ranks(self) -> Ranks:
        """The ranks as announced."""
        return Ranks(self.rank, *(self._rank_of(field) for field in _RANKS.values()))

    def _rank_of(self, field: str) -> Rank | None:
        place = getattr(self, field)
        return None if place is None else Rank(place, getattr(self, f"{field}_among"))

    def take_rank(self, code: str, rank: Rank | None) -> None:
        """Hold the rank of an area, or none, until the assessment is saved."""
        field = _RANKS[code]
        setattr(self, field, rank.place if rank else None)
        setattr(self, f"{field}_among", rank.among if rank else None)

    def figures_by_code(self) -> dict[str, Decimal]:
        return {figure.code: figure.value for figure in self.figures.all()}

    def sheet(self, structure: Structure | None = None, figures: Mapping[str, Decimal] | None = None) -> Sheet:
        """The score sheet with all that its figures give.

        Load the assessment `with_sheet()` first, or give the structure of its year and the figures that are known.
        """
        return build_sheet(
            structure or self.framework.structure(),
            self.figures_by_code() if figures is None else figures,
            target=self.agency.target,
            published_level=self.published_level,
            ranks=self.ranks,
        )

    @property
    def unit(self) -> str:
        """What the documents of the year go by: as the agency chose, else as the year's framework has it."""
        return unit_of(self.analysed_by, has_issues=bool(self.framework.structure().issues))

    def subjects(self, sheet: Sheet | None = None, *, by: str = "", also: Collection[str] = ()) -> tuple[Subject, ...]:
        """What the year is analysed by, with figures and findings; `by` another unit than that of the documents."""
        return subjects_of(sheet or self.sheet(), self.texts_by_subject(), by or self.unit, also)

    def texts_by_subject(self) -> dict[tuple[str, str], Texts]:
        """The findings written so far, by scope and code."""
        return {
            (finding.scope, finding.code): Texts(
                finding.weakness, finding.improvement, finding.maintenance, finding.version, finding.is_draft
            )
            for finding in self.findings.all()
        }

    def limitation_texts(self) -> list[str]:
        return [limitation.text for limitation in self.limitations.all()]


class Figure(models.Model):
    """One figure as entered: a question's, or a published indicator, instrument or total, by its code."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="figures")
    code = models.CharField("รหัส", max_length=6)
    value = models.DecimalField("คะแนน", max_digits=5, decimal_places=2)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "คะแนน"
        verbose_name_plural = "คะแนน"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code"], name="figure_once"),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=100),
                name="figure_0_to_100",
                violation_error_message="คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"


class Finding(models.Model):
    """What the figures of an issue, an indicator or a question mean, in three parts."""

    class Scope(models.TextChoices):
        ISSUE = "issue", "ประเด็น"
        INDICATOR = "indicator", "ตัวชี้วัด"
        QUESTION = "question", "ข้อคำถาม"
        ITEM = "item", "ข้อ OIT ที่ไม่ผ่าน"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="findings")
    scope = models.CharField(max_length=10, choices=Scope)
    code = models.CharField(max_length=6)
    weakness = models.TextField(PARTS["weakness"], blank=True, max_length=20_000)
    improvement = models.TextField(PARTS["improvement"], blank=True, max_length=20_000)
    maintenance = models.TextField(PARTS["maintenance"], blank=True, max_length=20_000)
    version = models.PositiveIntegerField(default=1)
    is_draft = models.BooleanField("ร่างจากระบบ ยังไม่ได้ตรวจแก้", default=False)

    class Meta:
        verbose_name = "ข้อค้นพบ"
        verbose_name_plural = "ข้อค้นพบ"
        constraints = [models.UniqueConstraint(fields=["assessment", "scope", "code"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.code}"


class Limitation(models.Model):
    """A limitation or obstacle that the agency met in the assessment."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="limitations")
    position = models.PositiveSmallIntegerField("ลำดับ")
    text = models.TextField("ข้อจำกัด/ปัญหาอุปสรรค", max_length=2_000)

    class Meta:
        verbose_name = "ข้อจำกัด"
        verbose_name_plural = "ข้อจำกัด"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["assessment", "position"], name="limitation_position_once")]

    def __str__(self) -> str:
        return self.text
