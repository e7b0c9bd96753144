"""Heavy work takes turns on a machine, and says so on a page to who finds none."""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest

from ita_portal import turns
from ita_portal.turns import PAGE, PICTURE, SPREADSHEET, NoTurn, turn
from reports.output import formats
from reports.output import pdf as rendering
from tests.assessments.score_files import UPLOAD, csv_of, send

HOLD = """
import time, django
django.setup()
from ita_portal.turns import turn
with turn("test"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def own_turns(settings, tmp_path, monkeypatch):
    """Two turns that no other test takes."""
    settings.DOCUMENTS_AT_ONCE = 2
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.0)


def test_there_are_as_many_turns_as_are_set_and_each_comes_back():
    for _ in range(3):
        with turn("test", wait=0), turn("test", wait=0):
            with pytest.raises(NoTurn), turn("test", wait=0.2):
                pytest.fail("a third turn was given")
            with turn("another kind", wait=0):
                pass


def test_a_turn_comes_back_after_a_failure():
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), turn("test", wait=0):
            1 / 0  # noqa: B018


def test_a_process_that_is_killed_gives_its_turn_back(settings, tmp_path):
    settings.DOCUMENTS_AT_ONCE = 1
    environment = os.environ | {"TMPDIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "ita_portal.settings"}
    environment |= {"DOCUMENTS_AT_ONCE": "1"}
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, env=environment) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(NoTurn), turn("test", wait=0):
            pytest.fail("the other process holds the only turn")
        os.kill(other.pid, signal.SIGKILL)
    with turn("test", wait=1):
        pass


def test_without_a_turn_a_page_says_when_to_come_back(nanueng, reader, as_user):
    rendering._cache.clear()
    with ExitStack() as held:
        held.enter_context(turn("pdf", wait=0))
        held.enter_context(turn("pdf", wait=0))
        started = time.monotonic()
        response = as_user(reader).get("/nanueng/2568/documents/measures/pdf/")
        assert time.monotonic() - started < 30
    assert (response.status_code, response.headers["Retry-After"]) == (503, "15")
    assert "กรุณาลองใหม่ในอีกสักครู่" in response.content.decode()


def test_there_is_one_turn_for_pictures_whatever_the_machine_prints():
    with turn(PICTURE, wait=0), pytest.raises(NoTurn), turn(PICTURE, wait=0):
        pytest.fail("a second picture was drawn at once")


def test_heavy_pages_and_uploads_wait_for_their_turn_and_nothing_else_does(nanueng, coordinator, as_user, client):
    client = as_user(coordinator)
    with ExitStack() as held:
        for work in (PAGE, PAGE, SPREADSHEET, SPREADSHEET):
            held.enter_context(turn(work, wait=0))
        pages = [client.get(f"/nanueng/2568/{page}/") for page in ("history", "checks")]
        upload = send(client, csv_of(("i1", "90")))
        assert client.get("/nanueng/2568/scores/").status_code == client.get(UPLOAD).status_code == 200
    assert [page.status_code for page in (*pages, upload)] == [503, 503, 503]
    assert "มีผู้เปิดหน้าที่มีข้อมูลมากพร้อมกัน" in pages[0].content.decode()
    assert "มีผู้ตรวจไฟล์พร้อมกัน" in upload.content.decode()
    assert client.get("/nanueng/2568/history/").status_code == 200
    assert send(client, csv_of(("i1", "90"))).status_code == 200


def test_a_document_without_end_is_refused_in_words(nanueng, reader, as_user, monkeypatch):
    monkeypatch.setattr(formats, "LONGEST_HTML", 1_000)
    monkeypatch.setattr(formats, "pdf_of", lambda *args, **options: pytest.fail("it was printed all the same"))
    response = as_user(reader).get("/nanueng/2568/documents/measures/pdf/", follow=True)
    assert "เอกสารยาวเกิน" in response.content.decode()
    assert as_user(reader).get("/nanueng/2568/documents/measures/docx/").status_code == 200
