"""A file as an answer to keep."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Return a file that the browser saves under `name`."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
