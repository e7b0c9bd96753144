"""Backup and restore on both databases, with the real tools: equal row by row and file by file, or nothing changed.

What migrations make is compared once with a sound archive and once with another: it takes ten seconds each time.
"""

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest

from tests.operation.faults import everything_of, execute, kill_before
from tests.operation.machine import PASSWORD, Portal, Visitor, wait_until


@pytest.fixture
def archive(tmp_path) -> Path:
    return tmp_path / "backup.zip"


def with_uploads(portal: Portal) -> Portal:
    """Give an installation some files, one of which a row names."""
    for name, content in {
        "evidence/nanueng/a": b"\0" * 70_000,
        "evidence/nanueng/b": b"b",
        "emblems/e.png": b"e",
    }.items():
        path = portal.media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    execute(portal, "UPDATE agencies_agency SET emblem = 'emblems/e.png' WHERE slug = 'nanueng'")
    return portal


def test_an_empty_portal_holds_after_the_restore_what_the_archive_does(portal, empty_like, archive):
    with_uploads(portal)
    output = portal.manage("backup", archive).stdout
    assert "3 files" in output
    assert archive.stat().st_mode & 0o777 == 0o600
    assert "3 files" in portal.manage("backup", "--verify", archive).stdout
    second = empty_like(portal)
    assert "all as in the archive" in second.manage("restore", archive).stdout
    assert everything_of(second) == everything_of(portal)
    assert len(everything_of(second).files) == 3
    assert second.manage("migrate", "--check", check=False).returncode == 0


def test_a_restored_portal_works_and_knows_no_session_of_before(portal, empty_like, archive):
    with portal.served(workers=1) as server:
        before = Visitor(server.port).sign_in()
    portal.manage("backup", archive)
    assert before.cookies["sessionid"].encode() not in archive_database(archive)
    second = empty_like(portal)
    second.manage("restore", archive, "--trust-schema")
    with second.served(workers=1) as server:
        assert Visitor(server.port, before.cookies).get("/nanueng/2568/").status == 302
        coordinator = Visitor(server.port).sign_in()
        assert coordinator.get("/nanueng/2568/").status == 200
        # New rows take new numbers: sequences were restored too.
        answer = coordinator.post("/nanueng/2568/scores/cells/", {"i1": "50.00", "seen-i1": stored_i1(second)})
        assert answer.json()["saved"] == {"i1": "50.00"}


STORED_I1 = """
SELECT f.value FROM assessments_figure f JOIN assessments_assessment a ON a.id = f.assessment_id
JOIN agencies_agency g ON g.id = a.agency_id JOIN assessments_framework y ON y.id = a.framework_id
WHERE g.slug = 'nanueng' AND y.fiscal_year = 2568 AND f.code = 'i1'
"""


def stored_i1(portal: Portal) -> str:
    ((value,),) = execute(portal, STORED_I1)
    return f"{value:.2f}"


def archive_database(archive: Path) -> bytes:
    with ZipFile(archive) as opened:
        return opened.read("database")


def test_a_portal_with_data_is_replaced_only_when_told(portal, archive):
    portal.manage("backup", archive)
    with_uploads(portal)
    before = everything_of(portal)
    refused = portal.manage("restore", archive, check=False)
    assert refused.returncode == 1
    assert "nothing was changed: the database holds data" in refused.stderr
    assert everything_of(portal) == before
    output = portal.manage("restore", archive, "--replace", "--trust-schema").stdout
    assert "3 files of before were left" in output
    assert everything_of(portal).tables != before.tables


def test_files_alone_count_as_data_too(portal, empty_like, archive):
    portal.manage("backup", archive)
    second = empty_like(portal)
    second.media.mkdir()
    (second.media / "evidence").write_bytes(b"somebody's")
    refused = second.manage("restore", archive, check=False)
    assert "holds files" in refused.stderr
    assert everything_of(second).tables == {}


def cut_off(archive: Path) -> None:
    os.truncate(archive, archive.stat().st_size // 2)


def one_byte_changed(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 3] ^= 0xFF
    archive.write_bytes(content)


def rewritten(archive: Path, changed: dict[str, bytes | None]) -> None:
    """Write an archive anew with other members, in a sound ZIP."""
    with ZipFile(archive) as opened:
        members = {name: opened.read(name) for name in opened.namelist()} | changed
    with ZipFile(archive, "w") as written:
        for name, content in members.items():
            if content is not None:
                written.writestr(name, content)


def said_otherwise(archive: Path, **changes: object) -> None:
    with ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
    rewritten(archive, {"manifest.json": json.dumps(manifest | changes).encode()})


def with_a_way_out(archive: Path) -> None:
    with ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
    manifest["members"]["files/../../outside"] = {"size": 1, "sha256": "0" * 64}
    rewritten(archive, {"manifest.json": json.dumps(manifest).encode(), "files/../../outside": b"x"})


DAMAGES = {
    "cut off": cut_off,
    "one byte changed": one_byte_changed,
    "a file exchanged": lambda archive: rewritten(archive, {"files/emblems/e.png": b"E"}),
    "a file missing": lambda archive: rewritten(archive, {"files/emblems/e.png": None}),
    "a file too many": lambda archive: rewritten(archive, {"files/evidence/x": b"x"}),
    "the database exchanged": lambda archive: rewritten(archive, {"database": b"PGDMP"}),
    "no manifest": lambda archive: rewritten(archive, {"manifest.json": None}),
    "a manifest that is none": lambda archive: rewritten(archive, {"manifest.json": b"[]"}),
    "a way out of the folder": with_a_way_out,
    "no archive": lambda archive: archive.write_bytes(b"not a zip"),
    "empty": lambda archive: archive.write_bytes(b""),
    "of a newer portal": lambda archive: said_otherwise(archive, version="99.0"),
    "with newer migrations": lambda archive: said_otherwise(archive, migrations=["agencies.9999_of_tomorrow"]),
    "of a newer format": lambda archive: said_otherwise(archive, format=2),
    "of another database": lambda archive: said_otherwise(archive, database="oracle"),
}
SOUND_IN_ITSELF = {"of a newer portal", "with newer migrations", "of another database"}


# All in one process: each starts in a second.
REFUSED = """
import io, json, sys
from pathlib import Path
from django.core.management import CommandError, call_command

def ended(*arguments):
    try:
        call_command(*arguments, stdout=io.StringIO(), stderr=io.StringIO())
    except CommandError as error:
        return str(error)
    return ""

print(json.dumps({
    path.stem: [ended("restore", str(path), "--replace"), ended("backup", "--verify", str(path))]
    for path in sorted(Path(sys.argv[1]).iterdir())
}))
"""


def test_a_damaged_or_foreign_archive_changes_nothing(portal, archive, tmp_path):
    with_uploads(portal)
    portal.manage("backup", archive)
    before, folder = everything_of(portal), tmp_path / "damaged"
    folder.mkdir()
    for damage, done in DAMAGES.items():
        damaged = folder / f"{damage}.zip"
        shutil.copy(archive, damaged)
        done(damaged)
    outcomes = json.loads(portal.python(REFUSED, folder).stdout)
    assert set(outcomes) == set(DAMAGES)
    for damage, (restored, verified) in outcomes.items():
        assert "nothing was changed" in restored, (damage, restored)
        assert (verified == "") is (damage in SOUND_IN_ITSELF), (damage, verified)
    assert everything_of(portal) == before
    assert not (portal.folder.parent / "outside").exists()


def test_an_archive_that_was_made_to_look_alike_has_another_fingerprint(on_sqlite, archive):
    fingerprint = on_sqlite.manage("backup", archive).stdout.split("fingerprint ")[1].strip()
    said_otherwise(archive, made_at="2030-01-01T00:00:00+00:00")
    refused = on_sqlite.manage("restore", archive, "--replace", "--fingerprint", fingerprint, check=False)
    assert "another fingerprint" in refused.stderr


def test_a_dump_that_cannot_be_restored_leaves_the_old_database(on_postgresql, archive, cluster):
    """The restore fails in the middle: a table of tomorrow hangs on one of today."""
    on_postgresql.manage("backup", archive)
    database = on_postgresql.database_url.rsplit("/", 1)[1]
    cluster.sql("CREATE TABLE tomorrow (agency bigint REFERENCES agencies_agency)", database)
    before = everything_of(on_postgresql)
    refused = on_postgresql.manage("restore", archive, "--replace", check=False)
    assert "the database is as before" in refused.stderr
    assert "tomorrow" in refused.stderr
    assert everything_of(on_postgresql) == before


def test_a_killed_backup_leaves_no_archive_or_a_whole_one_and_the_next_one_works(portal, archive):
    with_uploads(portal)
    backup = f"from django.core.management import call_command\ncall_command('backup', {str(archive)!r})"
    in_the_middle, at_its_name = ("open", "evidence/nanueng/b"), ("os.rename", "backup.zip.part")
    for event, of in (in_the_middle, at_its_name):
        kill_before(portal, event, of, backup)
        assert not archive.exists()
        assert list(archive.parent.glob("backup.zip*"))  # what the next one has to cope with
    kill_before(portal, "open", str(archive.parent), backup)  # it has its name; the folder is not yet on the disk
    assert "3 files" in portal.manage("backup", "--verify", archive).stdout
    archive.unlink()
    kill_before(portal, *in_the_middle, backup)
    portal.manage("backup", archive)
    assert "3 files" in portal.manage("backup", "--verify", archive).stdout
    assert [path.name for path in archive.parent.glob("backup.zip*")] == ["backup.zip"]


def test_a_killed_restore_leaves_the_old_database_or_the_new_one(portal, archive):
    """Killed before it touches the database, while it changes it, and after that, before the files have their place."""
    with_uploads(portal)
    portal.manage("backup", archive)
    new = everything_of(portal)
    execute(portal, "UPDATE agencies_department SET position = 99")
    old = everything_of(portal)
    restore = "from django.core.management import call_command\n"
    restore += f"call_command('restore', {str(archive)!r}, '--replace', '--trust-schema')"
    touching = ("subprocess.Popen", "pg_restore") if portal.is_on_postgresql else ("sqlite3.connect", "db.sqlite3")
    kill_before(portal, *touching, restore)
    assert everything_of(portal).tables == old.tables
    kill_while_it_restores(portal, archive)
    assert everything_of(portal).tables in (old.tables, new.tables)
    kill_before(portal, "os.rename", "emblems/e.png", restore)
    assert everything_of(portal).tables == new.tables
    portal.manage("restore", archive, "--replace", "--trust-schema")
    assert everything_of(portal) == new


def kill_while_it_restores(portal: Portal, archive: Path) -> None:
    """Kill a restore as soon as the database is at work, and wait for pg_restore to notice or to be done."""
    running = portal.start("restore", archive, "--replace", "--trust-schema")
    while running.poll() is None and not is_restoring(portal):
        time.sleep(0.002)
    running.kill()
    running.wait()
    if portal.is_on_postgresql:
        wait_until(lambda: not is_restoring(portal), "pg_restore sees that nobody writes to it any more")


def is_restoring(portal: Portal) -> bool:
    """Whether a restore has the database open, or on SQLite a journal to take its changes back by."""
    if not portal.is_on_postgresql:
        return (portal.folder / "db.sqlite3-journal").exists()
    with psycopg.connect(portal.database_url) as opened:
        others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pg_restore'"
        return opened.execute(others).fetchone() is not None


def test_no_archive_is_overwritten(on_sqlite, archive):
    archive.write_bytes(b"of yesterday")
    refused = on_sqlite.manage("backup", archive, check=False)
    assert "is there already" in refused.stderr
    assert archive.read_bytes() == b"of yesterday"


def test_a_backup_into_a_folder_is_named_after_its_moment(on_sqlite, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    on_sqlite.manage("backup", folder)
    (archive,) = folder.iterdir()
    assert re.fullmatch(r"ita-portal-\d{4}-\d\d-\d\d-\d{6}\.zip", archive.name)
    assert on_sqlite.manage("backup", "--verify", archive).returncode == 0


def test_a_backup_while_people_work_is_of_one_moment(portal, archive, empty_like):
    """Somebody changes a score and its history all the time: in the archive, the two always agree."""
    with portal.served(workers=2) as server:
        coordinator = Visitor(server.port).sign_in()
        seen, count = stored_i1(portal), 0
        running = portal.start("backup", archive)
        while running.poll() is None:
            value = f"{count % 90 + 10}.00"
            count += 1
            if value != seen:
                answer = coordinator.post("/nanueng/2568/scores/cells/", {"i1": value, "seen-i1": seen})
                seen = answer.json()["saved"]["i1"]
    assert running.returncode == 0
    assert count > 1
    second = empty_like(portal)
    second.manage("restore", archive, "--trust-schema")
    ((newest,),) = execute(second, NEWEST_OF_I1)
    assert newest == stored_i1(second)


NEWEST_OF_I1 = """
SELECT c.new FROM agencies_change c JOIN agencies_agency g ON g.id = c.agency_id
WHERE g.slug = 'nanueng' AND c.fiscal_year = 2568 AND c.subject = 'figure:i1' ORDER BY c.id DESC LIMIT 1
"""


def test_the_password_is_on_no_command_line(on_postgresql, archive):
    """Every command line of the machine, many times while the tools of PostgreSQL run."""

    def is_seen_while_it_runs() -> bool:
        archive.unlink(missing_ok=True)
        running, seen = on_postgresql.start("backup", archive), set()
        while running.poll() is None:
            told = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
            seen |= {line for line in told.splitlines() if "pg_dump" in line}
            assert PASSWORD not in told
        assert running.returncode == 0
        return bool(seen)

    wait_until(is_seen_while_it_runs, "pg_dump runs while somebody looks")  # once, but where looking takes long


def test_an_archive_without_a_trigger_is_told_from_what_the_migrations_make(portal, archive):
    """Its history could be rewritten from then on, though every row is as in the archive."""
    of = " ON agencies_change" if portal.is_on_postgresql else ""
    execute(portal, f"DROP TRIGGER agencies_change_stays{of}")
    portal.manage("backup", archive)
    told = portal.manage("restore", archive, "--replace", check=False)
    assert told.returncode == 1
    assert "was restored, but these are not as the migrations make them: trigger agencies_change_stays\n" in told.stderr
