"""Files go by the virus scanner of an installation that has one, and none gets by it unscanned."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image

from ita_portal import turns
from ita_portal.checks import virus_scanner_has_an_address
from ita_portal.turns import PICTURE, turn
from measures import evidence_intake
from measures.evidence_intake import BUSY, INFECTED, NOT_SCANNED, EvidenceIntake
from measures.rules.evidence import EvidenceRefused
from measures.rules.pictures import TOO_MUCH_AT_ONCE
from tests.measures.evidence_files import PDF, photo, upload

VIRUS = PDF.replace(b"/Catalog", b"/EICAR")


class Clamd(threading.Thread):
    """A scanner on a socket that speaks INSTREAM as clamd does, and knows one virus."""

    def __init__(self, listening: socket.socket, answer: bytes | None = None) -> None:
        super().__init__(daemon=True)
        self.listening, self.answer, self.scanned = listening, answer, list[bytes]()

    def run(self) -> None:
        try:
            while True:
                connection, _ = self.listening.accept()
                with connection, connection.makefile("rb") as said:
                    connection.sendall(self.answer_to(said))
        except OSError:
            return  # the test is over

    def answer_to(self, said) -> bytes:
        assert said.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(said.read(4), "big"):
            content += said.read(length)
        self.scanned.append(content)
        found = b"stream: Eicar-Signature FOUND\0" if b"EICAR" in content else b"stream: OK\0"
        return found if self.answer is None else self.answer


@contextmanager
def clamd(settings, listening: socket.socket, address: str, answer: bytes | None = None) -> Iterator[Clamd]:
    with listening:
        listening.listen()
        scanner = Clamd(listening, answer)
        scanner.start()
        settings.VIRUS_SCANNER = address
        yield scanner
        listening.shutdown(socket.SHUT_RDWR)


def on_tcp() -> tuple[socket.socket, str]:
    listening = socket.create_server(("127.0.0.1", 0))
    return listening, f"tcp://127.0.0.1:{listening.getsockname()[1]}"


def on_unix(tmp_path) -> tuple[socket.socket, str]:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "clamd.ctl"))
    return listening, f"unix:{tmp_path}/clamd.ctl"


@pytest.mark.parametrize("kind", ["unix", "tcp"])
def test_a_file_with_a_virus_is_refused_and_another_taken(kind: str, settings, tmp_path):
    large = PDF.replace(b"%%EOF", b"%" + b"0" * 200_000 + b"\n%%EOF")
    with clamd(settings, *(on_tcp() if kind == "tcp" else on_unix(tmp_path))) as scanner:
        assert EvidenceIntake().checked(upload("a.pdf", large)).content == large
        with pytest.raises(EvidenceRefused, match=INFECTED):
            EvidenceIntake().checked(upload("a.pdf", VIRUS))
    assert scanner.scanned == [large, VIRUS]


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK ERROR\0"])
def test_a_scanner_that_does_not_say_that_a_file_is_clean_has_it_refused(answer: bytes, settings, caplog):
    with clamd(settings, *on_tcp(), answer), pytest.raises(EvidenceRefused, match=NOT_SCANNED):
        EvidenceIntake().checked(upload("ลับ.pdf", PDF))
    assert "did not scan a file" in caplog.text
    assert "ลับ" not in caplog.text


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "tcp://127.0.0.1:1"])
def test_no_file_is_taken_while_the_scanner_is_away(address: str, settings, caplog):
    settings.VIRUS_SCANNER = address
    with caplog.at_level(logging.ERROR), pytest.raises(EvidenceRefused, match=NOT_SCANNED):
        EvidenceIntake().checked(upload("a.pdf", PDF))
    assert "cannot be reached" in caplog.text


def test_without_a_scanner_nothing_is_scanned():
    assert EvidenceIntake().checked(upload("a.pdf", VIRUS)).content == VIRUS


@pytest.mark.parametrize(
    ("address", "is_good"),
    [("", True), ("unix:/run/clamav/clamd.ctl", True), ("tcp://127.0.0.1:3310", True), ("tcp://127.0.0.1", False),
     ("/run/clamav/clamd.ctl", False), ("tcp://127.0.0.1:x", False)],
)  # fmt: skip
def test_an_address_that_is_none_is_told_at_the_start(address: str, is_good: bool, settings):
    settings.VIRUS_SCANNER = address
    assert (virus_scanner_has_an_address(None) == []) == is_good


# One picture at a time, and so much drawing for one post


def test_a_picture_waits_for_its_turn_and_is_refused_in_words_without_one(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(evidence_intake, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(turns, "PAUSE_SECONDS", 0.0)
    with turn(PICTURE, wait=0):
        with pytest.raises(EvidenceRefused, match=BUSY):
            EvidenceIntake().checked(upload("a.jpg", photo()))
        assert EvidenceIntake().checked(upload("a.pdf", PDF)).content == PDF
    assert EvidenceIntake().checked(upload("a.jpg", photo())).content_type == "image/jpeg"


def test_one_post_draws_so_many_points_and_says_so_before_it_draws_more(monkeypatch):
    monkeypatch.setattr(evidence_intake, "WEIGHT_OF_POST", 3 * 60 * 40)
    intake, picture = EvidenceIntake(), photo()
    for _ in range(3):
        intake.checked(upload("a.jpg", picture))
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("it was drawn"))
    with pytest.raises(EvidenceRefused, match=TOO_MUCH_AT_ONCE):
        intake.checked(upload("a.jpg", picture))
    assert intake.checked(upload("a.pdf", PDF)).content == PDF
