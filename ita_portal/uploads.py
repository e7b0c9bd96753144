"""Uploads that are too large are not kept in memory or on disk while they are read.

Every form of the portal tells of a file that is too large beside its field; for that the rest of the form must be
read. So a file is read to its end but kept only a little beyond the limit, where its own form refuses it. A post that
is larger than any form of the portal can be is refused before it is read.

What is kept is on the disk as a whole before its row is in the database, or not at all.
"""

import os
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class CutUploadHandler(FileUploadHandler):
    """Passes a file on to the next handler until it is larger than UPLOAD_MAX_FILE_BYTES, and drops the rest."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_MAX_FILE_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handler that keeps it."""


class WholeFileStorage(FileSystemStorage):
    """Gives a file its name when it is whole and on the disk: a disk that fills up leaves no piece of one."""

    def _save(self, name: str, content: Any) -> str:
        part = f"{name}.{secrets.token_hex(8)}.part"
        try:
            super()._save(part, content)  # type: ignore[misc]
            with open(self.path(part), "rb+") as written:
                os.fsync(written.fileno())
            os.rename(self.path(part), self.path(name))
        except BaseException:
            self.delete(part)
            raise
        return name


class PostSizeMiddleware:
    """Refuses a post larger than UPLOAD_MAX_POST_BYTES by the length that it announces, with 413."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.UPLOAD_MAX_POST_BYTES:
            return render(request, "413.html", {"megabytes": settings.UPLOAD_MAX_POST_BYTES // 1024**2}, status=413)
        return self.get_response(request)
