"""Writes of the files that show what was reported."""

import hashlib
from collections.abc import Collection, Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from agencies.models import Removed, User
from agencies.removal_services import things_remove
from measures.models import Evidence, MeasureReport
from measures.rules.evidence import MAX_FILES, CheckedFile
from measures.services.progress import file_lines
from measures.services.report import about_report, report_change


class TooManyFiles(Exception):
    """The draft has as many files as an entry may have; nothing was written."""


def evidence_add(*, report: MeasureReport, checked: CheckedFile, actor: User) -> Evidence:
    """Attach a file to a draft and return it; the same file again is the one that is there.

    Raises TooManyFiles. A file is stored before its row, and taken away again where the row fails.
    """
    evidence = _evidence(report, checked, actor)
    with transaction.atomic():
        MeasureReport.objects.select_for_update().get(pk=report.pk)
        there = list(report.files.all())
        if same := next((file for file in there if file.sha256 == evidence.sha256), None):
            return same
        if len(there) >= MAX_FILES:
            raise TooManyFiles
        evidence.file.save(checked.name, ContentFile(checked.content), save=False)
        try:
            evidence.save()
            _record(report, [evidence], actor, label="แนบไฟล์ในร่างรายงาน")
        except BaseException:
            default_storage.delete(str(evidence.file))
            raise
    return evidence


def _evidence(report: MeasureReport, checked: CheckedFile, actor: User) -> Evidence:
    return Evidence(
        measure=report.measure,
        report=report,
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

    They stay on the disk until then.
    """
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
