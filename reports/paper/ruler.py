"""How wide texts are in the font of official paper, and where their lines may break.

The renderer is asked, with its font, its shaping and its dictionary of Thai words, since nothing else can know what it
will do. Widths are in ems: a text of 14 points is 14 points wide for each.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import Any

from reports.paper.typesetting import FONT_FAMILIES
from reports.paper.whole_words import Span, address_breaks, line_breaks

LANGUAGE = "th"
_UNITS = 1024 * 100  # of Pango, in a font of 100 units
_BOLD = 700
_lock = Lock()  # the layouts of Pango are for one thread at a time


@lru_cache(maxsize=20_000)
def longest_piece(text: str, *, is_bold: bool = False, names: tuple[str, ...] = (), most: float) -> float:
    """Return the width of the longest piece of a line that may not be broken.

    Of a piece that is wider than `most`, only the parts count between which a line breaks where it must.
    """
    widths: list[float] = []
    left: Iterable[str] = (text,)
    for parted in (pieces, pieces_at_need):
        parts = [(part, width_of(part, is_bold)) for each in left for part in parted(each, names)]
        widths += [width for _, width in parts if width <= most]
        left = [part for part, width in parts if width > most]
    widths += [width_of(word, is_bold) for each in left for word in simple_words(each)]
    return max(widths, default=0.0)


def line_length(text: str, *, is_bold: bool = False) -> float:
    """Return the width of a text that is not broken at all."""
    return width_of(_printable(text), is_bold)


def pieces(text: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the pieces of a line between which it breaks, without the spaces around them."""
    text = _printable(text)
    return _parted(text, line_breaks(text, word_ends(text), names))


def pieces_at_need(text: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the pieces between which a line breaks where there is no room for whole words."""
    text = _printable(text)
    return _parted(text, line_breaks(text, word_ends(text), names, at_need=True))


def simple_words(text: str) -> tuple[str, ...]:
    """Return the words of the dictionary, between which a line breaks where there is no room for a name either."""
    text = _printable(text)
    return _parted(text, _with_signs(text, word_ends(text)))


@lru_cache(maxsize=20_000)
def lines_in(text: str, width: float, *, is_bold: bool = False, names: tuple[str, ...] = ()) -> int:
    """Return in how many lines a text is broken that are `width` ems long."""
    text = _printable(text)
    words = word_ends(text)
    places = (line_breaks(text, words, names), line_breaks(text, words, names, at_need=True), _with_signs(text, words))
    lines, start, before = 1, 0, 0
    for end, begins_line in _ends_used(text, (0, len(text)), places, width, is_bold):
        if begins_line:
            lines, start = lines + (end > start), end
        elif before > start and width_of(text[start:end].rstrip(), is_bold) > width:
            lines, start = lines + 1, before
        before = end
    return lines


def _ends_used(
    text: str, piece: Span, places: Sequence[Sequence[int]], width: float, is_bold: bool
) -> Iterator[tuple[int, bool]]:
    """Yield where a piece of a text is broken: at the first places, in what fits no line between them at the next.

    With each whether a line begins there in any case, as it does before what fits no line.
    """
    start, stop = piece
    if not places:
        yield stop, False
        return
    for each in pairwise((start, *(place for place in places[0] if start < place < stop), stop)):
        if width_of(text[slice(*each)].rstrip(), is_bold) > width:
            yield each[0], True
            yield from _ends_used(text, each, places[1:], width, is_bold)
        else:
            yield each[1], False


def shortened(text: str, ending: str, width: float, lines: int, names: tuple[str, ...] = ()) -> str:
    """Return as many whole words of a text as stand with its ending in so many lines, one word at least."""
    if lines_in(f"{text} {ending}", width, names=names) <= lines:
        return f"{text} {ending}"
    ends = line_breaks(text, word_ends(text), names) or (len(text),)
    fitting = [text[:end].rstrip() for end in ends]
    cut = [f"{each}… {ending}" for each in fitting]
    return next((each for each in reversed(cut) if lines_in(each, width, names=names) <= lines), cut[0])


@lru_cache(maxsize=500)  # asked several times for a text while it is measured; those of a long one are many
def word_ends(text: str) -> tuple[int, ...]:
    """Return the places within a text where the renderer's dictionary ends a word, so that a line could break."""
    from weasyprint.text.line_break import get_log_attrs

    if len(text) < 2:
        return ()
    breaks = enumerate(get_log_attrs(text, LANGUAGE))
    return tuple(place for place, each in breaks if each.is_line_break and place < len(text))


def _with_signs(text: str, words: Sequence[int]) -> Sequence[int]:
    """Return the ends of words with the signs of addresses at which these part."""
    signs = address_breaks(text)
    return sorted({*words, *signs}) if signs else words


def _parted(text: str, ends: Sequence[int]) -> tuple[str, ...]:
    parts = (text[start:end].strip() for start, end in pairwise((0, *ends, len(text))))
    return tuple(filter(None, parts))


def lines_within(text: str, width: float, names: tuple[str, ...] = (), *, is_bold: bool = False) -> tuple[str, ...]:
    """Return a text in lines of a width in ems, each with the blank it ends at; a longer piece has its own line."""
    text = _printable(text)
    ends, lines, start = (*line_breaks(text, word_ends(text), names), len(text)), [], 0
    for end, following in pairwise((*ends, len(text) + 1)):
        if following > len(text) or width_of(text[start:following].rstrip(), is_bold) > width:
            lines.append(text[start:end].lstrip())
            start = end
    return tuple(lines)


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
