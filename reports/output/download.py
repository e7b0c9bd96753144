"""A document's file as an answer to keep."""

from django.http import HttpResponse

from ita_portal.download import as_download

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def download(content: bytes, file_format: str, name: str) -> HttpResponse:
    """Return a file that the browser saves under `name`."""
    return as_download(content, name=name, content_type=CONTENT_TYPES[file_format])
