"""What people changed: one table for the whole portal."""

from typing import Any

from django.db import models

from agencies.models.agency import Agency
from agencies.models.person import User

MAX_REASON = 300  # characters of the reason that is kept with a change


class ChangeQuerySet(models.QuerySet["Change"]):
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


class Change(models.Model):
    """One change that somebody made: who, when, what, from what, to what, why. Written once, never edited.

    `subject` names the thing within the agency's year (`figure:i10`, `finding:issue:3`, `measure:2`), so
    that the history outlives the thing. `actor_name` keeps the name when the account goes. What concerns the
    agency and no single year (`member:KEY`, `invitation:KEY`, `agency:people`) has no fiscal year.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="changes")
    fiscal_year = models.PositiveSmallIntegerField(null=True)
    subject = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.CharField(max_length=MAX_REASON, blank=True)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "ประวัติการแก้ไข"
        verbose_name_plural = "ประวัติการแก้ไข"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["agency", "fiscal_year", "subject"])]

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"


def change_by(actor: User | None, **fields: Any) -> Change:
    """Return an unsaved change made by `actor`; without one it was made by a command of the system."""
    return Change(actor=actor, actor_name=str(actor) if actor else "ระบบ", **fields)
