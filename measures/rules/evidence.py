"""Which files may be kept as evidence: small, whole, of a kind that offices use, and what their name says.

The kind is read from the content; the name must say the same. What makes a file of each kind safe to keep stands in
`pictures`, `pdf_files` and `office_files`.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from ita_portal.text.spelling import one_spelling
from measures.rules.office_files import MAIN_PARTS, clean_office
from measures.rules.pdf_files import clean_pdf
from measures.rules.pictures import picture_format, redrawn
from measures.rules.refusal import BROKEN, EvidenceRefused

__all__ = ["EvidenceRefused"]  # what callers of `check_file` have to know of

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_FILES = 10
MAX_NAME = 150
ALLOWED = "PDF, JPEG, PNG, WebP, DOCX หรือ XLSX"
# What a browser offers to choose from. Named one by one: an iPhone then turns its own format into JPEG.
ACCEPT = "image/jpeg,image/png,image/webp,.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"

NOT_ALLOWED = f"แนบได้เฉพาะไฟล์ {ALLOWED}"
# Kinds that people choose by mistake, by their first bytes.
MISTAKEN = {
    b"\xd0\xcf\x11\xe0": "เป็นไฟล์ Office รุ่นเก่าหรือใส่รหัสผ่านไว้ กรุณาบันทึกเป็น .docx, .xlsx หรือ PDF ที่ไม่มีรหัสผ่าน",
}
HEIC = "เป็นภาพชนิด HEIC กรุณาบันทึกหรือส่งออกเป็น JPEG แล้วแนบอีกครั้ง"
HEIC_BRANDS = (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1")


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
    last = one_spelling(name.replace("\\", "/").rsplit("/", 1)[-1])
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
    if picture := picture_format(content):
        return KINDS[picture.lower()]
    if content.startswith(b"%PDF-"):
        return KINDS["pdf"]
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


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": FileKind("PDF", ("pdf",), "application/pdf", clean_pdf),
    "jpeg": FileKind("ภาพ JPEG", ("jpg", "jpeg"), "image/jpeg", redrawn("JPEG", quality=90)),
    "png": FileKind("ภาพ PNG", ("png",), "image/png", redrawn("PNG", compress_level=3)),
    "webp": FileKind("ภาพ WebP", ("webp",), "image/webp", redrawn("WEBP", quality=90, method=2)),
    "docx": FileKind("DOCX", ("docx",), f"{_OFFICE}.wordprocessingml.document", clean_office("docx")),
    "xlsx": FileKind("XLSX", ("xlsx",), f"{_OFFICE}.spreadsheetml.sheet", clean_office("xlsx")),
}
