"""A file as an answer to keep."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header


def as_download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Return a file that the browser saves under `name`."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def as_private_download(stored: Any, *, name: str, content_type: str) -> FileResponse:
    """Return a stored file that somebody uploaded, or raise 404 where it is gone.

    Always as a download: whatever it holds, it never runs or shows as a page of the portal.
    """
    try:
        content = stored.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return FileResponse(content, as_attachment=True, filename=name, content_type=content_type, headers=headers)
