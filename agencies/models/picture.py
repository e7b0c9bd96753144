"""Pictures that go on paper: an agency's seal, and the ครุฑ."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.images import get_image_dimensions
from django.core.validators import FileExtensionValidator
from PIL import Image, UnidentifiedImageError

MAX_EMBLEM_BYTES = 2 * 1024 * 1024
MAX_EMBLEM_SIDE = 4_000  # 64 MB of memory while it is drawn
ONLY_PICTURES = "ใช้ได้เฉพาะไฟล์ PNG, JPEG หรือ SVG"
FORMATS = ("PNG", "JPEG")


def check_emblem_bytes(emblem: Any) -> None:
    """Refuse an emblem whose file would make every document heavy."""
    if emblem.size > MAX_EMBLEM_BYTES:
        raise ValidationError(f"ไฟล์ใหญ่เกิน {MAX_EMBLEM_BYTES // 1024 // 1024} MB")


def check_emblem_size(emblem: Any) -> None:
    """Refuse an emblem that would make every document heavy: in its file, or once it is unpacked to be printed."""
    check_emblem_bytes(emblem)
    if max(side or 0 for side in get_image_dimensions(emblem)) > MAX_EMBLEM_SIDE:
        raise ValidationError(f"ภาพมีความละเอียดสูงเกินไป กรุณาย่อให้แต่ละด้านไม่เกิน {MAX_EMBLEM_SIDE:,} จุด")


def check_emblem_format(emblem: Any) -> None:
    """Refuse another kind of picture under the name of one, which a document would announce as what it is not."""
    emblem.open()
    try:
        Image.open(emblem, formats=FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValidationError(ONLY_PICTURES) from error
    finally:
        emblem.seek(0)


PICTURE_VALIDATORS: list[Callable[[Any], None]] = [
    FileExtensionValidator(["png", "jpg", "jpeg"], ONLY_PICTURES),
    check_emblem_size,
    check_emblem_format,
]
