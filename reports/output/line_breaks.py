"""Lines that do not break within words, as `reports.paper.whole_words` knows them.

Pango can be told that a line must not break at a place, but WeasyPrint has no way to say so. Wrapped are the private
method that gives Pango a text, and the private function that takes the first line of one: a word that does not fit a
line of its own is broken where its parts end, a name or number only where these fit no line either, and an address of a
page or mailbox at its signs. A style sheet asks for this by `overflow-wrap: break-word`. The version is pinned, and a
test reads the lines.
"""

from functools import lru_cache, wraps
from typing import Any

from reports.paper.ruler import word_ends
from reports.paper.whole_words import address_breaks, taken_breaks

ASKED_FOR_BY = "break-word"
KEPT = "kept_words"  # what a style is told
WORDS, NAMES = "words", "names"  # are kept whole; names at need, where whole words have no room


def install() -> None:
    """Make WeasyPrint keep words whole. Doing it again changes nothing."""
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi

    if hasattr(line_break.split_first_line, "__wrapped__"):
        return
    ffi.cdef("PangoAttribute * pango_attr_allow_breaks_new (gboolean allow_breaks);")
    line_break.Layout.set_text = _with_whole_words(line_break.Layout.set_text)
    split_first_line = _with_fitting_words(line_break.split_first_line)
    for module in (line_break, inline, preferred):
        module.split_first_line = split_first_line


def fonts_for(names: tuple[str, ...]) -> Any:
    """Return the fonts of a document, which know the names that are kept whole in it."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fonts.whole_names = names
    return fonts


def _with_fitting_words(split_first_line: Any) -> Any:
    @wraps(split_first_line)
    def split(
        text: str, style: Any, context: Any, max_width: Any, spacing: float, is_line_start: bool = True, **options: Any
    ) -> Any:
        if style["overflow_wrap"] != ASKED_FOR_BY:
            return split_first_line(text, style, context, max_width, spacing, is_line_start, **options)
        for kept in (WORDS, NAMES):
            line = split_first_line(text, _keeping(style, kept), context, max_width, spacing, is_line_start, **options)
            if not is_line_start or max_width is None or line[3] <= max_width:
                return line
        parted = _parted_address(split_first_line, text, line[1], _keeping(style, NAMES), context, max_width, spacing)
        return parted or split_first_line(text, style, context, max_width, spacing, is_line_start, **options)

    return split


def _parted_address(
    split_first_line: Any, text: str, length: int, style: Any, context: Any, max_width: float, spacing: float
) -> Any:
    """Return as much of an address that fits no line as fits one until one of its signs, if it has any.

    `length` is that of what was to stand on the line, in bytes.
    """
    piece = text.encode()[:length].decode()
    for place in reversed(address_breaks(piece)):
        layout, taken, _, width, *rest = split_first_line(piece[:place], style, context, None, spacing)
        if width <= max_width:
            return (layout, taken, len(piece[:place].encode()), width, *rest)
    return None


def _keeping(style: Any, kept: str) -> Any:
    """Return a style in which no line breaks within words, or within names, made once."""
    made = f"keeps_{kept}"
    if not hasattr(style, made):
        keeping = style.copy()
        keeping["overflow_wrap"] = "normal"
        setattr(keeping, KEPT, kept)
        setattr(style, made, keeping)
    return getattr(style, made)


def _with_whole_words(set_text: Any) -> Any:
    from weasyprint.text.ffi import ffi, pango

    @wraps(set_text)
    def set_with_whole_words(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        kept = getattr(layout.style, KEPT, "")
        if not kept:
            return
        places = _taken_bytes(layout.text, getattr(layout.style.font_config, "whole_names", ()), kept == NAMES)
        if not places:
            return
        attributes = pango.pango_layout_get_attributes(layout.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for start, end in places:
            attribute = pango.pango_attr_allow_breaks_new(False)
            attribute.start_index, attribute.end_index = start, end
            pango.pango_attr_list_insert(attributes, attribute)
        pango.pango_layout_set_attributes(layout.layout, attributes)

    return set_with_whole_words


@lru_cache(maxsize=4096)
def _taken_bytes(text: str, names: tuple[str, ...], at_need: bool) -> tuple[tuple[int, int], ...]:
    """Return the pairs of letters between which no line breaks, as Pango counts them: from byte to byte."""
    taken = taken_breaks(text, word_ends(text), names, at_need=at_need)
    pairs = [(text[: place - 1], text[place - 1 : place + 1]) for place in taken]
    return tuple(sorted((len(before.encode()), len((before + pair).encode())) for before, pair in pairs))
