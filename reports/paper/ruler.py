"""How wide texts are in the font of official paper, and where their lines may break.

The renderer is asked, with its font, its shaping and its dictionary of Thai words, since nothing else can know what it
will do. Widths are in ems: a text of 14 points is 14 points wide for each.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from threading import Lock
from typing import Any

from reports.paper.typesetting import FONT_FAMILIES, whole_words

LANGUAGE = "th"
_UNITS = 1024 * 100  # of Pango, in a font of 100 units
_BOLD = 700
_lock = Lock()  # the layouts of Pango are for one thread at a time


def piece_widths(text: str, *, is_bold: bool = False, names: Iterable[str] = ()) -> tuple[float, ...]:
    """Return the widths of the pieces of a line that may not be broken, in their order."""
    return tuple(width_of(piece, is_bold) for piece in pieces(text, names))


def line_length(text: str, *, is_bold: bool = False) -> float:
    """Return the width of a text that is not broken at all."""
    return width_of(_printable(text), is_bold)


def pieces(text: str, names: Iterable[str] = ()) -> Iterator[str]:
    """Yield the pieces of a line between which it may break, without the spaces around them."""
    for index, part in enumerate(whole_words(tuple(names)).split(_printable(text))):
        for piece in (part,) if index % 2 else _words(part):
            if piece := piece.strip():
                yield piece


@lru_cache(maxsize=20_000)
def width_of(text: str, is_bold: bool) -> float:
    """Return the width of a text on one line in ems."""
    from weasyprint.text.ffi import ffi, pango, unicode_to_char_p

    with _lock:
        layout = _layout(is_bold)
        letters, _kept = unicode_to_char_p(text)
        pango.pango_layout_set_text(layout, letters, -1)
        extents = ffi.new("PangoRectangle *")
        line = pango.pango_layout_get_line_readonly(layout, 0)
        pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
        return float(extents.width / _UNITS)


def _printable(text: str) -> str:
    """Return a text as a page shows it: its blanks joined, without NUL and halves of letters."""
    return " ".join(text.replace("\0", "").encode(errors="replace").decode().split())


def _words(text: str) -> tuple[str, ...]:
    from weasyprint.text.line_break import get_log_attrs

    if not text.strip():
        return ()
    breaks = [place for place, each in enumerate(get_log_attrs(text, LANGUAGE)) if each.is_line_break]
    starts = [0, *(place for place in breaks if 0 < place < len(text))]
    return tuple(text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True))


@lru_cache(maxsize=2)
def _layout(is_bold: bool) -> Any:
    from weasyprint.text.ffi import pango, pangoft2, unicode_to_char_p

    context = pango.pango_font_map_create_context(pangoft2.pango_ft2_font_map_new())
    pango.pango_context_set_round_glyph_positions(context, False)
    language, _kept = unicode_to_char_p(LANGUAGE)
    pango.pango_context_set_language(context, pango.pango_language_from_string(language))
    font = pango.pango_font_description_new()
    families, _families = unicode_to_char_p(",".join(FONT_FAMILIES))
    pango.pango_font_description_set_family(font, families)
    pango.pango_font_description_set_absolute_size(font, _UNITS)
    if is_bold:
        pango.pango_font_description_set_weight(font, _BOLD)
    layout = pango.pango_layout_new(context)  # kept as long as the process
    pango.pango_layout_set_font_description(layout, font)
    pango.pango_font_description_free(font)
    return layout
