"""Which changes of a history are one act: what one person did at one stroke is told as one thing.

Changes of a stroke that can be taken back carry its key. Others are written by one save, each a moment after the other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

# Changes of one save follow each other faster than a person presses two buttons.
ONE_SAVE = timedelta(seconds=1)
# As many as one entry holds; what is longer goes on in the next, so that no page grows beyond measure.
MOST_OF_AN_ACT = 50


@dataclass(frozen=True, slots=True)
class ChangeStamp:
    """What tells the act of a change: its number, its moment, who made it, and the key of the stroke, if it has one."""

    number: int
    at: datetime
    who: str
    stroke: UUID | None = None

    def is_of_same_act(self, next_one: "ChangeStamp") -> bool:
        """Whether the change that stands next to this one in the history was made by the same act."""
        if self.who != next_one.who or self.stroke != next_one.stroke:
            return False
        return self.stroke is not None or abs(self.at - next_one.at) <= ONE_SAVE


@dataclass(frozen=True)
class ChangeAct:
    """The changes of an act as one entry holds them, in the order of the history; a part where they are too many."""

    numbers: tuple[int, ...]
    part: int = 1
    parts: int = 1


def acts_of(stamps: Iterable[ChangeStamp]) -> list[ChangeAct]:
    """Return the acts of a history, in its order.

    >>> day = datetime(2026, 1, 5, 9)
    >>> [act.numbers for act in acts_of([ChangeStamp(3, day, "ก"), ChangeStamp(2, day, "ก"), ChangeStamp(1, day, "ข")])]
    [(3, 2), (1,)]
    """
    return [part for numbers in _together(stamps) for part in _parts(numbers)]


def _together(stamps: Iterable[ChangeStamp]) -> Iterator[list[int]]:
    numbers: list[int] = []
    last = None
    for stamp in stamps:
        if last is not None and not last.is_of_same_act(stamp):
            yield numbers
            numbers = []
        numbers.append(stamp.number)
        last = stamp
    if numbers:
        yield numbers


def _parts(numbers: list[int]) -> list[ChangeAct]:
    starts = range(0, len(numbers), MOST_OF_AN_ACT)
    # The history stands newest first, so that the last part is where the act began.
    return [
        ChangeAct(tuple(numbers[start : start + MOST_OF_AN_ACT]), len(starts) - place, len(starts))
        for place, start in enumerate(starts)
    ]
