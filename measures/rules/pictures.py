"""Pictures of evidence: how many points one may have, read from its first bytes, and how it is drawn anew, upright.

Nothing stays in a picture that a person cannot see: no place where a phone took it, no second file behind it. Drawing
takes memory and time by the point, each kind its own: limits are looked at before anything is unpacked.
"""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

from measures.rules.refusal import BROKEN, EvidenceRefused

# Phones take JPEG of up to 50 million points. A page that is scanned at 400 dots has 16 million. WebP takes 26 bytes a
# point: one of 50 million took 1.3 GB and 21 s.
MAX_POINTS = {"JPEG": 51_000_000, "PNG": 25_000_000, "WEBP": 16_000_000}
# How much longer than a point of JPEG one of each kind takes, and how much a single post may ask for: some six seconds.
WEIGHTS = {"JPEG": 1, "PNG": 4, "WEBP": 4}
WEIGHT_OF_POST = 200_000_000
# A progressive JPEG is drawn once for each of its scans. Cameras write ten; 20 MB have room for a hundred thousand.
MAX_SCANS = 50
SCAN = b"\xff\xda"
TOO_MANY_POINTS = "ภาพมีความละเอียดสูงเกินไป กรุณาย่อภาพแล้วแนบอีกครั้ง"
TOO_MUCH_AT_ONCE = "ภาพที่แนบในครั้งนี้มีความละเอียดรวมกันสูงเกินไป กรุณาบันทึกก่อนแล้วแนบภาพนี้ในครั้งถัดไป หรือย่อภาพ"
STARTS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}


def picture_format(content: bytes) -> str:
    """Return which format of a picture a content begins as; nothing for what is no picture."""
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    return next((name for start, name in STARTS.items() if content.startswith(start)), "")


def drawing_weight(content: bytes) -> int:
    """Return how much a picture asks for when it is drawn anew, 0 for what is no picture; raise EvidenceRefused.

    Reads the first bytes alone.
    """
    name = picture_format(content)
    if not name:
        return 0
    width, height = _size(name, content)
    if width * height > MAX_POINTS[name]:
        raise EvidenceRefused(TOO_MANY_POINTS)
    return width * height * WEIGHTS[name]


def redrawn(name: str, **options: int) -> Callable[[bytes], bytes]:
    """Return what draws pictures of a format anew."""

    def cleaned(content: bytes) -> bytes:
        drawing_weight(content)
        if name == "JPEG" and content.count(SCAN) > MAX_SCANS:
            raise EvidenceRefused(BROKEN)
        # Importing WeasyPrint makes Pillow accept cut-off pictures in the whole process; what is kept must be whole.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            return _drawn(name, content, options)
        except Exception as error:  # what a broken or hostile picture raises is documented nowhere
            raise EvidenceRefused(BROKEN) from error

    return cleaned


def _drawn(name: str, content: bytes, options: dict[str, int]) -> bytes:
    with Image.open(BytesIO(content), formats=[name]) as picture:
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        # Colours stay as they were; all else that a camera or a person wrote into the file goes.
        picture.info = {key: picture.info[key] for key in ("icc_profile", "transparency") if key in picture.info}
        drawn = BytesIO()
        picture.save(drawn, name, icc_profile=picture.info.get("icc_profile"), **options)
    return drawn.getvalue()


def _size(name: str, content: bytes) -> tuple[int, int]:
    try:
        if name == "WEBP":
            return _webp_size(content)
        with Image.open(BytesIO(content), formats=[name]) as picture:
            return picture.size
    except Exception as error:  # what a broken or hostile picture raises is documented nowhere
        raise EvidenceRefused(BROKEN) from error


def _webp_size(content: bytes) -> tuple[int, int]:
    """Return the size that a WebP names: Pillow would make room for all of its points before it says so."""
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        sides = int.from_bytes(content[26:28], "little"), int.from_bytes(content[28:30], "little")
        return sides[0] & 0x3FFF, sides[1] & 0x3FFF
    raise ValueError(kind)
