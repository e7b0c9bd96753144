"""Thai text in PDF files that can be found, copied and read aloud.

WeasyPrint maps each glyph back to characters one by one. Thai fonts draw ำ as two glyphs and shift vowels and
tone marks, so that "น้ำ" would be extracted as "นา". PDF has a remedy: /ActualText, the true text of what is
drawn, around it (ISO 32000-1, 14.9.4). WeasyPrint offers no public place to say so; this wraps the one private
function that draws a line of text, and those that leave out the blank where a line ends, so that it stays in the
text: Thai has none between words, and what was joined over two lines could not be parted again. The version is pinned,
and tests extract the text of whole documents.
"""

import re
from collections.abc import Iterator
from functools import wraps
from typing import Any

ENDED_IN_BLANK = "ended_in_blank"  # what a box of text is told that lost its last blank at the end of a line
_THAI = re.compile("[\u0e00-\u0e7f]")


def install() -> None:
    """Make WeasyPrint write the true text of every line with Thai in it. Doing it again changes nothing."""
    from weasyprint.draw import text
    from weasyprint.layout import inline

    if not hasattr(text.draw_first_line, "__wrapped__"):
        text.draw_first_line = _with_actual_text(text.draw_first_line)
        inline.remove_last_whitespace = _with_note_of_blank(inline.remove_last_whitespace)
        inline.split_text_box = _with_note_of_break(inline.split_text_box)


def _with_actual_text(draw_first_line: Any) -> Any:
    @wraps(draw_first_line)
    def drawn(stream: Any, textbox: Any, *args: Any) -> Any:
        if not _THAI.search(textbox.text):
            return draw_first_line(stream, textbox, *args)
        blank = " " if getattr(textbox, ENDED_IN_BLANK, False) else ""
        text = textbox.text + blank
        stream.begin_marked_content("Span", f"<</ActualText <{_utf16_hex(text)}>>>")
        try:
            return draw_first_line(stream, textbox, *args)
        finally:
            stream.end_marked_content()

    return drawn


def _with_note_of_blank(remove_last_whitespace: Any) -> Any:
    @wraps(remove_last_whitespace)
    def removed(context: Any, line: Any) -> None:
        before = "".join(box.text for box in _text_boxes(line))
        remove_last_whitespace(context, line)
        drawn = [box for box in _text_boxes(line) if box.text.strip()]
        if drawn and before.endswith(" "):
            setattr(drawn[-1], ENDED_IN_BLANK, True)

    return removed


def _with_note_of_break(split_text_box: Any) -> Any:
    @wraps(split_text_box)
    def split(context: Any, box: Any, available_width: Any, skip: int | None, **options: Any) -> Any:
        drawn, resume, is_preserved = split_text_box(context, box, available_width, skip, **options)
        if drawn is not None:
            end = (skip or 0) + len(drawn.text.encode())
            setattr(drawn, ENDED_IN_BLANK, resume is not None and b" " in box.text.encode()[end:resume])
        return drawn, resume, is_preserved

    return split


def _text_boxes(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if hasattr(child, "text") and not getattr(child, "children", ()):
            yield child
        else:
            yield from _text_boxes(child)


def _utf16_hex(text: str) -> str:
    return ("\ufeff" + text).encode("utf-16-be").hex().upper()
