"""Writes of the files that show what was reported, and of what people say of a piece of evidence."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from agencies.models import Removed, User
from agencies.removal_services import things_remove
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.text.thai import long_date
from measures.models import Evidence, EvidenceFacts, Measure, MeasureReport
from measures.rules.evidence import MAX_FILES, CheckedFile
from measures.services.history import about_report, measure_change, report_change
from measures.services.progress import copies_of, file_lines
from measures.services.report import report_begin

ATTACHED = "แนบไฟล์ในร่างรายงาน"


class TooManyFiles(Exception):
    """The draft has as many files as an entry may have; nothing was written."""


def evidence_add(*, report: MeasureReport, checked: CheckedFile, actor: User) -> Evidence:
    """Attach a file to a draft and return it; the same file again is the one that is there.

    Raises NotWritable and TooManyFiles. A file is stored before its row, and taken away again where the row fails.
    """
    evidence = _evidence(report.measure, checked, actor)
    with transaction.atomic():
        evidence.report = report = _begun(report)
        there = list(report.files.all())
        if same := next((file for file in there if file.sha256 == evidence.sha256), None):
            return same
        if len(there) >= MAX_FILES:
            raise TooManyFiles
        if stored := _stored_already(evidence):
            evidence.file = stored.file
            evidence.save()
            _record(report, [evidence], actor, label=ATTACHED)
            return evidence
        evidence.file.save(checked.name, ContentFile(checked.content), save=False)
        try:
            evidence.save()
            _record(report, [evidence], actor, label=ATTACHED)
        except BaseException:
            default_storage.delete(str(evidence.file))
            raise
    return evidence


def _begun(report: MeasureReport) -> MeasureReport:
    """Return the draft, locked: it may have been sent since it was read, and its files with it."""
    return report_begin(measure=report.measure, reporting_round=report.round)


def _stored_already(evidence: Evidence) -> Evidence | None:
    """Return a file of the agency with the same content: it is on the disk once, however often it is attached."""
    agency = evidence.measure.plan.agency
    same = Evidence.objects.filter(measure__plan__agency=agency, sha256=evidence.sha256, size=evidence.size).first()
    return same if same and default_storage.exists(str(same.file)) else None


@transaction.atomic
def evidence_reuse(*, evidence: Evidence, report: MeasureReport, actor: User) -> Evidence:
    """Attach a stored file to another draft, and return its row there; what was said of the file goes with it.

    The file stays on the disk once; a row that is taken away takes nothing from the other. Raises NotWritable and
    TooManyFiles.
    """
    report = _begun(report)
    there = list(report.files.all())
    if same := next((file for file in there if file.sha256 == evidence.sha256), None):
        return same
    if len(there) >= MAX_FILES:
        raise TooManyFiles
    (reused,) = copies_of([evidence])
    reused.measure, reused.report = report.measure, report
    reused.uploader, reused.uploader_name, reused.at = actor, str(actor), timezone.now()
    reused.save()
    _facts_follow(evidence, report.measure)
    _record(report, [reused], actor, label=ATTACHED)
    return reused


def _facts_follow(evidence: Evidence, measure: Measure) -> None:
    """Take the day of a file and its item along to another measure, whose steps are its own."""
    known = EvidenceFacts.objects.filter(measure=evidence.measure_id, about=evidence.sha256).first()
    if known:
        defaults = {"dated_on": known.dated_on, "item": known.item}
        EvidenceFacts.objects.get_or_create(measure=measure, about=evidence.sha256, defaults=defaults)


@dataclass(frozen=True)
class EvidenceDescription:
    """What people say of a piece of evidence."""

    dated_on: date | None = None
    step: str = ""
    item: str = ""
    is_gone: bool = False

    def __str__(self) -> str:
        """What is said as the history shows it."""
        day = long_date(self.dated_on) if self.dated_on else "–"
        lines = (f"วันที่ของหลักฐาน: {day}", f"ขั้นตอน: {self.step or '–'}", f"ข้อ OIT: {self.item or '–'}")
        return "\n".join((*lines, "เปิดไม่ได้แล้ว") if self.is_gone else lines)


class DescribedMeanwhile(SavedMeanwhile[EvidenceFacts]):
    """Somebody else described the piece after the page was opened; nothing was written."""


@transaction.atomic
def evidence_describe(
    *, measure: Measure, about: str, name: str, description: EvidenceDescription, version: int, actor: User
) -> EvidenceFacts:
    """Say of a piece of evidence of a measure what is known of it; raises DescribedMeanwhile."""
    Measure.objects.select_for_update().get(pk=measure.pk)
    facts, _ = EvidenceFacts.objects.get_or_create(measure=measure, about=about)
    before = description_of(facts)
    if before == description:
        return facts
    if facts.version != version:
        raise DescribedMeanwhile(facts)
    for field, value in vars(description).items():
        setattr(facts, field, value)
    facts.version += 1
    facts.save()
    old, new = (f"{name}\n{each}" for each in (before, description))
    measure_change(measure, actor, old=old, new=new, label="รายละเอียดหลักฐาน", kind="progress")
    return facts


def evidence_link_seen(*, measure: Measure, about: str, state: str, on: date) -> EvidenceFacts:
    """Keep what the portal found when it opened a link; `state` says why it did not open, and is empty where it did.

    What people say of the piece stays as it is, and so does its version.
    """
    facts, _ = EvidenceFacts.objects.update_or_create(
        measure=measure, about=about, defaults={"seen_as": state, "seen_on": on}
    )
    return facts


def description_of(facts: EvidenceFacts | None) -> EvidenceDescription:
    if facts is None:
        return EvidenceDescription()
    return EvidenceDescription(facts.dated_on, facts.step, facts.item, facts.is_gone)


def _evidence(measure: Measure, checked: CheckedFile, actor: User) -> Evidence:
    return Evidence(
        measure=measure,
        name=checked.name,
        size=len(checked.content),
        content_type=checked.content_type,
        sha256=hashlib.sha256(checked.content).hexdigest(),
        uploader=actor,
        uploader_name=str(actor),
        at=timezone.now(),
    )


@transaction.atomic
def evidence_remove(*, report: MeasureReport, keys: Collection[str], actor: User) -> Removed | None:
    """Take the files with these keys out of a draft, so that they can be restored for 30 days; None if none is there.

    They stay on the disk until then. Raises NotWritable.
    """
    report = _begun(report)
    removed = [file for file in report.files.all() if str(file.key) in keys]
    if not removed:
        return None
    _record(report, removed, actor, label="นำไฟล์ออกจากร่างรายงาน", is_gone=True)
    about = about_report(report, ", ".join(file.name for file in removed))
    text = "\n".join(file_lines(removed))
    return things_remove(kind="evidence", things=removed, about=about, text=text, actor=actor)


def _record(
    report: MeasureReport, files: Sequence[Evidence], actor: User, *, label: str, is_gone: bool = False
) -> None:
    text = "\n".join(file_lines(files))
    report_change(report, actor, old=text if is_gone else "", new="" if is_gone else text, label=label)
