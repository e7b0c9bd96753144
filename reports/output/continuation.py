"""The continuation word of official letters: the foot of a page names the first words of the next one ("/ผลการ…").

What stands first on a page is known only once it is laid out. So a letter is laid out twice: the words found the
first time become margin boxes of the second, which move nothing.
"""

from collections.abc import Iterator
from typing import Any

LONGEST = 24  # letters of a continuation; it is a hint, not a sentence
SHORTEST = 6  # what is shorter, such as the number of a measure, says nothing alone
APART = {"new-page", "signature"}  # classes of what no continuation leads to


def continuation_style(laid_out: Any) -> str:
    """Return the page rules that print at the foot of each page what the next one begins with."""
    rules = []
    for number, page in enumerate(laid_out.pages[1:], 1):
        body = page._page_box.children[0]
        words = "" if _stands_apart(body) else continuation_word(next(_texts(body), ""))
        if words:
            rules.append(f"@page :nth({number}) {{ @bottom-right {{ content: '/{words}…'; }} }}")
    return "\n".join(rules)


def continuation_word(line: str) -> str:
    """Return the first words of a line, whole words only; quotes and backslashes have no place in a style sheet."""
    line = "".join(letter for letter in line if letter not in "'\"\\<>{}\n").strip()
    if len(line) <= LONGEST:
        return line
    whole, space, _ = line[:LONGEST].rpartition(" ")
    if len(whole) >= SHORTEST:
        return whole
    return whole + space + _first_words(line[len(whole + space) :], LONGEST - len(whole + space))


def _first_words(line: str, longest: int) -> str:
    """Return as many words of a line without spaces as are short enough, broken where the Thai dictionary breaks."""
    from weasyprint import HTML

    laid_out = HTML(string=f"<html lang='th'><p style='width: 1pt'>{line[: 2 * longest]}").render()
    words = ""
    for word in _texts(laid_out.pages[0]._page_box.children[0]):
        if words and len(words + word) > longest:
            break
        words += word
    return words[:longest]


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
