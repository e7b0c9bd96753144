"""What people are told: an event, written with the act itself, and the notice of it that each person has."""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q

from agencies.models.agency import Agency
from agencies.models.person import Membership, User
from agencies.rules.event_words import TEMPLATES, EventWords, words_of
from agencies.rules.events import EventGroup, EventKind, group_of


class Event(models.Model):
    """Something that happened and that somebody has to know of. Made in `agencies.events` alone, once for each act.

    `subject` names the thing as the history does (`report:ROUND:MEASURE`, `document:memo`); `occasion` tells one act
    on it from the next, so that none is told twice. `path` leads to where one acts.
    """

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="events", verbose_name="หน่วยงาน")
    kind = models.CharField(
        "ประเภท", max_length=30, choices=[(kind.value, TEMPLATES[kind].heading) for kind in EventKind]
    )
    subject = models.CharField("รหัสเรื่อง", max_length=100)
    occasion = models.CharField("ครั้งที่", max_length=100)
    thing = models.CharField("เรื่อง", max_length=500)
    within = models.CharField("อยู่ใน", max_length=300, blank=True)
    text = models.TextField("ข้อความ", blank=True)
    path = models.CharField("ลิงก์", max_length=500)
    # The position whose opinion is waited for, so that whoever comes to speak for it is told too.
    waits_for = models.UUIDField("รอความเห็นของ", null=True)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="ผู้ดำเนินการ")
    actor_name = models.CharField("ชื่อผู้ดำเนินการ", max_length=150)
    at = models.DateTimeField("เมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "เหตุการณ์ที่แจ้ง"
        verbose_name_plural = "เหตุการณ์ที่แจ้ง"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "subject", "occasion"],
                name="event_once",
                violation_error_message="แจ้งเหตุการณ์นี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.words.heading}: {self.thing}"

    @property
    def words(self) -> EventWords:
        told = {"thing": self.thing, "within": self.within, "actor": self.actor_name, "text": self.text}
        return words_of(EventKind(self.kind), **told)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of_person(self, user: User) -> "NoticeQuerySet":
        """What a person is told of the agencies that they can still open."""
        member = Membership.objects.active().filter(user=OuterRef("user"), agency=OuterRef("event__agency"))
        return self.filter(Exists(member), user=user)

    def unread(self) -> "NoticeQuerySet":
        """What was neither read nor dealt with by others meanwhile."""
        return self.filter(read_at=None, settled_at=None)

    def waiting(self) -> "NoticeQuerySet":
        return self.filter(waits=True, settled_at=None)

    def to_mail(self, since: datetime) -> "NoticeQuerySet":
        """What people have not seen yet, on the page or in a letter."""
        return self.unread().filter(mailed_at=None, event__at__gt=since)


class Notice(models.Model):
    """A person's own copy of an event: read or not, and whether it still waits for them to act."""

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="notices", verbose_name="เหตุการณ์")
    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="ผู้รับ")
    waits = models.BooleanField("รอดำเนินการ", default=False)
    read_at = models.DateTimeField("อ่านเมื่อ", null=True)
    settled_at = models.DateTimeField("ดำเนินการแล้วเมื่อ", null=True)
    mailed_at = models.DateTimeField("ส่งอีเมลเมื่อ", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "การแจ้งเตือน"
        verbose_name_plural = "การแจ้งเตือน"
        ordering = ["-event__at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="notice_once", violation_error_message="แจ้งผู้นี้แล้ว")
        ]
        indexes = [
            # The number in the bar of every page.
            models.Index(fields=["user"], name="notice_unread", condition=Q(read_at=None, settled_at=None)),
            models.Index(fields=["read_at"], name="notice_read"),
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.user})"

    @property
    def is_unread(self) -> bool:
        return self.read_at is None and self.settled_at is None

    @property
    def is_waiting(self) -> bool:
        return self.waits and self.settled_at is None

    @property
    def is_settled(self) -> bool:
        return self.waits and self.settled_at is not None

    @property
    def group(self) -> EventGroup:
        return group_of(EventKind(self.event.kind), waits=self.waits)


class LetterChoice(models.Model):
    """What a person wants to be told of by letter, and how often; without one, everything on the day itself."""

    class Frequency(models.TextChoices):
        DAILY = "daily", "ทุกวันที่มีเรื่องแจ้ง"
        WEEKLY = "weekly", "สัปดาห์ละครั้ง ทุกวันจันทร์"

    user = models.OneToOneField(User, models.CASCADE, related_name="letter_choice", verbose_name="ผู้ใช้")
    frequency = models.CharField("ความถี่", max_length=10, choices=Frequency, default=Frequency.DAILY)
    groups = models.JSONField("เรื่องที่รับทางอีเมล", default=list)

    class Meta:
        verbose_name = "ตัวเลือกอีเมลแจ้งเตือน"
        verbose_name_plural = "ตัวเลือกอีเมลแจ้งเตือน"

    def __str__(self) -> str:
        return f"{self.user}: {self.get_frequency_display()}"


class CalendarFeed(models.Model):
    """The secret address at which calendars read a person's deadlines; the database keeps its hash alone."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed", verbose_name="ผู้ใช้")
    token_hash = models.CharField("รหัสตรวจสอบลิงก์", max_length=64, unique=True)
    since = models.DateTimeField("ตั้งแต่")

    class Meta:
        verbose_name = "ลิงก์ปฏิทิน"
        verbose_name_plural = "ลิงก์ปฏิทิน"

    def __str__(self) -> str:
        return str(self.user)
