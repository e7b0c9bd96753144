"""Thai text in PDF files that can be found, copied and read aloud.

WeasyPrint maps each glyph back to characters one by one. Thai fonts draw ำ as two glyphs and shift vowels and
tone marks, so that "น้ำ" would be extracted as "นา". PDF has a remedy: /ActualText, the true text of what is
drawn, around it (ISO 32000-1, 14.9.4). WeasyPrint offers no public place to say so; this wraps the one private
function that draws a line of text. The version is pinned, and a test extracts the text of whole documents.
"""

import re
from functools import wraps
from typing import Any

BREAK_HERE = "\u200b"  # the zero-width spaces of reports.paper.typesetting are for the line breaker, not for readers
_THAI = re.compile("[\u0e00-\u0e7f]")


def install() -> None:
    """Make WeasyPrint write the true text of every line with Thai in it. Doing it again changes nothing."""
    from weasyprint.draw import text

    if not hasattr(text.draw_first_line, "__wrapped__"):
        text.draw_first_line = _with_actual_text(text.draw_first_line)


def _with_actual_text(draw_first_line: Any) -> Any:
    @wraps(draw_first_line)
    def drawn(stream: Any, textbox: Any, *args: Any) -> Any:
        if not _THAI.search(textbox.text):
            return draw_first_line(stream, textbox, *args)
        text = textbox.text.replace(BREAK_HERE, "")
        stream.begin_marked_content("Span", f"<</ActualText <{_utf16_hex(text)}>>>")
        try:
            return draw_first_line(stream, textbox, *args)
        finally:
            stream.end_marked_content()

    return drawn


def _utf16_hex(text: str) -> str:
    return ("\ufeff" + text).encode("utf-16-be").hex().upper()
