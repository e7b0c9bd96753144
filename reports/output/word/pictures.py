"""Pictures and charts in the lines of a Word document.

An emblem is drawn anew as PNG, so that neither its metadata nor a strange variant of its format gets into the file.
"""

from base64 import b64decode
from io import BytesIO

from ita_portal.text.spelling import without_unwritable
from reports.output.word.markup import Element
from reports.output.word.page import Page

EMU_PER_TWIP = 635
LARGEST_EMBLEM = 900  # pixels on a side: 500 to the inch on the cover
PICTURE_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DRAWING = """<w:r xmlns:w="{w}" xmlns:wp="{wp}" xmlns:a="{a}" xmlns:pic="{pic}" xmlns:r="{r}"><w:drawing>
<wp:{place} distT="0" distB="0" distL="0" distR="0"{behind}>{position}<wp:extent cx="{width}" cy="{height}"/>{wrap}
<wp:docPr id="{number}" name="ภาพ {number}"/><a:graphic><a:graphicData uri="{space}">{content}
</a:graphicData></a:graphic></wp:{place}></w:drawing></w:r>"""
_PICTURE = """<pic:pic><pic:nvPicPr>
<pic:cNvPr id="{number}" name="ภาพ {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/>
<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"""
_AT_LEFT = """<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionV>"""
_BEHIND = ' simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"'


def picture(page: Page, png: bytes, alternative: str, size: tuple[int, int], *, floats: bool = False) -> Element:
    """Return a run with a picture of a width and height in twips: in its line, or floating at the left behind it."""
    key, _ = page.part.get_or_add_image(BytesIO(png))
    width, height = (length * EMU_PER_TWIP for length in size)
    content = _PICTURE.format(number=next(page.ids), key=key, width=width, height=height)
    return graphic(page, content, PICTURE_SPACE, alternative, size, floats=floats)


def graphic(
    page: Page, content: str, space: str, alternative: str, size: tuple[int, int], *, floats: bool = False
) -> Element:
    """Return a run with what is drawn, as XML of a name space, of a width and height in twips."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsmap, qn

    width, height = size
    drawn = parse_xml(
        "".join(_DRAWING.splitlines()).format(
            **{prefix: nsmap[prefix] for prefix in ("w", "wp", "a", "pic", "r")},
            place="anchor" if floats else "inline",
            behind=_BEHIND if floats else "",
            position="".join(_AT_LEFT.splitlines()) if floats else "",
            wrap="<wp:wrapNone/>" if floats else "",
            width=width * EMU_PER_TWIP,
            height=height * EMU_PER_TWIP,
            number=next(page.ids),
            space=space,
            content="".join(content.splitlines()),
        )
    )
    drawn.find(f".//{qn('wp:docPr')}").set("descr", without_unwritable(alternative))
    return drawn


def emblem(page: Page, data_uri: str, alternative: str, height: int, *, floats: bool = False) -> Element:
    """Return a run with an emblem from a data URI, that high in twips."""
    from PIL import Image

    with Image.open(BytesIO(b64decode(data_uri.partition(",")[2]))) as source:
        image = source.convert("RGBA")
    image.thumbnail((LARGEST_EMBLEM, LARGEST_EMBLEM))
    stream = BytesIO()
    image.save(stream, "PNG")
    width = round(height * image.width / image.height)
    return picture(page, stream.getvalue(), alternative, (width, height), floats=floats)
