"""Uploads that are too large are not kept in memory or on disk while they are read.

Every form of the portal tells of a file that is too large beside its field; for that the rest of the form must be
read. So a file is read to its end but kept only a little beyond the limit, where its own form refuses it. A post that
is larger than any form of the portal can be is refused before it is read.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class CutUploadHandler(FileUploadHandler):
    """Passes a file on to the next handler until it is larger than UPLOAD_MAX_FILE_BYTES, and drops the rest."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_MAX_FILE_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handler that keeps it."""


class PostSizeMiddleware:
    """Refuses a post larger than UPLOAD_MAX_POST_BYTES by what it says of its length, with 413."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.UPLOAD_MAX_POST_BYTES:
            return render(request, "413.html", {"megabytes": settings.UPLOAD_MAX_POST_BYTES // 1024**2}, status=413)
        return self.get_response(request)
