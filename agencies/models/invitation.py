"""Invitations into an agency: one link, for one person, once, for some days."""

import hashlib
from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q

from agencies.models.agency import Agency, Department
from agencies.models.person import Membership, User


def token_hash(token: str) -> str:
    """Return what is stored of a link's token; nobody who reads the database can open the link with it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self, now: datetime) -> "InvitationQuerySet":
        """Invitations whose link still works."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)

    def with_letter(self, since: datetime) -> "InvitationQuerySet":
        """Invitations that named an e-mail address since then, whatever has become of them."""
        return self.filter(created_at__gt=since).exclude(email="")

    def with_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=token_hash(token))


class Invitation(models.Model):
    """A role that waits for a person. The link itself is shown once and known to nobody but its holder."""

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="invitations", verbose_name="หน่วยงาน")
    role = models.CharField("บทบาท", max_length=20, choices=Membership.Role)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="กองหรือสำนัก"
    )
    name = models.CharField("ชื่อหรือตำแหน่งของผู้ได้รับเชิญ", max_length=150)
    email = models.EmailField("อีเมล", blank=True)
    token_hash = models.CharField("รหัสตรวจสอบลิงก์", max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="ผู้เชิญ")
    invited_by_name = models.CharField("ชื่อผู้เชิญ", max_length=150)
    created_at = models.DateTimeField("เชิญเมื่อ")
    expires_at = models.DateTimeField("ใช้ได้ถึง")
    accepted_at = models.DateTimeField("ตอบรับเมื่อ", null=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="ผู้ตอบรับ")
    revoked_at = models.DateTimeField("ยกเลิกเมื่อ", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "คำเชิญ"
        verbose_name_plural = "คำเชิญ"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                name="invitation_accepted_or_revoked",
                violation_error_message="คำเชิญที่ตอบรับแล้วยกเลิกไม่ได้",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="invitation_expires_later",
                violation_error_message="วันหมดอายุต้องอยู่หลังวันที่เชิญ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"

    def is_pending(self, now: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > now
