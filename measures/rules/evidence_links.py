"""What a line of evidence leads to, and what is wrong with its address as far as the address alone tells.

A line is a link, words with a link in them, or words alone; words alone are evidence too ("คำสั่งที่ 12/2568").
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

# With a scheme, or as people write one from memory. What follows a letter is part of a word.
_ADDRESS = re.compile(r"(?<![^\s(\"'“])(?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}:/{1,3}|www\.)[^\s<>\"”]*")
_SCHEMES = ("http", "https")
_OF_A_COMPUTER = re.compile(r"(?<!\S)(?:[a-zA-Z]:\\|\\\\)\S*")
_ENDS = ".,;:)]}'ฯ"
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[\w-]{1,63}\.)+[\w-]{2,63}", re.UNICODE)

EMPTY = "ลิงก์ไม่มีชื่อเว็บไซต์"
SCHEME = "ลิงก์ต้องขึ้นต้นด้วย https:// หรือ http://"
MALFORMED = "ลิงก์ไม่ถูกต้อง กรุณาคัดลอกจากแถบที่อยู่เว็บของเบราว์เซอร์อีกครั้ง"
INSIDE = "ลิงก์ภายในหน่วยงาน ผู้ประเมินเปิดไม่ได้"
OF_A_COMPUTER = "เป็นที่อยู่ไฟล์ในเครื่องคอมพิวเตอร์ ผู้อื่นเปิดไม่ได้ กรุณาแนบไฟล์"


@dataclass(frozen=True)
class EvidenceLink:
    """The first address in a line: where it leads if one can follow it, and what is wrong with it."""

    address: str = ""
    fault: str = ""


def link_in(line: str) -> EvidenceLink:
    """Return what a line of evidence leads to; words alone lead nowhere and have no fault.

    >>> link_in("ภาพกิจกรรม https://www.example.go.th/a").address, link_in("http://").fault == EMPTY
    ('https://www.example.go.th/a', True)
    """
    if _OF_A_COMPUTER.search(line):
        return EvidenceLink(fault=OF_A_COMPUTER)
    found = _ADDRESS.search(line)
    if found is None:
        return EvidenceLink()
    address = found[0].rstrip(_ENDS)
    return _judged(f"https://{address}" if address.lower().startswith("www.") else address)


def _judged(address: str) -> EvidenceLink:
    scheme, _, rest = address.partition(":")
    if scheme.lower() not in _SCHEMES:
        return EvidenceLink(fault=SCHEME)
    if not rest.strip("/"):
        return EvidenceLink(fault=EMPTY)
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return EvidenceLink(fault=MALFORMED)
    if _is_inside(host):
        return EvidenceLink(address, INSIDE)
    return EvidenceLink(address) if _is_host(host) and rest.startswith("//") else EvidenceLink(fault=MALFORMED)


def _is_inside(host: str) -> bool:
    """Whether only the agency's own network knows the host."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".lan", ".internal")):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return _HOST.fullmatch(host) is not None
    return True
