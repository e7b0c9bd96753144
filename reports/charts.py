"""Charts as plain values: groups of horizontal bars, each bar with its label and its figure in text.

Bars are drawn as rows of a table, so that a reader, a screen reader and a copied text get the numbers; the
length of a bar is its figure in hundredths of a per cent of the scale.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.figures import UNKNOWN, printed, rounded

FULL_LENGTH = 10_000  # a bar of 100.00


@dataclass(frozen=True)
class Bar:
    label: str
    figure: str
    length: int  # 0 to FULL_LENGTH
    is_weak: bool = False


@dataclass(frozen=True)
class Group:
    label: str  # empty where the chart has one group only
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    number: str
    title: str
    row_heading: str
    summary: str  # what the chart shows, in a sentence for those who do not see it
    groups: tuple[Group, ...]
    target: int  # where the target line stands, 0 to FULL_LENGTH
    target_text: str

    @property
    def is_grouped(self) -> bool:
        return any(group.label for group in self.groups)


def bar(label: str, value: Decimal | None, target: Decimal) -> Bar:
    """Return the bar of a figure of 0 to 100; an unknown figure has no length and a dash."""
    if value is None:
        return Bar(label, UNKNOWN, 0)
    return Bar(label, printed(value), int(rounded(value) * 100), rounded(value) < target)


def bars(rows: Iterable[tuple[str, Decimal | None]], target: Decimal) -> tuple[Bar, ...]:
    return tuple(bar(label, value, target) for label, value in rows)
