"""Writes of what supporting departments add to the report of a round."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from agencies.models import Department, User
from agencies.rules.events import EventKind
from ita_portal.meanwhile import SavedMeanwhile
from measures.announcing import tell_of_reports
from measures.models import Measure, MeasureReport, ReportingRound, SupportingPart
from measures.services.history import report_change
from measures.services.report import report_begin


class PartWrittenMeanwhile(SavedMeanwhile[SupportingPart]):
    """A colleague of the same department saved its part after the page was opened; nothing was written."""


@dataclass(frozen=True)
class PartContent:
    """What a supporting department did, and its evidence, links or words one per line."""

    text: str
    evidence: str = ""

    def __str__(self) -> str:
        """The content as the history shows it."""
        return "\n".join(filter(None, (self.text, f"หลักฐาน: {self.evidence}" if self.evidence else "")))


@transaction.atomic
def part_save(
    *,
    measure: Measure,
    reporting_round: ReportingRound,
    department: Department,
    content: PartContent,
    files: Collection[str] = (),
    version: int,
    actor: User,
) -> SupportingPart:
    """Write the part of a department in a report that is not sent, and tell the lead; `files` are SHA-256 of new ones.

    Raises PartWrittenMeanwhile when the part is no longer at `version` (0: none was there), and NotWritable.
    """
    report = report_begin(measure=measure, reporting_round=reporting_round)
    part = _part_of(report, department)
    old = content_of_part(part) if part.pk else None
    if old == content and not set(files) - set(part.files):
        return part
    if part.version != version:
        raise PartWrittenMeanwhile(part)
    _write(part, content, files, actor)
    label = f"ส่วนของ{department}ซึ่งเป็นผู้รับผิดชอบร่วม"
    report_change(report, actor, old=str(old or ""), new=str(content), label=label)
    tell_of_reports([report], EventKind.PART_WRITTEN, actor, str(department), occasion=f"{part.pk}-{part.version}")
    return part


def _part_of(report: MeasureReport, department: Department) -> SupportingPart:
    """Return what a department has in a report, unsaved at version 0 where it has nothing yet."""
    there = report.parts.filter(department=department).first()
    return there or SupportingPart(report=report, department=department, version=0)


def _write(part: SupportingPart, content: PartContent, files: Collection[str], actor: User) -> None:
    # Also what the person attached before the text was right.
    own = part.report.files.filter(uploader=actor).values_list("sha256", flat=True)
    part.text, part.evidence = content.text, content.evidence
    part.files = list(dict.fromkeys([*part.files, *own, *files]))
    part.actor, part.actor_name, part.at, part.version = actor, str(actor), timezone.now(), part.version + 1
    part.save()


def content_of_part(part: SupportingPart) -> PartContent:
    """Return the stored content of a part."""
    return PartContent(part.text, part.evidence)
