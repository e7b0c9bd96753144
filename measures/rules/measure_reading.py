"""What a reader finds of measures in a document: each in the document's words, with doubts and what was not taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from zlib import crc32

from measures.rules.month_ranges import Month

Rows = Sequence[Sequence[str]]


class Advance(StrEnum):
    """How far a measure has come, by the column that is ticked."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


@dataclass(frozen=True)
class MeasureDoubt:
    """What can be read in several ways, or cannot be read to the end, with the readings.

    Where a person can choose, there is a `key`, and each reading has one; `chosen` is the one that was followed.
    """

    where: str
    text: str
    readings: tuple[str, ...] = ()
    key: str = ""
    keys: tuple[str, ...] = ()
    chosen: str = ""


@dataclass
class MeasureDoubts:
    """The doubts of one document, with what a person has said to them, by their keys."""

    answers: Mapping[str, str] = field(default_factory=dict)
    found: list[MeasureDoubt] = field(default_factory=list)

    def note(self, where: str, text: str, readings: Sequence[str] = ()) -> None:
        self.found.append(MeasureDoubt(where, text, tuple(readings)))

    def choose(self, where: str, text: str, readings: Mapping[str, str], *, about: str) -> str:
        """Note a doubt and return the key of the reading that is followed: the chosen one, else the first."""
        key = f"{about}-{crc32(where.encode()):x}"
        given = self.answers.get(key, "")
        chosen = given if given in readings else next(iter(readings))
        self.found.append(MeasureDoubt(where, text, tuple(readings.values()), key, tuple(readings), chosen))
        return chosen


@dataclass(frozen=True)
class MeasurePart:
    """Words of a document that were not taken, and where they stand."""

    where: str
    text: str


@dataclass(frozen=True)
class ReadProgress:
    """What a document says of the progress of a measure."""

    advance: Advance | None = None
    outcome: tuple[str, ...] = ()
    result: str = ""
    obstacles: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.advance or self.outcome or self.result or self.obstacles or self.note)


@dataclass(frozen=True)
class ReadMeasure:
    """A measure as a document tells of it, in the document's words."""

    where: str
    title: str
    number: int | None = None
    issue: str = ""
    indicator: str = ""
    steps: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    timeframe: str = ""
    start: Month | None = None
    end: Month | None = None
    follow_up: str = ""
    progress: ReadProgress = ReadProgress()
    quoted: int | None = None  # the number of the indicator whose figure its result quotes


@dataclass(frozen=True)
class MeasureReading:
    measures: tuple[ReadMeasure, ...] = ()
    doubts: tuple[MeasureDoubt, ...] = ()
    not_taken: tuple[MeasurePart, ...] = ()


@dataclass(frozen=True)
class PlacedTable:
    """A table with its place; `follows` says that nothing stands between it and the table before.

    `joins` are the rows, counted from 0, that begin a page, and may go on with the row before.
    """

    where: str
    rows: Rows
    follows: bool = False
    joins: tuple[int, ...] = ()
