"""What a search finds in the texts of an agency: every word somewhere in a thing, however each of them is spelled.

Both sides are compared in the one spelling of the portal, so that neither what was stored before nor what is typed
now has to be spelled as the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ita_portal.text.spelling import compared

LONGEST_EXCERPT = 160


@dataclass(frozen=True)
class SearchedThing:
    """A thing that can be found: what it is called, whose year it is of, where it is, and what it says."""

    title: str
    fiscal_year: int
    address: str
    texts: tuple[str, ...] = ()
    note: str = ""  # what the thing is, beside its title


@dataclass(frozen=True)
class SearchHit:
    thing: SearchedThing
    excerpt: str  # of the text in which a word stands; empty where the title says it


def words_of(query: str) -> tuple[str, ...]:
    """Return the words of a query as they are compared.

    >>> words_of("กองคลัง  ๒๕๖๘ ")
    ('กองคลัง', '2568')
    """
    return tuple(dict.fromkeys(filter(None, map(compared, query.split()))))


def found(things: Iterable[SearchedThing], words: Sequence[str]) -> list[SearchHit]:
    """Return the things that hold all of the words, those of the newest year first, else in the order given."""
    if not words:
        return []
    hits = [hit for thing in things if (hit := _hit(thing, words))]
    return sorted(hits, key=lambda hit: -hit.thing.fiscal_year)


def _hit(thing: SearchedThing, words: Sequence[str]) -> SearchHit | None:
    title, *texts = map(compared, (thing.title, *thing.texts))
    if not all(word in title or any(word in text for text in texts) for word in words):
        return None
    missing = next((word for word in words if word not in title), None)
    if missing is None:
        return SearchHit(thing, "")
    text = next(text for text, held in zip(thing.texts, texts, strict=True) if missing in held)
    return SearchHit(thing, excerpt_of(text, missing))


def excerpt_of(text: str, word: str) -> str:
    """Return the line of a text in which a compared word stands, cut around it where it is long.

    >>> excerpt_of("บรรทัดหนึ่ง\\nจัดอบรมเจ้าหน้าที่", "อบรม")
    'จัดอบรมเจ้าหน้าที่'
    """
    lines = [line.strip() for line in text.splitlines()]
    line = next((line for line in lines if word in compared(line)), " ".join(lines))
    if len(line) <= LONGEST_EXCERPT:
        return line
    step = LONGEST_EXCERPT // 2
    starts = range(0, len(line) - step, step)
    pieces = ((start, line[start : start + LONGEST_EXCERPT]) for start in starts)
    start, piece = next(((at, piece) for at, piece in pieces if word in compared(piece)), (0, line[:LONGEST_EXCERPT]))
    goes_on = start + LONGEST_EXCERPT < len(line)
    # A text cut between two letters of a word reads badly.
    whole = piece.partition(" ")[2] if start else piece
    whole = whole.rpartition(" ")[0] if goes_on else whole
    piece = whole if word in compared(whole) else piece
    return f"{'… ' if start else ''}{piece.strip()}{' …' if goes_on else ''}"
