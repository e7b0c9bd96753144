"""PDF of evidence: whole, and without scripts, also where their names are written in another way or packed.

A viewer decides what it runs, and the file leaves as a download; what is looked for is what tells a viewer to run
something. Objects of a PDF may be packed into streams: these are unpacked, within bounds.
"""

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from measures.rules.refusal import BROKEN, SCRIPTED, EvidenceRefused

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 64 * MEGABYTE
MAX_READ = 100 * MEGABYTE  # of streams, at least BEGINNING of each; they overlap where ends are missing
TAIL = 4096  # the file ends somewhere in its last bytes
UNREADABLE = "ตรวจเนื้อหาภายในของไฟล์ PDF นี้ไม่ได้ อาจเป็นเพราะไฟล์เข้ารหัสไว้ กรุณาพิมพ์หรือส่งออกเป็น PDF ใหม่ที่ไม่เข้ารหัสแล้วแนบอีกครั้ง"


def _written(name: str) -> bytes:
    """Return a pattern of a name in which any letter may stand as its number, as in /J#61vaScript."""
    letters = (f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name)
    return f"/{''.join(letters)}".encode()


_RUNNING = re.compile(b"|".join(map(_written, ("JavaScript", "Launch"))))
# What only the dictionary of packed objects has: where the first of them begins. By reference bookmarks have one too.
_FIRST = re.compile(_written("First") + rb"\s*+\+?[0-9]++(?!\s+[0-9]+\s+R)")
_STREAM, _END = re.compile(rb"(?<!end)stream\r?\n"), re.compile(rb"endstream")
# Packed objects begin with their numbers and places.
_NUMBERS = re.compile(rb"\s*[0-9]+\s+[0-9]+\s")
BEGINNING, ENOUGH_TO_KNOW = 1024, 64


def clean_pdf(content: bytes) -> bytes:
    """Return a PDF as it is, or raise EvidenceRefused."""
    if b"%%EOF" not in content[-TAIL:]:
        raise EvidenceRefused(BROKEN)
    if any(_RUNNING.search(part) for part in (content, *_packed_objects(content))):
        raise EvidenceRefused(SCRIPTED)
    return content


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """Yield what is packed into streams that begin as objects do; raise EvidenceRefused where objects cannot be read.

    A stream may begin so by chance, such as a page with a place. Where one must be of objects, and another filter or
    a second one, or a password, leaves what is no list of them, nobody can say what is in it.
    """
    left, unread = MAX_UNPACKED, MAX_READ
    for start, end, is_certain in _streams(content):
        begins_so = bool(_NUMBERS.match(_unpacked(content[start : min(end, start + BEGINNING)], ENOUGH_TO_KNOW)))
        unread -= end - start if begins_so else BEGINNING
        objects = _unpacked(content[start:end], left) if begins_so and unread > 0 else b""
        left -= len(objects)
        if left <= 0 or unread <= 0 or (is_certain and not begins_so):
            raise EvidenceRefused(UNREADABLE)
        yield objects


def _streams(content: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield where streams begin and end, and whether what stands before one says that it is of packed objects."""
    starts = [found.end() for found in _STREAM.finditer(content)]
    ends = [found.start() for found in _END.finditer(content)]
    for before, start in pairwise([0, *starts]):
        at = bisect_left(ends, start)
        yield start, ends[at] if at < len(ends) else len(content), bool(_FIRST.search(content, before, start))


def _unpacked(packed: bytes, most: int) -> bytes:
    """Return what a stream begins with; as it is, where it is not packed in the one way that is known here."""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return packed[:most]
