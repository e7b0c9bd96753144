"""The field in which a picture for paper is brought: a drawing (SVG) is painted as PNG before anything else sees it."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import MAX_EMBLEM_BYTES
from agencies.models.picture import check_emblem_bytes
from ita_portal.drawings.cleaning import DrawingRefused
from ita_portal.drawings.painting import painted

BEGINNING = 2_000  # bytes in which a drawing names itself, after what its program says of itself


class PictureField(forms.ImageField):
    """A PNG or JPEG, or an SVG, which becomes a PNG."""

    def to_python(self, data: Any) -> Any:
        return super().to_python(_as_picture(data) if data else data)


def _as_picture(upload: Any) -> Any:
    """Return an upload, a drawing among them as the PNG that was painted of it; raise ValidationError in words."""
    upload.seek(0)
    beginning = upload.read(BEGINNING)
    upload.seek(0)
    if not (upload.name.lower().endswith(".svg") or b"<svg" in beginning):
        return upload
    check_emblem_bytes(upload)
    try:
        png = painted(upload.read(MAX_EMBLEM_BYTES + 1))
    except DrawingRefused as refused:
        raise ValidationError(str(refused)) from refused
    return SimpleUploadedFile(f"{PurePath(upload.name).stem}.png", png, "image/png")
