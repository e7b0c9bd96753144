"""An agency's pictures as a page shows them: small, and within the page, since nothing serves uploads as they are."""

from base64 import b64encode
from io import BytesIO

from django.db.models.fields.files import FieldFile
from PIL import Image

SHOWN_SIDE = 240


def preview_uri(picture: FieldFile | None) -> str:
    """Return a small copy as a data URI; nothing without a picture, or where its file has gone."""
    if not picture:
        return ""
    try:
        with picture.open() as file, Image.open(file) as drawn:
            drawn.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
            small = BytesIO()
            drawn.convert("RGBA").save(small, "PNG")
    except OSError:
        return ""
    return f"data:image/png;base64,{b64encode(small.getvalue()).decode('ascii')}"
