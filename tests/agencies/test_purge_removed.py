"""The command that forgets what was removed more than 30 days ago, with its files."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from agencies.models import Removed
from agencies.removal import NotRestorable
from agencies.removal_services import removed_restore
from ita_portal.backup.databases import named_files
from measures.models import Evidence
from measures.rules.evidence import check_file
from measures.services import evidence_add, evidence_remove, report_begin
from tests.measures.evidence_files import PDF


@pytest.fixture
def removed(nanueng, coordinator, settings, tmp_path) -> Removed:
    """A file that was taken out of a draft."""
    settings.MEDIA_ROOT = tmp_path
    measure = nanueng.plans.get(fiscal_year=2568).measures.all()[0]
    report = report_begin(measure=measure, reporting_round=None)
    file = evidence_add(report=report, checked=check_file("a.pdf", PDF), actor=coordinator)
    return evidence_remove(report=report, keys=[str(file.key)], actor=coordinator)


def age(removed: Removed, days: int) -> None:
    Removed.objects.filter(pk=removed.pk).update(at=timezone.now() - timedelta(days=days))


def purge() -> str:
    out = StringIO()
    call_command("purge_removed", stdout=out)
    return out.getvalue()


def files() -> list[Path]:
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]


def test_what_is_younger_stays_with_its_file(removed, coordinator):
    age(removed, 29)
    assert "0 removed" in purge()
    removed_restore(removed=removed, actor=coordinator)
    assert Evidence.objects.get().file.read() == PDF


def test_a_file_that_can_be_restored_is_swept_by_nobody_and_goes_into_backups(removed):
    (path,) = files()
    os.utime(path, (0, 0))
    call_command("sweep_files", stdout=StringIO())
    assert files() == [path]
    assert named_files() == set(removed.files)


def test_what_is_older_goes_with_its_file_and_once(removed):
    age(removed, 31)
    assert len(files()) == 1
    assert "1 removed" in purge()
    assert (Removed.objects.count(), files()) == (0, [])
    assert "0 removed" in purge()


def test_what_is_too_old_is_not_restored_though_the_command_has_not_run(removed, coordinator):
    age(removed, 31)
    with pytest.raises(NotRestorable, match="30 วัน"):
        removed_restore(removed=removed, actor=coordinator)
    assert not Evidence.objects.exists()


def test_a_file_that_something_else_needs_stays(removed):
    row = dict(removed.content["rows"])["measures.evidence"]
    copy = Removed.objects.create(kind="evidence", label="b", actor_name="ก", files=removed.files, content={"rows": []})
    age(removed, 31)
    assert "1 removed" in purge()
    assert [Path(row["file"]).name] == [path.name for path in files()]
    age(copy, 31)
    assert "1 removed" in purge()
    assert files() == []


def test_a_file_that_cannot_be_deleted_is_tried_again(removed, monkeypatch):
    age(removed, 31)

    def refuse(name):
        raise OSError("read-only")

    monkeypatch.setattr(default_storage, "delete", refuse)
    with pytest.raises(OSError, match="read-only"):
        purge()
    monkeypatch.undo()
    assert Removed.objects.exists()
    assert "1 removed" in purge()
