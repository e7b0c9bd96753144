"""The weak figures that a measure answers, as its row in the plan names them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.sheet import Sheet


@dataclass(frozen=True)
class WeakResult:
    """A figure below the target, with the numbers of the issue and the indicator that it belongs to."""

    code: str
    value: Decimal
    issue: int | None
    indicator: int


def weak_results(sheet: Sheet) -> tuple[WeakResult, ...]:
    """Return the weak questions of a year, the weakest first; an indicator where none of its questions is weak."""
    found = []
    for block in sheet.indicators:
        weak = [row for row in block.rows if row.is_weak and row.value is not None]
        number, value = block.indicator.number, block.summary.effective
        found += [WeakResult(row.code, row.value, row.question.issue, number) for row in weak if row.value is not None]
        if not weak and block.summary.is_weak and value is not None:
            issues = {row.question.issue for row in block.rows}
            found.append(WeakResult(block.indicator.code, value, issues.pop() if len(issues) == 1 else None, number))
    return tuple(sorted(found, key=lambda each: each.value))


def answered_by(results: Iterable[WeakResult], issue: int | None, indicator: int | None) -> tuple[WeakResult, ...]:
    """Return what a measure of an issue, an indicator or both answers; nothing where it names neither."""
    if issue is None and indicator is None:
        return ()
    return tuple(each for each in results if issue in (None, each.issue) and indicator in (None, each.indicator))
