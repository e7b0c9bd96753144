"""An SVG drawing brought down to its shapes and colours: no script, nothing from outside, nothing that grows.

What tells nothing of the picture is left out; what would change it is refused in words, so that nobody prints a seal
that lacks a part.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import tostring  # writes; what people bring is read by defusedxml

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

MAX_BYTES = 1_000_000
MAX_ELEMENTS, MAX_DEPTH, MAX_RULES = 10_000, 40, 200
FLATTEST = 10  # times as wide as high, or the other way round

NOT_READABLE = "อ่านไฟล์ SVG นี้ไม่ได้ กรุณาบันทึกใหม่เป็น SVG ธรรมดา หรือใช้ไฟล์ PNG"
TOO_LARGE = f"ไฟล์ SVG ใหญ่เกิน {MAX_BYTES // 1_000_000} MB กรุณาใช้ไฟล์ PNG"
TOO_MUCH = "ภาพ SVG นี้ซับซ้อนเกินไป กรุณาบันทึกเป็นไฟล์ PNG"
FROM_OUTSIDE = "ภาพ SVG นี้อ้างถึงไฟล์อื่นหรือที่อยู่ภายนอก กรุณาฝังทุกอย่างไว้ในภาพเดียว หรือใช้ไฟล์ PNG"
NO_SIZE = "ภาพ SVG นี้ไม่ได้ระบุขนาด (viewBox) กรุณาบันทึกใหม่ หรือใช้ไฟล์ PNG"
NOT_DRAWN = "ภาพ SVG นี้มีส่วนที่ระบบวาดไม่ได้ ({}) กรุณาแปลงตัวอักษรและสัญลักษณ์เป็นเส้น หรือบันทึกเป็นไฟล์ PNG"

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
_DRAWN = _GRADIENTS | {
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("defs", "stop", "clipPath", "style"),
}
_GROUPS = frozenset({"a", "switch"})  # stand around what is drawn
_TELL_NOTHING = frozenset(
    {"script", "metadata", "title", "desc", "foreignObject", "animate", "animateMotion", "animateTransform", "set"}
)
_FROM_OUTSIDE = re.compile(r"@import|url\((?!['\"]?#)|expression\(|javascript:", re.IGNORECASE)
_DASHES = re.compile(r"stroke-dash[a-z]+:[^;}]*;?", re.IGNORECASE)  # so fine that they never end
_LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:px|pt|mm|cm|in)?", re.ASCII)


class DrawingRefused(Exception):
    """A drawing cannot be used; the message says why, in Thai."""


def cleaned_svg(content: bytes) -> tuple[bytes, float]:
    """Return a drawing with nothing but shapes, and how many times it is as wide as high; raise DrawingRefused."""
    if len(content) > MAX_BYTES:
        raise DrawingRefused(TOO_LARGE)
    root = _parsed(content)
    _refuse_much(root)
    _clean(root)
    proportion = _proportion(root)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    return tostring(root), proportion


def _parsed(content: bytes) -> Any:
    try:
        root = ElementTree.fromstring(content)
    except (DefusedXmlException, ElementTree.ParseError, ValueError, LookupError) as error:
        raise DrawingRefused(NOT_READABLE) from error
    if root.tag != f"{_SVG}svg":
        raise DrawingRefused(NOT_READABLE)
    return root


def _refuse_much(root: Any) -> None:
    count, level, depth = 0, [root], 0
    while level:
        count, depth = count + len(level), depth + 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise DrawingRefused(TOO_MUCH)
        level = [child for each in level for child in each]


def _clean(root: Any) -> None:
    """Leave in a drawing what is drawn; no gradient borrows from one that borrows itself."""
    borrowing = {each.get("id") for each in root.iter() if any(each.get(name) for name in _HREFS)}
    for element in root.iter():
        _clean_children(element)
        _clean_attributes(element, borrowing)
        _clean_style(element)
    for clip in root.iter(f"{_SVG}clipPath"):  # one that is clipped by itself has no end
        for element in clip.iter():
            element.attrib.pop("clip-path", None)
            if "clip-path" in element.get("style", ""):
                del element.attrib["style"]


def _clean_children(element: Any) -> None:
    for child in list(element):
        name = _name(child)
        if not name or name in _TELL_NOTHING:
            element.remove(child)
        elif name in _GROUPS:
            child.tag = f"{_SVG}g"
        elif name not in _DRAWN or name == "svg":
            raise DrawingRefused(NOT_DRAWN.format(name))


def _name(element: Any) -> str:
    """Return the name of an element of SVG; nothing for those of drawing programs, and for comments."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(_SVG) if tag.startswith(_SVG) else ""


def _clean_attributes(element: Any, borrowing: set[str | None]) -> None:
    lent = {value for name in _HREFS if (value := element.get(name))}
    for name, value in list(element.attrib.items()):
        if name.startswith(("{", "on", "stroke-dash")) or name == "href":
            del element.attrib[name]
        elif _FROM_OUTSIDE.search(value):
            raise DrawingRefused(FROM_OUTSIDE)
    if "style" in element.attrib:
        element.set("style", _DASHES.sub("", element.get("style")))
    for value in lent if _name(element) in _GRADIENTS else ():
        if value.startswith("#") and value[1:] not in borrowing:
            element.set("href", value)


def _clean_style(element: Any) -> None:
    if _name(element) != "style" or not element.text:
        return
    if _FROM_OUTSIDE.search(element.text):
        raise DrawingRefused(FROM_OUTSIDE)
    if element.text.count("{") > MAX_RULES:
        raise DrawingRefused(TOO_MUCH)
    element.text = _DASHES.sub("", element.text)


def _proportion(root: Any) -> float:
    width, height = _lengths(root)
    if not width or not height or not 1 / FLATTEST <= width / height <= FLATTEST:
        raise DrawingRefused(NO_SIZE)
    if not root.get("viewBox"):
        root.set("viewBox", f"0 0 {width} {height}")
    return width / height


def _lengths(root: Any) -> tuple[float, ...]:
    """Return width and height: those of the view, else those of the drawing; nought where neither says them."""
    view = root.get("viewBox", "").replace(",", " ").split()
    texts: Iterator[str] = iter(view[2:] if len(view) == 4 else (root.get("width", ""), root.get("height", "")))
    found = [_LENGTH.fullmatch(text.strip()) for text in texts]
    return tuple(float(each[1]) if each else 0.0 for each in found)
