"""What stands on a page of a PDF, as pdfium finds it: letters with their places, true texts, and ruled lines.

pdfium is C without types: every call into it is here.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# What is drawn is asked for object by object; a page with more is a drawing.
MAX_OBJECTS, MAX_LETTERS, MAX_SEGMENTS = 20_000, 20_000, 20_000
# Glyphs of ํ that fonts leave without a name, and programs then name as they like.
MISNAMED = {0x13B: "\u0e4d"}
ACTUAL_TEXT = b"ActualText"
_CORNERS = 2  # kinds of segments of a path: straight lines are 0, moves 2


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter where it begins, on its base line, in points from the lower left corner of the page."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Run:
    """Letters drawn together: the marked content that they belong to, -1 for none, and their true text."""

    mark: int
    text: str
    x: float
    y: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line, upright or level."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        return abs(self.y1 - self.y0) < abs(self.x1 - self.x0)


@dataclass(frozen=True)
class TagNode:
    """An element of the structure of a tagged page: its type, and what is in it: elements or marked contents."""

    kind: str
    children: tuple["TagNode | int", ...]
    across: int = 1
    down: int = 1


class PdfPage:
    """A page that is open; `close` it."""

    def __init__(self, document: Any, number: int) -> None:
        import pypdfium2.raw as pdfium

        self._c = pdfium
        self._page = document[number]
        self._text = self._page.get_textpage()

    def close(self) -> None:
        self._text.close()
        self._page.close()

    @property
    def has_pictures(self) -> bool:
        return any(self._c.FPDFPageObj_GetType(each) == self._c.FPDF_PAGEOBJ_IMAGE for each in self._objects())

    def letters(self) -> list[Letter]:
        """Return the letters in the order in which they are drawn."""
        count = min(self._c.FPDFText_CountChars(self._text.raw), MAX_LETTERS)
        x, y = ctypes.c_double(), ctypes.c_double()
        found = []
        for index in range(count):
            self._c.FPDFText_GetCharOrigin(self._text.raw, index, ctypes.byref(x), ctypes.byref(y))
            letter = MISNAMED.get(code := self._c.FPDFText_GetUnicode(self._text.raw, index), chr(code))
            size = self._c.FPDFText_GetFontSize(self._text.raw, index)
            is_made_up = self._c.FPDFText_IsGenerated(self._text.raw, index) == 1
            if not is_made_up or not letter.isspace():
                found.append(Letter(letter, x.value, y.value, size))
        return found

    def segments(self) -> list[Segment]:
        """Return the upright and the level lines of the page, those of borders among them."""
        found: list[Segment] = []
        for each in self._objects():
            if self._c.FPDFPageObj_GetType(each) == self._c.FPDF_PAGEOBJ_PATH and len(found) < MAX_SEGMENTS:
                found += self._path_segments(each)
        return found

    def runs(self) -> Iterator[Run]:
        """Yield the texts of the page with the marked content that each belongs to, the true text where one is told."""
        before = None
        for each in self._objects():
            if self._c.FPDFPageObj_GetType(each) != self._c.FPDF_PAGEOBJ_TEXT:
                continue
            told, name = self._actual_text(each)
            if name is not None and name == before:
                continue
            before = name
            yield self._run(each, told if name is not None else self._drawn_text(each))

    def structure(self) -> tuple[TagNode, ...]:
        """Return what the page is tagged as; empty where it is not."""
        tree = self._c.FPDF_StructTree_GetForPage(self._page.raw)
        if not tree:
            return ()
        try:
            count = self._c.FPDF_StructTree_CountChildren(tree)
            roots = [self._c.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)]
            return tuple(self._node(root, 0) for root in roots if root)
        finally:
            self._c.FPDF_StructTree_Close(tree)

    def _objects(self) -> Iterator[Any]:
        for index in range(min(self._c.FPDFPage_CountObjects(self._page.raw), MAX_OBJECTS)):
            yield self._c.FPDFPage_GetObject(self._page.raw, index)

    def _run(self, text_object: Any, text: str) -> Run:
        edges = [ctypes.c_float() for _ in range(4)]
        self._c.FPDFPageObj_GetBounds(text_object, *(ctypes.byref(edge) for edge in edges))
        matrix = self._c.FS_MATRIX()
        self._c.FPDFPageObj_GetMatrix(text_object, ctypes.byref(matrix))
        size = ctypes.c_float()
        self._c.FPDFTextObj_GetFontSize(text_object, ctypes.byref(size))
        height = size.value * (abs(matrix.d) or 1)
        mark = self._c.FPDFPageObj_GetMarkedContentID(text_object)
        return Run(mark, text, matrix.e, matrix.f, edges[2].value, height)

    def _drawn_text(self, text_object: Any) -> str:
        length = self._c.FPDFTextObj_GetText(text_object, self._text.raw, None, 0)
        return self._wide(
            lambda buffer: self._c.FPDFTextObj_GetText(text_object, self._text.raw, buffer, length), length
        )

    def _actual_text(self, text_object: Any) -> tuple[str, int | None]:
        """Return the true text that an object is marked with, and what tells the mark from others."""
        for index in range(self._c.FPDFPageObj_CountMarks(text_object)):
            mark = self._c.FPDFPageObj_GetMark(text_object, index)
            length = ctypes.c_ulong()
            self._c.FPDFPageObjMark_GetParamStringValue(mark, ACTUAL_TEXT, None, 0, ctypes.byref(length))
            if length.value:
                buffer = ctypes.create_string_buffer(length.value)
                wide = ctypes.cast(buffer, ctypes.POINTER(self._c.FPDF_WCHAR))
                self._c.FPDFPageObjMark_GetParamStringValue(mark, ACTUAL_TEXT, wide, length.value, ctypes.byref(length))
                return _as_told(buffer.raw[: length.value - 2].decode("utf-16-le", "replace")), ctypes.addressof(
                    mark.contents
                )
        return "", None

    def _node(self, element: Any, depth: int) -> TagNode:
        children: list[TagNode | int] = []
        count = self._c.FPDF_StructElement_CountChildren(element) if depth < 60 else 0
        for index in range(count):
            child = self._c.FPDF_StructElement_GetChildAtIndex(element, index)
            mark = -1 if child else self._c.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if child:
                children.append(self._node(child, depth + 1))
            elif mark >= 0:
                children.append(mark)
        kind = self._name(lambda *into: self._c.FPDF_StructElement_GetType(element, *into))
        return TagNode(kind, tuple(children), self._span(element, "ColSpan"), self._span(element, "RowSpan"))

    def _span(self, element: Any, name: str) -> int:
        for index in range(self._c.FPDF_StructElement_GetAttributeCount(element)):
            attribute = self._c.FPDF_StructElement_GetAttributeAtIndex(element, index)
            value = self._c.FPDF_StructElement_Attr_GetValue(attribute, name.encode())
            number = ctypes.c_float()
            if value and self._c.FPDF_StructElement_Attr_GetNumberValue(value, ctypes.byref(number)):
                return max(1, int(number.value))
        return 1

    def _name(self, ask: Any) -> str:
        length = ask(None, 0)
        if length <= 2:
            return ""
        buffer = ctypes.create_string_buffer(length)
        ask(buffer, length)
        return buffer.raw[: length - 2].decode("utf-16-le", "replace")

    def _wide(self, ask: Any, length: int) -> str:
        if not length:
            return ""
        buffer = ctypes.create_string_buffer(length * 2 + 2)
        ask(ctypes.cast(buffer, ctypes.POINTER(self._c.FPDF_WCHAR)))
        return buffer.raw[: length * 2].decode("utf-16-le", "replace").partition("\0")[0]

    def _path_segments(self, path: Any) -> Iterator[Segment]:
        matrix = self._c.FS_MATRIX()
        self._c.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
        points: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(self._c.FPDFPath_CountSegments(path), MAX_SEGMENTS)):
            segment = self._c.FPDFPath_GetPathSegment(path, index)
            self._c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            if self._c.FPDFPathSegment_GetType(segment) == _CORNERS:
                points = [point]
                continue
            if points:
                yield from _straight(points[-1], point)
            points.append(point)
            if self._c.FPDFPathSegment_GetClose(segment) and len(points) > 1:
                yield from _straight(point, points[0])


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Segment]:
    if abs(one[0] - other[0]) < 1 or abs(one[1] - other[1]) < 1:
        yield Segment(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _as_told(text: str) -> str:
    """Return a true text that pdfium hands on byte by byte, as the letters that it means."""
    if any(letter > "\xff" for letter in text) or not ("\0" in text or "\x0e" in text):
        return text
    return text.encode("latin-1").removeprefix(b"\xfe\xff").decode("utf-16-be", "replace")
