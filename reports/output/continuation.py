"""The continuation word of official letters: the foot of a page names the first words of the next one ("/ผลการ…").

What stands first on a page is known only once all are laid out, before their margins are. HTML has no way to say it, so
the renderer's private function that lays out the pages is wrapped: it notes the words of each as a named string, which
the style of the page prints at its foot. The version is pinned, and a test reads the pages.
"""

from collections.abc import Iterator
from functools import wraps
from itertools import zip_longest
from typing import Any

from reports.paper.ruler import line_length, word_ends
from reports.paper.whole_words import line_breaks

LONGEST = 24  # letters of a continuation; it is a hint, not a sentence
SHARE_OF_A_LINE = 0.34  # that the foot of a page has for it, see the style sheet
PIXELS = 16 * 4 / 3  # of an em
SHORTEST = 6  # what is shorter, such as the number of a measure, says nothing alone
APART = {"new-page", "signature"}  # classes of what no continuation leads to
NAME = "continuation"
CONTINUATION_STYLE = f"@page {{ @bottom-right {{ content: string({NAME}); }} }}"


def install() -> None:
    """Make WeasyPrint note with what each page goes on. Doing it again changes nothing."""
    from weasyprint import layout

    if not hasattr(layout.make_all_pages, "__wrapped__"):
        layout.make_all_pages = _with_continuations(layout.make_all_pages)


def _with_continuations(make_all_pages: Any) -> Any:
    @wraps(make_all_pages)
    def made(context: Any, *args: Any) -> Iterator[Any]:
        pages = list(make_all_pages(context, *args))
        turns = enumerate(zip_longest(pages, pages[1:]), 1)
        context.string_set[NAME] = {number: [_words_between(page, after)] for number, (page, after) in turns}
        return iter(pages)

    return made


def _words_between(page: Any, after: Any) -> str:
    """Return what a page prints at its foot, by what stands first on the one after it."""
    body = after.children[0] if after else None
    if body is None or _stands_apart(body):
        return ""
    words = continuation_word(next(_texts(body), ""), page.width * SHARE_OF_A_LINE)
    return f"/{words}…" if words else ""


def continuation_word(line: str, room: float) -> str:
    """Return the first words of a line, as many as fit `room` pixels, without quotes, brackets and backslashes."""
    line = " ".join("".join(letter for letter in line if letter not in "'\"\\<>{}\n").split())
    fitting = [words for words in _beginnings(line) if line_length(f"/{words}…") * PIXELS <= room]
    if not fitting:
        return line[:SHORTEST]
    phrases = [words for words in fitting if line[len(words) : len(words) + 1] in ("", " ") and len(words) >= SHORTEST]
    return (phrases or fitting)[-1]


def _beginnings(line: str) -> Iterator[str]:
    """Yield what a line begins with, a word more each time."""
    ends = (end for end in line_breaks(line, word_ends(line)) if end <= LONGEST)
    yield from (line[:end].rstrip() for end in ends)
    if len(line) <= LONGEST:
        yield line


def _stands_apart(box: Any) -> bool:
    """Return whether a page begins with an annex, which no letter goes on to, or with a signature."""
    while box is not None:
        if box.element is not None and APART & {*box.element.get("class", "").split()}:
            return True
        box = next(iter(getattr(box, "children", ())), None)
    return False


def _texts(box: Any) -> Iterator[str]:
    """Yield the texts of a box in reading order, without repeated headings of tables."""
    if getattr(box, "is_header", False):
        return
    if hasattr(box, "text"):
        yield box.text
    for child in getattr(box, "children", ()):
        yield from _texts(child)
