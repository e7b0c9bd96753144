"""The portal on the real gunicorn: stopping, reloading, static files, and what it logs."""

import os
import re
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.operation.machine import PATIENCE, Portal, Visitor, wait_until

REPORT = "/nanueng/2568/documents/analysis/pdf/"


@pytest.fixture
def server(on_postgresql):
    with on_postgresql.served(workers=2) as server:
        yield server


@pytest.fixture
def from_nothing(on_postgresql):
    with on_postgresql.served(workers=2, from_nothing=True) as server:
        yield server


@pytest.fixture
def alone(on_postgresql):
    """A server of one process, which starts in half the time: enough for what no process does unlike another."""
    with on_postgresql.served(workers=1) as server:
        yield server


def is_printing(portal: Portal) -> bool:
    """Whether somebody holds a turn to print: the system lists the lock by its file."""
    turns = {f":{path.stat().st_ino} " for path in portal.turns.glob("*/pdf-*")}
    return any(inode in lock for inode in turns for lock in Path("/proc/locks").read_text().splitlines())


def test_who_prints_while_the_portal_stops_gets_the_document(server, on_postgresql):
    coordinator = Visitor(server.port).sign_in()
    printed = []
    printing = threading.Thread(target=lambda: printed.append(coordinator.get(REPORT)))
    printing.start()
    wait_until(lambda: is_printing(on_postgresql), "somebody prints")
    server.signal(signal.SIGTERM)
    printing.join(PATIENCE)
    assert server.process.wait(PATIENCE) == 0
    (answer,) = printed
    assert answer.status == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer.content.rstrip().endswith(b"%%EOF")
    with pytest.raises(ConnectionRefusedError):
        server.get("/healthz")


def test_a_reload_replaces_every_process_and_turns_nobody_away(from_nothing):
    server = from_nothing
    before = set(server.workers())
    server.signal(signal.SIGHUP)

    def are_others_while_it_answers() -> bool:
        time.sleep(0.1)  # asked without a pause, the old processes would keep the new ones from starting
        assert server.get("/healthz").status == 200
        return not before & set(server.workers())

    wait_until(are_others_while_it_answers, "every process is a new one")


def test_a_killed_process_is_replaced(server):
    killed, other = server.workers()
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: killed not in server.workers(), "the killed process is missed")
    server.wait_until_complete(2)
    assert other in server.workers()
    assert server.get("/readyz").json() == {"status": "ready"}


def test_every_process_has_the_renderer_before_anybody_prints(from_nothing):
    def is_loaded() -> bool:
        return all("libpango" in Path(f"/proc/{process}/maps").read_text() for process in from_nothing.workers())

    wait_until(is_loaded, "the renderer is loaded")


def test_static_files_are_hashed_compressed_and_kept_for_ever(alone):
    (address,) = set(re.findall(r'href="(/static/css/layout[^"]*\.css)"', alone.get("/login/").text))
    assert re.fullmatch(r"/static/css/layout\.[0-9a-f]{12}\.css", address)
    packed = alone.get(address, Accept_Encoding="gzip")
    plain = alone.get(address)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert len(packed.content) < len(plain.content) / 2
    assert packed.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_the_screen_font_comes_from_the_portal_and_is_kept_for_ever(alone):
    (sheet,) = re.findall(r'href="(/static/css/screen-font[^"]*\.css)"', alone.get("/login/").text)
    fonts = re.findall(r'url\("\.\./(fonts/loma(?:-bold)?\.[0-9a-f]{12}\.ttf)"\)', alone.get(sheet).text)
    assert len(fonts) == 2
    for each in fonts:
        font = alone.get(f"/static/{each}", Accept_Encoding="gzip")
        assert font.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert font.headers["Content-Type"] == "font/ttf"
        assert len(font.content) < 60_000


def test_every_line_of_the_log_is_an_object_without_addresses(alone):
    coordinator = Visitor(alone.port).sign_in()
    coordinator.get("/nanueng/2568/?secret=somchai")
    coordinator.get("/reminders/stop/somchai/")
    lines = alone.lines()
    assert {"overview", "reminder-stop"} <= {line.get("route") for line in lines}
    assert "gunicorn.error" in {line["logger"] for line in lines}
    assert not [line for line in lines if "somchai" in str(line) or "coordinator" in str(line)]
