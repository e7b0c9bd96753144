"""Verifying what was issued: by the code at the foot of a page, or by a file that somebody has received."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from ita_portal.text.thai import arabic_digits
from reports.content.kinds import KINDS
from reports.models import IssuedDocument, IssuedDocumentQuerySet, IssuedFile
from reports.paper.mark import HASH_SHOWN

LONGEST_CODE = 64
_CODE = re.compile(rf"[0-9a-f]{{{HASH_SHOWN},{LONGEST_CODE}}}")
_BETWEEN = re.compile(r"[\s\u200b\u200c\u200d\ufeff-]+")


class CodeRefused(ValueError):
    """What was typed is no code, or not enough of one; the message says why, in Thai."""


@dataclass(frozen=True)
class Verified:
    """An issued document as anybody may see it, and the newest version of the same."""

    issued: IssuedDocument
    newest: IssuedDocument

    @property
    def kind_name(self) -> str:
        return KINDS[self.issued.kind].name

    @property
    def is_newest(self) -> bool:
        return self.newest.version == self.issued.version


@dataclass(frozen=True)
class FileComparison:
    """What a received file is: the file of a version, or none that was issued."""

    name: str
    sha256: str
    match: IssuedFile | None
    is_this_version: bool  # whether the match is of the version that is being verified


def read_code(typed: str) -> str:
    """Return a code as it was stored; people type it in groups, in capitals or in Thai digits."""
    code = _BETWEEN.sub("", arabic_digits(typed)).lower()
    if not code:
        raise CodeRefused("กรุณากรอกรหัสตรวจสอบที่พิมพ์ไว้ท้ายหน้าของเอกสาร")
    if not _CODE.fullmatch(code):
        raise CodeRefused(f"รหัสตรวจสอบมีตัวเลข 0 ถึง 9 และอักษร a ถึง f อย่างน้อย {HASH_SHOWN} ตัว กรุณาตรวจตัวอักษรอีกครั้ง")
    return code


def documents_with(code: str) -> list[IssuedDocument]:
    """Return the documents whose code begins like this; more than one where it is too short to tell them apart."""
    return list(IssuedDocument.objects.with_code(code).listed().select_related("agency")[:2])


def verified(document: IssuedDocument) -> Verified:
    newest = versions_of(document).defer("content").first()
    assert newest is not None  # the document itself at least
    return Verified(document, newest)


def compare(file: "UploadedFile[Any]", document: IssuedDocument) -> FileComparison:
    """Return which file of the document's versions a received one is, byte for byte; the received one is not kept."""
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    found = digest.hexdigest()
    files = IssuedFile.objects.filter(sha256=found, document__in=versions_of(document).values("pk"))
    match = files.defer("content", "document__content").select_related("document").first()
    return FileComparison(file.name or "", found, match, bool(match and match.document_id == document.pk))


def versions_of(document: IssuedDocument) -> IssuedDocumentQuerySet:
    return IssuedDocument.objects.versions_of(document.agency, document.kind, document.fiscal_year)
