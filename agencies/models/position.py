"""The positions of an agency's chain of opinions, and the members who hold them or act for them."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from agencies.models.agency import Agency
from agencies.models.person import Membership
from agencies.rules.holdings import CAPACITY_WORDS, Capacity, Term, signature_lines
from ita_portal.text.thai import short_date

MAX_TITLE, MAX_HEADING = 200, 250


class PositionQuerySet(models.QuerySet["Position"]):
    def on_memos(self) -> "PositionQuerySet":
        """Those whose opinion an internal letter asks for, first to last."""
        return self.filter(speaks_on_memos=True)

    def with_holdings(self) -> "PositionQuerySet":
        """Load who holds each and who acts for it, in one query."""
        holdings = Holding.objects.select_related("position", "member__user").order_by("starts", "pk")
        return self.prefetch_related(models.Prefetch("holdings", holdings))


class Position(models.Model):
    """A position of the chain: หัวหน้าสำนักปลัด, ปลัด, นายก. It speaks through who holds it, or on paper."""

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="positions", verbose_name="หน่วยงาน")
    title = models.CharField("ชื่อตำแหน่ง", max_length=MAX_TITLE)
    heading = models.CharField("หัวข้อในบันทึกข้อความ", max_length=MAX_HEADING)
    # Of who holds it, whether they have an account or sign on paper.
    printed_name = models.CharField("ชื่อที่พิมพ์ในเอกสาร", max_length=150, blank=True)
    speaks_on_memos = models.BooleanField("ให้ความเห็นในบันทึกข้อความ", default=True)
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = "ตำแหน่ง"
        verbose_name_plural = "ตำแหน่ง"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "title"], name="position_once", violation_error_message="มีตำแหน่งชื่อนี้แล้ว"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def holder(self) -> "Holding | None":
        return next((each for each in self.holdings.all() if each.capacity == Capacity.HOLDER), None)

    @property
    def acting(self) -> list["Holding"]:
        """Who acts, acted or will act for the position, by the days."""
        return [each for each in self.holdings.all() if each.capacity != Capacity.HOLDER]

    def speakers_on(self, day: date) -> list["Holding"]:
        """Who may speak for the position on a day, the one who holds it first."""
        there = [each for each in self.holdings.all() if each.term.covers(day) and each.member.may_hold_position]
        return sorted(there, key=lambda each: each.capacity != Capacity.HOLDER)


class HoldingQuerySet(models.QuerySet["Holding"]):
    def on(self, day: date) -> "HoldingQuerySet":
        """Those by which somebody may speak on a day."""
        in_term = (Q(starts=None) | Q(starts__lte=day)) & (Q(ends=None) | Q(ends__gte=day))
        return self.filter(in_term, member__in=Membership.objects.active().who_may_hold_positions())


class Holding(models.Model):
    """That a member holds a position, or acts for it on some days. Nobody holds two; for a second one they act."""

    CAPACITIES = [(str(each), words) for each, words in CAPACITY_WORDS.items()]

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    position = models.ForeignKey(Position, models.CASCADE, related_name="holdings", verbose_name="ตำแหน่ง")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="holdings", verbose_name="สมาชิก")
    capacity = models.CharField("ฐานะ", max_length=10, choices=CAPACITIES, default=Capacity.HOLDER.value)
    own_title = models.CharField("ตำแหน่งของผู้ปฏิบัติหน้าที่แทน", max_length=MAX_TITLE, blank=True)
    printed_name = models.CharField("ชื่อที่พิมพ์ในเอกสาร", max_length=150, blank=True)  # of who acts
    starts = models.DateField("ตั้งแต่วันที่", null=True, blank=True)
    ends = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้ดำรงตำแหน่ง"
        verbose_name_plural = "ผู้ดำรงตำแหน่ง"
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["position"], condition=Q(capacity="holder"), name="position_held_by_one",
                violation_error_message="ตำแหน่งนี้มีผู้ดำรงตำแหน่งแล้ว",
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(capacity="holder"), name="one_position_for_a_member",
                violation_error_message="สมาชิกนี้ดำรงตำแหน่งอื่นอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(capacity="holder") | Q(starts__isnull=False), name="acting_has_a_first_day",
                violation_error_message="กรุณากรอกวันที่เริ่มปฏิบัติหน้าที่แทน",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="acting_ends_after_it_starts",
                violation_error_message="วันสิ้นสุดต้องไม่ก่อนวันเริ่ม",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.words}"

    @property
    def name(self) -> str:
        """Who it is, as the paper names them."""
        printed = self.printed_name if self.is_acting else self.position.printed_name
        return printed or str(self.member.user)

    @property
    def term(self) -> Term:
        return Term(self.starts, self.ends)

    @property
    def is_acting(self) -> bool:
        return self.capacity != Capacity.HOLDER

    @property
    def capacity_words(self) -> str:
        return CAPACITY_WORDS[Capacity(self.capacity)]

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the name on paper."""
        return signature_lines(self.position.title, Capacity(self.capacity), self.own_title)

    @property
    def words(self) -> str:
        """In what capacity the person speaks: "หัวหน้าสำนักปลัด รักษาราชการแทน ปลัด…"."""
        return " ".join(self.lines)

    @property
    def days(self) -> str:
        """The days in words; an acting holder without a last day acts until somebody says otherwise."""
        if self.starts is None:
            return ""
        until = f"ถึง {short_date(self.ends)}" if self.ends else "จนกว่าจะมีการเปลี่ยนแปลง"
        return f"ตั้งแต่ {short_date(self.starts)} {until}"
