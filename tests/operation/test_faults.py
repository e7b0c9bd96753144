"""The database goes away and comes back, the disk is full: what people read, and what is stored."""

import os
import re
import shutil
import threading
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.operation.faults import everything_of
from tests.operation.machine import PATIENCE, Portal, Server, Visitor, fill, small_disk, wait_until

ROOM = "/nanueng/2568/"
CELLS = ROOM + "scores/cells/"
PDF = b"%PDF-1.4\n" + b"0" * 3 * 1024**2 + b"\n%%EOF\n"
INSIDE = ("Traceback", "psycopg", "127.0.0.1", "OperationalError", "No space")
# As root only: mounting a small disk.
needs_a_disk = pytest.mark.skipif(os.geteuid() != 0, reason="a small disk can be mounted by root alone")


@pytest.fixture
def server(on_postgresql):
    with on_postgresql.served(workers=2) as server:
        yield server


@pytest.fixture
def alone(on_postgresql):
    with on_postgresql.served(workers=1) as server:
        yield server


@pytest.fixture
def stopped(cluster):
    """Stop the database server in a test; it runs again afterwards."""
    state = {"is_stopped": False}

    def stop() -> None:
        cluster.stop()
        state["is_stopped"] = True

    def start() -> None:
        if state["is_stopped"]:
            cluster.start()
            state["is_stopped"] = False

    yield stop, start
    start()


def seen_i1(coordinator: Visitor) -> str:
    return re.search(r'name="seen-i1" value="([^"]*)"', coordinator.get(ROOM + "scores/").text)[1]


def says_what_to_do(answer, server: Server, words: str) -> None:
    """The page is Thai, tells nothing of the inside, and its number leads to the reason in the log."""
    assert answer.status == 503
    assert words in answer.text
    assert not [word for word in INSIDE if word in answer.text]
    (number,) = re.findall(r"รหัสอ้างอิง <code>([0-9a-f]{12})</code>", answer.text)
    assert answer.headers["X-Request-ID"] == number
    lines = [line for line in server.lines() if line.get("request_id") == number]
    assert {line["status"] for line in lines if "status" in line} == {503}
    assert any("exception" in line for line in lines)


def test_the_portal_outlives_a_database_that_goes_and_comes_back(server, stopped):
    stop, start = stopped
    coordinator, workers = Visitor(server.port).sign_in(), server.workers()
    seen = seen_i1(coordinator)
    stop()
    for _ in range(4):  # each process has a connection of its own that broke
        says_what_to_do(coordinator.get(ROOM), server, "ระบบยังไม่พร้อมให้บริการ")
    refused = coordinator.post(CELLS, {"i1": "11.00", "seen-i1": seen})
    says_what_to_do(refused, server, "รายการล่าสุดอาจยังไม่ได้บันทึก")
    assert refused.headers["Retry-After"] == "30"
    assert server.get("/healthz").status == 200
    assert server.get("/readyz").json() == {"status": "not ready", "reasons": ["database", "migrations"]}
    start()
    for _ in range(4):
        assert coordinator.get(ROOM).status == 200
    assert server.get("/readyz").status == 200
    assert seen_i1(coordinator) == seen
    assert coordinator.post(CELLS, {"i1": "11.00", "seen-i1": seen}).json()["saved"] == {"i1": "11.00"}
    assert server.workers() == workers


def test_a_database_that_goes_in_the_middle_of_a_write_stores_nothing_of_it(alone, on_postgresql, cluster):
    """The write waits for a row that somebody else holds; then its connection breaks."""
    coordinator = Visitor(alone.port).sign_in()
    seen, before, answers = seen_i1(coordinator), everything_of(on_postgresql), []
    database = urlsplit(on_postgresql.database_url).path[1:]
    with psycopg.connect(on_postgresql.database_url) as holder:
        holder.execute("LOCK TABLE agencies_change IN SHARE MODE")
        typed = {"i1": "11.00", "seen-i1": seen}
        writing = threading.Thread(target=lambda: answers.append(coordinator.post(CELLS, typed)))
        writing.start()
        waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        wait_until(lambda: cluster.sql(waiting, database), "the write waits for the table")
        cluster.sql(f"SELECT pg_terminate_backend({cluster.sql(waiting, database)})")
        writing.join(PATIENCE)
    says_what_to_do(answers[0], alone, "ระบบยังไม่พร้อมให้บริการ")
    assert everything_of(on_postgresql) == before
    assert coordinator.post(CELLS, typed).json()["saved"] == {"i1": "11.00"}


def upload(coordinator: Visitor, name: str = "a.pdf"):
    """Attach a file of three megabytes to the draft of a report."""
    (key, *_) = re.findall(r"/measures/([0-9a-f-]{36})/progress/", coordinator.get(ROOM + "measures/").text)
    address = f"{ROOM}measures/{key}/progress/"
    fields = {"draft": "1", "version": "0", "seen": "0", "status": "in_progress", "work": "จัดอบรม"}
    return coordinator.post(address, fields, {"files": (name, PDF)})


@needs_a_disk
def test_a_full_disk_keeps_no_piece_of_an_upload(on_postgresql):
    with small_disk(on_postgresql.media, 1), on_postgresql.served(workers=1) as server:
        coordinator = Visitor(server.port).sign_in()
        before = everything_of(on_postgresql)
        says_what_to_do(upload(coordinator), server, "พื้นที่เก็บข้อมูลของระบบเต็ม")
        after = everything_of(on_postgresql)
        assert after.files == {}
        assert after.tables["measures_evidence"] == before.tables["measures_evidence"]
        assert server.get("/healthz").status == 200
        fill(on_postgresql.media)
        assert server.get("/readyz").json() == {"status": "not ready", "reasons": ["media"]}
    with on_postgresql.served(workers=1) as server:
        assert upload(Visitor(server.port).sign_in()).status == 302
    assert len(everything_of(on_postgresql).files) == 1


@needs_a_disk
def test_a_full_disk_of_the_database_stores_nothing_of_a_write(cluster, postgresql_original, tmp_path, static):
    with small_disk(cluster.folder / "disk", 40) as disk:
        name = cluster.new_database(postgresql_original, cluster.new_tablespace(disk))
        portal = Portal(tmp_path, cluster.url(name), static)
        with portal.served(workers=1) as server:
            coordinator = Visitor(server.port).sign_in()
            steps = "\n".join(f"ขั้นตอนที่ {number} " + "ก" * 1_000 for number in range(20))
            fields = {"title": "มาตรการใหม่", "steps": steps, "version": "1"}
            fill(disk)
            before = everything_of(portal)
            answers = [coordinator.post(ROOM + "measures/new/", fields) for _ in range(8)]
            refused = answers[-1]
            says_what_to_do(refused, server, "พื้นที่เก็บข้อมูลของระบบเต็ม")
            stored = sum(answer.status == 302 for answer in answers)
            after = everything_of(portal)
            assert after.tables["measures_measure"][0] == before.tables["measures_measure"][0] + stored
            assert after.tables["agencies_change"][0] == before.tables["agencies_change"][0] + stored
            (disk / "fills-the-disk").unlink()
            assert coordinator.post(ROOM + "measures/new/", fields).status == 302
        cluster.sql(f"DROP DATABASE {name} WITH (FORCE)")


@needs_a_disk
def test_a_full_disk_of_sqlite_says_so_to_who_writes_and_to_who_reads(sqlite_original, tmp_path, static):
    with small_disk(tmp_path / "disk", 40) as disk:
        shutil.copy(sqlite_original, disk / "db.sqlite3")
        portal = Portal(tmp_path, f"sqlite:///{disk / 'db.sqlite3'}", static)
        with portal.served(workers=1) as server:
            coordinator = Visitor(server.port).sign_in()
            typed = {"i1": "11.00", "seen-i1": seen_i1(coordinator)}
            fill(disk)
            says_what_to_do(coordinator.post(CELLS, typed), server, "พื้นที่เก็บข้อมูลของระบบเต็ม")
            says_what_to_do(coordinator.get(ROOM), server, "พื้นที่เก็บข้อมูลของระบบเต็ม")
            (disk / "fills-the-disk").unlink()
            assert coordinator.post(CELLS, typed).json()["saved"] == {"i1": "11.00"}


@needs_a_disk
def test_a_backup_onto_a_full_disk_says_so_and_leaves_nothing(portal, tmp_path):
    portal.media.mkdir()
    (portal.media / "large").write_bytes(os.urandom(2 * 1024**2))
    before = everything_of(portal)
    with small_disk(tmp_path / "backups", 1) as disk:
        failed = portal.manage("backup", disk / "backup.zip", check=False)
        assert failed.returncode == 1
        assert "No space left on device" in failed.stderr or "disk is full" in failed.stderr
        assert "Traceback" not in failed.stderr
        assert list(disk.iterdir()) == []
    assert everything_of(portal) == before
