"""The continuation word of official letters: the foot of a page names the first words of the next one ("/ผลการ…").

What stands first on a page is known only once all are laid out, before their margins are. HTML has no way to say it, so
the renderer's private function that lays out the pages is wrapped: it notes the words of each as a named string, which
the style of the page prints at its foot. The version is pinned, and a test reads the pages.
"""

from collections.abc import Iterator
from functools import wraps
from typing import Any

from reports.paper.ruler import word_ends

LONGEST = 24  # letters of a continuation; it is a hint, not a sentence
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
        following = [*pages[1:], None]
        context.string_set[NAME] = {number: [_words_at(page)] for number, page in enumerate(following, 1)}
        return iter(pages)

    return made


def _words_at(page: Any) -> str:
    """Return what the page before prints at its foot."""
    body = page.children[0] if page else None
    words = "" if body is None or _stands_apart(body) else continuation_word(next(_texts(body), ""))
    return f"/{words}…" if words else ""


def continuation_word(line: str) -> str:
    """Return the first words of a line, whole words only, without quotes, brackets and backslashes."""
    line = "".join(letter for letter in line if letter not in "'\"\\<>{}\n").strip()
    if len(line) <= LONGEST:
        return line
    whole, space, _ = line[:LONGEST].rpartition(" ")
    if len(whole) >= SHORTEST:
        return whole
    return whole + space + _first_words(line[len(whole + space) :], LONGEST - len(whole + space))


def _first_words(line: str, longest: int) -> str:
    """Return as many words of a line without spaces as are short enough, broken where the Thai dictionary breaks."""
    ends = [end for end in word_ends(line) if end <= longest]
    return line[: ends[-1] if ends else longest]


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
