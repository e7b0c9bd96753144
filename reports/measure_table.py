"""The measure table of a plan as plain values, ready to print in any of its column sets."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from measures.models import Measure


@dataclass(frozen=True)
class MeasureRow:
    issue: str  # with its number; empty where the measure names none
    title: str  # numbered within its issue
    steps: tuple[str, ...]  # each with its number
    owners: tuple[str, ...]
    timeframe: str
    follow_up: str


def measure_rows(measures: Iterable[Measure]) -> tuple[MeasureRow, ...]:
    """Return the rows of a plan in its order; load the measures `with_details()` first."""
    by_issue = groupby(measures, key=lambda measure: measure.issue)
    return tuple(_row(number, measure) for _, group in by_issue for number, measure in enumerate(group, 1))


def _row(number: int, measure: Measure) -> MeasureRow:
    return MeasureRow(
        issue=str(measure.issue) if measure.issue else "",
        title=f"{number}. {measure.title}",
        steps=numbered(step.text for step in measure.steps.all()),
        owners=tuple(owner.name for owner in measure.owners.all()),
        timeframe=measure.timeframe,
        follow_up=measure.follow_up,
    )


def numbered(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts with their numbers before them; a single one needs none."""
    texts = tuple(texts)
    if len(texts) == 1:
        return texts
    return tuple(f"{number}. {text}" for number, text in enumerate(texts, 1))
