"""What is wrong in the file of a framework year: every fault of it, named so that whoever wrote it can mend it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, TypeGuard

from assessments.models import Framework, Question, RequiredElement
from assessments.rules.assessment_round import DAYS, PLAN_ITEM, PREVIOUS, REPORT_ITEM
from assessments.rules.figures import HIGHEST, LOWEST
from assessments.rules.required_element import INFERRED, NEEDS
from assessments.rules.structure import PART_NUMBERS
from assessments.years import FIRST_YEAR, LAST_YEAR
from ita_portal.text.thai import buddhist_year

OIT_RULES = {
    "mean of sub-indicator means": Framework.OitRule.SUB_INDICATORS,
    "mean of items": Framework.OitRule.ITEMS,
}
KEYS = {"fiscal_year", "instruments", "oit_rule", "oit_rule_confirmed", "rating", "indicators", "questions"}
ELEMENT_KEYS = {"text", "needs", "wording", "wish"}
ROW_KEYS = {
    "instruments": {"code", "name", "letter", "weight"},
    "rating": {"level", "total"},
    "indicators": {"no", "instrument", "name"},
    "sub_indicators": {"code", "name"},
    "issues": {"no", "name"},
    "questions": {"code", "instrument", "indicator", "text", "wording"},
}


def framework_faults(content: Any) -> Iterator[str]:
    """Return every fault in the content of a framework file; none where it can be stored as it is."""
    if not isinstance(content, dict):
        yield "not a mapping of a framework year"
        return
    if missing := KEYS - content.keys():
        yield f"missing: {', '.join(sorted(missing))}"
        return
    if not _is_year(content["fiscal_year"]):
        yield f"fiscal_year is not a year: {content['fiscal_year']!r}"
    if str(content["oit_rule"]) not in OIT_RULES:
        yield f"unknown oit_rule: {content['oit_rule']!r}"
    columns = content.get("measure_columns", Framework.MeasureColumns.BY_ISSUE)
    if columns not in Framework.MeasureColumns.values:
        yield f"unknown measure_columns: {columns!r}"
    if content.get("reports_plan_of", PREVIOUS) not in Framework.ReportsPlanOf.values:
        yield f"unknown reports_plan_of: {content['reports_plan_of']!r}"
    yield from _row_problems(content)
    yield from _round_problems(content)
    yield from _level_problems(content)
    yield from _instrument_problems(content)
    yield from _indicator_problems(content)
    yield from _question_problems(content)


def _is_year(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and FIRST_YEAR <= value <= LAST_YEAR


def _round_problems(content: dict[str, Any]) -> Iterator[str]:
    """The two items on measures are items of the year, and the days of its round lie in its calendar year."""
    codes = {str(row["code"]) for row in _whole_rows(content, "questions")}
    for name in (PLAN_ITEM, REPORT_ITEM):
        if name in content and content[name] not in codes:
            yield f"{name}: no question {content[name]!r}"
    days = content.get("dates") or {}
    if not isinstance(days, dict) or not set(days) <= set(DAYS):
        yield f"dates are not those of a round: {', '.join(DAYS)}"
    elif _is_year(content["fiscal_year"]):
        yield from _day_problems(days, content["fiscal_year"])


def _day_problems(days: dict[str, Any], fiscal_year: int) -> Iterator[str]:
    wrong = [name for name, day in days.items() if not isinstance(day, date) or buddhist_year(day) != fiscal_year]
    yield from (f"{name} is no day of the year: {days[name]!r}" for name in wrong)
    if wrong:
        return
    for first, last in (("oit_opens", "oit_closes"), ("clarify_from", "clarify_until")):
        if first in days and last in days and days[last] < days[first]:
            yield f"{last} is before {first}"


def _level_problems(content: dict[str, Any]) -> Iterator[str]:
    """A scale has a level for every result, and each level asks for no more than the one above it."""
    floors = []
    for row in _whole_rows(content, "rating"):
        total, every_instrument = _number(row["total"]), _number(row.get("every_instrument", 0))
        if not _is_figure(total) or not _is_figure(every_instrument):
            yield f"level {row['level']}: a figure is no number from 0 to 100"
            return
        floors.append((total, every_instrument))
    if not floors:
        yield "rating is no list of levels"
    elif floors[-1] != (LOWEST, LOWEST):
        yield "the last level asks for something, so that a result may have none"
    elif any(lower > upper for above, below in pairwise(floors) for upper, lower in zip(above, below, strict=True)):
        yield "a level asks for more than the one above it"
    yield from _twice("level", (row["level"] for row in _whole_rows(content, "rating")))


def _instrument_problems(content: dict[str, Any]) -> Iterator[str]:
    instruments = _whole_rows(content, "instruments")
    yield from _twice("instrument", (row["code"] for row in instruments))
    yield from _twice("letter", (row["letter"] for row in instruments))
    for row in instruments:
        if not re.fullmatch("[A-Z]{2,3}", str(row["code"])):
            yield f"instrument {row['code']}: a code is two or three capital letters"
        if not re.fullmatch("[a-z]", str(row["letter"])):
            yield f"instrument {row['code']}: its letter is no small letter: {row['letter']!r}"
        parts = row.get("parts", [])
        if not isinstance(parts, list) or len(parts) not in (0, len(PART_NUMBERS)):
            yield f"instrument {row['code']}: parts are no list of two"
    weights = [_number(row["weight"]) for row in instruments]
    if not all(weight is not None and weight > 0 for weight in weights) or not weights:
        yield "a weight is no number above 0"
    elif sum(filter(None, weights)) != HIGHEST:
        yield f"weights add up to {sum(filter(None, weights))}, not 100"


def _is_figure(number: Decimal | None) -> TypeGuard[Decimal]:
    return number is not None and LOWEST <= number <= HIGHEST


def _number(typed: Any) -> Decimal | None:
    try:
        number = Decimal(str(typed))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _twice(kind: str, names: Iterable[Any]) -> Iterator[str]:
    yield from (f"{kind} {name}: twice" for name, count in Counter(map(str, names)).items() if count > 1)


def _row_problems(content: dict[str, Any]) -> Iterator[str]:
    for name, keys in ROW_KEYS.items():
        if not isinstance(content.get(name) or [], list):
            yield f"{name} are no list"
            continue
        for number, row in enumerate(content.get(name) or [], 1):
            if not isinstance(row, dict):
                yield f"{name} row {number}: not a mapping"
            elif missing := keys - row.keys():
                yield f"{name} row {number}: missing {', '.join(sorted(missing))}"


def _whole_rows(content: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = content.get(name) or []
    return (
        [row for row in rows if isinstance(row, dict) and ROW_KEYS[name] <= row.keys()]
        if isinstance(rows, list)
        else []
    )


def _indicator_problems(content: dict[str, Any]) -> Iterator[str]:
    indicators = _whole_rows(content, "indicators")
    known = {row["code"] for row in _whole_rows(content, "instruments")}
    for row in indicators:
        if row["instrument"] not in known:
            yield f"indicator {row['no']}: unknown instrument {row['instrument']!r}"
    numbers = {str(row["no"]) for row in indicators}
    for row in _whole_rows(content, "sub_indicators"):
        if str(row["code"]).split(".")[0] not in numbers:
            yield f"sub-indicator {row['code']}: no such indicator"


def _question_problems(content: dict[str, Any]) -> Iterator[str]:
    instrument_of = {row["no"]: row["instrument"] for row in _whole_rows(content, "indicators")}
    issues = {row["no"] for row in _whole_rows(content, "issues")}
    sub_indicators = {row["code"] for row in _whole_rows(content, "sub_indicators")}
    of_letter = {row["letter"]: row["code"] for row in _whole_rows(content, "instruments")}
    seen = set()
    for row in _whole_rows(content, "questions"):
        code = str(row["code"])
        if code in seen:
            yield f"{code}: twice"
        seen.add(code)
        if of_letter.get(code[:1]) != row["instrument"] or not code[1:].isdecimal():
            yield f"{code}: code does not fit instrument {row['instrument']}"
        if instrument_of.get(row["indicator"]) != row["instrument"]:
            yield f"{code}: indicator {row['indicator']} is not of instrument {row['instrument']}"
        if row.get("issue") and row["issue"] not in issues:
            yield f"{code}: no issue {row['issue']}"
        if row.get("sub_indicator") and row["sub_indicator"] not in sub_indicators:
            yield f"{code}: no sub-indicator {row['sub_indicator']}"
        if row["wording"] not in Question.Wording.values:
            yield f"{code}: unknown wording {row['wording']!r}"
        yield from _element_problems(code, row)


def _element_problems(code: str, row: dict[str, Any]) -> Iterator[str]:
    if "required_elements" not in row:
        return
    elements = row["required_elements"]
    if not isinstance(elements, list) or not elements:
        yield f"{code}: required_elements are no list"
        return
    for number, element in enumerate(elements, 1):
        yield from (f"{code}: required element {number}: {problem}" for problem in _faults_of_element(element))


def _faults_of_element(element: Any) -> Iterator[str]:
    """An element is a line of text, alone or with what to look for and how sure its wording is."""
    row = {"text": element} if isinstance(element, str) else element
    if not isinstance(row, dict) or not set(row) <= ELEMENT_KEYS:
        yield f"not one of {', '.join(sorted(ELEMENT_KEYS))}"
        return
    text, needs = row.get("text"), row.get("needs", [])
    if not isinstance(text, str) or text != text.strip() or len(text.splitlines()) != 1:
        yield "no line of text"
    if not isinstance(needs, list) or not all(isinstance(need, str) and need in NEEDS for need in needs):
        yield f"unknown needs: {needs!r}"
    if row.get("wording", INFERRED) not in RequiredElement.Certainty.values:
        yield f"unknown wording: {row['wording']!r}"
    if not isinstance(row.get("wish", False), bool):
        yield "wish is neither true nor false"
