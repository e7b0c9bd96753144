"""Uploads that are too large are not kept in memory or on disk while they are read.

Every form of the portal tells of a file that is too large beside its field; for that the rest of the form must be
read. So a file is read to its end but kept only a little beyond the limit, where its own form refuses it. A post that
is larger than its form can be is refused: a view says by `takes_files` that it takes more than texts, and to who is not
signed in a form is small unless the view says that it takes files from everybody. Of such a post only the texts are
read, without its files, so that the page which refuses it holds them; of a stranger's no more than a small form.

What is kept is on the disk as a whole before its row is in the database, or not at all.
"""

import os
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ita_portal.carried import carried_of, is_sent_by_page

View = TypeVar("View", bound=Callable[..., Any])
LONGEST_NUMBER = 19


class CutUploadHandler(FileUploadHandler):
    """Passes a file on to the next handler until it is larger than UPLOAD_MAX_FILE_BYTES, and drops the rest."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_MAX_FILE_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handler that keeps it."""


class DroppedUploadHandler(FileUploadHandler):
    """Keeps nothing of a file but that there was one."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        return SimpleUploadedFile(self.file_name or "", b"")


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


def takes_files(largest: int, *, from_everybody: bool = False) -> Callable[[View], View]:
    """Let a view take posts of so many bytes, from who is signed in or from everybody."""

    def marked(view: View) -> View:
        view.largest_post, view.takes_from_everybody = largest, from_everybody  # type: ignore[attr-defined]
        return view

    return marked


class PostSizeMiddleware:
    """Refuses a post larger than its view takes by the length that it announces, with 413.

    It stands before whatever reads the form, and after what knows who is signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse at once what no view takes."""
        if _length(request) > settings.UPLOAD_MAX_POST_BYTES:
            return _too_large(request, settings.UPLOAD_MAX_POST_BYTES, settings.POST_BYTES_OF_ANYBODY)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        # Who is signed in is looked up only where it matters.
        if _length(request) <= settings.POST_BYTES_OF_ANYBODY:
            return None
        largest = _largest(request, view)
        return _too_large(request, largest, self.most_read(request)) if _length(request) > largest else None

    def most_read(self, request: HttpRequest) -> int:
        """Return how much of a post that is refused may be read for its texts."""
        return int(settings.UPLOAD_MAX_POST_BYTES if request.user.is_authenticated else settings.POST_BYTES_OF_ANYBODY)


def _largest(request: HttpRequest, view: Any) -> int:
    taken: int = getattr(view, "largest_post", settings.POST_BYTES)
    may_be_large = request.user.is_authenticated or getattr(view, "takes_from_everybody", False)
    return taken if may_be_large else int(settings.POST_BYTES_OF_ANYBODY)


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < LONGEST_NUMBER else 0


def _too_large(request: HttpRequest, largest: int, most_read: int) -> HttpResponse:
    limit = f"{largest // 1024**2} MB" if largest >= 1024**2 else f"{largest // 1024} KB"
    carried = None
    if is_sent_by_page(request):
        _drop_files(request, most_read)
        carried = carried_of(request)
    return render(request, "413.html", {"limit": limit, "carried": carried}, status=413)


def _drop_files(request: Any, most_read: int) -> None:
    """Let a post be read without its files, and no further than so many bytes."""
    request.upload_handlers = [DroppedUploadHandler(request)]
    if _length(request) > most_read:
        request.META["CONTENT_LENGTH"] = str(most_read)
        request._stream = LimitedStream(request._stream, most_read)
        request.is_cut = True
