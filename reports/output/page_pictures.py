"""The pages of a PDF as pictures, to be seen in a browser as they will lie on the desk."""

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import Any

PIXELS_PER_POINT = 1.2
COLOURS = 32  # of a picture; paper has few
MOST_PAGES = 40  # what is longer shows its first pages; each picture is some 40 kB


@dataclass(frozen=True)
class PagePicture:
    number: int
    uri: str
    width: int
    height: int
    text: str  # what the page says, for those who do not see it


@dataclass(frozen=True)
class PagesShown:
    pictures: tuple[PagePicture, ...]
    count: int  # of all pages

    @property
    def is_cut(self) -> bool:
        return len(self.pictures) < self.count


def page_pictures(pdf: bytes) -> PagesShown:
    """Return the pages of a PDF as pictures, the first ones of a long document."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        numbers = range(min(len(document), MOST_PAGES))
        return PagesShown(tuple(_picture(document[number], number + 1) for number in numbers), len(document))
    finally:
        document.close()


def _picture(page: Any, number: int) -> PagePicture:
    from PIL import Image

    image = page.render(scale=PIXELS_PER_POINT).to_pil()
    stream = BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(stream, "PNG")
    uri = f"data:image/png;base64,{b64encode(stream.getvalue()).decode('ascii')}"
    text = " ".join(page.get_textpage().get_text_range().split())
    return PagePicture(number, uri, image.width, image.height, text)
