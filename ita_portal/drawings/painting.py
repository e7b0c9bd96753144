"""A drawing painted as a picture of points, as large as paper needs it.

So one picture serves the page, the PDF and Word, and nothing that can hold more than points is ever stored or sent.
"""

from base64 import b64encode
from io import BytesIO

from ita_portal.drawings.cleaning import NOT_READABLE, DrawingRefused, cleaned_svg
from ita_portal.turns import PICTURE, turn

SIDE = 1_400  # pixels on the longer side: 790 to the inch on the cover
LONGER_SIDE_PT = 700


def painted(svg: bytes) -> bytes:
    """Return an SVG drawing as PNG on white; raise DrawingRefused, or NoTurn where the machine draws another."""
    drawing, proportion = cleaned_svg(svg)
    with turn(PICTURE):
        try:
            return _png(drawing, proportion)
        except Exception as error:  # what a broken drawing raises is documented nowhere
            raise DrawingRefused(NOT_READABLE) from error


def _png(drawing: bytes, proportion: float) -> bytes:
    from pypdfium2 import PdfDocument
    from weasyprint import HTML, URLFetcher

    width, height = (LONGER_SIDE_PT * min(1.0, side) for side in (proportion, 1 / proportion))
    page = (
        f"<style>@page {{ size: {width:.2f}pt {height:.2f}pt; margin: 0 }} "
        f"img {{ display: block; height: {height:.2f}pt; width: {width:.2f}pt }}</style>"
        f'<img src="data:image/svg+xml;base64,{b64encode(drawing).decode("ascii")}">'
    )
    closed = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    pdf = PdfDocument(HTML(string=page, base_url=None, url_fetcher=closed).write_pdf())
    try:
        image = pdf[0].render(scale=SIDE / LONGER_SIDE_PT).to_pil()
    finally:
        pdf.close()
    stream = BytesIO()
    image.convert("RGB").save(stream, "PNG")
    return stream.getvalue()
