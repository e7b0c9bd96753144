"""Whether a public address on the web answers, asked so that nobody can make the portal ask machines of the inside.

Only where settings.LINK_CHECKS says that the installation may reach the network. A name is resolved once, every address
that it stands for has to be one of the public internet, and exactly that address is connected to: a name that
answers differently the next moment (DNS rebinding) gains nothing. The same holds for each redirect. What is asked is
GET without cookies; of the answer only its head is read.
"""

import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException, HTTPResponse
from io import BufferedReader, RawIOBase
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

SECONDS = 10.0  # for all of it: names, redirects, the slowest answer
SECONDS_TO_CONNECT = 4.0
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2_000
LONGEST_HEAD = 64 * 1024
PORTS = {"http": (80, 443), "https": (80, 443)}
USUAL_PORT = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
NOT_WRITABLE = re.compile(r"[\x00-\x20\x7f\\]")

# Beside what the standard library calls not global, whose list is of its version: what is no unicast today,
# addresses in which another may be written (IPv4 in IPv6), relays, and a public one that means the inside of a cloud.
_REFUSED = (
    "0.0.0.0/8 100.64.0.0/10 168.63.129.16/32 192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 224.0.0.0/3 "
    "::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 3fff::/20"
)
REFUSED_NETWORKS = tuple(map(ipaddress.ip_network, _REFUSED.split()))


class LinkState(StrEnum):
    """What became of asking an address."""

    ANSWERS = "เปิดได้"
    GONE = "ไม่พบหน้านี้"
    CLOSED = "ต้องลงชื่อเข้าใช้หรือไม่เปิดให้ดู"
    FAILS = "เว็บไซต์ขัดข้อง"
    UNREACHABLE = "ติดต่อเว็บไซต์ไม่ได้"
    UNTRUSTED = "ใบรับรองความปลอดภัยของเว็บไซต์ใช้ไม่ได้"
    CIRCLES = "ที่อยู่ส่งต่อกันหลายครั้งเกินไป"
    REFUSED = "ไม่ใช่ที่อยู่เว็บไซต์สาธารณะ"
    NOT_ASKED = "ระบบนี้ไม่ได้เปิดให้ตรวจลิงก์"


@dataclass(frozen=True)
class SeenLink:
    """The answer of an address: its state, the status of the last answer (0 where there was none), where it led."""

    state: LinkState
    status: int = 0
    final: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == LinkState.ANSWERS


def is_public(address: IPAddress) -> bool:
    """Return whether an address is one of the public internet; where it is in doubt, it is not."""
    if not address.is_global or address.is_multicast or address.is_reserved or "%" in str(address):
        return False
    return not any(address in network for network in REFUSED_NETWORKS if network.version == address.version)


def addresses_of(host: str, port: int) -> list[IPAddress]:
    """Return all addresses that a name stands for; raise OSError where it stands for none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(each[4][0]) for each in found))


@dataclass(frozen=True)
class Reach:
    """What may be connected to, and how names are resolved."""

    allows: Callable[[IPAddress], bool] = is_public
    resolves: Callable[[str, int], list[IPAddress]] = addresses_of
    ports: Callable[[str, int], bool] = lambda scheme, port: port in PORTS[scheme]
    seconds: float = SECONDS
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


PUBLIC_INTERNET = Reach()


class _Refused(Exception):
    """The address is none of the public web."""


def look_at(address: str, *, reach: Reach = PUBLIC_INTERNET) -> SeenLink:
    """Return what an address answers; where the installation may not reach the network, that it was not asked."""
    if not settings.LINK_CHECKS:
        return SeenLink(LinkState.NOT_ASKED)
    ends = time.monotonic() + reach.seconds
    try:
        return _followed(address, reach, ends)
    except ssl.SSLCertVerificationError:  # which is a ValueError as well
        return SeenLink(LinkState.UNTRUSTED)
    except (_Refused, ValueError):
        return SeenLink(LinkState.REFUSED)
    except (OSError, HTTPException):
        return SeenLink(LinkState.UNREACHABLE)


def _followed(address: str, reach: Reach, ends: float) -> SeenLink:
    for _ in range(MOST_REDIRECTS + 1):
        parts = _parts(address, reach)
        status, location = _asked(parts, reach, ends)
        if status not in REDIRECTS or not location:
            return SeenLink(_state(status), status, parts.geturl())
        address = urljoin(parts.geturl(), location)
    return SeenLink(LinkState.CIRCLES, status, address[:LONGEST_ADDRESS])


def _state(status: int) -> LinkState:
    if 200 <= status < 300:
        return LinkState.ANSWERS
    if status in (401, 403, 407):
        return LinkState.CLOSED
    return LinkState.GONE if 400 <= status < 500 and status not in (408, 429) else LinkState.FAILS


def is_web_address(address: str, *, reach: Reach = PUBLIC_INTERNET) -> bool:
    """Return whether a text is written as an address of the web that may be asked, whatever stands behind its name."""
    try:
        _parts(address, reach)
    except (_Refused, ValueError):
        return False
    return True


def _parts(address: str, reach: Reach) -> SplitResult:
    """Return the pieces of an address as they go over the line; Thai names and paths are written as machines do.

    Raises _Refused, or ValueError where it is no address at all.
    """
    if len(address) > LONGEST_ADDRESS or NOT_WRITABLE.search(address):
        raise _Refused
    parts = urlsplit(address)
    port = parts.port or USUAL_PORT.get(parts.scheme, 0)
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc or not reach.ports(parts.scheme, port):
        raise _Refused
    host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    netloc = host if port == USUAL_PORT[parts.scheme] else f"{host}:{port}"
    path, query = quote(parts.path or "/", safe="%/:@!$&'()*+,;=~"), quote(parts.query, safe="%/:@!$&'()*+,;=~?")
    return SplitResult(parts.scheme, netloc, path, query, "")


def _asked(parts: SplitResult, reach: Reach, ends: float) -> tuple[int, str]:
    """Return the status of an answer and where it leads on."""
    port = parts.port or USUAL_PORT[parts.scheme]
    assert parts.hostname
    with _connected(_allowed(parts.hostname, port, reach, ends), port, ends) as plain:
        line = _encrypted(plain, parts.hostname, reach, ends) if parts.scheme == "https" else plain
        with line:
            line.settimeout(_left(ends))
            line.sendall(_request(parts))
            response = HTTPResponse(_BoundedLine(line, ends), method="HEAD")  # type: ignore[arg-type]
            response.begin()
            return response.status, _as_written(response.getheader("Location") or "")


def _as_written(header: str) -> str:
    """Return a header as who sent it meant it: many write Thai into addresses as it is."""
    return header.encode("latin-1").decode("utf-8", "replace")


def _request(parts: SplitResult) -> bytes:
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    lines = (
        f"GET {target} HTTP/1.1",
        f"Host: {parts.netloc}",
        "User-Agent: Mozilla/5.0 (compatible; ITA-portal link check)",
        "Accept: */*",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _allowed(host: str, port: int, reach: Reach, ends: float) -> list[IPAddress]:
    """Return the addresses of a name, looked up this once; raise where one of them is not public."""
    found = _resolved(host, port, reach, ends)
    if not found or not all(map(reach.allows, found)):
        raise _Refused
    return found


def _resolved(host: str, port: int, reach: Reach, ends: float) -> list[IPAddress]:
    """Look a name up, and wait no longer than there is time: the resolver itself may take minutes."""
    answers: queue.SimpleQueue[list[IPAddress] | Exception] = queue.SimpleQueue()

    def resolve() -> None:
        try:
            answers.put(reach.resolves(host, port))
        except (OSError, ValueError) as error:
            answers.put(error)

    threading.Thread(target=resolve, daemon=True).start()
    try:
        answer = answers.get(timeout=_left(ends))
    except queue.Empty as error:
        raise TimeoutError from error
    if isinstance(answer, Exception):
        raise answer
    return answer


@contextmanager
def _connected(addresses: list[IPAddress], port: int, ends: float) -> Iterator[socket.socket]:
    """Connect to the first of the addresses that takes a connection."""
    last: OSError = OSError()
    for address in addresses:
        try:
            line = socket.create_connection((str(address), port), timeout=min(SECONDS_TO_CONNECT, _left(ends)))
        except OSError as error:
            last = error
            continue
        with line:
            yield line
        return
    raise last


def _encrypted(plain: socket.socket, host: str, reach: Reach, ends: float) -> ssl.SSLSocket:
    """Speak TLS with whoever answers; the certificate has to be of the name that was asked for."""
    plain.settimeout(_left(ends))
    return reach.trust().wrap_socket(plain, server_hostname=host)


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _BoundedLine(RawIOBase):
    """What comes over a connection, up to a moment and a number of bytes: who sends letter by letter is left."""

    def __init__(self, line: socket.socket, ends: float) -> None:
        self.line, self.ends, self.taken = line, ends, 0

    def makefile(self, mode: str) -> BufferedReader:
        """Do as a socket does, for the reader of answers."""
        return BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        room = LONGEST_HEAD - self.taken
        if room <= 0:
            raise HTTPException
        self.line.settimeout(_left(self.ends))
        got = self.line.recv_into(memoryview(buffer)[:room])
        self.taken += got
        return got
