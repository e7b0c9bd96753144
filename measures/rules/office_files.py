"""DOCX and XLSX of evidence: whole, without macros, and without what reaches for another file when they are opened."""

from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from defusedxml import ElementTree

from measures.rules.refusal import BROKEN, SCRIPTED, EvidenceRefused

MEGABYTE = 1024 * 1024
MAX_PARTS = 5_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_CONTENT_TYPES = MEGABYTE
MAX_RELATIONS = 10 * MEGABYTE  # of all parts together
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MAIN_TYPES = {"docx": b"wordprocessingml.document.main+xml", "xlsx": b"spreadsheetml.sheet.main+xml"}
ENCRYPTED = "ไฟล์นี้ใส่รหัสผ่านไว้ กรุณาบันทึกเป็นไฟล์ที่ไม่มีรหัสผ่าน"
# A link that a person follows is a link; what Office follows by itself when it opens the file is not.
FOLLOWED_BY_PEOPLE = "/hyperlink"
REACHING = {
    "docx": "ไฟล์นี้เรียกแม่แบบ ภาพ หรือข้อมูลจากไฟล์อื่นเมื่อเปิด กรุณาบันทึกเป็น PDF แล้วแนบอีกครั้ง "
    "หรือเปลี่ยนแม่แบบเป็น Normal และฝังภาพไว้ในไฟล์",
    "xlsx": "ไฟล์นี้เชื่อมโยงไปยังไฟล์หรือข้อมูลอื่น กรุณายกเลิกการเชื่อมโยง (เมนู ข้อมูล > แก้ไขลิงก์ > ตัดการเชื่อมโยง) "
    "หรือบันทึกเป็น PDF แล้วแนบอีกครั้ง",
}
# Parts that reach out, or run, without a relation that says so: links of a workbook, also to other programs; controls.
REACHING_PARTS, RUNNING_PARTS = ("xl/externallinks/",), ("word/activex/", "xl/activex/")


def clean_office(kind: str) -> Callable[[bytes], bytes]:
    """Return what looks through files of a kind: each as it is, or EvidenceRefused."""

    def cleaned(content: bytes) -> bytes:
        try:
            with ZipFile(BytesIO(content)) as archive:
                _refuse_parts(archive)
                with archive.open("[Content_Types].xml") as part:
                    types = part.read(MAX_CONTENT_TYPES)
                archive.getinfo(MAIN_PARTS[kind])
                reaches_out = _reaches_out(archive)
        except EvidenceRefused:
            raise
        except Exception as error:  # what a broken or hostile archive raises is documented nowhere
            raise EvidenceRefused(BROKEN) from error
        if b"macroEnabled" in types:
            raise EvidenceRefused(SCRIPTED)
        if MAIN_TYPES[kind] not in types:
            raise EvidenceRefused(BROKEN)
        if reaches_out:
            raise EvidenceRefused(REACHING[kind])
        return content

    return cleaned


def _refuse_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise EvidenceRefused(ENCRYPTED)
    if any(name.endswith("vbaproject.bin") or name.startswith(RUNNING_PARTS) for name in names):
        raise EvidenceRefused(SCRIPTED)
    if len(names) != len(parts) or len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise EvidenceRefused(BROKEN)


def _reaches_out(archive: ZipFile) -> bool:
    """Return whether a document has a relation that Office follows when it opens it, or a part that stands for one."""
    parts = archive.infolist()
    if any(part.filename.lower().startswith(REACHING_PARTS) for part in parts):
        return True
    relations = [part for part in parts if part.filename.lower().endswith(".rels")]
    if sum(part.file_size for part in relations) > MAX_RELATIONS:
        raise EvidenceRefused(BROKEN)
    return any(not kind.endswith(FOLLOWED_BY_PEOPLE) for part in relations for kind in _outer_kinds(archive, part))


def _outer_kinds(archive: ZipFile, part: ZipInfo) -> Iterator[str]:
    """Yield of what kind the relations are that lead out of the file."""
    for relation in ElementTree.fromstring(archive.read(part), forbid_dtd=True).iter():
        if relation.get("TargetMode", "").lower() == "external":
            yield relation.get("Type", "")
