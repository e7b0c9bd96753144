"""What a reading of tables says: cells, choices that are the person's, and what was not taken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

LEAVE_OUT = "none"  # the answer to a choice that takes nothing


@dataclass(frozen=True)
class ReadCell:
    """A cell of the sheet with the text that it would get, and where it was read."""

    code: str
    text: str  # in the one spelling that is stored
    where: str = ""
    row: int = 0
    source: str = ""  # the words of the row

    @property
    def place(self) -> str:
        return place_words(self.where, self.row)


@dataclass(frozen=True)
class ReadingAnswer:
    key: str
    words: str


@dataclass(frozen=True)
class ReadingChoice:
    """What has more than one reading: the person chooses. `chosen` is empty while nothing speaks for one of them."""

    key: str
    words: str
    answers: tuple[ReadingAnswer, ...]
    chosen: str = ""
    where: str = ""
    row: int = 0
    is_told: bool = False  # by the person, not by what the table says

    @property
    def place(self) -> str:
        return place_words(self.where, self.row)

    @property
    def is_open(self) -> bool:
        return not self.chosen


# Asks about a table: the name of the choice, its words, what is offered, and what is proposed.
Choose = Callable[[str, str, Sequence[ReadingAnswer], str], ReadingChoice]


@dataclass(frozen=True)
class NotTaken:
    """A row, or a part of one, of which nothing is stored, and why."""

    text: str
    reason: str
    where: str = ""
    row: int = 0
    code: str = ""  # of the cell that it was meant for, where that is known
    has_figure: bool = True  # False for lines of words alone

    @property
    def place(self) -> str:
        return place_words(self.where, self.row)


@dataclass(frozen=True)
class ScoreReading:
    cells: tuple[ReadCell, ...] = ()
    choices: tuple[ReadingChoice, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether there is one reading alone and nothing is left over."""
        return bool(self.cells) and not self.choices and not self.not_taken


def place_words(where: str, row: int) -> str:
    """Return where something stands, in words: แผ่นงาน “IIT” แถว 3."""
    return " ".join(filter(None, (where, f"แถว {row}" if row else "")))
