"""The command that puts away uploads without a row: it moves, and refuses where the database looks like a wrong one."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ita_portal.management.commands import sweep_files

COMMAND = f"{sweep_files.__name__}.named_files"


@pytest.fixture
def media(settings, tmp_path, monkeypatch) -> Path:
    """Uploads of which the database names `kept` alone."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(COMMAND, lambda: {"kept"})
    upload(tmp_path, "kept")
    return tmp_path


def upload(media: Path, name: str) -> Path:
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(name.encode())
    os.utime(path, (0, 0))
    return path


def swept(*options: str) -> str:
    out = StringIO()
    call_command("sweep_files", *options, stdout=out)
    return out.getvalue()


def files(media: Path) -> set[str]:
    return {path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()}


def test_what_no_row_names_is_moved_and_can_be_taken_back(media):
    upload(media, "evidence/a")
    assert "1 files moved" in swept()
    day = timezone.localdate().isoformat()
    assert files(media) == {"kept", f".swept/{day}/evidence/a"}
    assert (media / ".swept" / day / "evidence/a").read_bytes() == b"evidence/a"
    assert "0 files moved" in swept()


def test_what_was_moved_goes_after_thirty_days(media):
    day = timezone.localdate()
    old, young = (day - timedelta(days=days) for days in (31, 30))
    for name in (f".swept/{old}", f".swept/{young}", ".swept/mine"):
        upload(media, f"{name}/a")
    assert "1 files deleted" in swept()
    assert files(media) == {"kept", f".swept/{young}/a", ".swept/mine/a"}


def test_a_database_that_names_no_file_sweeps_none_even_when_forced(media, monkeypatch):
    monkeypatch.setattr(COMMAND, set)
    before = files(media)
    with pytest.raises(CommandError, match="names no file at all"):
        swept("--force")
    assert files(media) == before


def test_many_files_go_only_when_told(media):
    for number in range(21):
        upload(media, f"evidence/{number}")
    before = files(media)
    for option in ("--dry-run", "--no-color"):
        with pytest.raises(CommandError, match="21 of 22 files"):
            swept(option)
    assert files(media) == before
    assert "21 files moved" in swept("--force")
    assert not (media / "evidence/0").exists()


def test_twenty_files_or_a_tenth_of_all_are_not_many(media, monkeypatch):
    for number in range(20):
        upload(media, f"evidence/{number}")
    assert "20 files moved" in swept()
    for number in range(21):
        upload(media, f"evidence/{number}")
    kept = {f"live/{number}" for number in range(189)}
    for name in kept:
        upload(media, name)
    monkeypatch.setattr(COMMAND, lambda: kept)
    upload(media, "kept").unlink()
    assert "21 files moved" in swept()


def test_nothing_is_swept_while_a_restore_goes_on(media):
    upload(media, "evidence/a")
    (media / ".restoring").mkdir()
    with pytest.raises(CommandError, match="a restore goes on"):
        swept()
    assert "evidence/a" in files(media)
