"""The weak points of a result, weakest first, each with whether a finding and a measure speak of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.analysis import INDICATOR, ISSUE, Subject
from assessments.rules.sheet import Sheet


@dataclass(frozen=True)
class WeakPoint:
    """A figure below the target: a part of a survey, an indicator or a question."""

    code: str
    name: str
    figure: Decimal
    has_finding: bool
    has_measure: bool


@dataclass(frozen=True)
class Answered:
    """The numbers of the issues and of the indicators that measures answer."""

    issues: Collection[int] = ()
    indicators: Collection[int] = ()


def weak_points(sheet: Sheet, subjects: Iterable[Subject], answered: Answered) -> tuple[WeakPoint, ...]:
    """Return every weak part, indicator and question of a result, the weakest first."""
    written = {(each.scope, each.code) for each in subjects if not each.texts.is_empty}
    found = [*_parts(sheet, written, answered), *_indicators(sheet, written, answered)]
    found += _questions(sheet, written, answered)
    return tuple(sorted(found, key=lambda point: point.figure))


def _parts(sheet: Sheet, written: Collection[tuple[str, str]], answered: Answered) -> Iterator[WeakPoint]:
    """Yield the weak parts of surveys; one is spoken of where all indicators of the survey are."""
    for block in sheet.instruments:
        numbers = [each.indicator.number for each in block.indicators]
        issues = {question.issue for question in block.instrument.questions if question.issue}
        for part in block.parts:
            if part.is_weak and part.effective is not None:
                yield WeakPoint(
                    part.code,
                    part.name,
                    part.effective,
                    has_finding=any((INDICATOR, str(number)) in written for number in numbers)
                    or any((ISSUE, str(issue)) in written for issue in issues),
                    has_measure=any(number in answered.indicators for number in numbers)
                    or any(issue in answered.issues for issue in issues),
                )


def _indicators(sheet: Sheet, written: Collection[tuple[str, str]], answered: Answered) -> Iterator[WeakPoint]:
    for block in sheet.indicators:
        if block.summary.is_weak and block.summary.effective is not None:
            number = block.indicator.number
            issues = {row.question.issue for row in block.rows if row.question.issue}
            yield WeakPoint(
                block.summary.code,
                f"{number}. {block.indicator.name}",
                block.summary.effective,
                has_finding=(INDICATOR, str(number)) in written
                or any((ISSUE, str(issue)) in written for issue in issues),
                has_measure=number in answered.indicators or any(issue in answered.issues for issue in issues),
            )


def _questions(sheet: Sheet, written: Collection[tuple[str, str]], answered: Answered) -> Iterator[WeakPoint]:
    for row in sheet.rows:
        if row.is_weak and row.value is not None:
            issue, indicator = row.question.issue, row.question.indicator
            subjects = {(ISSUE, str(issue)), (INDICATOR, str(indicator)), ("question", row.code), ("item", row.code)}
            yield WeakPoint(
                row.code,
                f"{row.code} {row.question.text}".strip(),
                row.value,
                has_finding=bool(subjects & set(written)),
                has_measure=issue in answered.issues or indicator in answered.indicators,
            )
