"""What is kept of documents: how an agency wants them, and those that it issued."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Prefetch
from django.utils import timezone

from agencies.models import Agency, User
from agencies.written_once import WrittenOnce, WrittenOnceQuerySet
from ita_portal.text.thai import long_date
from reports.options.choices import DIGITS, MONTH_FORMS, NUMBERINGS
from reports.paper.opinion_words import OPINION_WORDS, OpinionChoice, opinion_words

FORMAT_NAMES = {"pdf": "PDF", "docx": "Word", "html": "HTML"}


EVERY_KIND = ""  # the settings of an agency that hold for all its documents


def _margin(name: str) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(
        f"ขอบ{name} (ซม.)",
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )


class DocumentSettingQuerySet(models.QuerySet["DocumentSetting"]):
    def up_to(self, agency: Agency, kind: str, fiscal_year: int, result_year: int) -> "DocumentSettingQuerySet":
        """The settings that a document starts from, newest first: those of its kind, and those of every kind.

        A kind is set by the year of its document, every kind at once by the year of the result of their cycle.
        """
        own = models.Q(kind=kind, fiscal_year__lte=fiscal_year)
        shared = models.Q(kind=EVERY_KIND, fiscal_year__lte=result_year)
        return self.filter(own | shared, agency=agency).order_by("-fiscal_year")


class DocumentSetting(models.Model):
    """How an agency wants one kind of document in a year, see `reports.options.choices`. None is needed.

    Under the kind `EVERY_KIND` stands what holds for all documents: digits and margins. Another kind names only those
    that it wants otherwise; empty is as the agency has it.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="document_settings")
    kind = models.CharField(max_length=20, blank=True)
    fiscal_year = models.PositiveSmallIntegerField()
    digits = models.CharField("ตัวเลข", max_length=10, choices=list(DIGITS.items()), blank=True)
    margin_top = _margin("บน")
    margin_right = _margin("ขวา")
    margin_bottom = _margin("ล่าง")
    margin_left = _margin("ซ้าย")
    columns = models.JSONField("คอลัมน์ของตารางมาตรการ", default=list)
    parts = models.JSONField("ส่วนของรายงาน", default=list, blank=True)
    charts = models.JSONField("แผนภูมิ", default=list, blank=True)
    texts = models.JSONField("ข้อความ", default=dict, blank=True)
    signatories = models.JSONField("ผู้ลงนามและผู้ให้ความเห็น", default=list, blank=True)
    variants = models.JSONField("แบบที่ต่างจากปกติ", default=dict, blank=True)
    numbering = models.CharField("เลขหรือเครื่องหมายนำข้อ", max_length=10, choices=list(NUMBERINGS.items()), blank=True)
    months = models.CharField("รูปแบบเดือน", max_length=10, choices=list(MONTH_FORMS.items()), blank=True)
    # No foreign key: a choice outlives its round, so that a check can say that the round is gone.
    round_key = models.UUIDField("รอบที่พิมพ์", null=True, blank=True)
    round_name = models.CharField("ชื่อรอบเมื่อเลือก", max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DocumentSettingQuerySet.as_manager()

    class Meta:
        verbose_name = "รูปแบบเอกสาร"
        verbose_name_plural = "รูปแบบเอกสาร"
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "fiscal_year"], name="document_setting_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.kind} {self.fiscal_year}"


class IssuedDocumentQuerySet(WrittenOnceQuerySet["IssuedDocument"]):
    def for_year(self, agency: Agency, fiscal_year: int) -> "IssuedDocumentQuerySet":
        return self.filter(agency=agency, fiscal_year=fiscal_year)

    def of_kinds(self, agency: Agency, years: Mapping[str, int]) -> "IssuedDocumentQuerySet":
        """The documents of each kind in its year: those of a cycle."""
        wanted = models.Q(pk__in=())
        for kind, fiscal_year in years.items():
            wanted |= models.Q(kind=kind, fiscal_year=fiscal_year)
        return self.filter(wanted, agency=agency)

    def versions_of(self, agency: Agency, kind: str, fiscal_year: int) -> "IssuedDocumentQuerySet":
        """All versions of one document, the newest first."""
        return self.for_year(agency, fiscal_year).filter(kind=kind).order_by("-version")

    def public(self) -> "IssuedDocumentQuerySet":
        """What everybody can open; nothing of an agency that the administrator has closed."""
        return self.filter(published_at__isnull=False, agency__is_tenant=True)

    def once_public(self, agency: Agency) -> "IssuedDocumentQuerySet":
        """What is or was published, the newest version of each first."""
        was_public = models.Q(published_at__isnull=False) | models.Q(withdrawn_at__isnull=False)
        return self.filter(was_public, agency=agency).order_by("-fiscal_year", "kind", "-version")

    def with_code(self, code: str) -> "IssuedDocumentQuerySet":
        """The documents whose code begins like this; a code of many characters has one.

        As a range, since SQLite looks a prefix up in no index; no code holds the letter after f.
        """
        return self.filter(sha256__gte=code, sha256__lt=f"{code}g")

    def listed(self) -> "IssuedDocumentQuerySet":
        """Fetch what a list shows, without the content of documents and files, in two queries."""
        return self.defer("content").prefetch_related(Prefetch("files", IssuedFile.objects.defer("content")))


class IssuedDocument(WrittenOnce):
    """A document as it was issued: never changed, never overwritten; a later one is a new version."""

    may_change = frozenset({"published_at", "withdrawn_at", "withdrawal_reason"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="issued_documents")
    kind = models.CharField(max_length=20)
    fiscal_year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField("ฉบับที่")
    title = models.CharField("ชื่อเอกสาร", max_length=500)
    number = models.CharField("เลขที่เอกสาร", max_length=100, blank=True)
    date = models.DateField("วันที่เอกสาร")
    content = models.JSONField("เนื้อหา")  # the document's values, from which all files were made
    content_sha256 = models.CharField("รหัสตรวจสอบเนื้อหา", max_length=64)
    # Of the content with number, date and version: the code on the paper tells also versions of one content apart.
    sha256 = models.CharField("รหัสตรวจสอบ", max_length=64, unique=True)
    confirmed = models.JSONField("ข้อที่ยืนยันก่อนออกเอกสาร", default=list)
    issued_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    issued_by_name = models.CharField(max_length=150)
    issued_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField("เผยแพร่เมื่อ", null=True, blank=True)
    # Of a document that was public and is not any more: its address answers with these.
    withdrawn_at = models.DateTimeField("ถอนการเผยแพร่เมื่อ", null=True, blank=True)
    withdrawal_reason = models.CharField("เหตุผลที่ถอน", max_length=500, blank=True)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสารที่ออกแล้ว"
        verbose_name_plural = "เอกสารที่ออกแล้ว"
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "fiscal_year", "version"], name="issued_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ฉบับที่ {self.version}"

    @property
    def is_public(self) -> bool:
        """Whether everybody can open it; load the agency first."""
        return self.published_at is not None and self.agency.is_tenant

    @property
    def words(self) -> str:
        """Number, date and version in the words of the paper; an empty number is left out."""
        number = f"เลขที่ {self.number} " if self.number else ""
        return f"{number}ลงวันที่ {long_date(self.date)} ฉบับที่ {self.version}"


class IssuedFile(WrittenOnce):
    """The bytes of an issued document in one format, the same for ever."""

    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="files")
    format = models.CharField(max_length=4)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = WrittenOnceQuerySet["IssuedFile"].as_manager()

    class Meta:
        verbose_name = "ไฟล์ของเอกสารที่ออกแล้ว"
        verbose_name_plural = "ไฟล์ของเอกสารที่ออกแล้ว"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "format"], name="issued_file_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.format}"

    @property
    def format_name(self) -> str:
        return FORMAT_NAMES[self.format]


class WebsitePlace(models.Model):
    """Where a document lies on the agency's own website, by which menus one comes there, and whether it opened."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="website_places")
    kind = models.CharField(max_length=20)
    fiscal_year = models.PositiveSmallIntegerField()
    address = models.CharField("ที่อยู่บนเว็บไซต์ของหน่วยงาน", max_length=2_000, blank=True)
    menus = models.TextField("เมนูที่ต้องเลือกตามลำดับ", blank=True)  # a line each
    seen_state = models.CharField("ผลการเปิดลิงก์", max_length=12, blank=True)  # the name of a LinkState
    seen_at = models.DateTimeField("เปิดลิงก์เมื่อ", null=True, blank=True)
    seen_by_name = models.CharField(max_length=150, blank=True)  # empty where the portal looked by itself

    class Meta:
        verbose_name = "ที่อยู่ของเอกสารบนเว็บไซต์"
        verbose_name_plural = "ที่อยู่ของเอกสารบนเว็บไซต์"
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "fiscal_year"], name="website_place_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.kind} {self.fiscal_year}: {self.address}"


class TypedNumber(models.Model):
    """The number and the date that somebody typed for a document and has not issued it under yet."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="typed_numbers")
    kind = models.CharField(max_length=20)
    fiscal_year = models.PositiveSmallIntegerField()
    number = models.CharField("เลขที่เอกสาร", max_length=100, blank=True)
    date = models.DateField("วันที่เอกสาร", null=True, blank=True)

    class Meta:
        verbose_name = "เลขที่ที่พิมพ์ไว้"
        verbose_name_plural = "เลขที่ที่พิมพ์ไว้"
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "fiscal_year"], name="typed_number_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.kind} {self.fiscal_year}: {self.number}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of(self, agency: Agency, kind: str, fiscal_year: int) -> "SubmissionQuerySet":
        """What was put before the executives of a document, newest first, with their opinions."""
        submissions = self.filter(agency=agency, kind=kind, fiscal_year=fiscal_year)
        return submissions.order_by("-pk").prefetch_related("opinions__scan")


class Submission(models.Model):
    """A document put before the executives, who give their opinions one after the other in the order of `chain`."""

    class State(models.TextChoices):
        WAITING = "waiting", "รอความเห็น"
        APPROVED = "approved", "ให้ความเห็นครบทุกลำดับ"
        RETURNED = "returned", "ส่งกลับให้แก้ไข"
        WITHDRAWN = "withdrawn", "ถอนเรื่องแล้ว"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="submissions")
    kind = models.CharField(max_length=20)
    fiscal_year = models.PositiveSmallIntegerField()
    chain = models.JSONField("ลำดับผู้ให้ความเห็น")  # the headings of the opinions, first to last
    # Whose opinion each heading is, so that a position may be renamed meanwhile; empty where none was known.
    position_keys = models.JSONField("ตำแหน่งของแต่ละลำดับ", default=list)
    content_sha256 = models.CharField("รหัสตรวจสอบเนื้อหา", max_length=64)
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.WAITING)
    submitted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    submitted_by_name = models.CharField(max_length=150)
    submitted_at = models.DateTimeField(auto_now_add=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "เรื่องที่เสนอผู้บริหาร"
        verbose_name_plural = "เรื่องที่เสนอผู้บริหาร"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "fiscal_year"],
                condition=models.Q(state="waiting"),
                name="submission_waits_once",
                violation_error_message="เรื่องนี้กำลังรอความเห็นอยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.kind} {self.fiscal_year}: {self.get_state_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def mark(self) -> str:
        """By what a page says which submission it shows, so that nothing is said of one that nobody has read."""
        return f"{self.submitted_at.isoformat()} {self.content_sha256[:16]}"

    @property
    def submitted_on(self) -> date:
        """The day on which it was put before the executives, where the agency is."""
        return timezone.localdate(self.submitted_at)

    @property
    def given(self) -> list["Opinion"]:
        """The opinions that stand, in the order of the chain."""
        return [each for each in self.opinions.all() if each.taken_back_at is None]

    @property
    def next_heading(self) -> str:
        """Whose turn it is; empty where nobody is waited for."""
        return self.chain[len(self.given)] if self.is_waiting else ""


class Opinion(WrittenOnce):
    """The opinion of a position, given in the portal by who speaks for it, or recorded from paper.

    Written once. A mistake is taken back until the next one speaks, and stays on record.
    """

    CHOICES = [(str(each), words) for each, words in OPINION_WORDS.items()]
    may_change = frozenset({"taken_back_at", "taken_back_by_name"})

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="opinions")
    position = models.PositiveSmallIntegerField("ลำดับ")
    heading = models.CharField("หัวข้อความเห็น", max_length=500)
    approves = models.BooleanField("เห็นชอบ")
    choice = models.CharField("ความเห็นที่เลือก", max_length=12, choices=CHOICES, blank=True)  # empty in old ones
    text = models.TextField("ความเห็น", blank=True)
    given_on = models.DateField("วันที่ให้ความเห็น")
    is_on_paper = models.BooleanField("ให้ความเห็นในเอกสาร", default=False)
    # Who spoke, and as what, line by line as it is printed. Of old opinions nobody knows.
    signed_name = models.CharField("ผู้ให้ความเห็น", max_length=150, blank=True)
    signed_lines = models.JSONField("ตำแหน่งของผู้ให้ความเห็น", default=list)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField("ถอนความเห็นเมื่อ", null=True)
    taken_back_by_name = models.CharField(max_length=150, blank=True)

    objects = WrittenOnceQuerySet["Opinion"].as_manager()

    class Meta:
        verbose_name = "ความเห็น"
        verbose_name_plural = "ความเห็น"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "position"], condition=models.Q(taken_back_at=None), name="standing_opinion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.heading}: {self.words}"

    @property
    def words(self) -> str:
        """The opinion as it is printed and shown; one without a choice as it always was."""
        if self.choice:
            return opinion_words(OpinionChoice(self.choice), self.text)
        decision = "เห็นชอบ" if self.approves else "ส่งกลับให้แก้ไข"
        return f"{decision} {self.text}".strip()

    @property
    def mark(self) -> str:
        """By what a page says which opinion it shows, so that none is taken back that somebody has not seen."""
        return f"{self.position} {self.at.isoformat()}"

    @property
    def signed_as(self) -> str:
        """In what capacity the person spoke, in one line."""
        return " ".join(self.signed_lines)


def scan_name(scan: "OpinionScan", name: str) -> str:
    """Return where a scan is kept: under a random name without an ending, so that no server ever runs or shows it."""
    return f"opinions/{scan.opinion.submission.agency.slug}/{uuid.uuid4().hex}"


class OpinionScan(WrittenOnce):
    """The paper on which an opinion was written, as it was scanned."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    opinion = models.OneToOneField(Opinion, models.CASCADE, related_name="scan")
    name = models.CharField("ชื่อไฟล์", max_length=150)
    file = models.FileField("ไฟล์", upload_to=scan_name, max_length=200)
    size = models.PositiveIntegerField("ขนาดไฟล์")
    content_type = models.CharField("ชนิด", max_length=100)
    sha256 = models.CharField("รหัสตรวจสอบไฟล์", max_length=64)

    objects = WrittenOnceQuerySet["OpinionScan"].as_manager()

    class Meta:
        verbose_name = "ไฟล์สแกนความเห็น"
        verbose_name_plural = "ไฟล์สแกนความเห็น"

    def __str__(self) -> str:
        return self.name
