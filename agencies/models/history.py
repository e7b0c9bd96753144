"""What people changed: one table for the whole portal."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from agencies.models.agency import Agency
from agencies.models.person import User
from agencies.written_once import WrittenOnce, WrittenOnceQuerySet

# Characters of what is kept with a change besides the texts before and after.
MAX_LABEL = 300
MAX_REASON = 300
MAX_ACTOR_NAME = 150


class ChangeQuerySet(WrittenOnceQuerySet["Change"]):
    def for_year(self, agency: Agency, fiscal_year: int) -> "ChangeQuerySet":
        return self.filter(agency=agency, fiscal_year=fiscal_year)

    def without_year(self, agency: Agency) -> "ChangeQuerySet":
        """What was changed about the agency itself: its people and how they sign in."""
        return self.filter(agency=agency, fiscal_year=None)

    def of(self, subject: str) -> "ChangeQuerySet":
        """The history of one thing."""
        return self.filter(subject=subject)

    def of_kind(self, kind: str) -> "ChangeQuerySet":
        """The history of all things of a kind: figures, findings, measures …"""
        return self.filter(subject__startswith=kind)

    def of_any(self, subjects: Iterable[str]) -> "ChangeQuerySet":
        """The history of several things, with a colon at its open end for all whose names begin or end so."""
        wanted = Q(pk__in=[])
        for subject in subjects:
            lookup = "startswith" if subject.endswith(":") else "endswith" if subject.startswith(":") else "exact"
            wanted |= Q(**{f"subject__{lookup}": subject})
        return self.filter(wanted)


class Change(WrittenOnce):
    """One change that somebody made: who, when, what, from what, to what, why. Written once, never edited.

    Made in `agencies.changes` alone.

    `subject` names the thing within the agency's year (`figure:i10`, `finding:issue:3`, `measure:KEY`), so that the
    history outlives the thing. What belongs to no year, as people do, has none; what belongs to the portal itself, as
    framework years do, has no agency. `actor_name` keeps the name when the account goes. `actor_account` is the name of
    the account, which nobody chooses anew: whoever calls himself something else is still found. An agency with history
    stays. Changes that were made at one stroke carry the same `act`, and `undoes` where it takes another one back.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="changes", verbose_name="หน่วยงาน")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ", null=True)
    subject = models.CharField("รหัสเรื่อง", max_length=100)
    label = models.CharField("เรื่อง", max_length=MAX_LABEL)
    old = models.TextField("เดิม", blank=True)
    new = models.TextField("ใหม่", blank=True)
    reason = models.CharField("เหตุผล", max_length=MAX_REASON, blank=True)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField("ผู้ดำเนินการ", max_length=MAX_ACTOR_NAME)
    actor_account = models.CharField("บัญชีผู้ใช้", max_length=MAX_ACTOR_NAME, blank=True)
    at = models.DateTimeField("เมื่อ", auto_now_add=True)
    act = models.UUIDField("รหัสการกระทำ", null=True, editable=False)
    undoes = models.UUIDField("รหัสการกระทำที่เลิกทำ", null=True, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "ประวัติการแก้ไข"
        verbose_name_plural = "ประวัติการแก้ไข"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["agency", "fiscal_year", "subject"]),
            models.Index(fields=["agency", "-at", "-id"], name="change_newest_first"),
            models.Index(fields=["-at", "-id"], name="change_newest_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"
