"""Which files may be kept as evidence: small, whole, of a kind that offices use, and what their name says.

The kind is read from the content; the name must say the same. Pictures are drawn anew, upright, so that nothing stays
in them that a person cannot see: no place where a phone took them, no second file behind the picture.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from PIL import Image, ImageFile, ImageOps

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_FILES = 10
# A picture takes four bytes of memory for each point while it is drawn anew. Phones take up to 50 million.
MAX_PIXELS = 51_000_000
MAX_NAME = 150
MAX_PARTS = 5_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_CONTENT_TYPES = MEGABYTE
ALLOWED = "PDF, JPEG, PNG, WebP, DOCX หรือ XLSX"
# What a browser offers to choose from. Named one by one: an iPhone then turns its own format into JPEG.
ACCEPT = "image/jpeg,image/png,image/webp,.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"

BROKEN = "เปิดไฟล์นี้ไม่ได้ ไฟล์อาจไม่สมบูรณ์ กรุณาบันทึกหรือถ่ายใหม่แล้วแนบอีกครั้ง"
SCRIPTED = "ไฟล์นี้มีคำสั่งที่ทำงานได้เองอยู่ภายใน กรุณาพิมพ์หรือส่งออกเป็น PDF ใหม่แล้วแนบอีกครั้ง"
NOT_ALLOWED = f"แนบได้เฉพาะไฟล์ {ALLOWED}"
# Kinds that people choose by mistake, by their first bytes.
MISTAKEN = {
    b"\xd0\xcf\x11\xe0": "เป็นไฟล์ Office รุ่นเก่าหรือใส่รหัสผ่านไว้ กรุณาบันทึกเป็น .docx, .xlsx หรือ PDF ที่ไม่มีรหัสผ่าน",
}
HEIC = "เป็นภาพชนิด HEIC กรุณาบันทึกหรือส่งออกเป็น JPEG แล้วแนบอีกครั้ง"
HEIC_BRANDS = (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1")


class EvidenceRefused(Exception):
    """The file cannot be kept; the message says why and what to do, in Thai."""


@dataclass(frozen=True)
class CheckedFile:
    """A file as it will be kept."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its endings, its type on the web, and what makes one safe to keep."""

    name: str
    endings: tuple[str, ...]
    content_type: str
    cleaned: Callable[[bytes], bytes]


def check_file(name: str, content: bytes) -> CheckedFile:
    """Return the file as it may be kept, or raise EvidenceRefused."""
    if not content:
        raise EvidenceRefused("ไฟล์ว่างเปล่า กรุณาตรวจสอบไฟล์แล้วแนบอีกครั้ง")
    if len(content) > MAX_BYTES:
        raise EvidenceRefused(f"ไฟล์ใหญ่เกิน {MAX_BYTES // MEGABYTE} MB กรุณาย่อหรือแบ่งไฟล์")
    kind = kind_of(content)
    if kind is None:
        raise EvidenceRefused(_why_not_allowed(content))
    name = clean_name(name)
    if ending_of(name) not in kind.endings:
        named = f"นามสกุล .{ending_of(name)}" if ending_of(name) else "ไม่มีนามสกุลของไฟล์"
        raise EvidenceRefused(f"ชื่อไฟล์ {named} แต่เนื้อหาเป็น {kind.name} กรุณาใช้ไฟล์ต้นฉบับที่ไม่ได้เปลี่ยนนามสกุล")
    return CheckedFile(name, kind.content_type, kind.cleaned(content))


def clean_name(name: str) -> str:
    """Return the last part of a file's name without what cannot be seen, such as marks that turn text around."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(each for each in last if unicodedata.category(each) not in ("Cc", "Cf", "Cs"))
    bare = " ".join(visible.split()).strip(". ")
    stem, dot, ending = bare.rpartition(".")
    return f"{stem[: MAX_NAME - len(ending) - 1]}.{ending}" if dot and len(ending) < MAX_NAME else bare[:MAX_NAME]


def ending_of(name: str) -> str:
    """Return what follows the last point of a name, in small letters."""
    _, _, ending = name.rpartition(".")
    return ending.lower() if ending != name else ""


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind that a content is of; None for every other."""
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return KINDS["webp"]
    for start, kind in STARTS.items():
        if content.startswith(start):
            return KINDS[kind]
    return _office_kind(content) if content.startswith(b"PK\x03\x04") else None


def _why_not_allowed(content: bytes) -> str:
    for start, reason in MISTAKEN.items():
        if content.startswith(start):
            return reason
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    return NOT_ALLOWED


def _office_kind(content: bytes) -> FileKind | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    # zipfile raises NotImplementedError for a version of the format that it does not know.
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise EvidenceRefused(BROKEN) from error
    return next((KINDS[kind] for kind, part in MAIN_PARTS.items() if part in names), None)


def _clean_pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-4096:]:
        raise EvidenceRefused(BROKEN)
    # Only what is plain to see: the file is served as a download, and a viewer decides what it runs.
    if b"/JavaScript" in content or b"/Launch" in content:
        raise EvidenceRefused(SCRIPTED)
    return content


def _clean_office(kind: str) -> Callable[[bytes], bytes]:
    def cleaned(content: bytes) -> bytes:
        try:
            with ZipFile(BytesIO(content)) as archive:
                _refuse_parts(archive)
                with archive.open("[Content_Types].xml") as part:
                    types = part.read(MAX_CONTENT_TYPES)
                archive.getinfo(MAIN_PARTS[kind])
        except EvidenceRefused:
            raise
        except Exception as error:  # what a broken or hostile archive raises is documented nowhere
            raise EvidenceRefused(BROKEN) from error
        if b"macroEnabled" in types:
            raise EvidenceRefused(SCRIPTED)
        if MAIN_TYPES[kind] not in types:
            raise EvidenceRefused(BROKEN)
        return content

    return cleaned


def _refuse_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise EvidenceRefused("ไฟล์นี้ใส่รหัสผ่านไว้ กรุณาบันทึกเป็นไฟล์ที่ไม่มีรหัสผ่าน")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise EvidenceRefused(SCRIPTED)
    if len(names) != len(parts) or len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise EvidenceRefused(BROKEN)


def _redrawn(picture_format: str, **options: int) -> Callable[[bytes], bytes]:
    def cleaned(content: bytes) -> bytes:
        # Importing WeasyPrint makes Pillow accept cut-off pictures in the whole process; what is kept must be whole.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            with Image.open(BytesIO(content), formats=[picture_format]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise EvidenceRefused("ภาพมีความละเอียดสูงเกินไป กรุณาย่อภาพแล้วแนบอีกครั้ง")
                picture.load()
                upright = ImageOps.exif_transpose(picture)
            # Colours stay as they were; all else that a camera or a person wrote into the file goes.
            upright.info = {key: upright.info[key] for key in ("icc_profile", "transparency") if key in upright.info}
            drawn = BytesIO()
            upright.save(drawn, picture_format, icc_profile=upright.info.get("icc_profile"), **options)
        except EvidenceRefused:
            raise
        except Exception as error:  # what a broken or hostile picture raises is documented nowhere
            raise EvidenceRefused(BROKEN) from error
        return drawn.getvalue()

    return cleaned


STARTS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MAIN_TYPES = {"docx": b"wordprocessingml.document.main+xml", "xlsx": b"spreadsheetml.sheet.main+xml"}
_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": FileKind("PDF", ("pdf",), "application/pdf", _clean_pdf),
    "jpeg": FileKind("ภาพ JPEG", ("jpg", "jpeg"), "image/jpeg", _redrawn("JPEG", quality=90)),
    "png": FileKind("ภาพ PNG", ("png",), "image/png", _redrawn("PNG")),
    "webp": FileKind("ภาพ WebP", ("webp",), "image/webp", _redrawn("WEBP", quality=90)),
    "docx": FileKind("DOCX", ("docx",), f"{_OFFICE}.wordprocessingml.document", _clean_office("docx")),
    "xlsx": FileKind("XLSX", ("xlsx",), f"{_OFFICE}.spreadsheetml.sheet", _clean_office("xlsx")),
}
