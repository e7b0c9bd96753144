"""What differs between two texts, in pieces that a reader of Thai can follow.

Thai puts no spaces between words, and a vowel or tone mark belongs to the letter before it: texts are compared line
by line first, then within the lines that differ by words of other scripts, numbers, and Thai letters with their marks.
What two texts have in common by chance does not count as the same.

Comparing takes steps, and a page has only so many of them: texts can be made so that they take hours.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate

SAME, REMOVED, ADDED = "same", "removed", "added"
# A letter with what is written around it; a number; a word; spaces; any other sign by itself.
_PIECE = re.compile(r"[เ-ไ]?[ก-ฮ][ะ-ฺๅ็-๎]*|[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*|[^\W\d_ก-๛]+|\s+|.", re.DOTALL)
# Fewer pieces in common than this between two changes are chance.
SHORTEST_MATCH = 4
# Beyond this, comparing takes longer than a reader waits; the whole stretch is shown as replaced.
STEPS_OF_STRETCH = 500_000
# For one change, and for all changes on a page together, which is a second or two.
STEPS_OF_CHANGE, STEPS_OF_PAGE = 2_000_000, 6_000_000
# A step is two pieces that are compared. To read a letter takes as long as some of them.
STEPS_OF_LETTER = 4
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


class ComparisonBudget:
    """How many steps may still be taken for the texts of a page, or for one text alone."""

    def __init__(self, steps: int = STEPS_OF_PAGE) -> None:
        self.left = steps

    def spend(self, steps: int) -> bool:
        """Take steps, and return whether there were as many; where not, none is taken."""
        if steps > self.left:
            return False
        self.left -= steps
        return True

    def share(self, steps: int) -> "ComparisonBudget":
        """Return a budget of at most so many steps, which are taken from this one."""
        share = ComparisonBudget(min(steps, self.left))
        self.left -= share.left
        return share

    def give_back(self, share: "ComparisonBudget") -> None:
        """Take back what a share has left."""
        self.left += share.left


def difference(old: str, new: str, budget: ComparisonBudget | None = None) -> tuple[DifferencePart, ...]:
    """Return the parts of which both texts consist, in order: without those added they give the old text.

    Where the budget does not suffice, what could not be compared is told as replaced.
    """
    whole = budget or ComparisonBudget()
    share = whole.share(STEPS_OF_CHANGE)
    can_be_read = share.spend(STEPS_OF_LETTER * (len(old) + len(new)))
    parts = _compared(old, new, share) if can_be_read else _parts(REMOVED, old, new)
    whole.give_back(share)
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
    if len(text) <= BEGINNING:
        return text
    return f"{_up_to(_PIECE.findall(text[: 2 * BEGINNING]), BEGINNING)}{GAP.rstrip()}"


def _shortened(part: DifferencePart, *, is_first: bool, is_last: bool) -> DifferencePart:
    if len(part.text) <= 3 * CONTEXT:
        return part
    # Twice the length holds the piece at the cut as a whole, or too long to be taken.
    first, last = _PIECE.findall(part.text[: 2 * CONTEXT]), _PIECE.findall(part.text[-2 * CONTEXT :])
    head = "" if is_first else _up_to(first)
    tail = "" if is_last else _up_to([piece[::-1] for piece in reversed(last)])[::-1]
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


def _compared(old: str, new: str, budget: ComparisonBudget) -> list[DifferencePart]:
    parts: list[DifferencePart] = []
    for kind, a, b in _steps(old.splitlines(keepends=True), new.splitlines(keepends=True), 1, budget):
        parts += _within(a, b, budget) if kind != SAME and a and b else _parts(kind, a, b)
    return parts


def _within(old: str, new: str, budget: ComparisonBudget) -> list[DifferencePart]:
    """Return the parts of lines that differ."""
    parts: list[DifferencePart] = []
    for kind, a, b in _steps(_PIECE.findall(old), _PIECE.findall(new), SHORTEST_MATCH, budget):
        parts += _parts(kind, a, b)
    return parts


def _steps(
    old: Sequence[str], new: Sequence[str], shortest: int, budget: ComparisonBudget
) -> Iterator[tuple[str, str, str]]:
    """Yield what stayed and what was replaced, as texts; matches that are too short count as replaced.

    What both begin and end with is set aside before the rest is compared.
    """
    head = _common(old, new, shortest)
    tail = _common(old[head:][::-1], new[head:][::-1], shortest)
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    yield from _same(old[:head])
    at_a = at_b = 0
    for match in (*_matches(a, b, budget), Match(len(a), len(b), 0)):
        if 0 < match.size < shortest:
            continue
        if match.a > at_a or match.b > at_b:
            yield REMOVED, "".join(a[at_a : match.a]), "".join(b[at_b : match.b])
        yield from _same(a[match.a : match.a + match.size])
        at_a, at_b = match.a + match.size, match.b + match.size
    yield from _same(old[len(old) - tail :])


def _same(pieces: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    if pieces:
        yield SAME, "".join(pieces), "".join(pieces)


def _common(a: Sequence[str], b: Sequence[str], shortest: int) -> int:
    """Return how many pieces both begin with, none where these are too few to mean anything."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count if count >= shortest else 0


def _matches(a: Sequence[str], b: Sequence[str], budget: ComparisonBudget) -> list[Match]:
    """Return the stretches that both have in common, in order, as SequenceMatcher finds them.

    It looks for the longest, then again on either side of it. Each look takes a step for each piece, and one for each
    piece of the other text that is equal to it; where there are too many of these, nothing more is looked for.
    """
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    equal = Counter(b)
    steps = list(accumulate((1 + equal[piece] for piece in a), initial=0))
    share = budget.share(STEPS_OF_STRETCH)
    found, ranges = list[Match](), [(0, len(a), 0, len(b))]
    while ranges:
        a_low, a_high, b_low, b_high = ranges.pop()
        if a_low == a_high or b_low == b_high or not share.spend(steps[a_high] - steps[a_low]):
            continue
        match = matcher.find_longest_match(a_low, a_high, b_low, b_high)
        if match.size:
            found.append(match)
            ranges += [(a_low, match.a, b_low, match.b)]
            ranges += [(match.a + match.size, a_high, match.b + match.size, b_high)]
    budget.give_back(share)
    return sorted(found)


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
