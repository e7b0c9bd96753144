"""Files as people attach them, and as somebody hostile would."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SCRIPT = b"<script>alert(document.domain)</script>"
GPS = 0x8825


def photo(picture_format: str = "JPEG", size: tuple[int, int] = (60, 40), *, orientation: int = 0) -> bytes:
    """Return a picture with a place, an author and a comment in it where its format can hold them."""
    exif = Image.Exif()
    exif[0x013B] = "SECRET-AUTHOR"
    exif.get_ifd(GPS)[2] = (13.0, 45.0, 12.34)
    if orientation:
        exif[0x0112] = orientation
    made = BytesIO()
    options = {"comment": b"SECRET-COMMENT"} if picture_format == "JPEG" else {}
    Image.effect_noise(size, 40).convert("RGB").save(made, picture_format, exif=exif, **options)
    return made.getvalue()


def office(kind: str = "docx", *, macro: bool = False, **parts: bytes) -> bytes:
    """Return the smallest archive that is a document or a workbook."""
    main, content_type = {
        "docx": ("word/document.xml", "wordprocessingml.document"),
        "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    }[kind]
    content_type = f"{content_type}.macroEnabled" if macro else content_type
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override ContentType="application/{content_type}.main+xml"/></Types>'
        )
        archive.writestr(main, "<x/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
