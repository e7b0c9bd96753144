"""What stands on a page of a PDF, as pdfium finds it: letters with their places, true texts, and ruled lines.

pdfium is C without types: every call into it is here.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from ita_portal.documents.pdf_marks import ABOVE, BELOW, Letter, is_mark
from ita_portal.text.spelling import one_spelling

# What is drawn is asked for object by object; a page with more is a drawing.
MAX_OBJECTS, MAX_LETTERS, MAX_SEGMENTS = 20_000, 20_000, 20_000
# Glyphs of ํ that fonts leave without a name, and programs then name as they like.
MISNAMED = {0x13B: "\u0e4d"}
BEARING = 0.12  # of the size: how far a letter reaches beyond what is drawn of it
ACTUAL_TEXT = b"ActualText"
_CORNERS = 2  # kinds of segments of a path: straight lines are 0, moves 2


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
    """A page that is open until its block ends."""

    def __init__(self, document: Any, number: int) -> None:
        import pypdfium2.raw as pdfium

        self._c = pdfium
        self._page = document[number]
        self._text = self._page.get_textpage()

    def __enter__(self) -> "PdfPage":
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()
        self._page.close()

    @property
    def has_pictures(self) -> bool:
        return any(self._c.FPDFPageObj_GetType(each) == self._c.FPDF_PAGEOBJ_IMAGE for each in self._objects())

    def letters(self) -> list[Letter]:
        """Return the letters in the order in which they are drawn, marks apart; what has a true text is one of them."""
        count = min(self._c.FPDFText_CountChars(self._text.raw), MAX_LETTERS)
        found: list[Letter] = []
        told: set[int] = set()
        for name, drawn, indices in self._drawings(count):
            if name is None:
                found += (letter for index in indices if (letter := self._letter(index, _address(drawn))))
            elif name not in told:
                found += self._true_letters(drawn, indices)
                told.add(name)
        return found

    def _drawings(self, count: int) -> Iterator[tuple[int | None, Any, list[int]]]:
        """Yield the places of letters that were drawn together: with what tells their true text from others, if any."""
        names: dict[int, int | None] = {}
        for address, same in groupby(range(count), lambda index: _address(self._drawing(index))):
            indices = list(same)
            drawn = self._drawing(indices[0])
            if address not in names:
                names[address] = self._actual_text(drawn)[1] if drawn else None
            yield names[address], drawn, indices

    def _drawing(self, index: int) -> Any:
        return self._c.FPDFText_GetTextObject(self._text.raw, index)

    def _true_letters(self, drawn: Any, indices: Sequence[int]) -> Iterator[Letter]:
        """Yield what has a true text: the marks that it begins with apart, since they belong to the letter before."""
        told = self._actual_text(drawn)[0]
        if _is_short_of_bytes(told):
            told = "".join(chr(self._c.FPDFText_GetUnicode(self._text.raw, index)) for index in indices)
        run = self._run(drawn, told)
        rest = told.lstrip(BELOW + ABOVE)
        if marks := told[: len(told) - len(rest)]:
            yield Letter(marks, run.x, run.y, run.size, run.x, self._bounds(drawn), _address(drawn), is_true=True)
        if rest:
            right = run.right + BEARING * run.size
            yield Letter(rest, run.x, run.y, run.size, right, None, _address(drawn), is_true=True)

    def _letter(self, index: int, drawing: int) -> Letter | None:
        """Return a letter; nothing for a blank that pdfium made up."""
        code = self._c.FPDFText_GetUnicode(self._text.raw, index)
        is_hyphen = self._c.FPDFText_IsHyphen(self._text.raw, index) == 1
        text = "-" if is_hyphen else MISNAMED.get(code, _as_known(chr(code)))
        if self._c.FPDFText_IsGenerated(self._text.raw, index) == 1 and text.isspace():
            return None
        x, y = ctypes.c_double(), ctypes.c_double()
        self._c.FPDFText_GetCharOrigin(self._text.raw, index, ctypes.byref(x), ctypes.byref(y))
        box = self._c.FS_RECTF()
        self._c.FPDFText_GetLooseCharBox(self._text.raw, index, ctypes.byref(box))
        ink = self._ink(index) if is_mark(text) else None
        return Letter(text, x.value, y.value, self._size(index), box.right, ink, drawing)

    def _size(self, index: int) -> float:
        """Return the size of a letter as it is seen: that of its font, as large as it is drawn."""
        matrix = self._c.FS_MATRIX()
        is_told = self._c.FPDFText_GetMatrix(self._text.raw, index, ctypes.byref(matrix))
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 if is_told else 1.0
        return float(self._c.FPDFText_GetFontSize(self._text.raw, index)) * (scale or 1.0)

    def _ink(self, index: int) -> tuple[float, float, float, float]:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        edges = (ctypes.byref(each) for each in (left, right, bottom, top))
        self._c.FPDFText_GetCharBox(self._text.raw, index, *edges)
        return left.value, bottom.value, right.value, top.value

    def segments(self) -> list[Segment]:
        """Return the upright and the level lines of the page, those of borders among them."""
        found: list[Segment] = []
        for each in self._objects():
            if self._c.FPDFPageObj_GetType(each) == self._c.FPDF_PAGEOBJ_PATH and len(found) < MAX_SEGMENTS:
                found += self._path_segments(each)
        return found

    def runs(self, letters: Iterable[Letter]) -> Iterator[Run]:
        """Yield the texts of the page with the marked content that each belongs to, the true text where one is told.

        `letters` are those of the page, with their marks.
        """
        drawn: dict[int, str] = defaultdict(str)
        rights: dict[int, float] = defaultdict(float)
        for letter in letters:
            drawn[letter.drawing] += letter.text
            rights[letter.drawing] = max(rights[letter.drawing], letter.right)
        before = None
        for each in self._objects():
            if self._c.FPDFPageObj_GetType(each) != self._c.FPDF_PAGEOBJ_TEXT:
                continue
            told, name = self._actual_text(each)
            if name is not None and name == before:
                continue
            before = name
            run = self._run(each, drawn.get(_address(each), told))
            yield replace(run, right=max(run.right, rights.get(_address(each), 0.0)))

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
        matrix = self._c.FS_MATRIX()
        self._c.FPDFPageObj_GetMatrix(text_object, ctypes.byref(matrix))
        size = ctypes.c_float()
        self._c.FPDFTextObj_GetFontSize(text_object, ctypes.byref(size))
        height = size.value * (abs(matrix.d) or 1)
        mark = self._c.FPDFPageObj_GetMarkedContentID(text_object)
        return Run(mark, text, matrix.e, matrix.f, self._bounds(text_object)[2], height)

    def _bounds(self, drawn: Any) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of what is drawn."""
        edges = [ctypes.c_float() for _ in range(4)]
        self._c.FPDFPageObj_GetBounds(drawn, *(ctypes.byref(edge) for edge in edges))
        left, bottom, right, top = (edge.value for edge in edges)
        return left, bottom, right, top

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


def _is_short_of_bytes(text: str) -> bool:
    """Return whether a true text lost bytes, as pdfium has it of some signs: the rest is misread then."""
    return any(ord(letter) & 0xFF in (0x00, 0x0E) and letter != "\u0e0e" for letter in text)


def _address(drawing: Any) -> int:
    return ctypes.cast(drawing, ctypes.c_void_p).value or 0 if drawing else 0


def _as_known(letter: str) -> str:
    """Return a letter that fonts keep in the private area of Unicode as the one that it is."""
    return one_spelling(letter) or letter if "\ue000" <= letter <= "\uf8ff" else letter


def _as_told(text: str) -> str:
    """Return a true text that pdfium hands on byte by byte, as the letters that it means."""
    if any(letter > "\xff" for letter in text) or not ("\0" in text or "\x0e" in text):
        return text
    return text.encode("latin-1").removeprefix(b"\xfe\xff").decode("utf-16-be", "replace")
