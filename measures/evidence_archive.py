"""All files of a plan's evidence in one archive, with a list of them and of the links."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO

from django.utils import timezone

from ita_portal.spreadsheets.columns import SheetColumn, names_of
from ita_portal.text.formulas import without_formula
from ita_portal.text.spelling import without_unwritable
from ita_portal.text.thai import short_date
from ita_portal.zip_stream import ZipMember
from measures.evidence_register import EvidencePiece
from measures.models import Evidence
from measures.rules.archive_names import ArchiveNames

LIST_NAME = "รายการหลักฐาน.csv"
LOST = "ไม่พบไฟล์ในระบบ กรุณาแจ้งผู้ดูแลระบบ"
Listed = tuple[EvidencePiece, str]  # with its path in the archive, or what stands in its place

COLUMNS: tuple[SheetColumn[Listed], ...] = (
    SheetColumn("มาตรการที่", 10, lambda listed: str(listed[0].number)),
    SheetColumn("มาตรการ", 40, lambda listed: listed[0].measure.title),
    SheetColumn("ขั้นตอน", 40, lambda listed: listed[0].step),
    SheetColumn("ข้อ OIT", 10, lambda listed: listed[0].item),
    SheetColumn("หลักฐาน", 40, lambda listed: listed[0].name),
    SheetColumn("ไฟล์ในชุดนี้", 40, lambda listed: listed[1]),
    SheetColumn("วันที่ของหลักฐาน", 18, lambda listed: _day(listed[0])),
    SheetColumn("รายงาน", 30, lambda listed: ", ".join(_reports(listed[0]))),
    SheetColumn("ข้อสังเกตของลิงก์", 30, lambda listed: listed[0].fault),
    SheetColumn("รหัสตรวจสอบไฟล์", 64, lambda listed: listed[0].file.sha256 if listed[0].file else ""),
)


def archive_members(pieces: Sequence[EvidencePiece]) -> Iterator[ZipMember]:
    """Yield each file once for a measure, opened when its turn has come, and the list at the end."""
    names, listed = ArchiveNames(), []
    for piece in pieces:
        path = ""
        if piece.file:
            path = names.taken(f"{piece.number:02} {piece.measure.title}", piece.file.name)
            member = _member(piece.file, path)
            path = path if member else LOST
            if member:
                yield member
        listed.append((piece, path))
    content = list_of_evidence(listed)
    yield ZipMember(LIST_NAME, timezone.localtime(), BytesIO(content), len(content))


def list_of_evidence(listed: Iterable[Listed]) -> bytes:
    """Return the list as CSV, with the mark by which Excel knows Thai text in UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(names_of(COLUMNS))
    for each in listed:
        writer.writerow(without_formula(without_unwritable(str(column.value(each)))) for column in COLUMNS)
    return text.getvalue().encode("utf-8-sig")


def _member(file: Evidence, path: str) -> ZipMember | None:
    try:
        return ZipMember(path, timezone.localtime(file.at), file.opened(), file.size)
    except FileNotFoundError:
        return None


def _day(piece: EvidencePiece) -> str:
    return short_date(piece.facts.dated_on) if piece.facts and piece.facts.dated_on else ""


def _reports(piece: EvidencePiece) -> list[str]:
    return [f"{entry.round or 'นอกรอบ'} {short_date(entry.reported_on)}" for entry in piece.entries]
