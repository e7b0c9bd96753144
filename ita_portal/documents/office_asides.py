"""What an Office file says beside its body: headers, footers, notes, comments, and what is only marked as deleted.

No import takes it for content, but who hands the file on hands it on too.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml import ElementTree

from ita_portal.documents.refusal import MEGABYTE, TOO_LARGE_UNPACKED, DocumentUnreadable
from ita_portal.documents.source import DocumentParagraph, SourceDocument

MAX_PART, MAX_PARTS = 10 * MEGABYTE, 1_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_DELETED = "ข้อความที่ลบโดยติดตามการแก้ไข"
_PLACES = (
    (re.compile(r"word/header[0-9]*\.xml"), "หัวกระดาษ"),
    (re.compile(r"word/footer[0-9]*\.xml"), "ท้ายกระดาษ"),
    (re.compile(r"word/(?:foot|end)notes\.xml"), "เชิงอรรถ"),
    (re.compile(r"word/comments\.xml"), "ความคิดเห็น"),
    (re.compile(r"xl/(?:threadedC|c)omments[^.]*\.xml"), "ความคิดเห็น"),
)


def read_asides(content: bytes) -> SourceDocument:
    """Return the texts, each with where it stands; `content` was found to be a Word file or a workbook."""
    with ZipFile(BytesIO(content)) as archive:
        found = [
            DocumentParagraph(text, where) for where, root in _parts(archive) for text in _texts(where, root) if text
        ]
    return SourceDocument(tuple(found))


def _parts(archive: ZipFile) -> Iterator[tuple[str, Any]]:
    wanted = [(where, file) for file in archive.infolist() if (where := _where(file.filename))]
    if len(wanted) > MAX_PARTS:
        raise DocumentUnreadable(TOO_LARGE_UNPACKED)
    for where, file in wanted:
        if where != _DELETED and file.file_size > MAX_PART:
            raise DocumentUnreadable(TOO_LARGE_UNPACKED)
        yield where, ElementTree.fromstring(archive.read(file), forbid_dtd=True)


def _where(name: str) -> str:
    if name == _BODY:
        return _DELETED
    return next((where for pattern, where in _PLACES if pattern.fullmatch(name)), "")


def _texts(where: str, root: Any) -> Iterator[str]:
    if where == _DELETED:
        for kind in ("del", "moveFrom"):
            yield from map(_whole, root.iter(f"{_W}{kind}"))
        return
    # The paragraphs of Word; a workbook has a comment in each element of that name.
    paragraphs = list(root.iter(f"{_W}p"))
    yield from map(_whole, paragraphs or root)


def _whole(element: Any) -> str:
    return "".join(element.itertext()).strip()
