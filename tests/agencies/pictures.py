"""Pictures to upload."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture_file(name: str = "seal.png", picture_format: str = "PNG", size: tuple[int, int] = (40, 40)):
    """Return a picture as somebody uploads one; the format need not be what the name says."""
    drawn = BytesIO()
    Image.new("RGB", size, "navy").save(drawn, picture_format)
    return SimpleUploadedFile(name, drawn.getvalue())
