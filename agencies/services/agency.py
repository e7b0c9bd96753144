"""Writes of what an agency says of itself: where it is found, its target, its pictures."""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from agencies.removal_services import removed_keep
from agencies.rules.report_months import months_in_words
from agencies.rules.session_ends import IDLE_MINUTES
from ita_portal.meanwhile import SavedMeanwhile

PICTURES = ("emblem", "garuda")
NO_PICTURE = "ไม่มี"
JOINS_WORDS = {True: "ให้นับรวม", False: "ไม่ให้นับรวม"}
IDLE_WORDS = {True: f"ภายใน {IDLE_MINUTES} นาที", False: "ไม่กำหนด"}


class AgencySavedMeanwhile(SavedMeanwhile[Agency]):
    """Somebody else changed the agency's settings first."""


@dataclass(frozen=True)
class AgencyContent:
    """All that a coordinator says about the agency in one form."""

    address: str
    phone: str
    website: str
    target: Decimal
    report_months: tuple[int, ...]
    ends_idle_sessions: bool
    joins_benchmark: bool = False

    def __str__(self) -> str:
        """The content as the history shows it."""
        return (
            f"ที่อยู่: {self.address or '-'}\nโทรศัพท์: {self.phone or '-'}\nเว็บไซต์: {self.website or '-'}\n"
            f"ค่าเป้าหมาย: {self.target:.2f}\nรอบการรายงาน: {months_in_words(self.report_months)}\n"
            f"ออกจากระบบเมื่อไม่ได้ใช้งาน: {IDLE_WORDS[self.ends_idle_sessions]}\n"
            f"นับรวมในการเทียบกับหน่วยงานประเภทเดียวกัน: {JOINS_WORDS[self.joins_benchmark]}"
        )

    @property
    def seen(self) -> str:
        """What a form carries to say that it had shown this content."""
        return sha256(str(self).encode()).hexdigest()[:16]


def agency_content_of(agency: Agency) -> AgencyContent:
    """Return what is stored of an agency."""
    told = (agency.address, agency.phone, agency.website, agency.target, tuple(agency.report_months))
    return AgencyContent(*told, agency.ends_idle_sessions, agency.joins_benchmark)


@transaction.atomic
def agency_update(*, agency: Agency, content: AgencyContent, seen: str, actor: User) -> Agency:
    """Change what the agency says of itself, or raise AgencySavedMeanwhile where `seen` is no longer what is stored."""
    current = Agency.objects.select_for_update().get(pk=agency.pk)
    old = agency_content_of(current)
    if old == content:
        return current
    if old.seen != seen:
        raise AgencySavedMeanwhile(current)
    for name, value in vars(content).items():
        setattr(current, name, list(value) if name == "report_months" else value)
    current.save(update_fields=[*vars(content)])
    about = ChangeSubject(current, None, "agency:settings", "ข้อมูลและการตั้งค่าของหน่วยงาน")
    change_record(about, actor, old=str(old), new=str(content))
    return current


@transaction.atomic
def agency_picture_set(*, agency: Agency, picture: str, file: "File[Any] | None", seen: str, actor: User) -> Agency:
    """Give the agency another picture, or none; the one of before can be restored for 30 days.

    `seen` is the stored name of the one that the page had shown. Raises AgencySavedMeanwhile.
    """
    current = Agency.objects.select_for_update().get(pk=agency.pk)
    stored = getattr(current, picture)
    old = str(stored.name or "")
    if old != seen:
        raise AgencySavedMeanwhile(current)
    if not file and not old:
        return current
    about = ChangeSubject(current, None, f"agency:{picture}", stored.field.verbose_name)
    if old:
        removed_keep(kind="picture", content=_kept(current, picture), about=about, text=picture_words(old), actor=actor)
    setattr(current, picture, file or "")
    current.save(update_fields=[picture])
    change_record(about, actor, old=picture_words(old), new=picture_words(file.name if file else ""))
    return current


def picture_words(name: str | None) -> str:
    """Return how the history speaks of a picture: by the name of its file."""
    return f"ภาพ {PurePath(name).name}" if name else NO_PICTURE


def _kept(agency: Agency, picture: str) -> dict[str, Any]:
    """Return what is kept of a picture, in the form in which files of removed things are found."""
    names = dict.fromkeys(PICTURES, "") | {picture: getattr(agency, picture).name}
    return {
        "agency": agency.pk,
        "picture": picture,
        "rows": [("agencies.agency", names)],
        "schema": {"agencies.agency": ""},
    }
