"""Writes of the files that show what was reported."""

import hashlib
from collections.abc import Collection

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from agencies.models import User
from measures.evidence import MAX_FILES, CheckedFile
from measures.models import Evidence, MeasureReport


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
def evidence_remove(*, report: MeasureReport, keys: Collection[str]) -> None:
    """Take the files with these keys out of a draft; what no entry holds leaves the disk as well."""
    removed = [file for file in report.files.all() if str(file.key) in keys]
    stored = [str(file.file) for file in removed]
    for file in removed:
        file.delete()
    transaction.on_commit(lambda: _delete_unused(stored))


def _delete_unused(stored: Collection[str]) -> None:
    used = set(Evidence.objects.filter(file__in=stored).values_list("file", flat=True))
    for name in set(stored) - used:
        default_storage.delete(name)
