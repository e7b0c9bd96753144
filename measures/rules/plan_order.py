"""The order and the numbers of a plan's measures: the same on pages, in forms, in spreadsheets and on paper.

Measures stand by the issue that they answer, in the order of the issues; in a year that is not analysed by issues, by
their indicator. Those that name none come last. Among themselves they stand as the agency put them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar


class PlanSubject(Protocol):
    """An issue or an indicator."""

    @property
    def number(self) -> int: ...
    @property
    def name(self) -> str: ...


class PlannedMeasure(Protocol):
    """What the order of a measure depends on; `position` is its place as the agency put it."""

    @property
    def pk(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def issue(self) -> PlanSubject | None: ...
    @property
    def indicator(self) -> PlanSubject | None: ...


M = TypeVar("M", bound=PlannedMeasure)


@dataclass(frozen=True)
class MeasureGroup(Generic[M]):
    """The measures that answer one issue or indicator, or that name none, each with its number in the plan."""

    subject: PlanSubject | None
    measures: tuple[tuple[int, M], ...]


def in_printed_order(measures: Iterable[M], *, by_issue: bool) -> list[M]:
    """Return the measures of a plan in the order in which they are printed; `by_issue` where the year has issues."""

    def place(measure: M) -> tuple[bool, int, int, int]:
        subject = subject_of(measure, by_issue=by_issue)
        return subject is None, subject.number if subject else 0, measure.position, measure.pk

    return sorted(measures, key=place)


def measure_groups(measures: Iterable[M], *, by_issue: bool) -> tuple[MeasureGroup[M], ...]:
    """Return the measures of a plan by what they answer, numbered through the whole plan from 1."""
    numbered = enumerate(in_printed_order(measures, by_issue=by_issue), 1)
    groups = groupby(numbered, key=lambda pair: subject_of(pair[1], by_issue=by_issue))
    return tuple(MeasureGroup(subject, tuple(pairs)) for subject, pairs in groups)


def nearest_number(order: Sequence[M], number: int, wanted: int, *, by_issue: bool) -> int:
    """Return the number nearest to the wanted one that a measure can have without answering something else."""
    subject = subject_of(order[number - 1], by_issue=by_issue)
    own = [at for at, each in enumerate(order, 1) if subject_of(each, by_issue=by_issue) == subject]
    return min(max(wanted, own[0]), own[-1])


def printed_numbers(measures: Iterable[M], *, within_issue: bool) -> Iterator[tuple[int, M]]:
    """Number measures that are in printed order, anew in each issue where the issue is printed beside them."""
    if not within_issue:
        return enumerate(measures, 1)
    groups = groupby(measures, key=lambda measure: measure.issue)
    return (pair for _, group in groups for pair in enumerate(group, 1))


def subject_of(measure: PlannedMeasure, *, by_issue: bool) -> PlanSubject | None:
    """Return the issue or the indicator by which a measure stands in its plan."""
    return measure.issue if by_issue else measure.indicator
