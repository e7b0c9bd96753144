"""Lines of text that are laid out once.

WeasyPrint lays out the same text several times: for the narrowest and the widest that a cell can be, where it stands,
again for every try at a box of flexible width, and once more when it is drawn. That is a fifth of the time a document
takes. Here the private function that takes the first line of a text is asked once for the same text in the same style,
and what it laid out is kept until the document is drawn; a text that fits a line is laid out alike in every width that
holds it. The lines belong to the fonts of one document and are let go with it. The version is pinned, and the bytes of
documents are the same without this (`tests/documents/test_lines_once.py`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

KEPT = "kept_lines"  # what the fonts of a document are told
KEPT_LAYOUTS = 4096  # of some kilobytes each; further lines are laid out again when they are drawn
PARAGRAPH_ENDS = frozenset("\n\r\u2028\u2029")


def install() -> None:
    """Make WeasyPrint lay out a line once. Doing it again changes nothing."""
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break

    layout = line_break.Layout
    if hasattr(layout.deactivate, "__wrapped__"):
        return
    split_first_line = _asked_once(line_break.split_first_line, layout.deactivate)
    for module in (line_break, inline, preferred):
        module.split_first_line = split_first_line
    layout.deactivate, layout.reactivate = _kept(layout.deactivate), _as_it_was_kept(layout.reactivate)
    layout.set_text = _as_it_is_drawn(layout.set_text)


@contextmanager
def kept_lines(fonts: Any) -> Iterator[None]:
    """Keep the lines that are laid out with the fonts of a document.

    In the end they are freed one by one: the collector of garbage knows nothing of what lies outside of Python.
    """
    lines: dict[Any, Any] = {}
    setattr(fonts, KEPT, lines)
    try:
        yield
    finally:
        for _, line in lines.values():
            vars(line[0]).pop("layout", None)
        lines.clear()


def _asked_once(split_first_line: Any, let_go: Any) -> Any:
    """Return a function that remembers lines by the style, which it holds, and what else makes them what they are."""

    @wraps(split_first_line)
    def split(
        text: str, style: Any, context: Any, max_width: Any, spacing: float, is_line_start: bool = True, **options: Any
    ) -> Any:
        lines = getattr(style.font_config, KEPT, None)
        if lines is None or spacing:
            return split_first_line(text, style, context, max_width, spacing, is_line_start, **options)
        whole = (id(style), text)
        _, line = lines.get(whole, (None, None))
        if line and _fits(line, max_width):
            return line
        part = (*whole, max_width, is_line_start, *options.values())
        _, line = lines.get(part, (None, None))
        if not line:
            line = split_first_line(text, style, context, max_width, spacing, is_line_start, **options)
            holds_all = line[2] is None and line[1] == len(text.encode())  # also the blank at its end
            lines[whole if holds_all and _fits(line, max_width) else part] = (style, line)
            if len(lines) > KEPT_LAYOUTS:
                let_go(line[0])
        return line

    return split


def _fits(line: Any, max_width: Any) -> bool:
    """Return whether a line, which is (layout, length, place to resume, width, …), has room."""
    return max_width is None or line[3] <= max_width


def _kept(deactivate: Any) -> Any:
    @wraps(deactivate)
    def keep(layout: Any) -> None:
        """Leave a layout as it is where lines are kept."""
        if layout.justification_spacing or not hasattr(layout.style.font_config, KEPT):
            deactivate(layout)

    return keep


def _as_it_was_kept(reactivate: Any) -> Any:
    @wraps(reactivate)
    def reactivated(layout: Any, style: Any) -> None:
        if not hasattr(layout, "layout") or layout.justification_spacing:
            reactivate(layout, style)

    return reactivated


def _as_it_is_drawn(set_text: Any) -> Any:
    """Tell Pango at once what the drawing would tell it later, at which it would lay out the line again."""
    from weasyprint.text.ffi import pango

    @wraps(set_text)
    def set_as_drawn(layout: Any, text: str, justify: bool = False) -> None:
        if not PARAGRAPH_ENDS.intersection(text):
            pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        set_text(layout, text, justify)

    return set_as_drawn
