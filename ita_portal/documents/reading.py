"""One way in for every kind of file: told by what it is, not by its name alone, and never trusted.

What others have packed, Word files, PDFs and web pages, is read by a process of its own, which ends after a while
whatever the file does to it, takes so much memory and no more, and knows no secrets.
"""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from ita_portal.documents import refusal
from ita_portal.documents.plain_text import read_plain_text
from ita_portal.documents.refusal import MAX_BYTES, DocumentUnreadable
from ita_portal.documents.source import (
    DocumentParagraph,
    DocumentTable,
    DocumentTooLong,
    SourceDocument,
)
from ita_portal.documents.spelling import lines_joined
from ita_portal.spreadsheets.grid import read_sheets
from ita_portal.spreadsheets.problem import FileRefused

SECONDS = 30
MAX_FILES, MAX_UNPACKED, MAX_BODY = 5_000, 60 * refusal.MEGABYTE, 30 * refusal.MEGABYTE
WORD, PDF, PAGE, ASIDES = "word", "pdf", "page", "asides"
_ROOT = Path(__file__).resolve().parents[2]
# By their first bytes: what people choose by mistake, and what is only called a document.
_OTHERS = {
    b"\xd0\xcf\x11\xe0": refusal.OLD_WORD,
    b"HWP Document File": refusal.HANGUL,
    b"{\\rtf": refusal.RICH_TEXT,
    b"\x89PNG": refusal.PICTURE,
    b"\xff\xd8\xff": refusal.PICTURE,
}
_NAMED = {".hwp": refusal.HANGUL, ".hwpx": refusal.HANGUL, ".odt": refusal.OPEN_DOCUMENT, ".ods": refusal.OPEN_DOCUMENT}
_PAGES, _TEXTS, _SHEETS = (".html", ".htm", ".xhtml"), (".txt", ".text", ".md"), (".xlsx", ".csv")


def read_document(name: str, content: bytes) -> SourceDocument:
    """Return what is in a file, or raise DocumentUnreadable with the reason in Thai."""
    document = _read(name.lower(), content)
    if not document.blocks:
        raise DocumentUnreadable(refusal.EMPTY)
    return document


def read_asides(name: str, content: bytes) -> SourceDocument:
    """Return what a file says beside its body, such as headers and comments; nothing where it cannot.

    For files that `read_document` has read.
    """
    is_office = content.startswith(b"PK") or name.lower().endswith((".docx", ".xlsx"))
    return _read_apart(ASIDES, content) if is_office else SourceDocument(())


def read_pasted(text: str) -> SourceDocument:
    """Return what was pasted: the markup of a page, or plain text."""
    if len(text) > MAX_BYTES:
        raise DocumentUnreadable(refusal.TOO_LARGE)
    return read_document("pasted.html" if _is_markup(text) else "pasted.txt", text.encode("utf-8", "replace"))


def _read(name: str, content: bytes) -> SourceDocument:
    _refuse_others(name, content)
    if content.startswith(b"%PDF") or name.endswith(".pdf"):
        return _read_apart(PDF, content)
    if name.endswith(_SHEETS):
        return _read_sheets(name, content)
    if content.startswith(b"PK") or name.endswith(".docx"):
        _refuse_archive(content)
        return _read_apart(WORD, content)
    if not name.endswith((*_PAGES, *_TEXTS)):
        raise DocumentUnreadable(refusal.UNKNOWN_KIND)
    text = _decoded(content)
    if name.endswith(_PAGES) or _is_markup(text):
        return _read_apart(PAGE, text.encode("utf-8", "replace"))
    try:
        return read_plain_text(text)
    except DocumentTooLong as error:
        raise DocumentUnreadable(refusal.TOO_LONG) from error


def _refuse_others(name: str, content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise DocumentUnreadable(refusal.TOO_LARGE)
    for ending, reason in _NAMED.items():
        if name.endswith(ending):
            raise DocumentUnreadable(reason)
    for start, reason in _OTHERS.items():
        if content.startswith(start):
            raise DocumentUnreadable(reason)


def _is_markup(text: str) -> bool:
    start = text.lstrip("\ufeff \r\n\t")[:1000].lower()
    return start.startswith(("<!doctype html", "<html", "<table", "<div", "<body", "<meta", "<?xml"))


def _refuse_archive(content: bytes) -> None:
    """Refuse what is no Word file, or one that would take long to read, before anything is unpacked."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            files = {file.filename: file for file in archive.infolist()}
            is_whole = len(files) == len(archive.infolist()) <= MAX_FILES
    except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise DocumentUnreadable(refusal.NO_WORD) from error
    if "mimetype" in files:
        raise DocumentUnreadable(refusal.OPEN_DOCUMENT)
    if any(file.flag_bits & 1 for file in files.values()):
        raise DocumentUnreadable(refusal.ENCRYPTED_WORD)
    if not is_whole or "word/document.xml" not in files:
        raise DocumentUnreadable(refusal.NO_WORD)
    _refuse_large(files)


def _refuse_large(files: dict[str, ZipInfo]) -> None:
    body = files["word/document.xml"].file_size
    if body > MAX_BODY or sum(file.file_size for file in files.values()) > MAX_UNPACKED:
        raise DocumentUnreadable(refusal.TOO_LARGE_UNPACKED)


def _decoded(content: bytes) -> str:
    # Windows saves text in UTF-16 with a mark, or in its Thai code page.
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp874"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentUnreadable(refusal.NOT_TEXT)


def _read_sheets(name: str, content: bytes) -> SourceDocument:
    try:
        sheets = read_sheets(name, content)
    except FileRefused as refused:
        raise DocumentUnreadable("\n".join(problem.reason for problem in refused.problems)) from refused
    return SourceDocument(
        tuple(
            DocumentTable(tuple(tuple(lines_joined(cell.text) for cell in row) for row in sheet.rows), sheet.name)
            for sheet in sheets
            if not sheet.unread
        ),
        left=tuple((f"แผ่นงาน “{sheet.name}”", sheet.unread) for sheet in sheets if sheet.unread),
    )


def _read_apart(kind: str, content: bytes) -> SourceDocument:
    command = [sys.executable, "-m", "ita_portal.documents.apart", kind]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  our own words; the file comes by a pipe
            command, input=content, capture_output=True, timeout=SECONDS, cwd=_ROOT, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentUnreadable(refusal.TOO_SLOW) from error
    if done.returncode:
        raise DocumentUnreadable(_UNREADABLE[kind] if done.returncode > 0 else refusal.TOO_SLOW)
    told = json.loads(done.stdout)
    if told["refusal"]:
        raise DocumentUnreadable(told["refusal"])
    blocks = tuple(map(_block, told["blocks"]))
    return SourceDocument(blocks, tuple(told["unread"]), notes=tuple(told["notes"]))


_UNREADABLE = {PDF: refusal.NO_PDF, WORD: refusal.NO_WORD, PAGE: refusal.NOT_TEXT, ASIDES: refusal.ASIDES_UNREAD}


def _block(told: dict[str, object]) -> DocumentParagraph | DocumentTable:
    if "rows" in told:
        rows = told["rows"]
        assert isinstance(rows, list)
        joins, notes = told["joins"], told["notes"]
        assert isinstance(joins, list)
        assert isinstance(notes, list)
        return DocumentTable(tuple(tuple(row) for row in rows), str(told["where"]), tuple(joins), tuple(notes))
    level = told["level"]
    assert isinstance(level, int)
    return DocumentParagraph(str(told["text"]), str(told["where"]), level)
