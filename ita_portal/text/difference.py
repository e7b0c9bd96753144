"""What differs between two texts, in pieces that a reader of Thai can follow.

Thai puts no spaces between words, and a vowel or tone mark belongs to the letter before it: texts are compared line
by line first, then within the lines that differ by words of other scripts, numbers, and Thai letters with their marks.
What two texts have in common by chance does not count as the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
# A letter with what is written around it; a number; a word; spaces; any other sign by itself.
_PIECE = re.compile(r"[เ-ไ]?[ก-ฮ][ะ-ฺๅ็-๎]*|[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*|[^\W\d_ก-๛]+|\s+|.", re.DOTALL)
# Fewer pieces in common than this between two changes are chance.
SHORTEST_MATCH = 4
# Beyond this, comparing piece by piece takes longer than a reader waits; the whole stretch is shown as replaced.
MOST_COMPARISONS = 250_000
# So much of an unchanged text is shown beside a change.
CONTEXT = 100
GAP = " … "
# So much is shown of a text that was added or removed as a whole.
BEGINNING = 600


@dataclass(frozen=True)
class DifferencePart:
    """A stretch of text that stayed, was removed or was added."""

    kind: str
    text: str


def difference(old: str, new: str) -> tuple[DifferencePart, ...]:
    """Return the parts of which both texts consist, in order: without those added they give the old text."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    parts: list[DifferencePart] = []
    for kind, a, b in _steps(old_lines, new_lines, shortest=1):
        parts += _within(a, b) if kind != SAME and a and b else _parts(kind, a, b)
    return tuple(_joined(parts))


def before(parts: Sequence[DifferencePart]) -> tuple[DifferencePart, ...]:
    """Return the old text, with what was removed marked."""
    return tuple(part for part in parts if part.kind != ADDED)


def after(parts: Sequence[DifferencePart]) -> tuple[DifferencePart, ...]:
    """Return the new text, with what was added marked."""
    return tuple(part for part in parts if part.kind != REMOVED)


def shortened(parts: Sequence[DifferencePart]) -> tuple[DifferencePart, ...]:
    """Return the parts with long unchanged ones cut in their middle, or at the ends of the text."""
    return tuple(
        _shortened(part, is_first=at == 0, is_last=at == len(parts) - 1) if part.kind == SAME else part
        for at, part in enumerate(parts)
    )


def beginning(text: str) -> str:
    """Return how a long text begins; a shorter one as it is."""
    return text if len(text) <= BEGINNING else f"{_up_to(_PIECE.findall(text), BEGINNING)}{GAP.rstrip()}"


def _shortened(part: DifferencePart, *, is_first: bool, is_last: bool) -> DifferencePart:
    if len(part.text) <= 3 * CONTEXT:
        return part
    pieces = _PIECE.findall(part.text)
    head = "" if is_first else _up_to(pieces)
    tail = "" if is_last else _up_to([piece[::-1] for piece in reversed(pieces)])[::-1]
    # Whole lines read better, where there are any.
    head = head[: head.rfind("\n") + 1] or head
    tail = tail[tail.find("\n") :] if "\n" in tail else tail
    return DifferencePart(SAME, f"{head}{GAP}{tail}")


def _up_to(pieces: Sequence[str], length: int = CONTEXT) -> str:
    """Return as many whole pieces as a length takes."""
    taken = ""
    for piece in pieces:
        if len(taken) + len(piece) > length:
            break
        taken += piece
    return taken


def _within(old: str, new: str) -> list[DifferencePart]:
    """Return the parts of lines that differ: what both begin and end with is set aside before the rest is compared."""
    a, b = _PIECE.findall(old), _PIECE.findall(new)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    parts = [DifferencePart(SAME, "".join(a[:head]))]
    if len(middle_a) * len(middle_b) <= MOST_COMPARISONS:
        for kind, was, is_now in _steps(middle_a, middle_b, shortest=SHORTEST_MATCH):
            parts += _parts(kind, was, is_now)
    else:
        parts += _parts(REMOVED, "".join(middle_a), "".join(middle_b))
    return [part for part in (*parts, DifferencePart(SAME, "".join(a[len(a) - tail :]))) if part.text]


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """Return how many pieces both begin with, none where these are too few to mean anything."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count if count >= SHORTEST_MATCH else 0


def _steps(old: Sequence[str], new: Sequence[str], *, shortest: int) -> Iterator[tuple[str, str, str]]:
    """Yield what stayed and what was replaced, as texts; matches that are too short count as replaced."""
    a = b = 0
    for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if 0 < match.size < shortest:
            continue
        if match.a > a or match.b > b:
            yield REMOVED, "".join(old[a : match.a]), "".join(new[b : match.b])
        if match.size:
            same = "".join(old[match.a : match.a + match.size])
            yield SAME, same, same
        a, b = match.a + match.size, match.b + match.size


def _parts(kind: str, old: str, new: str) -> list[DifferencePart]:
    if kind == SAME:
        return [DifferencePart(SAME, old)]
    return [part for part in (DifferencePart(REMOVED, old), DifferencePart(ADDED, new)) if part.text]


def _joined(parts: Sequence[DifferencePart]) -> Iterator[DifferencePart]:
    """Join neighbours of one kind."""
    kind, texts = "", [""]
    for part in parts:
        if part.kind != kind:
            if kind:
                yield DifferencePart(kind, "".join(texts))
            kind, texts = part.kind, []
        texts.append(part.text)
    if kind:
        yield DifferencePart(kind, "".join(texts))
