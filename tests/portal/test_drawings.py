"""Drawings that people bring: what is left of them, what is refused, and the picture that is painted."""

from io import BytesIO

import pytest
from PIL import Image

from ita_portal.drawings import cleaning
from ita_portal.drawings.cleaning import DrawingRefused, cleaned_svg
from ita_portal.drawings.painting import SIDE, painted

pytestmark = pytest.mark.any_database

LINKED = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
BOMB = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 9))


def drawing(content: str, attributes: str = 'viewBox="0 0 100 50"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {LINKED} {attributes}>{content}</svg>'.encode()


def test_a_drawing_is_painted_in_its_proportions():
    shapes = '<switch><a><rect width="50" height="50" fill="#c00000"/></a></switch>'
    image = Image.open(BytesIO(painted(drawing(shapes))))
    assert image.size == (SIDE, SIDE // 2)
    assert image.getpixel((SIDE // 4, SIDE // 4)) == (192, 0, 0)
    assert image.getpixel((SIDE - 5, SIDE // 4)) == (255, 255, 255)


def test_what_acts_or_tells_nothing_of_the_picture_is_left_out():
    cleaned, proportion = cleaned_svg(
        drawing(
            '<script>alert(1)</script><metadata>ก</metadata><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p>'
            '</foreignObject><g onclick="alert(2)" xlink:href="http://example.org"><path d="M0 0" onload="x()"/></g>'
            '<circle r="5" style="fill:red;stroke-dasharray:0.0001 0.0001"/>',
            'width="40mm" height="20mm" onload="alert(3)"',
        )
    )
    assert proportion == 2
    for gone in (b"script", b"alert", b"onload", b"example.org", b"metadata", b"foreign", b"dasharray"):
        assert gone not in cleaned
    assert b"fill:red" in cleaned


def test_a_gradient_borrows_once_and_never_in_a_circle():
    once = '<linearGradient id="a"/><linearGradient id="b" xlink:href="#a"/>'
    circle = '<linearGradient id="a" xlink:href="#b"/><linearGradient id="b" xlink:href="#a"/>'
    assert b'href="#a"' in cleaned_svg(drawing(once))[0]
    assert b"href" not in cleaned_svg(drawing(circle))[0].replace(b"xlink", b"")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"<!DOCTYPE svg [<!ENTITY e0 'a'>{BOMB}]>".encode() + drawing("<g>&e8;</g>"), cleaning.NOT_READABLE),
        (b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + drawing("<g>&e;</g>"), cleaning.NOT_READABLE),
        (b"<svg onload=alert(1)>", cleaning.NOT_READABLE),
        (b"<html></html>", cleaning.NOT_READABLE),
        (drawing('<rect fill="url(https://example.org/x)"/>'), cleaning.FROM_OUTSIDE),
        (drawing('<rect style="fill:URL(file:///etc/passwd)"/>'), cleaning.FROM_OUTSIDE),
        (drawing("<style>@import 'https://example.org/x.css';</style>"), cleaning.FROM_OUTSIDE),
        (drawing('<image href="https://example.org/x.png"/>'), cleaning.NOT_DRAWN.format("image")),
        (drawing("<text>ครุฑ</text>"), cleaning.NOT_DRAWN.format("text")),
        (drawing('<g id="a"><use href="#a"/></g>'), cleaning.NOT_DRAWN.format("use")),
        (drawing("<g>" * 50 + "</g>" * 50), cleaning.TOO_MUCH),
        (drawing("<g/>" * 10_001), cleaning.TOO_MUCH),
        (drawing("<style>" + "a{}" * 300 + "</style>"), cleaning.TOO_MUCH),
        (drawing("<!--" + "x" * 1_000_000 + "-->"), cleaning.TOO_LARGE),
        (drawing("", ""), cleaning.NO_SIZE),
        (drawing("", 'viewBox="0 0 1000 1"'), cleaning.NO_SIZE),
    ],
    ids=[
        *("bomb", "entity", "no-xml", "page", "fill", "style", "import", "image", "text", "use", "deep", "many"),
        *("rules", "large", "no-size", "flat"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(content, reason):
    with pytest.raises(DrawingRefused, match="^" + reason.replace("(", r"\(").replace(")", r"\)") + "$"):
        cleaned_svg(content)
