"""The virus scanner of an installation that has one: clamd, asked over its socket with INSTREAM, its own protocol.

Where settings.VIRUS_SCANNER names none, nothing is scanned. Where it does, no file gets by it: one that cannot be
reached, or does not answer as it should, is a refusal, which the log tells.
"""

import logging
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

log = logging.getLogger(__name__)
SECONDS = 30.0
PIECE = 64 * 1024
LONGEST_ANSWER = 4096
CLEAN, FOUND = "OK", "FOUND"
UNIX, TCP = "unix", "tcp"


class VirusFound(Exception):
    """The scanner knows what is in the file."""


class ScannerAway(Exception):
    """The scanner cannot be reached, or did not say whether the file is clean."""


def scan(content: bytes) -> None:
    """Have a file scanned where there is a scanner; raise VirusFound or ScannerAway."""
    if not settings.VIRUS_SCANNER:
        return
    try:
        answer = _answer(content)
    except (OSError, ValueError) as error:
        log.error("The virus scanner cannot be reached: %s. No file is taken.", type(error).__name__)
        raise ScannerAway from error
    verdict = answer.rstrip("\0\n ").rpartition(" ")[2]
    if verdict == FOUND:
        log.warning("The virus scanner has refused a file.")
        raise VirusFound
    if verdict != CLEAN:
        log.error("The virus scanner did not scan a file, such as one larger than its own limit. It is not taken.")
        raise ScannerAway


def is_address(text: str) -> bool:
    """Return whether a setting names a socket: unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310."""
    try:
        parts = urlsplit(text)
        return parts.path.startswith("/") if parts.scheme == UNIX else parts.scheme == TCP and bool(parts.port)
    except ValueError:
        return False


def _answer(content: bytes) -> str:
    with _connected() as scanner:
        scanner.settimeout(SECONDS)
        scanner.sendall(b"zINSTREAM\0")
        for piece in _pieces(content):
            scanner.sendall(len(piece).to_bytes(4, "big") + piece)
        return b"".join(_received(scanner)).decode("utf-8", "replace")


def _connected() -> socket.socket:
    parts = urlsplit(settings.VIRUS_SCANNER)
    if parts.scheme == TCP:
        return socket.create_connection((parts.hostname, parts.port), timeout=SECONDS)
    scanner = socket.socket(socket.AF_UNIX)
    scanner.settimeout(SECONDS)
    try:
        scanner.connect(parts.path)
    except OSError:
        scanner.close()
        raise
    return scanner


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield a file in pieces, and after the last an empty one, which ends it."""
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]
    yield b""


def _received(scanner: socket.socket) -> Iterator[bytes]:
    left = LONGEST_ANSWER
    while left > 0 and (piece := scanner.recv(left)):
        yield piece
        left -= len(piece)
        if piece.endswith(b"\0"):
            return
